import { refuse } from '../../shared/domain/refusal.ts';
import type { ChangeFeed } from './change-feed.ts';
import { StoreError } from './events/ciphered-database.ts';
import { Firm, type FirmOptions } from './firm.ts';
import { careAtHub, careForFirm } from './firm-care.ts';
import type { Jobs } from './jobs/jobs.ts';
import { resumeReadingWords } from './procedures/documents-text.ts';
import { RefusalError } from './procedures/refusal-error.ts';
import { areaProjections } from './projections/areas.ts';
import { Sync } from './sync/sync.ts';
import type { Vault } from './vault/vault-file.ts';

export interface FirmLifeOptions {
  readonly dataFolder: string;
  readonly changes: ChangeFeed;
  readonly jobs: Jobs;
  readonly nowMs: () => number;
  readonly onFault: (error: Error) => void;
  readonly newId?: () => string;
  readonly rebuildInWorkerFrom?: number;
  /** Called when its stores were opened: of several firms, another may have to go to sleep. */
  readonly onAwake?: () => void;
}

/** A firm whose story is told (the sample): its clock walks through the past, and its passphrase is known meanwhile. */
export type ToldFirm = Pick<FirmOptions, 'nowMs' | 'checkPassphrase'>;

const noticeEveryMs = 10 * 60_000;
/** What nobody waits for begins when the first screen has had its answers. */
const settleMs = 1_500;
const firstAtHubMs = 2 * 60_000;

/**
 * The stores and the replication of one firm: closed, or open under an unlocked vault. An unlocked firm that is closed
 * is asleep, and the next call wakes it. Opening and closing never overlap.
 */
export class FirmLife {
  readonly #options: FirmLifeOptions;
  readonly #checkPassphrase: (typed: string) => Promise<boolean>;
  #vault: Vault | null = null;
  #firm: Firm | null = null;
  #sync: Sync | null = null;
  #damage: string | null = null;
  #opening: Promise<Firm> | null = null;
  #closing: Promise<void> = Promise.resolve();
  #noticeTimer: NodeJS.Timeout | undefined;
  #settleTimer: NodeJS.Timeout | undefined;
  #hubTimer: NodeJS.Timeout | undefined;
  #callsRunning = 0;
  #lastUsedMs = 0;

  constructor(options: FirmLifeOptions, checkPassphrase: (typed: string) => Promise<boolean>) {
    this.#options = options;
    this.#checkPassphrase = checkPassphrase;
  }

  get firm(): Firm | null {
    return this.#firm;
  }

  get sync(): Sync | null {
    return this.#sync;
  }

  /** The vault whose keys are in memory; null while it is locked. */
  get vault(): Vault | null {
    return this.#vault;
  }

  /** What a person is told of a damaged store; null where none was met. */
  get damage(): string | null {
    return this.#damage;
  }

  /** When it was last asked something, in epoch milliseconds. */
  get lastUsedMs(): number {
    return this.#lastUsedMs;
  }

  /** True while a call or a job would be cut off by closing it. */
  get isBusy(): boolean {
    return this.#callsRunning > 0 || this.hasJobs;
  }

  get hasJobs(): boolean {
    return this.#options.jobs.list().some((job) => job.state === 'running' || job.state === 'waiting');
  }

  /** Takes in an unlocked vault without opening anything: the firm is asleep. */
  admit(vault: Vault): void {
    this.#vault = vault;
  }

  /** Opens the stores under a vault. Refuses a damaged or unwritable store; the vault is locked then. */
  async open(vault: Vault, told?: ToldFirm): Promise<Firm> {
    this.#opening ??= this.#closing.then(() => this.#openOnce(vault, told));
    try {
      const firm = await this.#opening;
      this.#vault = vault;
      this.#lastUsedMs = this.#options.nowMs();
      return firm;
    } catch (error) {
      this.#vault = null;
      throw error;
    } finally {
      this.#opening = null;
    }
  }

