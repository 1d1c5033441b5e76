import { existsSync, rmSync, writeFileSync } from 'node:fs';
import type Database from 'better-sqlite3-multiple-ciphers';
import { openCipheredDatabase, removeDatabase, StoreError } from '../events/ciphered-database.ts';
import { coreSchema, coreShapeVersion } from './core-tables.ts';
import { areIndexesLate, makeLateIndexes, putIndexesOff } from './late-indexes.ts';
import type { AreaProjection, RowWriter, SqlRow, SqlValue } from './projection.ts';

/** Pages of events in one transaction of a rebuild. */
const worksInBulk = 10;

type Parameters = readonly SqlValue[] | Record<string, SqlValue>;

/** The projections of one firm: one ciphered SQLite file. It is a cache: whatever is wrong with it, it is made anew. */
export class ProjectionsFile implements RowWriter {
  readonly #database: Database.Database;
  #bulk: { works: number } | null = null;
  readonly #statements = new Map<string, Database.Statement<unknown[], unknown>>();

  readonly #onDamage: () => void;

  /** `onDamage` is called when a page cannot be read: the file is to be made anew at the next opening. */
  constructor(database: Database.Database, onDamage: () => void = () => undefined) {
    this.#database = database;
    this.#onDamage = onDamage;
  }

  all<Row extends object = SqlRow>(sql: string, parameters: Parameters = []): Row[] {
    return this.#noticing(() => this.#statement(sql).all(parameters) as Row[]);
  }

  get<Row extends object = SqlRow>(sql: string, parameters: Parameters = []): Row | undefined {
    return this.#noticing(() => this.#statement(sql).get(parameters) as Row | undefined);
  }

  run(sql: string, parameters: Parameters = []): void {
    this.#noticing(() => this.#statement(sql).run(parameters));
  }

  #noticing<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isDamage(error)) this.#onDamage();
      throw error;
    }
  }

  /** Runs `work` in one transaction: all of it is on disk, or none. In bulk several such works share one. */
  transact<T>(work: () => T): T {
    if (this.#bulk === null) return this.#database.transaction(work)();
    if (!this.#database.inTransaction) this.#database.exec('BEGIN');
    const result = work();
    this.#bulk.works += 1;
    if (this.#bulk.works % worksInBulk === 0) this.#database.exec('COMMIT');
    return result;
  }

  /**
   * For a thread that folds everything anew: more memory, few commits, since each writes every page that was touched, and
   * some indexes only at the end. A work that throws must end the thread; what was not committed is folded again at the
   * next start.
   */
  beginBulk(): void {
    this.#database.pragma('cache_size = -96000');
    this.#database.pragma('wal_autocheckpoint = 4000');
    const isEmpty = this.get('SELECT 1 AS yes FROM event LIMIT 1') === undefined;
    if (isEmpty && !this.isUnfinished) this.transact(() => putIndexesOff(this));
    this.#bulk = { works: 0 };
  }

  /** Commits what is left and makes the indexes that were put off; from here on each work is a transaction again. */
  endBulk(): void {
    this.#bulk = null;
    if (this.#database.inTransaction) this.#database.exec('COMMIT');
    makeLateIndexes(this, (work) => this.transact(work));
  }

  /** True where a rebuild did not come to its end: some indexes are missing. */
  get isUnfinished(): boolean {
    return areIndexesLate(this);
  }

  #statement(sql: string): Database.Statement<unknown[], unknown> {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare<unknown[], unknown>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

/** True for what SQLite says of a page that is torn or not its own. */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code));
}

const damagedSuffix = '-damaged';

function removeDamaged(file: string): void {
  if (!existsSync(file + damagedSuffix)) return;
  removeDatabase(file);
  rmSync(file + damagedSuffix, { force: true });
}

/** What the file must agree with, or it is made anew. */
export interface ProjectionsIdentity {
  readonly firmId: string;
  readonly deviceId: string;
}

function shapeOf(areas: readonly AreaProjection[]): string {
  const versions = areas.map((area) => `${area.area}:${area.shapeVersion}`);
  return [`core:${coreShapeVersion}`, ...versions].join(' ');
}

function prepare(database: Database.Database, areas: readonly AreaProjection[]): void {
  database.pragma('cache_size = -32000');
  database.pragma('temp_store = MEMORY');
  database.exec(coreSchema);
  for (const area of areas) database.exec(area.schema);
}

/** Opens the projections; `isFresh` says that they were made anew, because they were missing, damaged or of another shape. */
export function openProjections(
  file: string,
  key: Buffer,
  identity: ProjectionsIdentity,
  areas: readonly AreaProjection[],
): { projections: ProjectionsFile; isFresh: boolean } {
  const wanted = `${identity.firmId} ${identity.deviceId} ${shapeOf(areas)}`;
  removeDamaged(file);
  const noteDamage = () => writeFileSync(file + damagedSuffix, '');
  const kept = openKept(file, key, wanted);
  if (kept !== null) {
    kept.pragma('cache_size = -32000');
    kept.pragma('temp_store = MEMORY');
    return { projections: new ProjectionsFile(kept, noteDamage), isFresh: false };
  }
  removeDatabase(file);
  // Small pages: most of what a fold touches is a place of its own in some index.
  const database = openCipheredDatabase(file, key, { synchronous: 'NORMAL', pageBytes: 4096 });
  prepare(database, areas);
  const projections = new ProjectionsFile(database, noteDamage);
  projections.run('INSERT INTO meta (name, value) VALUES (?, ?)', ['identity', wanted]);
  return { projections, isFresh: true };
}

function openKept(file: string, key: Buffer, wanted: string): Database.Database | null {
  let database: Database.Database | undefined;
  try {
    database = openCipheredDatabase(file, key, { synchronous: 'NORMAL' });
    const row = database.prepare("SELECT value FROM meta WHERE name = 'identity'").get() as
      | { value: string }
      | undefined;
    if (row?.value === wanted) return database;
  } catch (error) {
    if (error instanceof StoreError && (error.code === 'unwritable' || error.code === 'busy')) throw error;
  }
  database?.close();
  return null;
}

/** A second connection for reading, while a worker writes. */
export function openProjectionsForReading(file: string, key: Buffer): ProjectionsFile {
  return new ProjectionsFile(openCipheredDatabase(file, key, { synchronous: 'NORMAL', readOnly: true }));
}
