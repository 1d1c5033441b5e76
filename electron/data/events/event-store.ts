import type { Workspace } from '../../../shared/domain/workspace.ts';
import { workspaces } from '../../../shared/domain/workspace.ts';
import { type EventDocument, isEventShaped } from './envelope.ts';
import type { EventLog, FeedPage, FollowedAlarm, FollowedEvent } from './event-log.ts';
import type { PouchConstructor, PouchDatabase } from './pouchdb.ts';

export type EventDatabase = PouchDatabase<Omit<EventDocument, '_id'>>;

const readTimeoutMs = 30_000;

/** PouchDB may leave a promise open for ever after an error inside a stream, so every read has an end. */
async function withTimeout<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The event store did not answer (${what}).`)), readTimeoutMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** The events of one firm on this machine: one PouchDB database for each workspace. Append and read; nothing else. */
export class EventStore implements EventLog {
  readonly #databases: ReadonlyMap<Workspace, EventDatabase>;
  readonly #fault: () => Error | null;
  /** The last position of each feed that was seen here. */
  readonly #ends = new Map<Workspace, number>();
  /** What was appended last, where it is known to be the feed's next page: whoever follows need not read it back. */
  readonly #tails = new Map<Workspace, FeedPage>();

  private constructor(databases: ReadonlyMap<Workspace, EventDatabase>, fault: () => Error | null) {
    this.#databases = databases;
    this.#fault = fault;
  }

  /**
   * Opens or creates the six databases. Throws a StoreError on a wrong key or a damaged file. `fault` says what stopped
   * the files below: PouchDB takes a page that cannot be read for an end, so each read asks afterwards.
   */
  static async open(pouch: PouchConstructor, fault: () => Error | null = () => null): Promise<EventStore> {
    const databases = new Map<Workspace, EventDatabase>();
    for (const workspace of workspaces) {
      const database: EventDatabase = new pouch(workspace);
      await withTimeout('open', database.info());
      databases.set(workspace, database);
    }
    const store = new EventStore(databases, fault);
    store.#checkFault();
    return store;
  }

  /** The database of a workspace, for replication. */
  database(workspace: Workspace): EventDatabase {
    const database = this.#databases.get(workspace);
    if (database === undefined) throw new Error(`There is no workspace ${workspace}.`);
    return database;
  }

  /** Appends events of one workspace. Resolves when they are on disk; the same event again changes nothing. */
  async append(workspace: Workspace, documents: readonly EventDocument[]): Promise<void> {
    const database = this.database(workspace);
    const first = documents[0];
    if (first === undefined) return;
    const areNew = documents.length === 1 ? await putOnce(database, first) : await putAll(database, documents);
    if (areNew) await this.#keepTail(workspace, documents);
  }

  /**
   * Keeps what was just written as the feed's next page. Positions only grow, so where the feed grew by exactly as many
   * events since it was last seen, these are they, in their order.
   */
  async #keepTail(workspace: Workspace, documents: readonly EventDocument[]): Promise<void> {
    const from = this.#ends.get(workspace);
    if (from === undefined) return;
    const { position } = await this.measure(workspace);
    if (position !== from + documents.length) return;
    const events = documents.map((document, at) => ({ workspace, position: from + at + 1, document }));
    this.#tails.set(workspace, { events, alarms: [], position, isEnd: true });
    this.#ends.set(workspace, position);
  }

  #takeTail(workspace: Workspace, position: number, limit: number): FeedPage | undefined {
    const tail = this.#tails.get(workspace);
    if (tail === undefined) return undefined;
    this.#tails.delete(workspace);
    if (tail.position - tail.events.length !== position) return undefined;
    if (tail.events.length <= limit) return tail;
    this.#tails.set(workspace, { ...tail, events: tail.events.slice(limit) });
    return { ...tail, events: tail.events.slice(0, limit), position: position + limit, isEnd: false };
  }

  /** Events after a position, in the order in which this machine got them. At most `limit`. */
  async readFrom(workspace: Workspace, position: number, limit: number): Promise<FeedPage> {
    const tail = this.#takeTail(workspace, position, limit);
    if (tail !== undefined) return tail;
    const changes = await withTimeout(
      'changes',
      this.database(workspace).changes({ since: position, include_docs: true, limit, return_docs: true }),
    );
    this.#checkFault();
    const events: FollowedEvent[] = [];
    const alarms: FollowedAlarm[] = [];
    for (const change of changes.results) {
      const at = Number(change.seq);
      if (change.deleted === true) alarms.push({ workspace, position: at, id: change.id, reason: 'deleted' });
      else if (change.doc !== undefined) {
        const { _rev, ...document } = change.doc;
        // What stands in a second revision never passed the gate: it is reported, not folded.
        if (!_rev.startsWith('1-')) alarms.push({ workspace, position: at, id: change.id, reason: 'second revision' });
        else if (!isEventShaped(document))
          alarms.push({ workspace, position: at, id: change.id, reason: 'not an event' });
        else events.push({ workspace, position: at, document: document as unknown as EventDocument });
      }
    }
    const page = { events, alarms, position: Number(changes.last_seq), isEnd: changes.results.length < limit };
    if (page.isEnd) this.#ends.set(workspace, page.position);
    return page;
  }

  /** Events by id; what is not here is left out. */
  async readMany(workspace: Workspace, ids: readonly string[]): Promise<EventDocument[]> {
    if (ids.length === 0) return [];
    const list = await withTimeout('read', this.database(workspace).allDocs({ keys: [...ids], include_docs: true }));
    this.#checkFault();
    return list.rows.flatMap((row) => {
      if (row.doc === undefined || row.doc === null) return [];
      const { _rev, ...document } = row.doc;
      return [document as unknown as EventDocument];
    });
  }

  /** Number of events and the feed's last position. */
  async measure(workspace: Workspace): Promise<{ count: number; position: number }> {
    const info = await withTimeout('info', this.database(workspace).info());
    this.#checkFault();
    return { count: info.doc_count, position: Number(info.update_seq) };
  }

  #checkFault(): void {
    const fault = this.#fault();
    if (fault !== null) throw fault;
  }

  /** Closes the databases; running reads end with an error. */
  async close(): Promise<void> {
    for (const database of this.#databases.values()) await database.close();
  }
}

/** True when the event is new here. */
async function putOnce(database: EventDatabase, document: EventDocument): Promise<boolean> {
  try {
    await database.put({ ...document });
    return true;
  } catch (error) {
    const isThere = error instanceof Error && error.name === 'conflict';
    if (!isThere) throw error;
    return false;
  }
}

/** True when all of the events are new here. */
async function putAll(database: EventDatabase, documents: readonly EventDocument[]): Promise<boolean> {
  const written = await database.bulkDocs(documents.map((document) => ({ ...document })));
  let areNew = true;
  for (const row of written) {
    if (row.ok === true) continue;
    if (row.name !== 'conflict') throw new Error(`An event was not written (${row.name ?? 'unknown'}).`);
    areNew = false;
  }
  return areNew;
}
