import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The programs that run on Node or in Electron's main process, by the folder below `dist` that each is built into. */
const programs: Record<string, string> = {
  main: 'electron/main/index.ts',
  data: 'electron/data/process/index.ts',
  browser: 'electron/browser/index.ts',
  cli: 'electron/cli/index.ts',
  hub: 'electron/hub/index.ts',
  bench: 'test/bench/index.ts',
};

/** The one file of the preload, built apart because a sandboxed window loads CommonJS only. */
export const preloadSource = 'electron/preload/index.ts';

/** The body of the data program, built apart with its packages in it; `index` beside it is the way in. */
export const dataProgramSource = 'electron/data/process/program.ts';
/** What stands there for network classes that are loaded when they are used. */
export const networkGlobalsSource = 'electron/data/process/network-globals.ts';

const workersFolder = 'electron/data/jobs';
const workerEnding = /-worker\.tsx?$/;

/** Entries built together: output name without ending to source path, relative to the root. */
export type Entries = Record<string, string>;

/** The entries that exist, by the folder below `dist` that they are built into. */
export function listNodeEntries(root: string): Record<string, Entries> {
  const groups: Record<string, Entries> = {};
  for (const [folder, source] of Object.entries(programs)) {
    if (existsSync(join(root, source))) groups[folder] = { index: source };
  }
  const workers: Entries = {};
  const folder = join(root, workersFolder);
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    if (workerEnding.test(file)) workers[basename(file).replace(workerEnding, '')] = `${workersFolder}/${file}`;
  }
  if (Object.keys(workers).length > 0) groups['workers'] = workers;
  return groups;
}
