import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let foundRoot: string | undefined;

/**
 * The place beside a packaged application's archive of what is kept outside it. Worker threads and fonts are opened by
 * code that cannot look into the archive; elsewhere the path stays as it is.
 */
export function toUnpacked(path: string): string {
  return path.replace(/app\.asar(?=$|[\\/])/, 'app.asar.unpacked');
}

/** The application's own folder: the one above this file that holds `package.json`, built or not. */
function applicationRoot(): string {
  if (foundRoot !== undefined) return foundRoot;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('The application folder was not found.');
    folder = above;
  }
  foundRoot = toUnpacked(folder);
  return foundRoot;
}

/** The absolute path of a built worker: `workerFile('paper')` is what `electron/data/jobs/paper-worker.ts` became. */
export function workerFile(name: string): string {
  return join(applicationRoot(), 'dist', 'workers', `${name}.js`);
}

/** The absolute path of a file below `assets/`, given with forward slashes. */
export function assetFile(relative: string): string {
  return join(applicationRoot(), 'assets', ...relative.split('/'));
}
