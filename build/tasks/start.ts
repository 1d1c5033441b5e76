import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainNoWindow, findElectron } from '../find-electron.ts';
import { runProgram } from './run-program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const downloadMs = 300_000;

/** Opens Annex in Electron; where that cannot be, says so in one line and opens it in the browser. */
async function start(args: readonly string[]): Promise<number> {
  const noWindow = explainNoWindow();
  const electron = noWindow === undefined ? (findElectron(root) ?? downloadElectron()) : undefined;
  if (electron !== undefined) return runProgram(electron, [root, ...args]);
  console.error(
    `Electron cannot be used (${noWindow ?? 'its program could not be downloaded'}), so Annex opens in your browser.`,
  );
  return runProgram(process.execPath, [join(root, 'dist/browser/index.js'), ...args]);
}

function downloadElectron(): string | undefined {
  console.error('Fetching Electron (once) …');
  const installer = join(root, 'node_modules/electron/install.js');
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: downloadMs });
  return findElectron(root);
}

process.exit(await start(process.argv.slice(2)));
