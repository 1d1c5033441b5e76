import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import type { EventDocument } from '../events/envelope.ts';
import { headsOf, orderEvents } from '../events/event-order.ts';
import type { EventStore } from '../events/event-store.ts';
import { openRosterDocument } from '../roster/open-roster-document.ts';
import type { Roster } from '../roster/roster.ts';
import { isBatchComplete, recordChain, recordConcurrency, recordCounting, recordEvent } from './bookkeeping.ts';
import { type Counting, type JudgeContext, type Judged, judge } from './judge.ts';
import type { AreaProjection, Fold } from './projection.ts';
import type { ProjectionsFile } from './projections-file.ts';
import { rosterChangeScope, writeRosterRows } from './roster-rows.ts';

/** Events in one transaction: small enough that the thread is never held for long. */
const pageEventsMax = 250;
const refoldAggregatesMax = 50;

export interface ProjectorOptions extends Omit<JudgeContext, 'rows'> {
  readonly store: EventStore;
  readonly projections: ProjectionsFile;
  readonly areas: readonly AreaProjection[];
  readonly nowMs: () => number;
  /** Called when the roster changed, before anything is judged by it: takes keys out of it. Returns true for new keys. */
  readonly onRoster?: (roster: Roster) => boolean;
  /** Called after each transaction with the areas whose rows changed. */
  readonly onFolded?: (areas: ReadonlySet<string>) => void;
  readonly onProgress?: (foldedEvents: number) => void;
}

/**
 * Follows the event store and keeps the projections: the one place where events become rows, for local and replicated
 * events alike. Position and rows are written in one transaction, so each event is folded exactly once.
 */
export class Projector {
  readonly #options: ProjectorOptions;
  readonly #rows: ProjectionsFile;
  readonly #context: JudgeContext;
  readonly #folds = new Map<string, { fold: Fold; area: AreaProjection }>();
  readonly #positions = new Map<Workspace, number>();
  #running: Promise<void> = Promise.resolve();
  #touched = new Set<string>();

  constructor(options: ProjectorOptions) {
    this.#options = options;
    this.#rows = options.projections;
    this.#context = { firmId: options.firmId, ring: options.ring, roster: options.roster, rows: options.projections };
    for (const area of options.areas) {
      for (const [type, fold] of area.folds) {
        if (this.#folds.has(type)) throw new Error(`Two areas fold ${type}.`);
        this.#folds.set(type, { fold, area });
      }
    }
    for (const row of this.#rows.all<{ workspace: Workspace; position: number }>(
      'SELECT workspace, position FROM position',
    )) {
      this.#positions.set(row.workspace, row.position);
    }
  }

  /** Folds everything that the store holds beyond the position. Resolves when the rows are there. */
  catchUp(only: readonly Workspace[] = workspaces): Promise<void> {
    const run = this.#running.then(() => this.#catchUp(only));
    this.#running = run.catch(() => undefined);
    return run;
  }

