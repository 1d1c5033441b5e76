import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeFolder } from '../../../electron/data/process/folder-lock.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annex-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('takeFolder', () => {
  it('makes a user-only folder, says who holds it, and gives it back', () => {
    const inside = join(folder, 'new', 'data');
    const lock = takeFolder(inside);
    if (lock.state !== 'held-by-us') throw new Error('The folder was not taken.');
    expect(statSync(inside).mode & 0o777).toBe(0o700);
    expect(JSON.parse(readFileSync(join(inside, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    expect(takeFolder(inside)).toEqual({ state: 'held', pid: process.pid });
    lock.release();
    expect(existsSync(join(inside, 'lock'))).toBe(false);
    const again = takeFolder(inside);
    expect(again.state).toBe('held-by-us');
    if (again.state === 'held-by-us') again.release();
  });

  it('is not hindered by a left-over lock file, whatever it says', () => {
    for (const text of ['', 'not json', '{"pid":1}', `{"pid":${process.pid}}`]) {
      writeFileSync(join(folder, 'lock'), text);
      const lock = takeFolder(folder);
      expect(lock.state).toBe('held-by-us');
      if (lock.state === 'held-by-us') lock.release();
    }
  });
});
