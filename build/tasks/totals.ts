import { existsSync, readFileSync } from 'node:fs';

/** What a run of tests or checks came to. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

export const noTotals: Totals = { passed: 0, failed: 0, skipped: 0 };

/** The sum of two runs. */
export function addTotals(left: Totals, right: Totals): Totals {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}

/** The line that every run ends with. */
export function describeTotals({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** The totals of Vitest's JSON report; a file that could not even be loaded counts as one failure. */
export function readVitestTotals(file: string): Totals {
  const report = readReport(file);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const suites: unknown = Reflect.get(report, 'testResults');
  const broken = Array.isArray(suites) ? suites.filter(isBrokenFile).length : 0;
  return {
    passed: count(report, 'numPassedTests'),
    failed: count(report, 'numFailedTests') + broken,
    skipped: count(report, 'numPendingTests') + count(report, 'numTodoTests'),
  };
}

/** The totals that `end-to-end-reporter.ts` wrote. */
export function readEndToEndTotals(file: string): Totals {
  const report = readReport(file);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: count(report, 'passed'), failed: count(report, 'failed'), skipped: count(report, 'skipped') };
}

function isBrokenFile(suite: unknown): boolean {
  if (typeof suite !== 'object' || suite === null || !('status' in suite) || !('assertionResults' in suite))
    return false;
  return suite.status === 'failed' && Array.isArray(suite.assertionResults) && suite.assertionResults.length === 0;
}

function readReport(file: string): object | undefined {
  if (!existsSync(file)) return undefined;
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof report === 'object' && report !== null ? report : undefined;
}

function count(report: object, key: string): number {
  const value: unknown = Reflect.get(report, key);
  return typeof value === 'number' ? value : 0;
}
