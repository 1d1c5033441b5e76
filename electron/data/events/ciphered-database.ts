/// <reference path="./sqlite-modules.d.ts" />
import { createHmac } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';

/** What can be wrong with a store, as codes that a screen can tell apart. */
export type StoreErrorCode =
  | 'wrong-key'
  | 'damaged'
  | 'unwritable'
  | 'busy'
  | 'missing'
  | 'exists'
  | 'read-only'
  | 'stopped'
  | 'not-open'
  | 'bad-location';

/** A store that cannot be opened, read or written. The file name is never in the message. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}

/** How a ciphered file is opened. `synchronous` FULL flushes every commit; NORMAL is for what can be rebuilt. */
export interface CipheredDatabaseOptions {
  synchronous: 'FULL' | 'NORMAL';
  readOnly?: boolean;
  /** Of a file that is made now; 8 KB unless given. */
  pageBytes?: 4096 | 8192;
  /** Both authenticate each page; ChaCha20-Poly1305 unless given. AEGIS-256 is several times faster where AES is in hardware. */
  cipher?: 'chacha20' | 'aegis';
  /** True where another thread carries the log over: this one does so only when that lags far behind. */
  isCheckpointedAside?: boolean;
}

/** Pages of a log that another thread should have carried over long before. */
const laggingLogPages = 32_000;

const keyBytes = 32;
const saltBytes = 16;
// A document of PouchDB and its metadata fit a page: half the size and twice the reads of SQLite's 4 KB.
const pageBytes = 8192;
const cacheKilobytes = 8192;
const walLimitBytes = 16 * 1024 * 1024;
const sidecars = ['-wal', '-shm', '-journal'];

/**
 * Opens a ciphered SQLite file, making it when it is not there (unless read-only), and proves the key before anybody
 * reads. `key` is 32 bytes. Throws StoreError: 'wrong-key', 'damaged', 'unwritable', 'busy', or 'missing' (read-only).
 */
export function openCipheredDatabase(file: string, key: Buffer, options: CipheredDatabaseOptions): Database.Database {
  if (key.length !== keyBytes) throw new Error('The key of a store is 32 bytes.');
  try {
    if (!existsSync(file)) {
      if (options.readOnly) throw new StoreError('missing', 'The store does not exist.');
      createDatabase(file, key, options);
    }
    checkSalt(file, key);
    return connect(file, key, options);
  } catch (error) {
    throw toStoreError(error);
  }
}

/** Removes a store's file and what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', ...sidecars]) rmSync(file + suffix, { force: true });
}

/** Any error of SQLite or the file system as a StoreError; a StoreError stays as it is. */
export function toStoreError(error: unknown): Error {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^SQLITE_(NOTADB|CORRUPT|IOERR_SHORT_READ|IOERR_READ|ERROR$)/.test(code)) {
    return new StoreError('damaged', 'The store is damaged.', error);
  }
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(code)) return new StoreError('busy', 'The store is busy.', error);
  if (/^SQLITE_(READONLY|FULL|CANTOPEN|PERM|AUTH|IOERR|NOLFS|TOOBIG)/.test(code) || /^E[A-Z]+$/.test(code)) {
    return new StoreError('unwritable', 'The store cannot be written.', error);
  }
  return error instanceof Error ? error : new Error('The store failed.', { cause: error });
}

/**
 * The first 16 bytes of a ciphered file are its salt. A raw key needs none, so ours is derived from the key: that tells
 * a wrong key from a damaged first page, which SQLite reports alike.
 */
function saltOf(key: Buffer): Buffer {
  return createHmac('sha256', key).update('annex store salt').digest().subarray(0, saltBytes);
}

function checkSalt(file: string, key: Buffer): void {
  const found = Buffer.alloc(saltBytes);
  const handle = openSync(file, 'r');
  try {
    const length = readSync(handle, found, 0, saltBytes, 0);
    if (length < saltBytes || found.equals(Buffer.alloc(saltBytes))) {
      throw new StoreError('damaged', 'The store is damaged: its first page is not there.');
    }
  } finally {
    closeSync(handle);
  }
  if (!found.equals(saltOf(key))) throw new StoreError('wrong-key', 'The store does not open with this key.');
}

/** A new file gets its name only when it is whole, so that an empty file under that name is always damage. */
function createDatabase(file: string, key: Buffer, options: CipheredDatabaseOptions): void {
  const fresh = `${file}.new`;
  removeDatabase(fresh);
  for (const suffix of sidecars) rmSync(file + suffix, { force: true });
  connect(fresh, key, { ...options, synchronous: 'FULL' }).close();
  chmodSync(fresh, 0o600);
  syncPath(fresh);
  renameSync(fresh, file);
  if (process.platform !== 'win32') syncPath(dirname(file));
}

function syncPath(path: string): void {
  const handle = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function connect(file: string, key: Buffer, options: CipheredDatabaseOptions): Database.Database {
  const database = new Database(file, { readonly: options.readOnly === true });
  try {
    if (!options.readOnly) database.pragma(`page_size = ${options.pageBytes ?? pageBytes}`);
    database.pragma(`cipher = '${options.cipher ?? 'chacha20'}'`);
    database.pragma(`key = 'raw:${key.toString('hex')}${saltOf(key).toString('hex')}'`);
    // The first read is the proof of the key; nothing has been written before it.
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    if (!options.readOnly) {
      const mode: unknown = database.pragma('journal_mode = WAL', { simple: true });
      if (mode !== 'wal') throw new StoreError('unwritable', 'The store cannot keep a write-ahead log here.');
      database.pragma(`synchronous = ${options.synchronous}`);
      database.pragma(`journal_size_limit = ${walLimitBytes}`);
      if (options.isCheckpointedAside) database.pragma(`wal_autocheckpoint = ${laggingLogPages}`);
    }
    // Temporary tables on disk would not be ciphered.
    database.pragma('temp_store = MEMORY');
    database.pragma(`cache_size = -${cacheKilobytes}`);
    database.pragma('trusted_schema = OFF');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
