import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AbstractIteratorOptions,
  AbstractLevelDOWN,
  type AbstractOpenOptions,
  type ErrorCallback,
} from 'abstract-leveldown';
import type Database from 'better-sqlite3-multiple-ciphers';
import { openCipheredDatabase, removeDatabase, StoreError, toStoreError } from './ciphered-database.ts';
import {
  type Bytes,
  type KeyRange,
  type RangeStatements,
  type Row,
  readRange,
  selectRange,
  toKey,
  toWanted,
} from './key-range.ts';
import { SqliteIterator } from './sqlite-iterator.ts';

export { openCipheredDatabase } from './ciphered-database.ts';

/** Where the files are and what opens them. `key` is 32 bytes and stays the caller's. */
export interface SqliteLevelOptions {
  folder: string;
  key: Buffer;
  readOnly?: boolean;
  isCheckpointedAside?: boolean;
  /** Called once for each store that stopped writing after an error of disk or cipher. */
  onFault?: (error: Error) => void;
}

/** What PouchDB takes as `db`. One file for each location: `<folder>/<location>.sqlite`. */
export interface SqliteLevelFactory {
  (location: string): SqliteLevel;
  /** Deletes a store; one that is open is closed first. */
  destroy(location: string, callback: ErrorCallback): void;
  /** Why the last opening of a store failed, if it did. */
  openErrorOf(location: string): Error | null;
  /** The first error of disk or cipher that stopped one of the stores; null while all is well. */
  fault(): Error | null;
  /** Closes every file at once, finished or not: for lock and for the end of a process. */
  closeAll(): void;
}

type Operation = { type: 'put'; key: Bytes; value: Bytes } | { type: 'del'; key: Bytes };
type ReadOptions = { asBuffer?: boolean };
type Answer<Value> = (error: Error | undefined, value: Value) => void;

interface Connection {
  database: Database.Database;
  get: Database.Statement<[Buffer], Bytes>;
  put: Database.Statement<[Buffer, Bytes]>;
  del: Database.Statement<[Buffer]>;
  begin: Database.Statement<[]>;
  commit: Database.Statement<[]>;
  rollback: Database.Statement<[]>;
  ranges: RangeStatements;
}

const locationPattern = /^[a-z0-9_][a-z0-9_.-]{0,119}$/;
const reservedPattern = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;
const deleteBatchRows = 250;
// PouchDB writes its own identity at each opening; a reader keeps the one it found.
const metaPrefix = Buffer.from('\u00ffmeta-store\u00ff');
let factoriesMade = 0;

/**
 * The `db` factory for PouchDB's leveldb adapter over ciphered SQLite. Opening fails with a StoreError ('wrong-key',
 * 'damaged', 'unwritable', 'busy', 'bad-location'); any later error of disk or cipher stops writing for good, because
 * PouchDB takes every failed read for "missing" and would write over what it did not see.
 */
export function createSqliteLevel(options: SqliteLevelOptions): SqliteLevelFactory {
  const levels = new Set<SqliteLevel>();
  const openErrors = new Map<string, Error>();
  let firstFault: Error | null = null;
  const onFault = (error: Error) => {
    firstFault ??= error;
    options.onFault?.(error);
  };
  const factory = (location: string) => new SqliteLevel(location, { ...options, onFault }, levels, openErrors);
  const fault = () => firstFault;
  const openErrorOf = (location: string) => openErrors.get(location) ?? null;
  const destroy = (location: string, callback: ErrorCallback) => {
    answer(callback, () => {
      if (options.readOnly) throw new StoreError('read-only', 'The store is open for reading only.');
      for (const level of levels) if (level.location === location) level.closeNow();
      removeDatabase(fileOf(options.folder, location));
    });
  };
  const closeAll = () => {
    for (const level of levels) level.closeNow();
  };
  factoriesMade += 1;
  // PouchDB shares open databases by the function's name and the location: two folders must never share.
  Object.defineProperty(factory, 'name', { value: `sqlite-level-${factoriesMade}` });
  return Object.assign(factory, { destroy, openErrorOf, fault, closeAll });
}

