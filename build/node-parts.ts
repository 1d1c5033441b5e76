import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The programs that run on Node or in Electron's main process: where each is written and where it is built to. */
const programs: Record<string, string> = {
  'main/index': 'electron/main/index.ts',
  'data/index': 'electron/data/process/index.ts',
  'browser/index': 'electron/browser/index.ts',
  'cli/index': 'electron/cli/index.ts',
  'hub/index': 'electron/hub/index.ts',
  'bench/index': 'test/bench/index.ts',
};

/** The one file of the preload, built apart because a sandboxed window loads CommonJS only. */
export const preloadSource = 'electron/preload/index.ts';

const workersFolder = 'electron/data/jobs';
const workerEnding = /-worker\.tsx?$/;

/** Every entry that exists, as output name (below dist, no ending) to source path, both relative to `root`. */
export function listNodeEntries(root: string): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const [name, source] of Object.entries(programs)) {
    if (existsSync(join(root, source))) entries[name] = source;
  }
  const folder = join(root, workersFolder);
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    if (!workerEnding.test(file)) continue;
    entries[`workers/${basename(file).replace(workerEnding, '')}`] = `${workersFolder}/${file}`;
  }
  return entries;
}
