import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { lockFileName } from './protocol.ts';

/** What a process that wants the data folder is told. */
export type FolderLock =
  | { state: 'held-by-us'; release(): void }
  | { state: 'held'; pid: number | undefined }
  | { state: 'unwritable' };

const guardFileName = 'lock.guard';

/**
 * Takes the data folder for this process, making it (user-only) where it is missing. What is held is an exclusive
 * lock of the operating system on a small file, so it ends with the process however that ends, and a left-over lock
 * file of a dead process hinders nobody. `lock` beside it says who holds the folder and since when.
 */
export function takeFolder(dataFolder: string): FolderLock {
  let guard: Database.Database;
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    accessSync(dataFolder, constants.W_OK | constants.X_OK);
    guard = new Database(join(dataFolder, guardFileName), { timeout: 0 });
  } catch {
    return { state: 'unwritable' };
  }
  try {
    guard.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    guard.close();
    return isBusy(error) ? { state: 'held', pid: readHolder(dataFolder) } : { state: 'unwritable' };
  }
  const file = join(dataFolder, lockFileName);
  try {
    writeFileSync(file, `${JSON.stringify({ pid: process.pid, startedAt: startInstant() })}\n`, { mode: 0o600 });
  } catch {
    guard.close();
    return { state: 'unwritable' };
  }
  return {
    state: 'held-by-us',
    release: () => {
      rmSync(file, { force: true });
      guard.close();
    },
  };
}

function startInstant(): string {
  return new Date(Date.now() - Math.round(process.uptime() * 1000)).toISOString();
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

function readHolder(dataFolder: string): number | undefined {
  try {
    const said: unknown = JSON.parse(readFileSync(join(dataFolder, lockFileName), 'utf8'));
    if (typeof said === 'object' && said !== null && 'pid' in said && typeof said.pid === 'number') return said.pid;
  } catch {
    // The holder may be between taking the folder and saying so.
  }
  return undefined;
}
