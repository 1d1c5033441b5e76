import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import type { EventDatabase } from '../events/event-store.ts';
import type { Firm } from '../firm.ts';
import type { Beside, HubRefused } from './beside.ts';

const offeredAtOnce = 100;
const firstWaitMs = 2_000;
const waitMsMax = 300_000;

/** What became of an offer. */
export interface OfferOutcome {
  readonly accepted: number;
  readonly refused: number;
}

/**
 * Events that the hub refused. PouchDB never offers them again, not even when the rule is lifted: they are kept, and
 * offered as the same revision (`new_edits: false`), soon at first and then every five minutes.
 */
export class RefusedOffers {
  readonly #firm: Firm;
  readonly #beside: Beside;
  readonly #remote: (workspace: Workspace) => EventDatabase;
  readonly #onChange: () => void;
  #timer: NodeJS.Timeout | undefined;
  #waitMs = firstWaitMs;
  #isClosed = false;

  constructor(options: {
    firm: Firm;
    beside: Beside;
    remote: (workspace: Workspace) => EventDatabase;
    onChange: () => void;
  }) {
    this.#firm = options.firm;
    this.#beside = options.beside;
    this.#remote = options.remote;
    this.#onChange = options.onChange;
  }

  /** Begins the waiting anew: something was refused, or something changed that may lift the refusal. */
  wake(): void {
    this.#waitMs = firstWaitMs;
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed || this.#beside.hubRefusedCount() === 0) return;
    this.#timer = setTimeout(() => void this.#again(), this.#waitMs).unref();
    this.#waitMs = Math.min(waitMsMax, this.#waitMs * 3);
  }

  async #again(): Promise<void> {
    await this.offer().catch(() => undefined);
    this.#schedule();
  }

  /** Offers everything that was refused once more: it arrives unchanged, or stays on the list with the new reason. */
  async offer(): Promise<OfferOutcome> {
    let accepted = 0;
    const rows = this.#beside.hubRefused();
    for (const workspace of workspaces) {
      const own = rows.filter((row) => row.workspace === workspace).reverse();
      for (let start = 0; start < own.length && !this.#isClosed; start += offeredAtOnce) {
        accepted += await this.#offerSome(workspace, own.slice(start, start + offeredAtOnce));
      }
    }
    if (accepted > 0) this.#onChange();
    return { accepted, refused: rows.length - accepted };
  }

  async #offerSome(workspace: Workspace, rows: readonly HubRefused[]): Promise<number> {
    const refused = await sendUnchanged(
      this.#firm.store.database(workspace),
      this.#remote(workspace),
      rows.map((row) => row.eventId),
    );
    if (this.#isClosed) return 0;
    const atMs = this.#firm.nowMs();
    for (const [eventId, reason] of refused) this.#beside.keepHubRefused({ eventId, workspace, reason, atMs });
    const taken = rows.filter((row) => !refused.has(row.eventId));
    for (const row of taken) this.#beside.forgetHubRefused(row.eventId);
    return taken.length;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }
}

/** Characters in one request: what is sent by itself must pass where a large request does not. */
const sentAtOnceMax = 800_000;

/** Writes events of the store to a hub as the revisions that they are. Answers those that were refused, with the reason. */
export async function sendUnchanged(
  local: EventDatabase,
  remote: EventDatabase,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const list = await local.allDocs({ keys: [...ids], include_docs: true });
  const documents = list.rows.flatMap((row) => (row.doc === undefined || row.doc === null ? [] : [row.doc]));
  const refused = new Map<string, string>();
  for (const part of partsOf(documents)) {
    for (const answer of await remote.bulkDocs(part, { new_edits: false })) {
      if (answer.ok !== true) refused.set(String(answer.id), answer.reason ?? answer.name ?? 'refused');
    }
  }
  return refused;
}

function* partsOf<Document extends { h: string; b: string }>(documents: readonly Document[]): Generator<Document[]> {
  let part: Document[] = [];
  let characters = 0;
  for (const document of documents) {
    const own = document.h.length + document.b.length;
    if (part.length > 0 && characters + own > sentAtOnceMax) {
      yield part;
      [part, characters] = [[], 0];
    }
    part.push(document);
    characters += own;
  }
  if (part.length > 0) yield part;
}
