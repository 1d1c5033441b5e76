import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/** The place of the firm that lies in the data folder itself: for most machines the only one. */
export const firstPlace = 'first';

const parent = 'firms';
const placePattern = /^[0-9a-f]{16}$/;

/** Whether a text can name a place: `first`, or 16 hex digits. Anything else never becomes a path. */
export function isPlace(text: string): boolean {
  return text === firstPlace || placePattern.test(text);
}

/** The folder of one firm: the data folder itself for the first, a random name below `firms` for each further one. */
export function folderOfPlace(dataFolder: string, place: string): string {
  if (!isPlace(place)) throw new Error('This is no place of a firm.');
  return place === firstPlace ? dataFolder : join(dataFolder, parent, place);
}

/** The places that hold something, the first one first. A further one whose folder is empty was never finished. */
export function listPlaces(dataFolder: string): string[] {
  const further = readNames(join(dataFolder, parent)).filter(
    (name) => placePattern.test(name) && readNames(join(dataFolder, parent, name)).length > 0,
  );
  const hasFirst = ['vault.json', 'vault-copy.json', 'events'].some((name) => existsSync(join(dataFolder, name)));
  return [...(hasFirst ? [firstPlace] : []), ...further.sort()];
}

/** Makes an empty place for a further firm. */
export function makePlace(dataFolder: string): string {
  const place = randomBytes(8).toString('hex');
  mkdirSync(folderOfPlace(dataFolder, place), { recursive: true, mode: 0o700 });
  return place;
}

/** Takes an empty place away. What holds anything at all stays. */
export function dropEmptyPlace(dataFolder: string, place: string): void {
  if (place === firstPlace) return;
  try {
    rmdirSync(folderOfPlace(dataFolder, place));
  } catch {
    // It holds something, or it is gone already.
  }
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
