import { createRandom, type Random } from './simulation/random.ts';

let source: Random = createRandom(0);

/** From now on ids, keys and nonces follow from this seed, in a test that puts `seededBytes` in the place of `randomBytes`. */
export function seedRandomness(seed: number): void {
  source = createRandom(seed);
}

/** Stands in for `randomBytes` of node:crypto. */
export function seededBytes(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, () => source.int(256)));
}
