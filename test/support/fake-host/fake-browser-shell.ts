import { fileURLToPath } from 'node:url';
import { runBrowserShell } from '../../../electron/browser/browser-shell.ts';

/** The browser shell over the fake host and the test's own page. */
await runBrowserShell({
  args: process.argv.slice(2),
  dataProgram: fileURLToPath(new URL('fake-data-program.ts', import.meta.url)),
  pagesFolder: fileURLToPath(new URL('../../fixtures/pages/', import.meta.url)),
  say: (line) => console.log(line),
  exit: (status) => process.exit(status),
});
