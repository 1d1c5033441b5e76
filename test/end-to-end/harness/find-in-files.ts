import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files below a folder that hold one of these words, in any of the ways that text is commonly kept. */
export function findInFiles(folder: string, words: readonly string[]): string[] {
  const sought = words.flatMap((word) => [
    Buffer.from(word, 'utf8'),
    Buffer.from(word, 'utf16le'),
    Buffer.from(Buffer.from(word, 'utf8').toString('hex'), 'utf8'),
    Buffer.from(word.toLowerCase(), 'utf8'),
    Buffer.from(word.toUpperCase(), 'utf8'),
  ]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return sought.some((word) => bytes.includes(word));
    });
}
