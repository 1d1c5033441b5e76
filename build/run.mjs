#!/usr/bin/env node
// Every npm script comes through here: check Node, install and build what is missing, then start the real thing.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureInstalled, projectNode, root } from './install.mjs';

const tasks = {
  start: { parts: ['node', 'renderer'], script: 'build/tasks/start.ts' },
  browser: { parts: ['node', 'renderer'], script: 'dist/browser/index.js' },
  annex: { parts: ['node'], script: 'dist/cli/index.js' },
  hub: { parts: ['node'], script: 'dist/hub/index.js' },
  bench: { parts: ['node'], script: 'dist/bench/index.js' },
  screenshots: { parts: ['node', 'renderer'], script: 'test/end-to-end/take-screenshots.ts' },
  test: { parts: ['node', 'renderer'], script: 'build/tasks/test.ts' },
  check: { parts: [], script: 'build/tasks/check.ts' },
  build: { parts: [], script: 'build/bundle.ts', args: ['--force'] },
  dist: { parts: ['node', 'renderer'], script: 'build/tasks/package.ts' },
};

/** Runs one task by name with the arguments of the command line and ends with its exit status. */
export async function runTask(name, args) {
  const task = tasks[name];
  if (task === undefined) {
    console.error(`There is no task "${name}". There are: ${Object.keys(tasks).join(', ')}.`);
    process.exit(1);
  }
  checkNode();
  ensureInstalled();
  // What a build has to say goes to the error stream: the command line's answers are alone on the other.
  if (task.parts.length > 0 && (await runNode(['build/bundle.ts', ...task.parts], ['ignore', 2, 2])) !== 0)
    process.exit(1);
  process.exit(await runNode([task.script, ...(task.args ?? []), ...args], 'inherit'));
}

/** Where the person is: npm goes to the project's folder and says where it was called. */
function callerFolder() {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  return script !== undefined && folder ? folder : process.cwd();
}

function runNode([script, ...args], stdio) {
  const bin = join(root, 'node_modules', '.bin');
  const separator = process.platform === 'win32' ? ';' : ':';
  const env = { ...process.env, PATH: `${bin}${separator}${process.env.PATH ?? ''}` };
  const isProject = script.startsWith('build/');
  const child = spawn(projectNode(), [join(root, script), ...args], {
    cwd: isProject ? root : callerFolder(),
    stdio,
    env,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await runTask(process.argv[2] ?? '', process.argv.slice(3));
