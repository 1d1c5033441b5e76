import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listNodeEntries } from '../../../build/node-parts.ts';
import { fingerprint } from '../../../build/stamp.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'annex-parts-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe('listNodeEntries', () => {
  it('leaves out what is not written yet', () => {
    write('electron/data/process/index.ts');
    expect(listNodeEntries(root)).toEqual({ data: { index: 'electron/data/process/index.ts' } });
  });

  it('takes every worker among the jobs by its name', () => {
    write('electron/data/jobs/paper-worker.tsx');
    write('electron/data/jobs/text-worker.ts');
    write('electron/data/jobs/jobs.ts');
    expect(listNodeEntries(root)).toEqual({
      workers: { paper: 'electron/data/jobs/paper-worker.tsx', text: 'electron/data/jobs/text-worker.ts' },
    });
  });
});

describe('fingerprint', () => {
  it('changes with an edit, an addition and a removal, and not without one', () => {
    write('a/one.ts', '1');
    const first = fingerprint(root, ['a']);
    expect(fingerprint(root, ['a'])).toBe(first);
    write('a/two.ts', '2');
    const second = fingerprint(root, ['a']);
    expect(second).not.toBe(first);
    rmSync(join(root, 'a/one.ts'));
    expect(fingerprint(root, ['a'])).not.toBe(second);
  });
});