  /** Judges again what waited for keys, rights or custody: after keys arrived. */
  reassess(): Promise<void> {
    const run = this.#running.then(async () => {
      await this.#reassessAside(null);
      await this.#refoldBodiless();
      await this.#refoldPending();
      this.#report();
    });
    this.#running = run.catch(() => undefined);
    return run;
  }

  position(workspace: Workspace): number {
    return this.#positions.get(workspace) ?? 0;
  }

  async #catchUp(only: readonly Workspace[]): Promise<void> {
    for (const workspace of only) {
      for (;;) {
        const page = await this.#options.store.readFrom(workspace, this.position(workspace), pageEventsMax);
        if (page.events.length > 0 || page.alarms.length > 0) await this.#foldPage(workspace, page);
        if (page.isEnd) break;
      }
    }
    await this.#refoldPending();
    this.#report();
  }

  #report(): void {
    if (this.#touched.size === 0) return;
    const touched = this.#touched;
    this.#touched = new Set();
    this.#options.onFolded?.(touched);
  }

  async #foldPage(workspace: Workspace, page: Awaited<ReturnType<EventStore['readFrom']>>): Promise<void> {
    const documents = page.events.map((followed) => followed.document);
    if (workspace === 'roster') await this.#foldRosterPage(documents);
    const consequences: Consequences = {
      batches: new Set(),
      adopted: new Set(),
      accounts: new Set(),
      forks: new Map(),
    };
    this.#rows.transact(() => {
      for (const document of documents) this.#foldDocument(document, workspace, consequences);
      for (const alarm of page.alarms) {
        this.#rows.run('INSERT OR IGNORE INTO alarm (event_id, workspace, reason, at_ms) VALUES (?, ?, ?, ?)', [
          alarm.id,
          workspace,
          alarm.reason,
          this.#options.nowMs(),
        ]);
      }
      this.#writePosition(workspace, page.position, documents);
    });
    this.#positions.set(workspace, page.position);
    this.#options.onProgress?.(documents.length);
    await this.#follow(consequences, workspace);
  }

  #writePosition(workspace: Workspace, position: number, documents: readonly EventDocument[]): void {
    const last = documents.at(-1)?._id ?? '';
    this.#rows.run(
      `INSERT INTO position (workspace, position, folded, last_event_id) VALUES (?, ?, ?, ?)
       ON CONFLICT (workspace) DO UPDATE SET position = excluded.position, folded = folded + excluded.folded,
         last_event_id = CASE excluded.last_event_id WHEN '' THEN last_event_id ELSE excluded.last_event_id END`,
      [workspace, position, documents.length, last],
    );
  }

  #foldDocument(document: EventDocument, workspace: Workspace, consequences: Consequences): void {
    const isKnown = this.#rows.get('SELECT 1 AS yes FROM event WHERE event_id = ?', [document._id]) !== undefined;
    if (isKnown) return;
    const judged = judge(document, workspace, this.#context);
    const lastId = judged.counts ? this.#lastOf(judged.event.aggregate) : null;
    recordEvent(this.#rows, judged, this.#options.nowMs());
    if (recordChain(this.#rows, judged)) consequences.forks.set(judged.deviceId, judged.workspace);
    const batchId = judged.counts ? judged.event.batchId : judged.event?.batchId;
    if (batchId !== undefined) this.#noteBatch(batchId, judged, consequences);
    if (judged.counts) this.#foldCounting(judged, lastId, consequences);
    else this.#touched.add('sync');
  }

  #noteBatch(batchId: string, judged: Judged, consequences: Consequences): void {
    if (judged.counts && judged.event.type === 'batch.closed') return;
    this.#rows.run('INSERT OR IGNORE INTO batch_event (batch_id, event_id) VALUES (?, ?)', [batchId, judged.id]);
    consequences.batches.add(batchId);
  }

  #lastOf(aggregate: string): string | null {
    const row = this.#rows.get<{ last: string | null }>(
      "SELECT max(event_id) AS last FROM event WHERE aggregate = ? AND state = 'folded'",
      [aggregate],
    );
    return row?.last ?? null;
  }

  #foldCounting(judged: Counting, lastId: string | null, consequences: Consequences): void {
    const { event } = judged;
    recordCounting(this.#rows, event, judged.answer);
    if (judged.isBodiless)
      this.#rows.run('INSERT OR IGNORE INTO bodiless (event_id, aggregate) VALUES (?, ?)', [event.id, event.aggregate]);
    noteConsequences(event, consequences);
    const isNamedAlready =
      this.#rows.get('SELECT 1 AS yes FROM inverted WHERE parent_id = ?', [event.id]) !== undefined;
    if (lastId === null && !isNamedAlready) {
      this.#applyFold(event);
      return;
    }
    if (lastId !== null && lastId < event.id && !isNamedAlready) {
      recordConcurrency(this.#rows, event, lastId);
      this.#applyFold(event);
      return;
    }
    this.#rows.run('INSERT OR IGNORE INTO refold (aggregate) VALUES (?)', [event.aggregate]);
  }

  #applyFold(event: Counting['event']): void {
    const found = this.#folds.get(event.type);
    if (found === undefined) return;
    found.fold(this.#rows, event);
    this.#touched.add(found.area.area);
  }

  async #follow(consequences: Consequences, workspace: Workspace): Promise<void> {
    const again = new Set<string>(consequences.adopted);
    for (const batchId of consequences.batches) {
      if (!this.#rows.transact(() => isBatchComplete(this.#rows, batchId))) continue;
      for (const row of this.#rows.all<{ event_id: string }>('SELECT event_id FROM batch_event WHERE batch_id = ?', [
        batchId,
      ]))
        again.add(row.event_id);
    }
    for (const [deviceId, at] of consequences.forks) {
      for (const row of this.#eventsFromFork(at, deviceId)) again.add(row);
    }
    for (const accountId of consequences.accounts) {
      const like = `%"accountId":"${accountId}"%`;
      for (const row of this.#rows.all<{ event_id: string }>(
        "SELECT event_id FROM set_aside WHERE reason = 'custody' AND head LIKE ?",
        [like],
      ))
        again.add(row.event_id);
      for (const id of this.#lowering(accountId)) again.add(id);
    }
    if (again.size > 0) await this.#judgeAgain(workspace, [...again]);
  }

  #eventsFromFork(workspace: Workspace, deviceId: string): string[] {
    const rows = this.#rows.all<{ event_id: string }>(
      'SELECT event_id FROM event WHERE device_id = ? AND workspace = ? AND n >= (SELECT n FROM fork WHERE workspace = ? AND device_id = ?)',
      [deviceId, workspace, workspace, deviceId],
    );
    return rows.map((row) => row.event_id);
  }

  /** Folded events that rest on a custody which a newer grant may have ended. */
  #lowering(accountId: string): string[] {
    const grants = this.#rows.all<{ giver_head: string }>(
      "SELECT giver_head FROM custody_grant WHERE account_id = ? AND giver_head <> ''",
      [accountId],
    );
    const from = grants.map((grant) => grant.giver_head).sort()[0];
    if (from === undefined) return [];
    const rows = this.#rows.all<{ event_id: string }>(
      "SELECT event_id FROM event WHERE workspace = 'trust' AND state = 'folded' AND event_id > ? AND type IN ('trust.disbursement.posted', 'trust.fee.transferred', 'trust.entry.reversed', 'trust.reconciliation.signed', 'trust.reconciliation.reopened')",
      [from.slice(0, 16)],
    );
    return rows.map((row) => row.event_id);
  }

  async #foldRosterPage(documents: readonly EventDocument[]): Promise<void> {
    const events = documents.flatMap((document) =>
      openRosterDocument(document, this.#context.firmId, this.#context.ring),
    );
    const before = this.#context.roster.current;
    if (!this.#context.roster.add(events)) return;
    const after = this.#context.roster.current;
    const hasKeys = this.#options.onRoster?.(after) ?? false;
    this.#rows.transact(() => writeRosterRows(this.#rows, after));
    this.#touched.add('roster');
    await this.#reassessAside(rosterChangeScope(this.#rows, before, after));
    if (hasKeys) await this.#refoldBodiless();
  }

  /** Judges again everything set aside, and folded events that a change of the roster may have unsettled. */
  async #reassessAside(also: ReadonlyMap<Workspace, readonly string[]> | null): Promise<void> {
    for (const workspace of workspaces) {
      const rows = this.#rows.all<{ event_id: string }>('SELECT event_id FROM set_aside WHERE workspace = ?', [
        workspace,
      ]);
      const ids = new Set([...rows.map((row) => row.event_id), ...(also?.get(workspace) ?? [])]);
      await this.#judgeAgain(workspace, [...ids]);
    }
  }

  async #judgeAgain(workspace: Workspace, ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += pageEventsMax) {
      const documents = await this.#options.store.readMany(workspace, ids.slice(start, start + pageEventsMax));
      const consequences: Consequences = {
        batches: new Set(),
        adopted: new Set(),
        accounts: new Set(),
        forks: new Map(),
      };
      this.#rows.transact(() => {
        for (const document of documents) this.#rejudge(document, workspace, consequences);
      });
      if (consequences.adopted.size > 0 || consequences.accounts.size > 0) await this.#follow(consequences, workspace);
    }
    await this.#refoldPending();
  }

  #rejudge(document: EventDocument, workspace: Workspace, consequences: Consequences): void {
    const judged = judge(document, workspace, this.#context);
    const row = this.#rows.get<{ state: string; aggregate: string }>(
      'SELECT state, aggregate FROM event WHERE event_id = ?',
      [document._id],
    );
    const state = judged.counts ? 'folded' : 'aside';
    if (judged.counts) this.#rows.run('DELETE FROM set_aside WHERE event_id = ?', [judged.id]);
    recordEvent(this.#rows, judged, this.#options.nowMs());
    if (row?.state === state) return;
    this.#touched.add('sync');
    const aggregate = judged.counts ? judged.event.aggregate : (row?.aggregate ?? judged.aggregate);
    this.#rows.run('INSERT OR IGNORE INTO refold (aggregate) VALUES (?)', [aggregate]);
    if (judged.counts) {
      recordCounting(this.#rows, judged.event, judged.answer);
      noteConsequences(judged.event, consequences);
    } else forgetCounting(this.#rows, judged.id);
  }

  async #refoldBodiless(): Promise<void> {
    this.#rows.transact(() => {
      this.#rows.run('INSERT OR IGNORE INTO refold (aggregate) SELECT DISTINCT aggregate FROM bodiless');
      this.#rows.run('DELETE FROM bodiless');
    });
    await this.#refoldPending();
  }

  async #refoldPending(): Promise<void> {
    for (;;) {
      const rows = this.#rows.all<{ aggregate: string }>('SELECT aggregate FROM refold LIMIT ?', [refoldAggregatesMax]);
      if (rows.length === 0) return;
      for (const { aggregate } of rows) await this.#refold(aggregate);
    }
  }

  /** Folds one aggregate again from its events, in canonical order. */
  async #refold(aggregate: string): Promise<void> {
    const rows = this.#rows.all<{ event_id: string; workspace: Workspace }>(
      "SELECT event_id, workspace FROM event WHERE aggregate = ? AND state = 'folded'",
      [aggregate],
    );
    const counting: Counting[] = [];
    for (const workspace of new Set(rows.map((row) => row.workspace))) {
      const ids = rows.filter((row) => row.workspace === workspace).map((row) => row.event_id);
      for (const document of await this.#options.store.readMany(workspace, ids)) {
        const judged = judge(document, workspace, this.#context);
        if (judged.counts) counting.push(judged);
      }
    }
    const ordered = orderEvents(counting.map((judged) => judged.event));
    this.#rows.transact(() => {
      this.#forget(aggregate);
      for (const event of ordered) this.#applyFold(event);
      this.#rows.run('DELETE FROM concurrent WHERE aggregate = ?', [aggregate]);
      const last = [...ordered].sort((a, b) => (a.id < b.id ? 1 : -1))[0];
      for (const head of headsOf(ordered)) {
        if (head !== last?.id)
          this.#rows.run('INSERT OR IGNORE INTO concurrent (aggregate, event_id) VALUES (?, ?)', [aggregate, head]);
      }
      for (const judged of counting) {
        if (judged.isBodiless)
          this.#rows.run('INSERT OR IGNORE INTO bodiless (event_id, aggregate) VALUES (?, ?)', [judged.id, aggregate]);
      }
      this.#rows.run('DELETE FROM refold WHERE aggregate = ?', [aggregate]);
    });
  }

  #forget(aggregate: string): void {
    for (const area of this.#options.areas) {
      area.forget?.(this.#rows, aggregate);
      for (const table of area.tables) this.#rows.run(`DELETE FROM ${table} WHERE aggregate = ?`, [aggregate]);
      this.#touched.add(area.area);
    }
  }
}

/** What the folding of one event unsettles elsewhere. */
interface Consequences {
  readonly batches: Set<string>;
  readonly adopted: Set<string>;
  readonly accounts: Set<string>;
  readonly forks: Map<string, Workspace>;
}

function noteConsequences(event: Counting['event'], consequences: Consequences): void {
  switch (event.type) {
    case 'event.adopted':
      consequences.adopted.add((event.head as { eventId: string }).eventId);
      return;
    case 'batch.closed':
      consequences.batches.add((event.head as { batchId: string }).batchId);
      return;
    case 'trust.account.opened':
      consequences.accounts.add(event.aggregate.split(':')[1] ?? '');
      return;
    case 'trust.custody.handed':
    case 'trust.custody.overridden':
      consequences.accounts.add((event.head as { accountId: string }).accountId);
      return;
    default:
  }
}

function forgetCounting(rows: ProjectionsFile, eventId: string): void {
  rows.run('DELETE FROM custody_grant WHERE event_id = ?', [eventId]);
  rows.run('DELETE FROM adoption WHERE event_id = ?', [eventId]);
  rows.run('DELETE FROM command WHERE event_id = ?', [eventId]);
}
