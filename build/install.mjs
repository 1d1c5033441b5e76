// Runs before anything is installed, so: plain JavaScript for Node 20.19 and later, and no package.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const oldestNode = [20, 19];

/** Ends the program with a sentence when this Node is older than the set-up needs. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(
    `Annex needs Node ${oldestNode.join('.')} or later to set itself up; this is ${process.versions.node}.`,
  );
  process.exit(1);
}

/** The project's own Node: scripts, tests and Electron agree on its version. */
export function projectNode() {
  return join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Installs what `package-lock.json` asks for where `node_modules` has something else. Install scripts are not run: the
 * only package that needs one is `node`, whose binary is fetched here by name.
 */
export function ensureInstalled() {
  if (!isInstalled()) {
    console.error('Installing what Annex needs (once) …');
    runOrExit(
      'npm',
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
      root,
      'npm could not install the packages.',
    );
  }
  if (!isProjectNodeThere()) {
    const folder = join(modules, 'node');
    runOrExit(
      process.execPath,
      ['installArchSpecificPackage.js'],
      folder,
      "The project's own Node could not be fetched.",
    );
    if (!isProjectNodeThere()) {
      console.error("The project's own Node was fetched but does not run on this machine.");
      process.exit(1);
    }
    linkProjectNode();
  }
}

/** npm links a package's program only when it is there at once, and this one came later. */
function linkProjectNode() {
  const link = join(modules, '.bin', 'node');
  if (process.platform === 'win32' || existsSync(link)) return;
  try {
    symlinkSync(join('..', 'node', 'bin', 'node'), link);
  } catch {
    // Only those who type commands of their own miss it.
  }
}

function isInstalled() {
  const hidden = join(modules, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link === true) return true;
    const there = found[path];
    // A package for another system is listed but not installed.
    if (there === undefined) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return there.version === entry.version && existsSync(join(root, path));
  });
}

function isProjectNodeThere() {
  const { version } = JSON.parse(readFileSync(join(modules, 'node', 'package.json'), 'utf8'));
  if (!existsSync(projectNode())) return false;
  const asked = spawnSync(projectNode(), ['--version'], { encoding: 'utf8' });
  return asked.status === 0 && asked.stdout.trim() === `v${version}`;
}

function runOrExit(command, args, cwd, sentence) {
  const isScript = process.platform === 'win32' && command === 'npm';
  const ended = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: isScript,
    env: process.env,
  });
  if (ended.status === 0) return;
  console.error(sentence);
  process.exit(1);
}
