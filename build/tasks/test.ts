import { existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOrInstallChromium } from './find-or-install-chromium.ts';
import { runProgram } from './run-program.ts';
import { addTotals, describeTotals, noTotals, readEndToEndTotals, readVitestTotals, type Totals } from './totals.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reports = join(root, 'dist', 'reports');

/**
 * Runs every test, or those whose file names contain one of the words given: Vitest for unit, property, simulation and
 * integration, Node's own runner for end-to-end. The last line says what it came to.
 */
async function test(words: readonly string[]): Promise<number> {
  const chromium = findOrInstallChromium();
  if ('missing' in chromium) {
    console.error(chromium.missing);
    return 1;
  }
  process.env.CHROME_PATH = chromium.path;
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  const specs = listEndToEndSpecs(words);
  let totals: Totals = noTotals;
  if (words.length === 0 || specs.length === 0) totals = addTotals(totals, await runVitest(words));
  if (specs.length > 0) totals = addTotals(totals, await runEndToEnd(specs));
  console.log(describeTotals(totals));
  return totals.failed === 0 ? 0 : 1;
}

async function runVitest(words: readonly string[]): Promise<Totals> {
  const report = join(reports, 'vitest.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const options = [
    '--config',
    'build/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const status = await runProgram(process.execPath, [vitest, 'run', ...options, ...words]);
  const totals = readVitestTotals(report);
  // Vitest may fail for what is no test, like a rejection that nobody handled.
  return status !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

async function runEndToEnd(specs: readonly string[]): Promise<Totals> {
  const report = join(reports, 'end-to-end.json');
  const reporter = fileURLToPath(new URL('end-to-end-reporter.ts', import.meta.url));
  console.log('\nEnd to end');
  const options = ['--test', '--test-concurrency=2', '--test-timeout=600000', `--test-reporter=${reporter}`];
  const env = { ...process.env, ANNEX_TOTALS_FILE: report };
  const status = await runProgram(process.execPath, [...options, ...specs], env);
  const totals = existsSync(report) ? readEndToEndTotals(report) : { passed: 0, failed: 1, skipped: 0 };
  return status !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

function listEndToEndSpecs(words: readonly string[]): string[] {
  const specs = globSync('test/end-to-end/**/*.e2e.ts', { cwd: root }).sort();
  return words.length === 0 ? specs : specs.filter((spec) => words.some((word) => spec.includes(word)));
}

process.exit(await test(process.argv.slice(2)));
