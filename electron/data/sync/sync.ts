import type * as z from 'zod';
import type { syncStatusSchema } from '../../../shared/contract/provider.ts';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
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
import { gateKnowledge } from './gated-target.ts';
import { hubDatabaseName } from './hub-database.ts';
import { openHubDatabase } from './open-hub-database.ts';
import { WorkspaceReplication } from './workspace-replication.ts';

export type SyncStatus = z.infer<typeof syncStatusSchema>;

const tellEveryMs = 250;

/** Replication of one open firm with its hub. It is never in the way: without a hub, nothing here runs. */
export class Sync {
  readonly #firm: Firm;
  readonly #changes: ChangeFeed;
  readonly #beside: Beside;
  readonly #replications = new Map<Workspace, WorkspaceReplication>();
  readonly #stopListening: (() => void)[] = [];
  #files: FileReplication | null = null;
  #remotePouch: PouchConstructor | null = null;
  #isPaused = false;
  #offlineSinceMs: number | null = null;
  #tellTimer: NodeJS.Timeout | undefined;

  constructor(firm: Firm, changes: ChangeFeed) {
    this.#firm = firm;
    this.#changes = changes;
    this.#beside = new Beside(firm.folder, Buffer.from(firm.vault.keyOf('storeKey')));
    this.#stopListening.push(firm.onAppended((touched) => this.#noteAppended(touched)));
    this.#stopListening.push(changes.listen((areas) => areas.includes('roster') && this.#followRoster()));
    this.#stopListening.push(changes.listen((areas) => areas.includes('documents') && this.#files?.wakeSoon()));
    this.#isPaused = firm.vault.contents.settings['syncPaused'] === true;
  }

  /** Starts replication where there is a hub and it is not paused. */
  start(): void {
    const { hub } = this.#firm.vault.contents;
    if (hub === undefined || this.#isPaused || this.#replications.size > 0) return;
    for (const workspace of this.#readableWorkspaces()) this.#startWorkspace(workspace);
    this.#files = new FileReplication({ firm: this.#firm, beside: this.#beside, hub, onChange: () => this.#tell() });
    this.#files.start();
  }

  #readableWorkspaces(): Workspace[] {
    const member = this.#firm.roster.current.members.get(this.#firm.me.memberId);
    return workspaces.filter(
      (workspace) => workspace === 'roster' || (member !== undefined && holdsWorkspace(member, workspace)),
    );
  }

  #startWorkspace(workspace: Workspace): void {
    const replication = new WorkspaceReplication({
      firm: this.#firm,
      workspace,
      remote: this.remote(workspace),
      beside: this.#beside,
      onChange: () => this.#tell(),
    });
    this.#replications.set(workspace, replication);
    replication.start();
  }

