import type { Workspace } from '../../../shared/domain/workspace.ts';
import { eventIdPattern } from '../events/envelope.ts';
import type { EventDatabase } from '../events/event-store.ts';
import type { Firm } from '../firm.ts';
import type { Beside } from './beside.ts';
import { gatedTarget } from './gated-target.ts';
import type { HubLine } from './hub-line.ts';
import { sendUnchanged } from './refused-offers.ts';

const pageEvents = 1_000;

/** What a comparison with the hub found and mended. */
export interface AuditOutcome {
  /** Events that the hub lacked and has again. */
  readonly sent: number;
  /** Events that the hub holds, that its feed did not bring, and that are here now. */
  readonly fetched: number;
}

/**
 * Compares a workspace with the hub. Events are never deleted, so a hub that holds fewer than before went back to an
 * older state, and one whose feed is at its end while the numbers differ left something out. What is missing on either
 * side is found by id and carried over; what was sent goes as the same revision.
 */
export class HubAudit {
  readonly #firm: Firm;
  readonly #workspace: Workspace;
  readonly #remote: EventDatabase;
  readonly #beside: Beside;
  readonly #line: HubLine;
  readonly #databaseName: string;
  /** Events that are at the hub alone and were looked at: the gate took none of them. */
  #examined = 0;

  constructor(options: {
    firm: Firm;
    workspace: Workspace;
    remote: EventDatabase;
    beside: Beside;
    line: HubLine;
    databaseName: string;
  }) {
    this.#firm = options.firm;
    this.#workspace = options.workspace;
    this.#remote = options.remote;
    this.#beside = options.beside;
    this.#line = options.line;
    this.#databaseName = options.databaseName;
  }

  /** Before replication starts: true when the hub holds fewer events than this device has seen there. */
  async hasGoneBack(): Promise<boolean> {
    // What is known is read first: the firm may be closed when the hub has answered.
    const known = this.#beside.hubCount(this.#workspace);
    const atHub = await this.#countAtHub();
    return atHub !== null && atHub < known;
  }

  /**
   * Compares, by number first; by id where the numbers differ or `isFull`. `wentBack` is what `hasGoneBack` said before.
   * Answers null when the hub cannot be asked.
   */
  async compare({ isFull, wentBack }: { isFull: boolean; wentBack: boolean }): Promise<AuditOutcome | null> {
    const atHub = await this.#countAtHub();
    if (atHub === null) return null;
    const here = (await this.#firm.store.measure(this.#workspace)).count;
    const known = here - this.#beside.hubRefusedCount(this.#workspace);
    const { missing, sent } = isFull || wentBack || atHub < known ? await this.#sendMissing() : { missing: 0, sent: 0 };
    const foreign = atHub - known - this.#beside.gateRefusedCount(this.#workspace);
    const isUnexamined = foreign > 0 && foreign !== this.#examined;
    const fetched = isFull || isUnexamined ? await this.#fetchMissing() : 0;
    this.#examined = Math.max(0, foreign - fetched);
    this.#beside.noteHubCount(this.#workspace, atHub + sent);
    if (missing > 0) this.#tell(wentBack ? 'went back' : 'lost', missing);
    if (fetched > 0) this.#tell('held back', fetched);
    return { sent, fetched };
  }

  #tell(kind: 'went back' | 'lost' | 'held back', count: number): void {
    this.#beside.noteHub({ kind, workspace: this.#workspace, count, atMs: this.#firm.nowMs() });
    this.#line.note(kind === 'held back' ? 'holds back' : 'went back');
  }

  /** Events at the hub; the design document is none. */
  async #countAtHub(): Promise<number | null> {
    const { url, name, password } = this.#line.connection;
    const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
    try {
      const response = await this.#line.fetch(`${url.replace(/\/+$/, '')}/${this.#databaseName}`, {
        headers: { Authorization: authorization, Accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(15_000),
      });
      const info: unknown = response.ok ? await response.json() : null;
      if (typeof info !== 'object' || info === null || !('doc_count' in info)) return null;
      return typeof info.doc_count === 'number' ? Math.max(0, info.doc_count - 1) : null;
    } catch {
      return null;
    }
  }

  async #sendMissing(): Promise<{ missing: number; sent: number }> {
    const database = this.#firm.store.database(this.#workspace);
    let [missing, sent] = [0, 0];
    for await (const page of pagesOf(database)) {
      const lacking = await this.#remote.revsDiff(Object.fromEntries(page.map(({ id, rev }) => [id, [rev]])));
      const events = Object.keys(lacking).filter((id) => eventIdPattern.test(id));
      missing += events.length;
      const ids = events.filter((id) => this.#mayRelay(id));
      if (ids.length === 0) continue;
      const refused = await sendUnchanged(database, this.#remote, ids);
      const atMs = this.#firm.nowMs();
      for (const [eventId, reason] of refused) {
        this.#beside.keepHubRefused({ eventId, workspace: this.#workspace, reason, atMs });
      }
      sent += ids.length - refused.size;
    }
    return { missing, sent };
  }

  /** Somebody from outside sends only what is their own; the rest would be refused. */
  #mayRelay(eventId: string): boolean {
    return !this.#firm.me.outside || eventIdPattern.exec(eventId)?.[2] === this.#firm.me.deviceId;
  }

  async #fetchMissing(): Promise<number> {
    const database = this.#firm.store.database(this.#workspace);
    let fetched = 0;
    const target = gatedTarget(this.#firm, this.#workspace, this.#beside, (count) => {
      fetched += count;
    });
    for await (const page of pagesOf(this.#remote)) {
      const ids = page.map(({ id }) => id).filter((id) => !id.startsWith('_design/'));
      const here = await database.allDocs({ keys: ids });
      const missing = here.rows.filter((row) => row.error !== undefined).map((row) => row.key);
      if (missing.length === 0) continue;
      const list = await this.#remote.allDocs({ keys: missing, include_docs: true });
      const documents = list.rows.flatMap((row) => (row.doc === undefined || row.doc === null ? [] : [row.doc]));
      if (documents.length > 0) await target.bulkDocs(documents, { new_edits: false });
    }
    if (fetched > 0) await this.#firm.foldReplicated([this.#workspace]);
    return fetched;
  }
}

/** Ids and revisions of a database, a thousand at a time. */
async function* pagesOf(database: EventDatabase): AsyncGenerator<{ id: string; rev: string }[]> {
  let after = '';
  for (;;) {
    const { rows } = await database.allDocs({
      limit: pageEvents,
      ...(after === '' ? {} : { startkey: after, skip: 1 }),
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => ({ id: row.id, rev: row.value.rev }));
    if (rows.length < pageEvents) return;
    after = last.id;
  }
}
