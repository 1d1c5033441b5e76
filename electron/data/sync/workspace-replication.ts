import type { Workspace } from '../../../shared/domain/workspace.ts';
import { eventIdPattern } from '../events/envelope.ts';
import type { EventDatabase } from '../events/event-store.ts';
import type { PouchError, PouchReplication } from '../events/pouchdb.ts';
import type { Firm } from '../firm.ts';
import type { Beside } from './beside.ts';
import { gatedTarget } from './gated-target.ts';
import type { HubAudit } from './hub-audit.ts';
import type { RefusedOffers } from './refused-offers.ts';
import { sayStopped } from './sync-words.ts';

export type WorkspaceState = 'connecting' | 'up to date' | 'working' | 'offline' | 'signed out';

/** Replication of one workspace, as a screen shows it. Counts go on over reconnections. */
export interface WorkspaceStatus {
  readonly workspace: Workspace;
  readonly state: WorkspaceState;
  readonly pushed: number;
  readonly pulled: number;
  readonly waiting: number;
  /** Events that the hub still has for this device, while it brings them. */
  readonly toPull: number;
  /** What stopped it last, in words; empty while all is well. */
  readonly lastError: string;
  readonly lastSuccessAtMs: number | null;
}

/** Larger batches more than double the throughput of PouchDB's hundred. */
const batchEvents = 1_000;
const retryMsMax = 2_000;
const restartMs = 5_000;
const auditEveryMs = 300_000;

/** `live` follows the hub at once; `rounds` goes through once each time it is started, as on a metered line. */
export type Pace = 'live' | 'rounds';

/** Waits before the next try: from half a second, never more than two. */
export function backOffMs(delayMs: number): number {
  return Math.min(retryMsMax, delayMs === 0 ? 500 : delayMs * 2);
}

function isRefusedLogin(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { status, name } = error as { status?: unknown; name?: unknown };
  return status === 401 || status === 403 || name === 'unauthorized' || name === 'forbidden';
}

function isTooLarge(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 413;
}

function isOwnEvent(id: string, deviceId: string): boolean {
  return eventIdPattern.exec(id)?.[2] === deviceId;
}

/**
 * Live two-way replication of one workspace. PouchDB's own states lie a little: `paused` means caught up or failing, a
 * refused login ends it for good. All its events feed one state of ours, and what ended is started again.
 */
export class WorkspaceReplication {
  readonly #firm: Firm;
  readonly #workspace: Workspace;
  readonly #remote: EventDatabase;
  readonly #beside: Beside;
  readonly #onChange: () => void;
  readonly #audit: HubAudit;
  readonly #offers: RefusedOffers;
  readonly #pace: Pace;
  #push: PouchReplication | null = null;
  #pull: PouchReplication | null = null;
  #pushState: WorkspaceState = 'connecting';
  #pullState: WorkspaceState = 'connecting';
  #pushed = 0;
  #pulled = 0;
  #waiting = 0;
  #toPull = 0;
  /** Halved when a server takes no request as large as that. */
  #batchEvents = batchEvents;
  #isFolding = false;
  #isFoldDue = false;
  #auditedAtMs = Number.NEGATIVE_INFINITY;
  #auditing: Promise<unknown> = Promise.resolve();
  #lastError = '';
  #lastSuccessAtMs: number | null = null;
  #restart: NodeJS.Timeout | undefined;
  #isClosed = false;
  #tellHeard: () => void = () => undefined;
  /** Resolves when the hub has given what it has, or cannot be asked. */
  readonly heard = new Promise<void>((resolve) => {
    this.#tellHeard = resolve;
  });

  constructor(options: {
    firm: Firm;
    workspace: Workspace;
    remote: EventDatabase;
    beside: Beside;
    audit: HubAudit;
    offers: RefusedOffers;
    pace: Pace;
    onChange: () => void;
  }) {
    this.#firm = options.firm;
    this.#workspace = options.workspace;
    this.#remote = options.remote;
    this.#beside = options.beside;
    this.#onChange = options.onChange;
    this.#audit = options.audit;
    this.#offers = options.offers;
    this.#pace = options.pace;
  }

  get status(): WorkspaceStatus {
    const states = [this.#pushState, this.#pullState];
    const state =
      (['signed out', 'offline', 'connecting', 'working'] as const).find((worse) => states.includes(worse)) ??
      'up to date';
    return {
      workspace: this.#workspace,
      state,
      pushed: this.#pushed,
      pulled: this.#pulled,
      waiting: this.#waiting,
      toPull: this.#toPull,
      lastError: this.#lastError,
      lastSuccessAtMs: this.#lastSuccessAtMs,
    };
  }

  /** Notes events appended here that the hub does not have yet. */
  noteAppended(count: number): void {
    this.#waiting += count;
    this.#onChange();
  }

  /** Begins: a hub that went back to an older state is found out before anything is sent to it. */
  open(): Promise<void> {
    this.#auditing = this.#auditing.then(() => this.#open());
    return this.#auditing.then(() => undefined);
  }

  async #open(): Promise<void> {
    const wentBack = await this.#audit.hasGoneBack();
    if (this.#isClosed) return;
    if (wentBack) await this.#audit.compare({ isFull: false, wentBack: true }).catch(() => null);
    this.start();
  }

  /** Starts or starts again both directions; in rounds, goes through once. */
  start(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#restart);
    this.#stopBoth();
    this.#startPull();
    this.#startPush();
  }

  /** Compares every event with the hub, by id, and mends what differs. Null when the hub cannot be asked. */
  compareAll() {
    return this.#compare({ isFull: true, wentBack: false });
  }

  #compare(how: { isFull: boolean; wentBack: boolean }) {
    const run = this.#auditing.then(() => this.#audit.compare(how)).catch(() => null);
    this.#auditing = run;
    return run;
  }

