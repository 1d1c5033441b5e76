import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Workspace, workspaces } from '../../shared/domain/workspace.ts';
import type { EventStore } from './events/event-store.ts';
import { type AsideFolder, createAsideFolder } from './fold-aside.ts';
import type { AreaProjection } from './projections/projection.ts';
import {
  isDamage,
  openProjections,
  openProjectionsForReading,
  type ProjectionsFile,
} from './projections/projections-file.ts';
import { Projector, type ProjectorOptions } from './projections/projector.ts';
import { describeFirm, rebuildInWorker } from './rebuild.ts';
import type { KeyRing } from './roster/key-ring.ts';
import { readRosterEvents } from './roster/read-roster-events.ts';
import type { Roster } from './roster/roster.ts';
import type { RosterLog } from './roster/roster-log.ts';
import type { Vault } from './vault/vault-file.ts';

export interface FirmProjectionsOptions {
  readonly folder: string;
  readonly vault: Vault;
  readonly store: EventStore;
  readonly roster: RosterLog;
  readonly ring: KeyRing;
  readonly areas: readonly AreaProjection[];
  readonly nowMs: () => number;
  /** More events than this, and they are folded in a worker while reading goes on. */
  readonly rebuildInWorkerFrom: number;
  readonly openedAhead: NonNullable<ProjectorOptions['openedAhead']>;
  readonly onRoster: NonNullable<ProjectorOptions['onRoster']>;
  readonly onFolded: NonNullable<ProjectorOptions['onFolded']>;
  readonly onProgress: () => void;
  readonly onFault: (error: Error) => void;
}

/** What replication brought is folded in a thread of its own from so many events on: less is done before one has begun. */
const foldAsideFrom = 600;
/** Events of one round: what is asked of the firm meanwhile waits for no more. */
const roundEventsMax = 2_000;
const asideIdleMs = 10_000;

/** A thread that folds, and what it was started with: other keys or another roster need another thread. */
interface Aside {
  readonly folder: AsideFolder;
  readonly keys: string;
  readonly roster: Roster;
}

/** The projections of an open firm: kept as they are, caught up, or made anew where they are missing, damaged or foreign. */
export class FirmProjections {
  readonly #options: FirmProjectionsOptions;
  readonly #path: string;
  readonly #stop = new AbortController();
  #projections: ProjectionsFile;
  #projector: Projector;
  #rebuild: { done: number; total: number } | null = null;
  #rebuilding: Promise<void> = Promise.resolve();
  #aside: Aside | null = null;
  #asideIdle: NodeJS.Timeout | undefined;

  constructor(options: FirmProjectionsOptions) {
    this.#options = options;
    this.#path = join(options.folder, 'projections.sqlite');
    this.#projections = this.#open();
    this.#projector = this.#createProjector();
  }

  get rows(): ProjectionsFile {
    return this.#projections;
  }

  /** Progress while they are made anew in a worker; else null. */
  get rebuild(): { done: number; total: number } | null {
    return this.#rebuild;
  }

  /** Folds what the store holds beyond the position. Resolves when the rows are there. */
  async catchUp(only?: readonly Workspace[]): Promise<void> {
    await this.#projector.catchUp(only);
  }

