import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A short text that changes when a file below one of `paths` is added, removed or edited. */
export function fingerprint(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) addPath(hash, join(root, path), path);
  return hash.digest('hex');
}

function addPath(hash: ReturnType<typeof createHash>, absolute: string, name: string): void {
  if (!existsSync(absolute)) return;
  const found = statSync(absolute);
  if (!found.isDirectory()) {
    hash.update(`${name}\0${found.size}\0${found.mtimeMs}\n`);
    return;
  }
  for (const entry of readdirSync(absolute).sort()) {
    if (entry !== 'node_modules' && !entry.endsWith('.md')) addPath(hash, join(absolute, entry), `${name}/${entry}`);
  }
}

/** Whether `stampFile` holds `value`. */
export function hasStamp(stampFile: string, value: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === value;
}

/** Writes `value` into `stampFile`, making its folder. */
export function writeStamp(stampFile: string, value: string): void {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, value);
}
