import { join } from 'node:path';
import { openCipheredDatabase } from '../events/ciphered-database.ts';

/** A document that did not pass the gate, kept with its reason. */
export interface GateRefused {
  readonly id: string;
  readonly workspace: string;
  readonly reason: string;
  readonly document: string;
  readonly atMs: number;
}

/** An event that the hub refused; PouchDB never offers it again by itself. */
export interface HubRefused {
  readonly eventId: string;
  readonly workspace: string;
  readonly reason: string;
  readonly atMs: number;
  readonly tries: number;
}

/** Something that the hub did and that people should know: kept, and shown on the sync page. */
export interface HubNotice {
  readonly kind: 'went back' | 'lost' | 'held back';
  readonly workspace: string;
  readonly count: number;
  readonly atMs: number;
}

const noticesKept = 200;

const schema = `
CREATE TABLE IF NOT EXISTS gate_refused (id TEXT NOT NULL, workspace TEXT NOT NULL, reason TEXT NOT NULL, document TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (workspace, id, reason));
CREATE TABLE IF NOT EXISTS hub_refused (event_id TEXT PRIMARY KEY, workspace TEXT NOT NULL, reason TEXT NOT NULL, at_ms INTEGER NOT NULL, tries INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS chunk_at_hub (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hub_count (workspace TEXT PRIMARY KEY, events INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bundle_peer (device_id TEXT PRIMARY KEY, head TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hub_notice (kind TEXT NOT NULL, workspace TEXT NOT NULL, count INTEGER NOT NULL, at_ms INTEGER NOT NULL);
`;

/** What replication keeps beside the store, durable and ciphered: not events, so nothing is folded from it. */
export class Beside {
  readonly #database: ReturnType<typeof openCipheredDatabase>;

  constructor(folder: string, key: Buffer) {
    this.#database = openCipheredDatabase(join(folder, 'beside.sqlite'), key, { synchronous: 'FULL' });
    this.#database.exec(schema);
  }

