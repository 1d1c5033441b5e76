import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeTotals } from './totals.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = (path: string): string => join(root, 'node_modules', path);

/** Every check by name: a Node script and its arguments. */
const checks: [string, string[]][] = [
  ...['shared', 'electron', 'electron/preload', 'renderer', 'test'].map((part): [string, string[]] => [
    `types of ${part}`,
    [bin('typescript/bin/tsc'), '--noEmit', '-p', part],
  ]),
  [
    'lint and format',
    [
      bin('@biomejs/biome/bin/biome'),
      'ci',
      '--config-path',
      'build',
      '--max-diagnostics=50',
      '--diagnostic-level=warn',
      '--colors=off',
      '.',
    ],
  ],
  [
    'unused code',
    [bin('knip/bin/knip.js'), '--config', 'build/knip.json', '--tsConfig', 'tsconfig.json', '--no-progress'],
  ],
  ['import rules', [bin('vitest/vitest.mjs'), 'run', '--config', 'build/vitest.config.ts', 'test/unit/layout']],
];

/** Runs every check, says what failed, and ends with the totals. */
async function check(): Promise<number> {
  let failed = 0;
  for (const [name, command] of checks) {
    const { status, said } = await runQuietly(command);
    console.log(`${status === 0 ? '✓' : '✗'} ${name}`);
    if (status === 0) continue;
    failed += 1;
    console.log(said);
  }
  console.log(describeTotals({ passed: checks.length - failed, failed, skipped: 0 }));
  return failed === 0 ? 0 : 1;
}

function runQuietly(command: string[]): Promise<{ status: number; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
    child.once('error', (error) => resolve({ status: 1, said: error.message }));
    child.once('close', (code) => resolve({ status: code ?? 1, said }));
  });
}

process.exit(await check());
