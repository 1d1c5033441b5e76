import { setImmediate } from 'node:timers/promises';
import { isOutside } from '../../../shared/domain/roles/rights.ts';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import { eventDefinitions } from '../../../shared/events/registry.ts';
import { type EventDocument, parseEventId } from '../events/envelope.ts';
import type { EventLog, FeedPage } from '../events/event-log.ts';
import { headsOf, orderEvents } from '../events/event-order.ts';
import { openRosterDocument } from '../roster/open-roster-document.ts';
import type { Roster } from '../roster/roster.ts';
import {
  isNamedBefore,
  isNextOf,
  recordAnswer,
  recordChain,
  recordConcurrency,
  recordEvent,
  recordInverted,
  scheduleRejudge,
} from './bookkeeping.ts';
import { recordFacts } from './facts.ts';
import { type Counting, type JudgeContext, type Judged, judge, readFork } from './judge.ts';
import { PageMemory } from './page-memory.ts';
import type { AreaProjection, Fold } from './projection.ts';
import type { ProjectionsFile } from './projections-file.ts';
import { scheduleRosterChange, writeRosterRows } from './roster-rows.ts';
import { isVeiled, type Reader, refoldMatters, sharedMatterOf } from './sharing-facts.ts';

/** Events in one transaction: small enough that the thread is never held for long. */
const pageEventsMax = 100;
const refoldAggregatesMax = 50;

const knownTypes = eventDefinitions.map(({ type, version }) => `${type}:${version}`).join(' ');

export interface ProjectorOptions extends Omit<JudgeContext, 'rows'> {
  readonly store: EventLog;
  /** The device whose member reads these rows: what they may not read has no text in them [SH3]. */
  readonly deviceId: string;
  readonly projections: ProjectionsFile;
  readonly areas: readonly AreaProjection[];
  /** Events in one transaction; more where no window waits for the thread. */
  readonly pageEvents?: number;
  readonly nowMs: () => number;
  /** Names the event types behind `findDefinition`, so that a change of them is noticed. */
  readonly types?: string;
  /** Called when the roster changed, before anything is judged by it: takes keys out of it. */
  readonly onRoster?: (roster: Roster) => unknown;
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
  #running: Promise<unknown> = Promise.resolve();
  #touched = new Set<string>();
  #noted = '';

  constructor(options: ProjectorOptions) {
    this.#options = options;
    this.#rows = options.projections;
    const { firmId, ring, roster, deviceId, findDefinition, openedAhead } = options;
    this.#context = {
      firmId,
      ring,
      roster,
      deviceId,
      rows: options.projections,
      ...(findDefinition === undefined ? {} : { findDefinition }),
      ...(openedAhead === undefined ? {} : { openedAhead }),
    };
    for (const area of options.areas) {
      for (const [type, fold] of area.folds) {
        if (this.#folds.has(type)) throw new Error(`Two areas fold ${type}.`);
        this.#folds.set(type, { fold, area });
      }
    }
    this.readPositions();
  }

  /**
   * Folds what the store holds beyond the position, about `eventsMax` events at the most. Resolves when the rows are
   * there: true when nothing is left in the store.
   */
  catchUp(only: readonly Workspace[] = workspaces, eventsMax = Number.POSITIVE_INFINITY): Promise<boolean> {
    const run = this.#running.then(() => this.#catchUp(only, eventsMax));
    this.#running = run.catch(() => undefined);
    return run;
  }