  /** The database of a workspace at the hub. Throws where there is no hub. */
  remote(workspace: Workspace): EventDatabase {
    const { hub, firmId } = this.#firm.vault.contents;
    if (hub === undefined) throw new Error('There is no hub.');
    this.#remotePouch ??= createPouch(createSqliteLevel({ folder: this.#firm.folder, key: Buffer.alloc(32) }));
    return openHubDatabase(this.#remotePouch, hub.url, hubDatabaseName(firmId, workspace), hub);
  }

  #noteAppended(touched: readonly Workspace[]): void {
    for (const workspace of touched) this.#replications.get(workspace)?.noteAppended(1);
    if (this.#firm.vault.contents.hub === undefined) return;
    if (touched.includes('documents')) this.#files?.wake();
  }

  /** After the roster changed: workspaces that this member gained are replicated, what waited at the gate is tried again. */
  #followRoster(): void {
    if (this.#replications.size > 0) {
      for (const workspace of this.#readableWorkspaces())
        if (!this.#replications.has(workspace)) this.#startWorkspace(workspace);
    }
    void this.#retryGate();
  }

  async #retryGate(): Promise<void> {
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

  /** Connects to a hub, or to another one. */
  connect(hub: { url: string; name: string; password: string }): void {
    this.#stop();
    this.#remotePouch = null;
    if (this.#firm.vault.contents.hub?.url !== hub.url) this.#beside.forgetHub();
    this.#firm.vault.update((contents) => ({ ...contents, hub }));
    this.#isPaused = false;
    this.start();
    this.#tell();
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#firm.vault.update((contents) => ({ ...contents, settings: { ...contents.settings, syncPaused: isPaused } }));
    if (isPaused) this.#stop();
    else this.start();
    this.#tell();
  }

  /** Tries at once, whatever the back-off says. */
  now(): void {
    for (const replication of this.#replications.values()) replication.start();
    this.#files?.wake();
  }

  refusedAtGate(): GateRefused[] {
    return this.#beside.gateRefused();
  }

  refusedByHub(): HubRefused[] {
    return this.#beside.hubRefused();
  }

  /** Offers refused events again, the same revision (`new_edits: false`): they arrive unchanged or stay on the list. */
  async retryRefused(): Promise<{ accepted: number; refused: number }> {
    let accepted = 0;
    const rows = this.#beside.hubRefused();
    for (const row of rows) {
      const workspace = workspaces.find((name) => name === row.workspace);
      if (workspace === undefined) continue;
      const document = await this.#firm.store.database(workspace).get(row.eventId, { revs: true });
      const [answer] = await this.remote(workspace).bulkDocs([document], { new_edits: false });
      if (answer === undefined || answer.ok === true) {
        this.#beside.forgetHubRefused(row.eventId);
        accepted += 1;
      } else {
        const reason = answer.reason ?? answer.name ?? 'refused';
        this.#beside.keepHubRefused({ eventId: row.eventId, workspace, reason, atMs: this.#firm.nowMs() });
      }
    }
    this.#tell();
    return { accepted, refused: rows.length - accepted };
  }

  /** Sees that the file's missing chunks are fetched. Resolves with what is still missing. */
  async fetchChunks(ids: readonly string[]): Promise<string[]> {
    return (await this.#files?.fetch(ids)) ?? [...ids];
  }

  /** One state of our own, in words and figures. */
  status(): SyncStatus {
    const parts = [...this.#replications.values()].map((replication) => replication.status);
    const refused = this.#beside.hubRefused().length;
    const waiting = parts.reduce((sum, part) => sum + part.waiting, 0);
    const lastSuccessAtMs = Math.max(0, ...parts.map((part) => part.lastSuccessAtMs ?? 0)) || null;
    const state = this.#overall(
      parts.map((part) => part.state),
      refused,
    );
    if (state !== 'offline') this.#offlineSinceMs = null;
    else this.#offlineSinceMs ??= this.#firm.nowMs();
    return {
      state,
      sentence: this.#sentence(state, { refused, waiting, lastSuccessAtMs }),
      hubUrl: this.#firm.vault.contents.hub?.url ?? null,
      lastSuccessAtMs,
      waiting,
      refused,
      workspaces: parts.map((part) => ({ ...part })),
      filesWaiting: this.#files?.waiting ?? 0,
    };
  }

  #overall(states: readonly string[], refused: number): SyncStatus['state'] {
    if (this.#firm.vault.contents.hub === undefined) return 'off';
    if (this.#isPaused) return 'paused';
    for (const worse of ['signed out', 'offline', 'connecting'] as const) if (states.includes(worse)) return worse;
    if (refused > 0) return 'refused';
    return states.includes('working') ? 'working' : 'up to date';
  }

  #sentence(
    state: SyncStatus['state'],
    figures: { refused: number; waiting: number; lastSuccessAtMs: number | null },
  ): string {
    const changes =
      figures.waiting === 0 ? '' : `, ${figures.waiting} ${figures.waiting === 1 ? 'change' : 'changes'} waiting`;
    switch (state) {
      case 'off':
        return 'On this computer only';
      case 'paused':
        return `Sync paused${changes}`;
      case 'connecting':
        return `Connecting${changes}`;
      case 'working':
        return `Syncing${changes}`;
      case 'offline':
        return `Offline since ${clockTime(this.#offlineSinceMs ?? this.#firm.nowMs())}${changes}`;
      case 'signed out':
        return `The hub does not accept this account${changes}`;
      case 'refused':
        return `Hub refused ${figures.refused} ${figures.refused === 1 ? 'change' : 'changes'}`;
      case 'up to date':
        return 'Up to date';
    }
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
    this.#files?.close();
    this.#files = null;
  }

  async close(): Promise<void> {
    for (const stop of this.#stopListening) stop();
    clearTimeout(this.#tellTimer);
    const files = this.#files;
    this.#stop();
    await files?.idle();
    this.#beside.close();
  }
}

function withoutRevision(document: EventDocument): EventDocument {
  const { _rev, _revisions, ...bare } = document as EventDocument & { _rev?: string; _revisions?: unknown };
  return bare;
}

function clockTime(ms: number): string {
  const now = new Date(ms);
  return `${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`;
}