/** One store: a table of keys and values in one ciphered file. Made by the factory alone. */
export class SqliteLevel extends AbstractLevelDOWN<Bytes, Bytes> {
  readonly location: string;
  readonly #options: SqliteLevelOptions;
  readonly #levels: Set<SqliteLevel>;
  readonly #openErrors: Map<string, Error>;
  #connection: Connection | null = null;
  #stopped: Error | null = null;

  constructor(location: string, options: SqliteLevelOptions, levels: Set<SqliteLevel>, openErrors: Map<string, Error>) {
    super('');
    Object.assign(this.supports, { bufferKeys: true, createIfMissing: true, errorIfExists: true });
    Object.assign(this.supports, { clear: true, getMany: true, seek: true });
    this.location = location;
    this.#options = options;
    this.#levels = levels;
    this.#openErrors = openErrors;
  }

  /** The open SQLite connection, for checks and backups. Throws 'not-open' when there is none. */
  get database(): Database.Database {
    return this.#opened().database;
  }

  /** Closes the file at once; whatever is asked afterwards is refused. */
  closeNow(): void {
    const connection = this.#connection;
    this.#connection = null;
    this.#levels.delete(this);
    connection?.database.close();
  }

  /** One page of rows for an iterator. An error stops the store. */
  readPage(range: KeyRange, limit: number, withValues: boolean): Row[] {
    const { database, ranges } = this.#opened();
    return this.#guard(() => readRange(database, ranges, range, limit, withValues));
  }

  _open(options: AbstractOpenOptions, callback: ErrorCallback): void {
    answer(callback, () => {
      this.#openErrors.delete(this.location);
      try {
        this.#connect(options);
      } catch (error) {
        const failure = toStoreError(error);
        this.#openErrors.set(this.location, failure);
        throw failure;
      }
    });
  }

  _close(callback: ErrorCallback): void {
    answer(callback, () => this.closeNow());
  }

  _serializeKey(key: unknown): Bytes {
    return toBytes(key);
  }

  _serializeValue(value: unknown): Bytes {
    return toBytes(value);
  }

  _get(key: Bytes, options: ReadOptions, callback: Answer<Bytes>): void {
    answer(callback, () => {
      const value = this.#read(key);
      if (value === undefined) throw new Error('NotFound');
      return toWanted(value, options.asBuffer);
    });
  }

  _getMany(keys: Bytes[], options: ReadOptions, callback: Answer<(Bytes | undefined)[]>): void {
    answer(callback, () =>
      keys.map((key) => {
        const value = this.#read(key);
        return value === undefined ? undefined : toWanted(value, options.asBuffer);
      }),
    );
  }

  _put(key: Bytes, value: Bytes, _options: object, callback: ErrorCallback): void {
    answer(callback, () => this.#write([{ type: 'put', key, value }]));
  }

  _del(key: Bytes, _options: object, callback: ErrorCallback): void {
    answer(callback, () => this.#write([{ type: 'del', key }]));
  }

  _batch(operations: Operation[], _options: object, callback: ErrorCallback): void {
    answer(callback, () => this.#write(operations));
  }

  _clear(options: AbstractIteratorOptions<Bytes>, callback: ErrorCallback): void {
    answer(callback, () => {
      const limit = options.limit ?? -1;
      const rows = this.readPage(selectRange(options), limit, false);
      for (let start = 0; start < rows.length; start += deleteBatchRows) {
        const batch = rows.slice(start, start + deleteBatchRows);
        this.#write(batch.map((row) => ({ type: 'del', key: row.k })));
      }
    });
  }

  _iterator(options: AbstractIteratorOptions<Bytes>): SqliteIterator {
    return new SqliteIterator(this, options);
  }

  #connect(options: AbstractOpenOptions): void {
    const { folder, key, readOnly = false, isCheckpointedAside = false } = this.#options;
    const file = fileOf(folder, this.location);
    const isThere = existsSync(file);
    if (isThere && options.errorIfExists) throw new StoreError('exists', 'The store exists already.');
    if (!isThere && !options.createIfMissing) throw new StoreError('missing', 'The store does not exist.');
    if (!readOnly) mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#connection = prepare(
      openCipheredDatabase(file, key, { synchronous: 'FULL', readOnly, isCheckpointedAside }),
      readOnly,
    );
    this.#stopped = null;
    this.#levels.add(this);
  }

  #opened(): Connection {
    if (!this.#connection) throw new StoreError('not-open', 'Database is not open');
    return this.#connection;
  }

  #read(key: Bytes): Bytes | undefined {
    const { get } = this.#opened();
    return this.#guard(() => get.get(toKey(key)));
  }

