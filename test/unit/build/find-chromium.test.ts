import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../../../build/find-chromium.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annex-chromium-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function putProgram(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

describe('findChromium', () => {
  it('takes the one that CHROME_PATH names, and no other then', () => {
    putProgram('chromium');
    const named = putProgram('my-browser');
    expect(findChromium({ CHROME_PATH: named, PATH: folder })).toBe(named);
    expect(findChromium({ CHROME_PATH: join(folder, 'missing'), PATH: folder })).toBeUndefined();
  });

  it('looks on the path', () => {
    const found = putProgram('google-chrome');
    expect(findChromium({ PATH: folder })).toBe(found);
  });
});
