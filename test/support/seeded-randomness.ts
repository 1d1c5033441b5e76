import { randomBytes } from 'node:crypto';
import { createRandom, type Random } from './simulation/random.ts';

let source: Random | null = null;

/** From now on ids, keys and nonces follow from the seed; null: from the system again. Works where a test mocks `randomBytes`. */
export function seedRandomness(seed: number | null): void {
  source = seed === null ? null : createRandom(seed);
}

/** Stands in for `randomBytes` of node:crypto. */
export function seededBytes(size: number): Buffer {
  const { int } = source ?? { int: () => randomBytes(1)[0] ?? 0 };
  return Buffer.from(Array.from({ length: size }, () => int(256)));
}