  /** When both directions are at their ends the numbers must agree; looked at now and then. */
  #auditSoon(): void {
    const nowMs = performance.now();
    if (this.#isClosed || this.status.state !== 'up to date' || nowMs - this.#auditedAtMs < auditEveryMs) return;
    this.#auditedAtMs = nowMs;
    void this.#compare({ isFull: false, wentBack: false });
  }

  #options() {
    const isLive = this.#pace === 'live';
    return {
      live: isLive,
      retry: isLive,
      batch_size: this.#batchEvents,
      back_off_function: backOffMs,
      heartbeat: 10_000,
    } as const;
  }

  #startPull(): void {
    const target = gatedTarget(this.#firm, this.#workspace, this.#beside, (count) => {
      this.#pulled += count;
      void this.#fold();
    });
    this.#pull = target.replicate.from(this.#remote, this.#options());
    this.#pull.on('change', (info: { pending?: number }) => {
      this.#toPull = info.pending ?? 0;
    });
    this.#watch(this.#pull, (state) => {
      this.#pullState = state;
      if (state !== 'working' && state !== 'connecting') this.#tellHeard();
      if (state === 'up to date') this.#toPull = 0;
    });
  }

  /** Folds what came; batches that come meanwhile are folded together. */
  async #fold(): Promise<void> {
    this.#isFoldDue = true;
    if (this.#isFolding) return;
    this.#isFolding = true;
    try {
      while (this.#isFoldDue && !this.#isClosed) {
        this.#isFoldDue = false;
        await this.#firm.foldReplicated([this.#workspace]);
      }
    } finally {
      this.#isFolding = false;
    }
  }

  #startPush(): void {
    const database = this.#firm.store.database(this.#workspace);
    this.#push = database.replicate.to(this.#remote, this.#options());
    this.#push.on('change', (info: { docs_written?: number; docs?: unknown[] }) => {
      const count = info.docs?.length ?? 0;
      this.#pushed += count;
      this.#waiting = Math.max(0, this.#waiting - count);
    });
    this.#push.on('denied', (denied: PouchError) => this.#noteDenied(denied));
    this.#watch(this.#push, (state) => {
      this.#pushState = state;
      if (state === 'up to date') this.#waiting = 0;
    });
  }

  #noteDenied(denied: PouchError): void {
    // What is no event is an alarm of the store [ST9], and no change that waits.
    if (!eventIdPattern.test(denied.id ?? '')) return;
    // What came in a bundle is not for somebody from outside to pass on: its author or the firm does.
    const isForeign = this.#firm.me.outside && !isOwnEvent(denied.id ?? '', this.#firm.me.deviceId);
    if (isForeign) return;
    const reason = denied.reason ?? denied.message ?? denied.name;
    this.#beside.keepHubRefused({
      eventId: denied.id ?? '',
      workspace: this.#workspace,
      reason,
      atMs: this.#firm.nowMs(),
    });
    this.#offers.wake();
    this.#onChange();
  }

  #watch(replication: PouchReplication, set: (state: WorkspaceState) => void): void {
    const isCurrent = () => replication === this.#push || replication === this.#pull;
    const change = (state: WorkspaceState, error?: unknown) => {
      if (!isCurrent()) return;
      set(state);
      if (error !== undefined) this.#lastError = sayStopped(error);
      if (state === 'up to date') {
        this.#lastSuccessAtMs = this.#firm.nowMs();
        this.#lastError = '';
        this.#auditSoon();
      }
      this.#onChange();
    };
    replication.on('active', () => change('working'));
    replication.on('paused', (error: unknown) => {
      if (error === undefined || error === null) change('up to date');
      else if (isTooLarge(error) && this.#batchEvents > 1 && isCurrent()) this.#startSmaller();
      else change(isRefusedLogin(error) ? 'signed out' : 'offline', error);
    });
    replication.on('error', (error: unknown) => {
      change(isRefusedLogin(error) ? 'signed out' : 'offline', error);
      if (isCurrent()) this.#restartLater();
    });
    replication.on('complete', () => {
      if (!isCurrent()) return;
      if (this.#pace === 'live') this.#restartLater();
      else change('up to date');
    });
    replication.catch(() => undefined);
  }

  #startSmaller(): void {
    this.#batchEvents = Math.ceil(this.#batchEvents / 2);
    this.start();
  }

  #restartLater(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#restart);
    this.#restart = setTimeout(() => this.start(), restartMs);
  }

  /** What ended is not listened to any more; its own listeners stay, for they let go of the databases. */
  #stopBoth(): void {
    const stopped = [this.#push, this.#pull];
    [this.#push, this.#pull] = [null, null];
    for (const replication of stopped) replication?.cancel();
  }

  /** Resolves when a comparison that runs has ended. */
  async idle(): Promise<void> {
    await this.#auditing;
  }

  close(): void {
    this.#isClosed = true;
    this.#tellHeard();
    clearTimeout(this.#restart);
    this.#stopBoth();
  }
}
