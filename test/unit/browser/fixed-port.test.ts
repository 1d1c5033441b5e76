import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { choosePort, derivePort } from '../../../electron/browser/fixed-port.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annex-port-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('choosePort', () => {
  it('follows from the folder and stays', () => {
    const port = choosePort(folder);
    expect(port).toBe(derivePort(folder));
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(50_000);
    expect(choosePort(folder)).toBe(port);
  });

  it('remembers a port that was asked for', () => {
    expect(choosePort(folder, 31_234)).toBe(31_234);
    expect(choosePort(folder)).toBe(31_234);
    expect(statSync(join(folder, 'browser-port')).mode & 0o777).toBe(0o600);
  });

  it.each(['', 'x', '80', '70000', '1.5'])('does not believe a remembered "%s"', (text) => {
    writeFileSync(join(folder, 'browser-port'), text);
    expect(choosePort(folder)).toBe(derivePort(folder));
    expect(readFileSync(join(folder, 'browser-port'), 'utf8')).toBe(`${derivePort(folder)}\n`);
  });
});
