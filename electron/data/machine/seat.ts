import { existsSync } from 'node:fs';
import { ChangeFeed } from '../change-feed.ts';
import type { Firm } from '../firm.ts';
import { FirmFolder, type FirmFolderOptions } from '../firm-folder.ts';
import { createJobs, type Jobs } from '../jobs/jobs.ts';
import { watchNews } from '../news-watch.ts';
import { type Inbox, readInbox } from '../procedures/inbox.ts';
import { type FirmLabel, readLabel, writeLabel } from './firm-label.ts';
import { folderOfPlace } from './firm-places.ts';
import { type HubWatch, watchHub } from './hub-watch.ts';

/** What every firm of this machine is made with; the folder, feed and jobs of each are its own. */
export type SeatOptions = Omit<FirmFolderOptions, 'dataFolder' | 'place' | 'changes' | 'jobs' | 'onAwake'> & {
  readonly dataFolder: string;
  readonly recordFault?: ((error: unknown, where: string) => void) | undefined;
  /** Used for the first firm; tests bring their own. */
  readonly jobs?: Jobs | undefined;
};

/** One firm of this machine with everything that is its alone: folder, change feed, jobs, label, what waits in it. */
export class Seat {
  readonly place: string;
  readonly changes = new ChangeFeed();
  readonly jobs: Jobs;
  readonly folder: FirmFolder;
  readonly #machineId: string;
  #label: FirmLabel | null;
  #inbox: Inbox | null = null;
  #watch: HubWatch | null = null;
  /** True while its round runs: it is awake for a moment, and for nobody. */
  isPulling = false;
  /** True when it went to sleep before everything was sent, or was not pulled since it was unlocked. */
  needsRound = true;

  constructor(place: string, options: SeatOptions, onAwake: (seat: Seat) => void) {
    const { dataFolder, recordFault, jobs, ...rest } = options;
    this.place = place;
    this.#machineId = options.machineId;
    this.jobs =
      jobs ??
      createJobs({
        onChange: () => this.changes.tell(['jobs']),
        onFault: (job, fault) => recordFault?.(fault, `job ${job.kind}`),
      });
    this.folder = new FirmFolder({
      ...rest,
      dataFolder: folderOfPlace(dataFolder, place),
      place,
      changes: this.changes,
      jobs: this.jobs,
      onAwake: () => onAwake(this),
    });
    this.#label = readLabel(this.folder.options.dataFolder, this.#machineId);
    watchNews({
      changes: this.changes,
      firm: () => this.folder.firm,
      nowMs: options.nowMs,
      notify: (title, body) => options.notify(title, body),
    });
  }

  /** What the lock screen and the switcher say of it; null before it was ever open beside another firm. */
  get label(): FirmLabel | null {
    return this.#label;
  }

  /** True where its folder was there and is gone. */
  get isMissing(): boolean {
    return !existsSync(this.folder.options.dataFolder);
  }

  get isAwake(): boolean {
    return this.folder.firm !== null;
  }

  get isUnlocked(): boolean {
    return this.folder.vault !== null;
  }

  get hubWatch(): HubWatch | null {
    return this.#watch;
  }

  /** Keeps the label of the open firm, where it reads differently than before. */
  noteLabel(): void {
    const { firm } = this.folder;
    if (firm === null || this.isMissing) return;
    this.keepLabel({ ...describeFirm(firm), keyring: this.#label?.keyring ?? null });
  }

  /** Notes which keyring opens it; null for none. */
  noteKeyring(keyring: string | null): void {
    if (this.#label !== null) this.keepLabel({ ...this.#label, keyring });
  }

  private keepLabel(label: FirmLabel): void {
    if (JSON.stringify(label) === JSON.stringify(this.#label)) return;
    this.#label = label;
    writeLabel(this.folder.options.dataFolder, this.#machineId, label);
  }

  /** What waits in it: read now where it is awake, as it was when it went to sleep otherwise. Null while it is locked. */
  inbox(): Inbox | null {
    const { firm } = this.folder;
    if (!this.isUnlocked || this.folder.isCurtained) return null;
    if (firm !== null) this.#inbox = readInbox(firm);
    return this.#inbox;
  }

  /** Closes its stores, remembering what waited in it and what the hub is to be asked. */
  async sleep(): Promise<void> {
    const { firm } = this.folder;
    if (firm === null) return;
    // What came last may not be folded yet; and meanwhile somebody may have locked it.
    await firm.foldReplicated();
    if (this.folder.firm !== firm) return;
    const sync = this.folder.sync.status();
    this.#inbox = readInbox(firm);
    this.#watch = watchHub(
      firm,
      sync.workspaces.map((part) => part.workspace),
    );
    this.needsRound =
      this.#watch !== null && (sync.waiting > 0 || sync.filesWaiting > 0 || sync.state !== 'up to date');
    await this.folder.life.sleep();
  }

  /** Locks it and forgets what was read of it. Windows are locked out at once where a job still has to end. */
  async lock(isForWindows: boolean): Promise<void> {
    this.#inbox = null;
    this.#watch = null;
    this.needsRound = true;
    await (isForWindows ? this.folder.lockWhenDone() : this.folder.lock());
  }
}

function describeFirm(firm: Firm): Omit<FirmLabel, 'keyring'> {
  const row = firm.rows.get<{ name: string | null }>('SELECT name FROM office_firm');
  return { person: firm.me.name, firm: row?.name ?? '', isSample: firm.vault.contents.settings['isSample'] === true };
}