  /** Goes on from where another thread left the rows; to be called between catching up. */
  readPositions(): void {
    for (const row of this.#rows.all<{ workspace: Workspace; position: number }>(
      'SELECT workspace, position FROM position',
    )) {
      this.#positions.set(row.workspace, row.position);
    }
  }

  position(workspace: Workspace): number {
    return this.#positions.get(workspace) ?? 0;
  }

  async #catchUp(only: readonly Workspace[], eventsMax: number): Promise<boolean> {
    let left = eventsMax;
    for (const workspace of only) {
      for (let isEnd = false; !isEnd && left > 0; ) {
        const page = await this.#options.store.readFrom(
          workspace,
          this.position(workspace),
          this.#options.pageEvents ?? pageEventsMax,
        );
        if (page.events.length > 0 || page.alarms.length > 0) await this.#foldPage(workspace, page);
        left -= page.events.length;
        isEnd = page.isEnd;
        // Who waits for this thread comes in between.
        if (!isEnd) await setImmediate();
      }
    }
    this.#noteSurroundings();
    await this.#settle();
    this.#report();
    return left > 0;
  }

  /** Keys and event types that are known now and were not when events were judged: what waited for them is judged again. */
  #noteSurroundings(): void {
    const keys = this.#context.ring.fingerprint;
    const types = this.#options.types ?? knownTypes;
    if (this.#noted === `${keys} ${types}`) return;
    this.#rows.transact(() => {
      if (this.#replaceMeta('keys', keys)) {
        scheduleRejudge(
          this.#rows,
          "SELECT event_id, workspace FROM set_aside WHERE reason IN ('unreadable', 'before the share')",
          [],
        );
        this.#rows.run('INSERT OR IGNORE INTO refold (aggregate) SELECT DISTINCT aggregate FROM bodiless');
        this.#rows.run('DELETE FROM bodiless');
      }
      if (this.#replaceMeta('types', types)) {
        scheduleRejudge(this.#rows, 'SELECT event_id, workspace FROM set_aside', []);
        writeRosterRows(this.#rows, this.#context.roster.current);
      }
    });
    this.#noted = `${keys} ${types}`;
  }

  #replaceMeta(name: string, value: string): boolean {
    const known = this.#rows.get<{ value: string }>('SELECT value FROM meta WHERE name = ?', [name]);
    if (known?.value === value) return false;
    this.#rows.run('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', [name, value]);
    return true;
  }

  /** Works off what was put on the lists, here or before a crash: judges again, then folds again, until nothing is left. */
  async #settle(): Promise<void> {
    for (;;) {
      const hasJudged = await this.#rejudgeSome();
      const hasFolded = !hasJudged && (await this.#refoldSome());
      if (!hasJudged && !hasFolded) return;
    }
  }

  #report(): void {
    if (this.#touched.size === 0) return;
    const touched = this.#touched;
    this.#touched = new Set();
    this.#options.onFolded?.(touched);
  }

  async #foldPage(workspace: Workspace, page: FeedPage): Promise<void> {
    const documents = page.events.map((followed) => followed.document);
    if (workspace === 'roster') await this.#foldRosterPage(documents);
    this.#rows.transact(() => {
      const memory = new PageMemory(this.#rows, workspace);
      for (const document of documents) this.#foldDocument(document, workspace, memory);
      memory.writeHeads();
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

  #foldDocument(document: EventDocument, workspace: Workspace, memory: PageMemory): void {
    const { deviceId } = parseEventId(document._id);
    if (!isNextOf(memory.headOf(deviceId), document) && this.#isKnown(document._id)) return;
    recordChain(this.#rows, memory, document, workspace, deviceId);
    const judged = judge(document, workspace, this.#context, memory.forkOf(deviceId));
    const lastId = judged.counts ? this.#lastOf(judged.event.aggregate) : null;
    recordEvent(this.#rows, judged, this.#options.nowMs());
    this.#recordFacts(judged);
    if (judged.counts) this.#foldCounting(judged, lastId, memory);
    else this.#touched.add('sync');
  }

  #isKnown(eventId: string): boolean {
    return this.#rows.get('SELECT 1 AS yes FROM event WHERE event_id = ?', [eventId]) !== undefined;
  }

  /** Facts may draw a veil over a matter for this reader, or lift it: all of the matter is then folded again. */
  #recordFacts(judged: Judged): void {
    const matterId = sharedMatterOf(judged.event);
    const isHidden = matterId !== null && this.#isHidden(matterId);
    recordFacts(this.#rows, judged);
    if (matterId !== null && this.#isHidden(matterId) !== isHidden) refoldMatters(this.#rows, [matterId]);
  }

  #reader(): Reader {
    const { current } = this.#context.roster;
    const memberId = current.devices.get(this.#options.deviceId)?.memberId ?? '';
    const member = current.members.get(memberId);
    return { memberId, outside: member !== undefined && isOutside(member.role) };
  }

  #isHidden(matterId: string): boolean {
    return isVeiled(this.#rows, matterId, this.#reader());
  }

  #lastOf(aggregate: string): string | null {
    const row = this.#rows.get<{ last: string | null }>(
      "SELECT max(event_id) AS last FROM event WHERE aggregate = ? AND state = 'folded'",
      [aggregate],
    );
    return row?.last ?? null;
  }

  #foldCounting(judged: Counting, lastId: string | null, memory: PageMemory): void {
    const { event } = judged;
    recordAnswer(this.#rows, judged);
    if (judged.isBodiless)
      this.#rows.run('INSERT OR IGNORE INTO bodiless (event_id, aggregate) VALUES (?, ?)', [event.id, event.aggregate]);
    recordInverted(this.#rows, event, memory);
    const isInPlace = (lastId === null || lastId < event.id) && !isNamedBefore(this.#rows, memory, event.id);
    if (!isInPlace) {
      this.#rows.run('INSERT OR IGNORE INTO refold (aggregate) VALUES (?)', [event.aggregate]);
      return;
    }
    if (lastId !== null) recordConcurrency(this.#rows, memory, event, lastId);
    this.#applyFold(event);
  }

  #applyFold(event: Counting['event']): void {
    const found = this.#folds.get(event.type);
    if (found === undefined) return;
    const isHidden = event.matterId !== undefined && this.#isHidden(event.matterId);
    found.fold(this.#rows, isHidden ? { ...event, body: null } : event);
    this.#touched.add(found.area.area);
  }

  /**
   * Takes roster events in. What they unsettle is judged again before the position moves on, so a crash in between
   * does all of it once more.
   */
  async #foldRosterPage(documents: readonly EventDocument[]): Promise<void> {
    const { roster, firmId, ring } = this.#context;
    const before = roster.current;
    const reader = this.#reader();
    roster.add(documents.flatMap((document) => openRosterDocument(document, firmId, ring)));
    const after = roster.current;
    this.#options.onRoster?.(after);
    this.#rows.transact(() => {
      writeRosterRows(this.#rows, after);
      scheduleRosterChange(this.#rows, before, after);
      if (JSON.stringify(reader) !== JSON.stringify(this.#reader())) {
        const veiled = this.#rows.all<{ matter_id: string }>('SELECT matter_id FROM veil');
        refoldMatters(
          this.#rows,
          veiled.map((row) => row.matter_id),
        );
      }
    });
    this.#touched.add('roster');
    await this.#settle();
  }

  async #rejudgeSome(): Promise<boolean> {
    const rows = this.#rows.all<{ event_id: string; workspace: Workspace }>(
      'SELECT event_id, workspace FROM rejudge ORDER BY event_id LIMIT ?',
      [pageEventsMax],
    );
    if (rows.length === 0) return false;
    for (const workspace of new Set(rows.map((row) => row.workspace))) {
      const ids = rows.filter((row) => row.workspace === workspace).map((row) => row.event_id);
      const documents = await this.#options.store.readMany(workspace, ids);
      this.#rows.transact(() => {
        for (const id of ids) this.#rows.run('DELETE FROM rejudge WHERE event_id = ?', [id]);
        for (const document of documents) this.#rejudge(document, workspace);
      });
    }
    return true;
  }

  #rejudge(document: EventDocument, workspace: Workspace): void {
    const row = this.#rows.get<{ state: string; aggregate: string }>(
      'SELECT state, aggregate FROM event WHERE event_id = ?',
      [document._id],
    );
    if (row === undefined) return;
    const judged = this.#judgeAgain(document, workspace);
    if (judged.counts) this.#rows.run('DELETE FROM set_aside WHERE event_id = ?', [judged.id]);
    recordEvent(this.#rows, judged, this.#options.nowMs());
    this.#recordFacts(judged);
    this.#touched.add('sync');
    if (row.state === (judged.counts ? 'folded' : 'aside')) return;
    const aggregate = judged.counts ? judged.event.aggregate : row.aggregate;
    this.#rows.run('INSERT OR IGNORE INTO refold (aggregate) VALUES (?)', [aggregate]);
    if (judged.counts) recordAnswer(this.#rows, judged);
    else this.#rows.run('DELETE FROM command WHERE event_id = ?', [judged.id]);
  }

  #judgeAgain(document: EventDocument, workspace: Workspace): Judged {
    const { deviceId } = parseEventId(document._id);
    return judge(document, workspace, this.#context, readFork(this.#rows, workspace, deviceId));
  }

  async #refoldSome(): Promise<boolean> {
    const rows = this.#rows.all<{ aggregate: string }>('SELECT aggregate FROM refold ORDER BY aggregate LIMIT ?', [
      refoldAggregatesMax,
    ]);
    for (const { aggregate } of rows) await this.#refold(aggregate);
    return rows.length > 0;
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
        const judged = this.#judgeAgain(document, workspace);
        if (judged.counts) counting.push(judged);
      }
    }
    const ordered = orderEvents(counting.map((judged) => judged.event));
    this.#rows.transact(() => {
      for (const judged of counting) if (sharedMatterOf(judged.event) !== null) this.#recordFacts(judged);
      this.#forget(aggregate);
      for (const event of ordered) this.#applyFold(event);
      this.#rows.run('DELETE FROM inverted WHERE aggregate = ?', [aggregate]);
      for (const event of ordered) recordInverted(this.#rows, event);
      this.#writeConcurrent(aggregate, ordered);
      this.#rows.run('DELETE FROM bodiless WHERE aggregate = ?', [aggregate]);
      for (const judged of counting) {
        if (judged.isBodiless)
          this.#rows.run('INSERT OR IGNORE INTO bodiless (event_id, aggregate) VALUES (?, ?)', [judged.id, aggregate]);
      }
      this.#rows.run('DELETE FROM refold WHERE aggregate = ?', [aggregate]);
    });
  }

  #writeConcurrent(aggregate: string, events: readonly Counting['event'][]): void {
    this.#rows.run('DELETE FROM concurrent WHERE aggregate = ?', [aggregate]);
    const newest = events.reduce((last, event) => (event.id > last ? event.id : last), '');
    for (const head of headsOf(events)) {
      if (head === newest) continue;
      this.#rows.run('INSERT INTO concurrent (aggregate, event_id) VALUES (?, ?)', [aggregate, head]);
    }
  }

  #forget(aggregate: string): void {
    for (const area of this.#options.areas) {
      area.forget?.(this.#rows, aggregate);
      for (const table of area.tables) this.#rows.run(`DELETE FROM ${table} WHERE aggregate = ?`, [aggregate]);
      this.#touched.add(area.area);
    }
  }
}
