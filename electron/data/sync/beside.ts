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

const schema = `
CREATE TABLE IF NOT EXISTS gate_refused (id TEXT NOT NULL, workspace TEXT NOT NULL, reason TEXT NOT NULL, document TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (workspace, id, reason));
CREATE TABLE IF NOT EXISTS hub_refused (event_id TEXT PRIMARY KEY, workspace TEXT NOT NULL, reason TEXT NOT NULL, at_ms INTEGER NOT NULL, tries INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS chunk_at_hub (id TEXT PRIMARY KEY) WITHOUT ROWID;
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
    this.#database.exec('DELETE FROM chunk_at_hub; DELETE FROM hub_refused;');
  }

  close(): void {
    this.#database.close();
  }
}
