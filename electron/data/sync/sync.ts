import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import { Carrying } from '../bundle/carrying.ts';
import type { ChangeFeed } from '../change-feed.ts';
import type { EventDocument } from '../events/envelope.ts';
import type { EventDatabase } from '../events/event-store.ts';
import { passGate } from '../events/gate.ts';
import { createPouch, type PouchConstructor } from '../events/pouchdb.ts';
import { createSqliteLevel } from '../events/sqlite-level.ts';
import type { Firm } from '../firm.ts';
import { holdsWorkspace } from '../roster/roster.ts';
import { Beside, type GateRefused, type HubRefused } from './beside.ts';
import { FileReplication } from './file-replication.ts';
import { gatedTarget, gateKnowledge } from './gated-target.ts';
import { HubAudit } from './hub-audit.ts';
import { HubCare } from './hub-care.ts';
import { hubDatabaseName } from './hub-database.ts';
import { type HubConnection, HubLine } from './hub-line.ts';
import { type HubTrouble, sayTrouble } from './hub-trouble.ts';
import { type OfferOutcome, RefusedOffers } from './refused-offers.ts';
import { overallState, type SyncStatus, sayNotice, stateSentence } from './sync-words.ts';
import { WorkspaceReplication } from './workspace-replication.ts';

export type { SyncStatus } from './sync-words.ts';

const tellEveryMs = 250;
/** On a metered line: how often the hub is asked, and how long what was written here waits for company. */
const meteredEveryMs = 15 * 60_000;
const meteredSoonMs = 60_000;
/** How long false documents of a hub are named after the last one came. */
const liesNamedMs = 24 * 60 * 60_000;
const noticesShown = 20;
/** The longest that the first commands wait for what the hub holds of this device. */
const holdMsMax = 3_000;

/** Replication of one open firm with its hub. It is never in the way: without a hub, nothing here runs. */
export class Sync {
  /** Bundles: what a hub does, carried by hand. */
  readonly carrying: Carrying;
  readonly #firm: Firm;
  readonly #changes: ChangeFeed;
  readonly #beside: Beside;
  readonly #offers: RefusedOffers;
  readonly #care: HubCare;
  readonly #replications = new Map<Workspace, WorkspaceReplication>();
  readonly #stopListening: (() => void)[] = [];
  #line: HubLine | null = null;
  #files: FileReplication | null = null;
  #remotePouch: PouchConstructor | null = null;
  #isPaused = false;
  #hasHeld = false;
  #isMetered = false;
  #offlineSinceMs: number | null = null;
  #tellTimer: NodeJS.Timeout | undefined;
  #meteredTimer: NodeJS.Timeout | undefined;

