import { createRandom, type Random } from './simulation/random.ts';

let source: Random = createRandom(0);
/** Nonces are drawn many at once and kept: how many are left from the seed before must not move what follows. */
const supplies = createRandom(1);
const suppliesFrom = 1024;

/** From now on ids, keys and nonces follow from this seed, in a test that puts `seededBytes` in the place of `randomBytes`. */
export function seedRandomness(seed: number): void {
  source = createRandom(seed);
}

/** Stands in for `randomBytes` of node:crypto. */
export function seededBytes(size: number): Buffer {
  const { int } = size < suppliesFrom ? source : supplies;
  return Buffer.from(Array.from({ length: size }, () => int(256)));
}
