import { seriesLetter } from '../number-series.ts';

const numberPattern = /^([A-Z]{1,3})-(\d{4,9})$/;

/** The series of a device's invoice numbers by its place in the roster: 1 is A, 26 is Z, 27 is AA [BL13]. */
export function invoiceSeries(ordinal: number): string {
  return seriesLetter(ordinal) || 'A';
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
