import { existsSync, rmSync, writeFileSync } from 'node:fs';
import type Database from 'better-sqlite3-multiple-ciphers';
import { openCipheredDatabase, removeDatabase, StoreError } from '../events/ciphered-database.ts';
import { coreSchema, coreShapeVersion } from './core-tables.ts';
import { areIndexesLate, makeLateIndexes, putIndexesOff } from './late-indexes.ts';
import type { AreaProjection, RowWriter, SqlRow, SqlValue } from './projection.ts';

/** Pages of events in one transaction of a rebuild. */
const worksInBulk = 10;
/** How long works wait for others to share their commit. */
const commitAfterMs = 20;
/**
 * Rows changed in one transaction, after which the next work gets one of its own: no commit holds the thread for long,
 * and a savepoint, which copies each page that is touched, is only asked for where little is.
 */
const changesTogether = 300;

/** Works that are done and whose transaction is still open. */
interface Postponed {
  readonly onFailure: (error: Error) => void;
  readonly later: (commit: () => void) => unknown;
  readonly countChanges: Database.Statement<[], number>;
  changesBefore: number;
  isWorking: boolean;
  isAwaited: boolean;
  /** What ended a transaction with works that were done: from there on nothing is written, or they would be skipped. */
  lost: Error | null;
}

/**
 * A cache is read and written far more than the store: pages of AEGIS cost a quarter of those of ChaCha20 [0017]. Its log
 * is carried over by another thread [0023].
 */
export const projectionsKind = { synchronous: 'NORMAL', cipher: 'aegis', isCheckpointedAside: true } as const;

type Parameters = readonly SqlValue[] | Record<string, SqlValue>;

/** The projections of one firm: one ciphered SQLite file. It is a cache: whatever is wrong with it, it is made anew. */
export class ProjectionsFile implements RowWriter {
  readonly #database: Database.Database;
  #bulk: { works: number } | null = null;
  #postponed: Postponed | null = null;
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

