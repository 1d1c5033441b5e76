import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPouch, type PouchConstructor } from '../data/events/pouchdb.ts';
import { createSqliteLevel } from '../data/events/sqlite-level.ts';
import { takeFolder } from '../data/process/folder-lock.ts';

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
  const lock = takeFolder(folder);
  if (lock.state === 'held') throw new Error('Another hub is running on this folder.');
  if (lock.state === 'unwritable') throw new Error('The folder of the hub cannot be written.');
  try {
    const factory = createSqliteLevel({ folder, key: readKey(join(folder, 'hub.key')), onFault });
    const release = () => {
      factory.closeAll();
      lock.release();
    };
    return { Pouch: createPouch(factory), release };
  } catch (error) {
    lock.release();
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