  /**
   * Folds what replication brought, much of it a round at a time in a thread of its own. Resolves when the rows are
   * there: true when nothing is left.
   */
  async catchUpReplicated(only: readonly Workspace[] = workspaces): Promise<boolean> {
    // The roster says by what the rest is judged; this thread keeps it.
    if (only.includes('roster')) await this.#projector.catchUp(['roster']);
    const others = only.filter((workspace) => workspace !== 'roster');
    if (others.length === 0) return true;
    const isMuch = (await this.#countUnfolded(others)) >= foldAsideFrom;
    const isDone = isMuch ? await this.#foldAside(others) : null;
    return isDone ?? this.#projector.catchUp(others);
  }

  async #countUnfolded(among: readonly Workspace[]): Promise<number> {
    let unfolded = 0;
    for (const workspace of among) {
      const { position } = await this.#options.store.measure(workspace);
      unfolded += Math.max(0, position - this.#projector.position(workspace));
    }
    return unfolded;
  }

  /** One round in the other thread; null where that did not go, and this one is to fold. */
  async #foldAside(among: readonly Workspace[]): Promise<boolean | null> {
    this.#projections.commit();
    clearTimeout(this.#asideIdle);
    const aside = await this.#readyAside();
    try {
      const round = { workspaces: among, eventsMax: roundEventsMax, nowMs: this.#options.nowMs() };
      const { isEnd, touched } = await aside.folder.fold(round);
      this.#projector.readPositions();
      if (touched.length > 0) this.#options.onFolded(new Set(touched));
      this.#asideIdle = setTimeout(() => void this.#endAside(), asideIdleMs).unref();
      return isEnd;
    } catch {
      await this.#endAside();
      this.#projector.readPositions();
      return null;
    }
  }

  async #readyAside(): Promise<Aside> {
    const { folder, vault, ring, roster } = this.#options;
    const wanted = { keys: ring.fingerprint, roster: roster.current };
    if (this.#aside?.keys === wanted.keys && this.#aside.roster === wanted.roster) return this.#aside;
    await this.#endAside();
    this.#aside = { ...wanted, folder: createAsideFolder(describeFirm(folder, vault, ring)) };
    return this.#aside;
  }

  async #endAside(): Promise<void> {
    clearTimeout(this.#asideIdle);
    const aside = this.#aside;
    this.#aside = null;
    await aside?.folder.close();
  }

  /**
   * Brings them up to date and calls `onReady`: before it resolves where little is to be folded, else later, when the
   * worker is done.
   */
  async prepare(onReady: () => void): Promise<void> {
    try {
      await this.#prepare(onReady);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#startAfresh();
      await this.#prepare(onReady);
    }
  }

  async #prepare(onReady: () => void): Promise<void> {
    const waiting = await this.#countWaiting();
    const isMisplaced = waiting.ahead || (await this.#isForeign());
    if (isMisplaced) this.#startAfresh();
    const total = isMisplaced ? waiting.total : waiting.unfolded;
    if (total >= this.#options.rebuildInWorkerFrom || this.#projections.isUnfinished) {
      await this.#learnRoster();
      this.#rebuilding = this.#rebuildAside(total, onReady);
    } else {
      await this.#learnRoster(this.#projector.position('roster'));
      await this.#projector.catchUp();
      onReady();
    }
  }

  #open(): ProjectionsFile {
    const { vault, areas } = this.#options;
    const { firmId, device } = vault.contents;
    const key = Buffer.from(vault.keyOf('projectionsKey'));
    const { projections } = openProjections(this.#path, key, { firmId, deviceId: device.id }, areas);
    projections.postponeCommits(this.#options.onFault);
    return projections;
  }

  #createProjector(): Projector {
    const { vault, ring, roster, store, areas, nowMs, openedAhead, onRoster, onFolded } = this.#options;
    const { firmId, device } = vault.contents;
    return new Projector({
      firmId,
      deviceId: device.id,
      ring,
      roster,
      store,
      projections: this.#projections,
      areas,
      nowMs,
      openedAhead,
      onRoster,
      onFolded,
    });
  }

  /** Takes in the roster that the projections rest on; what lies beyond their position is learnt by folding it. */
  async #learnRoster(upTo?: number): Promise<void> {
    const { store, vault, ring, roster, onRoster } = this.#options;
    roster.add(await readRosterEvents(store, vault.contents.firmId, ring, upTo));
    onRoster(roster.current);
  }

  /** How many events are not folded; `ahead` when the projections claim more than the store has. */
  async #countWaiting(): Promise<{ unfolded: number; total: number; ahead: boolean }> {
    let unfolded = 0;
    let total = 0;
    let ahead = false;
    for (const workspace of workspaces) {
      const { position, count } = await this.#options.store.measure(workspace);
      unfolded += Math.max(0, position - this.#projector.position(workspace));
      total += count;
      ahead = ahead || this.#projector.position(workspace) > position;
    }
    return { unfolded, total, ahead };
  }

  /** True where the last folded event of a workspace is not in its store: the projections belong to another store. */
  async #isForeign(): Promise<boolean> {
    const rows = this.#projections.all<{ workspace: Workspace; last_event_id: string }>(
      "SELECT workspace, last_event_id FROM position WHERE last_event_id <> ''",
    );
    for (const row of rows) {
      const found = await this.#options.store.readMany(row.workspace, [row.last_event_id]);
      if (found.length === 0) return true;
    }
    return false;
  }

  #startAfresh(): void {
    this.#projections.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.#path + suffix, { force: true });
    this.#reopen();
  }

  #reopen(): void {
    this.#projections = this.#open();
    this.#projector = this.#createProjector();
  }

  async #rebuildAside(total: number, onReady: () => void): Promise<void> {
    const { folder, vault, ring, nowMs, onProgress, onFault } = this.#options;
    this.#rebuild = { done: 0, total };
    this.#projections.close();
    this.#projections = openProjectionsForReading(this.#path, Buffer.from(vault.keyOf('projectionsKey')));
    try {
      await rebuildInWorker({ folder, vault, ring, nowMs: nowMs(), signal: this.#stop.signal }, (done) => {
        this.#rebuild = { done, total };
        onProgress();
      });
      if (this.#stop.signal.aborted) return;
      this.#projections.close();
      this.#reopen();
      await this.#projector.catchUp();
      this.#rebuild = null;
      onReady();
    } catch (error) {
      onFault(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Ends a rebuild (it goes on at the next start from where it was) and closes the file. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#rebuilding;
    await this.#endAside();
    this.#projections.close();
  }
}