  /** Keeps what the gate refused; the same document again changes nothing. */
  keepRefused(rows: readonly GateRefused[]): void {
    const insert = this.#database.prepare(
      'INSERT OR IGNORE INTO gate_refused (id, workspace, reason, document, at_ms) VALUES (?, ?, ?, ?, ?)',
    );
    this.#database.transaction(() => {
      for (const row of rows) insert.run(row.id, row.workspace, row.reason, row.document, row.atMs);
    })();
  }

  /** What the gate refused, newest first. */
  gateRefused(reason?: string): GateRefused[] {
    const where = reason === undefined ? '' : 'WHERE reason = @reason';
    const sql = `SELECT id, workspace, reason, document, at_ms AS atMs FROM gate_refused ${where} ORDER BY at_ms DESC LIMIT 1000`;
    return this.#database.prepare(sql).all(reason === undefined ? {} : { reason }) as GateRefused[];
  }

  /** Forgets documents that came in after all. */
  forgetRefused(workspace: string, ids: readonly string[]): void {
    const remove = this.#database.prepare('DELETE FROM gate_refused WHERE workspace = ? AND id = ?');
    this.#database.transaction(() => {
      for (const id of ids) remove.run(workspace, id);
    })();
  }

  /** Notes that the hub refused an event; counts the tries. */
  keepHubRefused(row: Omit<HubRefused, 'tries'>): void {
    this.#database
      .prepare(
        `INSERT INTO hub_refused (event_id, workspace, reason, at_ms, tries) VALUES (?, ?, ?, ?, 1)
         ON CONFLICT (event_id) DO UPDATE SET reason = excluded.reason, at_ms = excluded.at_ms, tries = tries + 1`,
      )
      .run(row.eventId, row.workspace, row.reason, row.atMs);
  }

  hubRefused(): HubRefused[] {
    return this.#database
      .prepare(
        'SELECT event_id AS eventId, workspace, reason, at_ms AS atMs, tries FROM hub_refused ORDER BY at_ms DESC',
      )
      .all() as HubRefused[];
  }

  /** How many events the hub has refused, of one workspace or of all. */
  hubRefusedCount(workspace?: string): number {
    const where = workspace === undefined ? '' : 'WHERE workspace = @workspace';
    return this.#count(`SELECT count(*) AS count FROM hub_refused ${where}`, { workspace });
  }

  /** How many documents that the hub sent the gate has refused, of one workspace. */
  gateRefusedCount(workspace: string): number {
    return this.#count('SELECT count(DISTINCT id) AS count FROM gate_refused WHERE workspace = @workspace', {
      workspace,
    });
  }

  /** Documents that nobody of the firm wrote, or changed ones, since an instant. */
  forgedCount(sinceMs: number): number {
    const sql = `SELECT count(*) AS count FROM gate_refused WHERE reason <> 'unknown device' AND at_ms >= @sinceMs`;
    return this.#count(sql, { sinceMs });
  }

  #count(sql: string, parameters: Record<string, unknown>): number {
    const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
    return (this.#database.prepare(sql).get(given) as { count: number }).count;
  }

  /** The largest number of events of a workspace that this device has seen at the hub. */
  hubCount(workspace: string): number {
    const row = this.#database.prepare('SELECT events FROM hub_count WHERE workspace = ?').get(workspace);
    return (row as { events: number } | undefined)?.events ?? 0;
  }

  noteHubCount(workspace: string, events: number): void {
    this.#database.prepare('INSERT OR REPLACE INTO hub_count (workspace, events) VALUES (?, ?)').run(workspace, events);
  }

  /** Keeps a notice about the hub; the oldest make room. */
  noteHub({ kind, workspace, count, atMs }: HubNotice): void {
    this.#database
      .prepare('INSERT INTO hub_notice (kind, workspace, count, at_ms) VALUES (?, ?, ?, ?)')
      .run(kind, workspace, count, atMs);
    this.#database
      .prepare('DELETE FROM hub_notice WHERE rowid NOT IN (SELECT rowid FROM hub_notice ORDER BY rowid DESC LIMIT ?)')
      .run(noticesKept);
  }

  /** Notices about the hub, newest first. */
  hubNotices(limit: number): HubNotice[] {
    return this.#database
      .prepare('SELECT kind, workspace, count, at_ms AS atMs FROM hub_notice ORDER BY rowid DESC LIMIT ?')
      .all(limit) as HubNotice[];
  }

  /** What a device said of its copy in the last bundle that came from it; an older bundle does not replace a newer one. */
  keepPeer(deviceId: string, head: string, atMs: number): void {
    this.#database
      .prepare(
        `INSERT INTO bundle_peer (device_id, head, at_ms) VALUES (?, ?, ?)
         ON CONFLICT (device_id) DO UPDATE SET head = excluded.head, at_ms = excluded.at_ms WHERE excluded.at_ms >= at_ms`,
      )
      .run(deviceId, head, atMs);
  }

  peer(deviceId: string): { head: string; atMs: number } | null {
    const sql = 'SELECT head, at_ms AS atMs FROM bundle_peer WHERE device_id = ?';
    return (this.#database.prepare(sql).get(deviceId) as { head: string; atMs: number } | undefined) ?? null;
  }

  /** After a hub lost something: chunks are looked for there again. */
  forgetChunksAtHub(): void {
    this.#database.exec('DELETE FROM chunk_at_hub');
  }

  forgetHubRefused(eventId: string): void {
    this.#database.prepare('DELETE FROM hub_refused WHERE event_id = ?').run(eventId);
  }

  /** Chunks among `ids` that are not known to be at the hub. */
  notAtHub(ids: readonly string[]): string[] {
    const has = this.#database.prepare('SELECT 1 FROM chunk_at_hub WHERE id = ?');
    return ids.filter((id) => has.get(id) === undefined);
  }

  noteAtHub(ids: readonly string[]): void {
    const insert = this.#database.prepare('INSERT OR IGNORE INTO chunk_at_hub (id) VALUES (?)');
    this.#database.transaction(() => {
      for (const id of ids) insert.run(id);
    })();
  }

  /** After the firm moved to another hub: nothing is known to be there. */
  forgetHub(): void {
    this.#database.exec('DELETE FROM chunk_at_hub; DELETE FROM hub_refused; DELETE FROM hub_count;');
  }

  close(): void {
    this.#database.close();
  }
}
