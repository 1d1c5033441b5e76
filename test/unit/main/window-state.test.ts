import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepWindowState, readWindowState } from '../../../electron/main/window-state.ts';

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const state = { x: 100, y: 80, width: 1200, height: 800, isMaximized: false };
let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annex-window-'));
  file = join(folder, 'window.json');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the state of a window', () => {
  it('is kept and read again', () => {
    keepWindowState(file, state);
    expect(readWindowState(file, [area])).toEqual(state);
  });

  it('is forgotten when its display is gone', () => {
    keepWindowState(file, { ...state, x: 2500 });
    expect(readWindowState(file, [area])).toBeUndefined();
    expect(readWindowState(file, [area, { ...area, x: 1920 }])).toBeDefined();
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"x":1}',
    '{"x":0,"y":0,"width":10,"height":10,"isMaximized":false}',
    '{"x":0.5,"y":0,"width":1200,"height":800,"isMaximized":false}',
  ])('is forgotten when its file says %s', (text) => {
    writeFileSync(file, text);
    expect(readWindowState(file, [area])).toBeUndefined();
  });

  it('may fail to be kept', () => {
    expect(() => keepWindowState(join(folder, 'missing', 'window.json'), state)).not.toThrow();
  });
});
