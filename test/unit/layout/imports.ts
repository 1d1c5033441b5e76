import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** One import of a source file: from where, and what, as a path below the root or as a package's name. */
export interface Import {
  file: string;
  target: string;
  isPackage: boolean;
}

/** Every source file below `folder`, relative to the root with forward slashes. */
export function listSources(folder: string): string[] {
  const absolute = join(root, folder);
  if (statSync(absolute, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listSources(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

// A clause is the words between `import` or `export` and `from`; a quote in it would belong to another statement.
const importPattern =
  /(?:^|[\s;])(?:import|export)\s+(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import of a file, static or not, of values or of types. */
export function readImports(file: string, text = readFileSync(join(root, file), 'utf8')): Import[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const named = match[1] ?? match[2] ?? '';
    if (!named.startsWith('.')) return { file, target: named, isPackage: true };
    const path = relative(root, resolve(root, dirname(file), named)).replaceAll('\\', '/');
    return { file, target: path, isPackage: false };
  });
}