  constructor(firm: Firm, changes: ChangeFeed) {
    this.#firm = firm;
    this.#changes = changes;
    this.#beside = new Beside(firm.folder, Buffer.from(firm.vault.keyOf('storeKey')));
    this.#offers = new RefusedOffers({
      firm,
      beside: this.#beside,
      remote: (workspace) => this.remote(workspace),
      onChange: () => this.#tell(),
    });
    this.#care = new HubCare(firm);
    this.carrying = new Carrying({
      firm,
      peers: this.#beside,
      readable: () => this.#readableWorkspaces(),
      gated: (workspace) => gatedTarget(firm, workspace, this.#beside, () => undefined),
      retryGate: () => this.retryGate(),
    });
    this.#stopListening.push(firm.onAppended((touched) => this.#noteAppended(touched)));
    this.#stopListening.push(changes.listen((areas) => areas.includes('roster') && this.#followRoster()));
    this.#stopListening.push(changes.listen((areas) => areas.includes('documents') && this.#files?.wakeSoon()));
    const { settings } = firm.vault.contents;
    this.#isPaused = settings['syncPaused'] === true;
    this.#isMetered = settings['syncMetered'] === true;
  }

  /** Starts replication where there is a hub and it is not paused. */
  start(): void {
    const { hub } = this.#firm.vault.contents;
    if (hub === undefined || this.#isPaused || this.#replications.size > 0) return;
    for (const workspace of this.#readableWorkspaces()) this.#startWorkspace(workspace);
    this.#holdOnce();
    this.#files = new FileReplication({
      firm: this.#firm,
      beside: this.#beside,
      database: this.#lineToHub().database(this.#pouch(), hubDatabaseName(this.#firm.firmId, 'files')),
      isMetered: () => this.#isMetered,
      isBehind: () => this.#isBehind('documents'),
      onChange: () => this.#tell(),
    });
    this.#files.start();
    this.#offers.wake();
    this.#care.wake();
    this.#startRounds(meteredEveryMs);
  }

  /** The first commands after the start wait a moment for what the hub holds of this device; offline they do not. */
  #holdOnce(): void {
    if (this.#hasHeld) return;
    this.#hasHeld = true;
    const heard = [...this.#replications.values()].map((replication) => replication.heard);
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, holdMsMax).unref();
    });
    this.#firm.holdCommands(
      Promise.race([limit, Promise.all(heard).then(() => undefined)]).then(() => clearTimeout(timer)),
    );
  }

  #readableWorkspaces(): Workspace[] {
    const member = this.#firm.roster.current.members.get(this.#firm.me.memberId);
    return workspaces.filter(
      (workspace) => workspace === 'roster' || (member !== undefined && holdsWorkspace(member, workspace)),
    );
  }

  #startWorkspace(workspace: Workspace): void {
    const remote = this.remote(workspace);
    const audit = new HubAudit({
      firm: this.#firm,
      workspace,
      remote,
      beside: this.#beside,
      line: this.#lineToHub(),
      databaseName: hubDatabaseName(this.#firm.firmId, workspace),
    });
    const replication = new WorkspaceReplication({
      firm: this.#firm,
      workspace,
      remote,
      beside: this.#beside,
      audit,
      offers: this.#offers,
      pace: this.#isMetered ? 'rounds' : 'live',
      onChange: () => this.#tell(),
    });
    this.#replications.set(workspace, replication);
    void replication.open();
  }

  /** True until a workspace has caught up with the hub for the first time. */
  #isBehind(workspace: Workspace): boolean {
    return this.#replications.get(workspace)?.status.lastSuccessAtMs === null;
  }

  #lineToHub(): HubLine {
    const { hub } = this.#firm.vault.contents;
    if (hub === undefined) throw new Error('There is no hub.');
    this.#line ??= new HubLine(hub, { nowMs: this.#firm.nowMs, onChange: () => this.#noteLine() });
    return this.#line;
  }

  #noteLine(): void {
    this.#firm.hubSkewMs = this.#line?.skewMs ?? 0;
    this.#tell();
  }

  #pouch(): PouchConstructor {
    this.#remotePouch ??= createPouch(createSqliteLevel({ folder: this.#firm.folder, key: Buffer.alloc(32) }));
    return this.#remotePouch;
  }

  /** The database of a workspace at the hub. Throws where there is no hub. */
  remote(workspace: Workspace): EventDatabase {
    return this.#lineToHub().database(this.#pouch(), hubDatabaseName(this.#firm.firmId, workspace));
  }

  #noteAppended(touched: readonly Workspace[]): void {
    for (const workspace of touched) this.#replications.get(workspace)?.noteAppended(1);
    if (this.#firm.vault.contents.hub === undefined) return;
    if (this.#isMetered) this.#startRounds(meteredSoonMs);
    else if (touched.includes('documents')) this.#files?.wake();
  }

  /** On a metered line the hub is asked in rounds; the next one comes in so many milliseconds, or earlier. */
  #startRounds(inMs: number): void {
    if (!this.#isMetered || this.#isPaused) return;
    if (inMs < meteredEveryMs && this.#meteredTimer !== undefined) clearTimeout(this.#meteredTimer);
    else if (this.#meteredTimer !== undefined) return;
    this.#meteredTimer = setTimeout(() => {
      this.#meteredTimer = undefined;
      for (const replication of this.#replications.values()) replication.start();
      this.#startRounds(meteredEveryMs);
    }, inMs).unref();
  }

  /** After the roster changed: workspaces that this member gained are replicated, what waited at the gate is tried again. */
  #followRoster(): void {
    if (this.#replications.size > 0) {
      for (const workspace of this.#readableWorkspaces())
        if (!this.#replications.has(workspace)) this.#startWorkspace(workspace);
      this.#care.wake();
    }
    void this.retryGate();
  }

  /** Tries once more what the gate refused because its device was not known. */
  async retryGate(): Promise<void> {
    const waiting = this.#beside.gateRefused('unknown device');
    for (const workspace of workspaces) {
      const documents = waiting
        .filter((row) => row.workspace === workspace)
        .map((row) => JSON.parse(row.document) as EventDocument);
      if (documents.length === 0) continue;
      const { admitted } = passGate(documents, gateKnowledge(this.#firm, workspace, documents));
      if (admitted.length === 0) continue;
      await this.#firm.store.append(workspace, admitted.map(withoutRevision));
      this.#beside.forgetRefused(
        workspace,
        admitted.map((document) => document._id),
      );
      await this.#firm.foldReplicated([workspace]);
    }
  }

  /** Connects to a hub, or to another one, or by another account. */
  connect(hub: HubConnection): void {
    this.#stop();
    if (this.#firm.vault.contents.hub?.url !== hub.url) this.#beside.forgetHub();
    this.#firm.vault.update((contents) => ({ ...contents, hub }));
    this.#isPaused = false;
    this.start();
    this.#tell();
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#keepSetting('syncPaused', isPaused);
    if (isPaused) this.#stop();
    else this.start();
    this.#tell();
  }

  /** Spares a metered line: the hub is asked now and then, files come on demand. */
  spare(isMetered: boolean): void {
    if (isMetered === this.#isMetered) return;
    this.#isMetered = isMetered;
    this.#keepSetting('syncMetered', isMetered);
    this.#stop();
    this.start();
    this.#tell();
  }

  #keepSetting(name: string, value: boolean): void {
    this.#firm.vault.update((contents) => ({ ...contents, settings: { ...contents.settings, [name]: value } }));
  }

  /** Tries at once, whatever the back-off says. */
  now(): void {
    for (const replication of this.#replications.values()) replication.start();
    this.#files?.wake({ isAsked: true });
    this.#offers.wake();
  }

  /** Compares every event with the hub and mends what differs. Answers null where the hub could not be asked. */
  async compareWithHub(): Promise<{ sent: number; fetched: number } | null> {
    const outcomes = await Promise.all([...this.#replications.values()].map((replication) => replication.compareAll()));
    if (outcomes.length === 0 || outcomes.includes(null)) return null;
    const sum = (name: 'sent' | 'fetched') => outcomes.reduce((total, outcome) => total + (outcome?.[name] ?? 0), 0);
    this.#beside.forgetChunksAtHub();
    this.#files?.wake();
    return { sent: sum('sent'), fetched: sum('fetched') };
  }

  refusedAtGate(): GateRefused[] {
    return this.#beside.gateRefused();
  }

  refusedByHub(): HubRefused[] {
    return this.#beside.hubRefused();
  }

  /** Offers refused events again, the same revision: they arrive unchanged or stay on the list. */
  async retryRefused(): Promise<OfferOutcome> {
    const outcome = await this.#offers.offer();
    this.#tell();
    return outcome;
  }

  /** Sees that the file's missing chunks are fetched. Resolves with what is still missing. */
  async fetchChunks(ids: readonly string[]): Promise<string[]> {
    return (await this.#files?.fetch(ids)) ?? [...ids];
  }

  /** One state of our own, in words and figures. */
  status(): SyncStatus {
    const parts = [...this.#replications.values()].map((replication) => replication.status);
    const { hub } = this.#firm.vault.contents;
    const refused = this.#beside.hubRefusedCount();
    const waiting = parts.reduce((sum, part) => sum + part.waiting, 0);
    const toPull = parts.reduce((sum, part) => sum + part.toPull, 0);
    const lastSuccessAtMs = Math.max(0, ...parts.map((part) => part.lastSuccessAtMs ?? 0)) || null;
    const trouble = this.#trouble();
    const state = overallState({
      hasHub: hub !== undefined,
      isPaused: this.#isPaused,
      parts: parts.map((part) => part.state),
      refused,
      trouble: trouble?.kind ?? null,
    });
    const isCutOff = state === 'offline' || (state === 'trouble' && parts.some((part) => part.state === 'offline'));
    if (!isCutOff) this.#offlineSinceMs = null;
    else this.#offlineSinceMs ??= this.#firm.nowMs();
    const offlineSinceMs = this.#offlineSinceMs ?? this.#firm.nowMs();
    const figures = { refused, waiting, toPull, offlineSinceMs, trouble: trouble?.kind ?? null };
    return {
      state,
      sentence: stateSentence(state, figures),
      trouble,
      hubUrl: hub?.url ?? null,
      proxy: hub?.proxy === undefined ? '' : hideLogin(hub.proxy),
      account: hub?.name ?? '',
      pinnedCa: this.#line?.pinnedCa ?? null,
      isPaused: this.#isPaused,
      isMetered: this.#isMetered,
      clockSkewMs: this.#line?.skewMs ?? null,
      clockSentence: this.#line?.skewSentence ?? '',
      lastSuccessAtMs,
      waiting,
      toPull,
      refused,
      storeAlarms: this.#firm.rows.get<{ count: number }>('SELECT count(*) AS count FROM alarm')?.count ?? 0,
      notices: this.#beside.hubNotices(noticesShown).map((notice) => ({
        atMs: notice.atMs,
        workspace: notice.workspace,
        sentence: sayNotice(notice),
      })),
      workspaces: parts.map((part) => ({ ...part })),
      filesWaiting: this.#files?.waiting ?? 0,
    };
  }

  /** What is wrong: what the line met, false documents, changes that did not arrive. */
  #trouble(): HubTrouble | null {
    if (this.#line === null) return null;
    const nowMs = this.#firm.nowMs();
    const host = new URL(this.#line.connection.url).host;
    const found = (kind: 'hub lies' | 'holds back') => ({ kind, sentence: sayTrouble(kind, host), sinceMs: nowMs });
    if (this.#beside.forgedCount(nowMs - liesNamedMs) > 0) return found('hub lies');
    const met = this.#line.trouble;
    if (met !== null) return met;
    return this.#hasGaps() ? found('holds back') : null;
  }

  /** True when a workspace is at the end of the hub's feed and a predecessor has not come. */
  #hasGaps(): boolean {
    const atEnd = [...this.#replications].filter(([, replication]) => replication.status.state === 'up to date');
    return atEnd.some(
      ([workspace]) =>
        this.#firm.rows.get('SELECT 1 AS yes FROM missing WHERE workspace = ? LIMIT 1', [workspace]) !== undefined,
    );
  }

  #tell(): void {
    this.#tellTimer ??= setTimeout(() => {
      this.#tellTimer = undefined;
      this.#changes.tell(['sync']);
    }, tellEveryMs);
  }

  #stop(): void {
    for (const replication of this.#replications.values()) replication.close();
    this.#replications.clear();
    clearTimeout(this.#meteredTimer);
    this.#meteredTimer = undefined;
    this.#files?.close();
    this.#files = null;
    this.#line?.close();
    this.#line = null;
    this.#remotePouch = null;
  }

  async close(): Promise<void> {
    for (const stop of this.#stopListening) stop();
    clearTimeout(this.#tellTimer);
    this.#offers.close();
    this.#care.close();
    await this.carrying.close();
    const running = [this.#files, ...this.#replications.values()];
    this.#stop();
    for (const part of running) await part?.idle();
    this.#beside.close();
  }
}

function withoutRevision(document: EventDocument): EventDocument {
  const { _rev, _revisions, ...bare } = document as EventDocument & { _rev?: string; _revisions?: unknown };
  return bare;
}

/** A proxy's address as it may be shown: without name and password. */
function hideLogin(address: string): string {
  const url = new URL(address);
  return `${url.protocol}//${url.host}`;
}
