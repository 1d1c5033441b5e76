import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';

/** Where a window was when it was last closed. */
export interface WindowState extends Rectangle {
  isMaximized: boolean;
}

const smallestWidth = 900;
const smallestHeight = 600;
export const firstState = { width: 1320, height: 860, isMaximized: false };

/** The state kept in `file`, or undefined when there is none or it would not be seen on any of the displays. */
export function readWindowState(file: string, workAreas: readonly Rectangle[]): WindowState | undefined {
  let kept: unknown;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  if (!isWindowState(kept)) return undefined;
  const state = kept;
  return workAreas.some((area) => overlaps(area, state)) ? state : undefined;
}

/** Keeps a window's state; a disk that is full is no reason to bother anybody about it. */
export function keepWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    // The next window opens in the middle.
  }
}

function isWindowState(value: unknown): value is WindowState {
  if (typeof value !== 'object' || value === null) return false;
  const numbers = ['x', 'y', 'width', 'height'].map((key) => Reflect.get(value, key) as unknown);
  if (!numbers.every(Number.isInteger)) return false;
  const { width, height, isMaximized } = value as WindowState;
  return width >= smallestWidth && height >= smallestHeight && typeof isMaximized === 'boolean';
}

/** Enough of the window lies on the area for a person to take hold of it. */
function overlaps(area: Rectangle, state: Rectangle): boolean {
  const width = Math.min(area.x + area.width, state.x + state.width) - Math.max(area.x, state.x);
  const height = Math.min(area.y + area.height, state.y + state.height) - Math.max(area.y, state.y);
  return width >= 200 && height >= 100;
}

export const smallestSize = { minWidth: smallestWidth, minHeight: smallestHeight };
