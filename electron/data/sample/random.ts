import { createHash } from 'node:crypto';

/** Numbers that look random and follow from a seed alone, so that the sample firm is the same everywhere. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True in `perMille` of a thousand cases. */
  chance(perMille: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Letters and digits. */
  text(length: number): string;
  /** A stream of its own: what is drawn from it changes nothing here. */
  fork(label: string): Random;
}

const letters = '0123456789abcdefghijklmnopqrstuv';

/** Makes a stream of numbers from a seed (sfc32, Doty-Humphrey; the state comes from SHA-256 of the seed). */
export function createRandom(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest();
  let [a, b, c, counter] = [0, 4, 8, 12].map((at) => digest.readUInt32LE(at)) as [number, number, number, number];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  const int = (low: number, high: number): number => low + (next() % (Math.max(0, high - low) + 1));
  return {
    int,
    chance: (perMille) => int(1, 1000) <= perMille,
    pick: (list) => {
      const picked = list[int(0, list.length - 1)];
      if (picked === undefined) throw new Error('There is nothing to pick from.');
      return picked;
    },
    text: (length) => Array.from({ length }, () => letters.charAt(int(0, letters.length - 1))).join(''),
    fork: (label) => createRandom(`${seed}/${label}`),
  };
}
