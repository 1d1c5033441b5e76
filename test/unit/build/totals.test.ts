import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addTotals, describeTotals, readEndToEndTotals, readVitestTotals } from '../../../build/tasks/totals.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annex-totals-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function keep(report: object): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

describe('totals', () => {
  it('are read from both runners and end in one line', () => {
    const unit = readVitestTotals(keep({ numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, testResults: [] }));
    const endToEnd = readEndToEndTotals(keep({ passed: 3, failed: 0, skipped: 1 }));
    expect(describeTotals(addTotals(unit, endToEnd))).toBe('10 passed, 1 failed, 3 skipped');
  });

  it('count a test file that could not be loaded, and a report that is not there, as failures', () => {
    const broken = { numPassedTests: 7, testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(readVitestTotals(keep(broken)).failed).toBe(1);
    expect(readVitestTotals(join(folder, 'missing.json')).failed).toBe(1);
    expect(readEndToEndTotals(join(folder, 'missing.json')).failed).toBe(1);
  });
});
