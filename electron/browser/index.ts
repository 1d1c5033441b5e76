import { fileURLToPath } from 'node:url';
import { findDataProgram } from '../shell/node-child.ts';
import { runBrowserShell } from './browser-shell.ts';

await runBrowserShell({
  args: process.argv.slice(2),
  dataProgram: findDataProgram(import.meta.url),
  pagesFolder: fileURLToPath(new URL('../renderer/', import.meta.url)),
  say: (line) => console.log(line),
  exit: (status) => process.exit(status),
});
