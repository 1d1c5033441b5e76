/**
 * Numbers that several devices give out without asking each other: every device has a series of its own, told apart by
 * a letter at the end. The firm's first device has none: "2026-0007", the second "2026-0007-B".
 */

/** The letter of a device's series by its place in the roster (1 for the first): "", "B" to "Z", "AA", "AB"... */
export function seriesLetter(ordinal: number): string {
  if (!Number.isSafeInteger(ordinal) || ordinal < 1) throw new Error('A device has a place from 1 on.');
  if (ordinal === 1) return '';
  let rest = ordinal;
  let letters = '';
  while (rest > 0) {
    const digit = (rest - 1) % 26;
    letters = String.fromCharCode(65 + digit) + letters;
    rest = (rest - 1 - digit) / 26;
  }
  return letters;
}

/** "2026-0007" or "2026-0007-B". `prefix` is a year or a word; `letter` is empty for the first series. */
export function formatSeriesNumber(prefix: string, count: number, letter: string): string {
  return `${prefix}-${String(count).padStart(4, '0')}${letter === '' ? '' : `-${letter}`}`;
}

/** The next free number of a series, given every number that is known with this prefix (of any series). */
export function nextSeriesNumber(prefix: string, letter: string, taken: Iterable<string>): string {
  let last = 0;
  for (const number of taken) {
    const [, digits, suffix] = /-(\d+)(?:-([A-Z]+))?$/.exec(number) ?? [];
    if (digits === undefined || (suffix ?? '') !== letter || !number.startsWith(`${prefix}-`)) continue;
    last = Math.max(last, Number(digits));
  }
  return formatSeriesNumber(prefix, last + 1, letter);
}
