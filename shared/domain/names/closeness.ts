import { doubleMetaphone } from 'double-metaphone';

/**
 * Slips of the pen between two words: letters added, dropped, changed, or two neighbours swapped (optimal string
 * alignment). Gives up above `most` and answers `most + 1`.
 */
export function countSlips(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return Math.min(most + 1, last[b.length] ?? 0);
}

/** Jaro-Winkler similarity of two words in thousandths, rounded down; 1000 for equal words. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1_000;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Array<boolean>(b.length).fill(false);
  const matchedA: string[] = [];
  for (let i = 0; i < a.length; i += 1) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j += 1) {
      if (taken[j] || a[i] !== b[j]) continue;
      taken[j] = true;
      matchedA.push(a[i] ?? '');
      break;
    }
  }
  const matches = matchedA.length;
  if (matches === 0) return 0;
  const matchedB = [...b].filter((_, index) => taken[index]);
  const swapped = matchedA.filter((letter, index) => letter !== matchedB[index]).length;
  const jaro = (matches / a.length + matches / b.length + (matches - swapped / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return Math.floor((jaro + prefix * 0.1 * (1 - jaro)) * 1_000);
}

/** How a word sounds: one or two codes, none for words of other scripts (Double Metaphone). */
export function soundsOf(word: string): readonly string[] {
  if (!/^[a-z]+$/.test(word)) return [];
  const [primary, secondary] = doubleMetaphone(word);
  return primary === secondary ? [primary] : [primary, secondary].filter((code) => code !== '');
}

/** True when two words may sound alike. */
export function soundAlike(a: string, b: string): boolean {
  const codes = soundsOf(a);
  return soundsOf(b).some((code) => code !== '' && codes.includes(code));
}

/** A word with each of its letters left out once: two words that are one slip apart share one of these or the word. */
export function withoutOneLetter(word: string): readonly string[] {
  const shorter = new Set<string>();
  for (let index = 0; index < word.length; index += 1) shorter.add(word.slice(0, index) + word.slice(index + 1));
  return [...shorter];
}
