import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPouch, type PouchConstructor } from '../data/events/pouchdb.ts';
import { createSqliteLevel } from '../data/events/sqlite-level.ts';

/** A hub's folder, held by this process alone. */
export interface HubStorage {
  readonly Pouch: PouchConstructor;
  /** Closes every file and lets go of the folder. */
  release(): void;
}

/**
 * Opens the folder of an embedded hub, making it if it is not there. What devices send is sealed already; the disk is
 * ciphered once more with a random key in `hub.key` (for its user alone), which keeps ids and sizes off a lost disk only
 * if that file is kept apart. Throws when another process holds the folder.
 */
export function openHubStorage(folder: string, onFault: (error: Error) => void): HubStorage {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = join(folder, 'hub.lock');
  takeLock(lock);
  try {
    const factory = createSqliteLevel({ folder, key: readKey(join(folder, 'hub.key')), onFault });
    const release = () => {
      factory.closeAll();
      rmSync(lock, { force: true });
    };
    return { Pouch: createPouch(factory), release };
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  }
}

function readKey(file: string): Buffer {
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    chmodSync(file, 0o600);
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error('The file hub.key is damaged: the hub cannot open its data.');
  return Buffer.from(text, 'hex');
}

/** SQLite would let a second process in, so the folder has a lock file; that of a dead process is taken over. */
function takeLock(file: string): void {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { mode: 0o600, flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isAlive(Number(readFileSync(file, 'utf8')))) throw new Error('Another hub is running on this folder.');
    rmSync(file, { force: true });
  }
  throw new Error('The lock of the hub folder cannot be taken.');
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