  /**
   * Runs `work` in one transaction: all of it is on disk, or none. In bulk, and where commits are postponed, several such
   * works share one.
   */
  transact<T>(work: () => T): T {
    if (this.#postponed !== null) return this.#transactPostponed(this.#postponed, work);
    if (this.#bulk === null) return this.#database.transaction(work)();
    if (!this.#database.inTransaction) this.#database.exec('BEGIN');
    const result = work();
    this.#bulk.works += 1;
    if (this.#bulk.works % worksInBulk === 0) this.#database.exec('COMMIT');
    return result;
  }

  /** For a thread that folds much: more of the rows it touches stay at hand. */
  growCache(): void {
    this.#database.pragma('cache_size = -64000');
  }

  /**
   * For a thread that folds everything anew: more memory, few commits, since each writes every page that was touched, and
   * some indexes only at the end. A work that throws must end the thread; what was not committed is folded again at the
   * next start.
   */
  beginBulk(): void {
    this.#database.pragma('cache_size = -96000');
    // A page that is touched by several commits is then carried over once; 96 MB of log.
    this.#database.pragma('wal_autocheckpoint = 24000');
    const isEmpty = this.get('SELECT 1 AS yes FROM event LIMIT 1') === undefined;
    if (isEmpty && !this.isUnfinished) this.transact(() => putIndexesOff(this));
    this.#bulk = { works: 0 };
  }

  /** Commits what is left and makes the indexes that were put off; from here on each work is a transaction again. */
  endBulk(): void {
    this.#bulk = null;
    if (this.#database.inTransaction) this.#database.exec('COMMIT');
    makeLateIndexes(this, (work) => this.transact(work));
    // Or the first command would carry over all that the log holds, on the thread that answers.
    this.#database.pragma('wal_checkpoint(PASSIVE)');
  }

  /** True where a rebuild did not come to its end: some indexes are missing. */
  get isUnfinished(): boolean {
    return areIndexesLate(this);
  }

  /**
   * From here on a work is committed a moment later, together with what follows at once: the answer to a command does not
   * wait for pages to be written that can be made anew. Who reads through this file sees it at once. What a crash takes
   * is folded again, since the position goes with the rows. `onFailure` gets what ended such a transaction: the file is
   * then behind what was read from it, and is to be opened anew. `later` says when that moment is.
   */
  postponeCommits(
    onFailure: (error: Error) => void,
    later: (commit: () => void) => unknown = (commit) => setTimeout(commit, commitAfterMs),
  ): void {
    const countChanges = this.#database.prepare<[], number>('SELECT total_changes()').pluck();
    this.#postponed = {
      onFailure,
      later,
      countChanges,
      changesBefore: 0,
      isWorking: false,
      isAwaited: false,
      lost: null,
    };
  }

  /** Runs a work that reads much in the transaction that is open or one of its own: a lock for all of it, not for each row. */
  readTogether<T>(work: () => T): T {
    if (this.#postponed !== null) this.#begin(this.#postponed);
    return work();
  }

  /** Commits what was postponed. */
  commit(): void {
    if (this.#postponed === null || !this.#database.inTransaction) return;
    try {
      this.#noticing(() => this.#database.exec('COMMIT'));
    } catch (error) {
      this.#lose(this.#postponed, error as Error);
      throw error;
    }
  }

  #begin(postponed: Postponed): void {
    if (postponed.lost !== null) throw postponed.lost;
    if (this.#database.inTransaction) return;
    this.#database.exec('BEGIN');
    postponed.changesBefore = postponed.countChanges.get() ?? 0;
    if (postponed.isAwaited) return;
    postponed.isAwaited = true;
    postponed.later(() => this.#commitAside(postponed));
  }

  #commitAside(postponed: Postponed): void {
    postponed.isAwaited = false;
    if (!this.#database.open) return;
    try {
      this.commit();
    } catch {
      // `onFailure` has heard of it.
    }
  }

  #lose(postponed: Postponed, error: Error): void {
    postponed.lost ??= error;
    postponed.onFailure(error);
  }

  #transactPostponed<T>(postponed: Postponed, work: () => T): T {
    if (postponed.isWorking) return this.#database.transaction(work)();
    if (this.#changesOf(postponed) > changesTogether) this.commit();
    this.#begin(postponed);
    const isShared = this.#changesOf(postponed) > 0;
    postponed.isWorking = true;
    try {
      return isShared ? this.#database.transaction(work)() : work();
    } catch (error) {
      if (!isShared && this.#database.inTransaction) this.#database.exec('ROLLBACK');
      // Some errors of the disk end the whole transaction, and with it works that were done.
      if (isShared && !this.#database.inTransaction) this.#lose(postponed, error as Error);
      throw error;
    } finally {
      postponed.isWorking = false;
    }
  }

  #changesOf({ countChanges, changesBefore }: Postponed): number {
    return this.#database.inTransaction ? (countChanges.get() ?? 0) - changesBefore : 0;
  }

  #statement(sql: string): Database.Statement<unknown[], unknown> {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare<unknown[], unknown>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  close(): void {
    try {
      this.commit();
    } catch {
      // What could not be written is folded again at the next start.
    }
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
  const database = openCipheredDatabase(file, key, { ...projectionsKind, pageBytes: 4096 });
  prepare(database, areas);
  const projections = new ProjectionsFile(database, noteDamage);
  projections.run('INSERT INTO meta (name, value) VALUES (?, ?)', ['identity', wanted]);
  return { projections, isFresh: true };
}

function openKept(file: string, key: Buffer, wanted: string): Database.Database | null {
  let database: Database.Database | undefined;
  try {
    database = openCipheredDatabase(file, key, projectionsKind);
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
  return new ProjectionsFile(openCipheredDatabase(file, key, { ...projectionsKind, readOnly: true }));
}