  /** Opens the stores of an unlocked firm. Null while it is locked. */
  async wake(): Promise<Firm | null> {
    if (this.#firm !== null) return this.#firm;
    if (this.#opening !== null) return await this.#opening;
    return this.#vault === null ? null : await this.open(this.#vault);
  }

  /** Runs one call of somebody who may see the firm: it is woken before, and stays awake until the call has ended. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#callsRunning += 1;
    this.#lastUsedMs = this.#options.nowMs();
    try {
      await this.wake();
      return await work();
    } finally {
      this.#callsRunning -= 1;
    }
  }

  /** Closes the stores and ends replication; the keys stay, and the next call wakes it. */
  sleep(): Promise<void> {
    const { firm, sync } = { firm: this.#firm, sync: this.#sync };
    this.#firm = null;
    this.#sync = null;
    clearInterval(this.#noticeTimer);
    clearTimeout(this.#settleTimer);
    clearTimeout(this.#hubTimer);
    this.#closing = this.#closing.then(async () => {
      await sync?.close();
      await firm?.close();
    });
    return this.#closing;
  }

  /** Closes the firm and gives the vault back, for its keys to be forgotten. Null where it was locked. */
  async end(): Promise<Vault | null> {
    await this.#opening?.catch(() => undefined);
    const vault = this.#vault;
    this.#vault = null;
    await this.sleep();
    return vault;
  }

  async #openOnce(vault: Vault, told?: ToldFirm): Promise<Firm> {
    const { dataFolder, changes, jobs, nowMs, newId, rebuildInWorkerFrom } = this.#options;
    // A fault while the firm is opened ends the opening with a word about it; afterwards it is fatal.
    let isOpening = true;
    const onFault = (error: Error) => {
      if (!isOpening) this.#options.onFault(error);
    };
    try {
      const firm = await Firm.open({
        folder: dataFolder,
        vault,
        areas: areaProjections,
        changes,
        jobs,
        nowMs,
        onFault,
        checkPassphrase: this.#checkPassphrase,
        ...told,
        ...(newId === undefined ? {} : { newId }),
        ...(rebuildInWorkerFrom === undefined ? {} : { rebuildInWorkerFrom }),
      });
      isOpening = false;
      this.#firm = firm;
      this.#sync = new Sync(firm, changes);
      this.#sync.start();
      const sync = this.#sync;
      const atHub = (open: Firm) => careAtHub(open, sync);
      this.#noticeTimer = setInterval(() => {
        this.#care(firm, careForFirm);
        this.#care(firm, atHub);
      }, noticeEveryMs).unref();
      this.#hubTimer = setTimeout(() => this.#care(firm, atHub), firstAtHubMs).unref();
      this.#settleTimer = setTimeout(() => this.#settle(firm), settleMs).unref();
      changes.tell(['firm']);
      this.#options.onAwake?.();
      return firm;
    } catch (error) {
      vault.lock();
      throw this.#explain(error);
    }
  }

  #explain(error: unknown): unknown {
    if (!(error instanceof StoreError)) return error;
    if (error.code === 'damaged') {
      this.#damage =
        'A database of this firm is damaged. Nothing was changed. Restore the folder from a backup, or join again from another device.';
      return new RefusalError(refuse('firm.damaged', this.#damage));
    }
    if (error.code !== 'unwritable') return error;
    return new RefusalError(
      refuse(
        'firm.unwritable',
        'Annex cannot write to its data folder: the disk is full or read-only. Make room, then try again.',
      ),
    );
  }

  #settle(firm: Firm): void {
    this.#care(firm, careForFirm);
    // What was filed before and not read to the end: in the background, and again at the next start where it fails.
    void resumeReadingWords(firm).catch(() => undefined);
  }

  /** Missing notices are not urgent: what refuses now (a rebuild, a lock) is tried again later. */
  #care(firm: Firm, work: (firm: Firm) => Promise<void>): void {
    if (firm.rebuild !== null) return;
    work(firm).catch((error: unknown) => {
      if (!(error instanceof RefusalError) && this.#firm === firm)
        this.#options.onFault(error instanceof Error ? error : new Error(String(error)));
    });
  }
}
