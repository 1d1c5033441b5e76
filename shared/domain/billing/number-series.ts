const numberPattern = /^([A-Z]{1,3})-(\d{4,9})$/;

/** The letters of a device's series: 0 is A, 25 is Z, 26 is AA. Throws below zero or above ZZZ. */
export function seriesLetters(deviceIndex: number): string {
  if (!Number.isInteger(deviceIndex) || deviceIndex < 0 || deviceIndex >= 26 + 26 ** 2 + 26 ** 3) {
    throw new Error('There is no number series for this device.');
  }
  let letters = '';
  for (let rest = deviceIndex + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** "A-0007": number `n` (from 1) of a series. Each device has a series of its own, so two never give one number [BL13]. */
export function formatInvoiceNumber(series: string, n: number): string {
  if (!/^[A-Z]{1,3}$/.test(series) || !Number.isInteger(n) || n < 1) throw new Error('This is no invoice number.');
  return `${series}-${String(n).padStart(4, '0')}`;
}

/** Takes a number apart; nothing where it is not one of ours (an imported one). */
export function readInvoiceNumber(number: string): { readonly series: string; readonly n: number } | undefined {
  const found = numberPattern.exec(number);
  return found?.[1] === undefined ? undefined : { series: found[1], n: Number(found[2]) };
}

/** The next number of a series, given the numbers that exist, voided ones included [BL13]. */
export function nextInvoiceNumber(series: string, existing: Iterable<string>): string {
  let highest = 0;
  for (const number of existing) {
    const read = readInvoiceNumber(number);
    if (read?.series === series) highest = Math.max(highest, read.n);
  }
  return formatInvoiceNumber(series, highest + 1);
}

/** Numbers that are missing below the highest of each series [BL13]. */
export function findNumberGaps(existing: Iterable<string>): readonly string[] {
  const bySeries = new Map<string, Set<number>>();
  for (const number of existing) {
    const read = readInvoiceNumber(number);
    if (!read) continue;
    const known = bySeries.get(read.series) ?? new Set();
    bySeries.set(read.series, known.add(read.n));
  }
  return [...bySeries].flatMap(([series, known]) => {
    const missing: string[] = [];
    for (let n = 1; n < Math.max(...known); n += 1) if (!known.has(n)) missing.push(formatInvoiceNumber(series, n));
    return missing;
  });
}