  #write(operations: Operation[]): void {
    const connection = this.#opened();
    if (this.#options.readOnly) {
      if (operations.every((operation) => toKey(operation.key).indexOf(metaPrefix) === 0)) return;
      throw new StoreError('read-only', 'The store is open for reading only.');
    }
    if (this.#stopped) throw new StoreError('stopped', 'The store stopped writing after an error.', this.#stopped);
    this.#guard(() => commit(connection, operations));
  }

  /** Runs work on the file. Any error but 'busy' stops all later writes and is reported once. */
  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      const failure = toStoreError(error);
      const isPassing = failure instanceof StoreError && failure.code === 'busy';
      if (!isPassing && !this.#stopped) {
        this.#stopped = failure;
        this.#options.onFault?.(failure);
      }
      throw failure;
    }
  }
}

function fileOf(folder: string, location: string): string {
  if (!locationPattern.test(location) || reservedPattern.test(location)) {
    throw new StoreError('bad-location', 'A store is named with lower-case letters, digits, "-", "_" and "." only.');
  }
  return join(folder, `${location}.sqlite`);
}

function prepare(database: Database.Database, readOnly: boolean): Connection {
  try {
    if (!readOnly) database.exec('CREATE TABLE IF NOT EXISTS kv (k BLOB NOT NULL PRIMARY KEY, v)');
    return {
      database,
      get: database.prepare<[Buffer], Bytes>('SELECT v FROM kv WHERE k = ?').pluck(),
      put: database.prepare<[Buffer, Bytes]>('INSERT INTO kv VALUES (?, ?) ON CONFLICT DO UPDATE SET v = excluded.v'),
      del: database.prepare<[Buffer]>('DELETE FROM kv WHERE k = ?'),
      begin: database.prepare<[]>('BEGIN IMMEDIATE'),
      commit: database.prepare<[]>('COMMIT'),
      rollback: database.prepare<[]>('ROLLBACK'),
      ranges: new Map(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** One durable transaction; on an error nothing of it stays. */
function commit(connection: Connection, operations: Operation[]): void {
  const { database, begin, put, del } = connection;
  begin.run();
  try {
    for (const operation of operations) {
      if (operation.type === 'put') put.run(toKey(operation.key), operation.value);
      else del.run(toKey(operation.key));
    }
    connection.commit.run();
  } catch (error) {
    if (database.inTransaction) connection.rollback.run();
    throw error;
  }
}

function toBytes(value: unknown): Bytes {
  if (Buffer.isBuffer(value)) return value;
  return value instanceof Uint8Array ? Buffer.from(value) : String(value);
}

/** Runs the work now and calls back later with its result or its error, as LevelDB's interface asks. */
function answer<Value>(callback: Answer<Value>, work: () => Value): void {
  let value: Value;
  try {
    value = work();
  } catch (error) {
    process.nextTick(callback, error);
    return;
  }
  process.nextTick(callback, undefined, value);
}
