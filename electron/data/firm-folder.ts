import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FirmStatus } from '../../shared/contract/firm.ts';
import { type Decision, refuse } from '../../shared/domain/refusal.ts';
import { rights, rightsOf } from '../../shared/domain/roles/rights.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import type { ChangeFeed } from './change-feed.ts';
import { StoreError } from './events/ciphered-database.ts';
import { Firm, type FirmOptions, localDay } from './firm.ts';
import { type FirmBirth, giveBirth } from './firm-birth.ts';
import { recoveredEvent, renewDevice } from './firm-recovery.ts';
import type { Jobs } from './jobs/jobs.ts';
import { careForKeys } from './key-care.ts';
import { appendMissingNotices } from './notices.ts';
import { resumeReadingWords } from './procedures/documents-text.ts';
import { RefusalError } from './procedures/refusal-error.ts';
import type { HostOptions } from './process/host-port.ts';
import { areaProjections } from './projections/areas.ts';
import { Sync } from './sync/sync.ts';
import type { PassphraseCost } from './vault/passphrase.ts';
import { kitGroups, parseRecoveryKit } from './vault/recovery-kit.ts';
import { createUnlockThrottle, type UnlockThrottle } from './vault/unlock-throttle.ts';
import {
  createVault,
  openVault,
  openVaultWithKeychain,
  openVaultWithRecovery,
  readVaultStatus,
  type Vault,
  type VaultContents,
} from './vault/vault-file.ts';
import { writeAtomically } from './vault/write-atomically.ts';

/** The version that people see. */
export const appVersion = '0.1.0';

export interface FirmFolderOptions extends Pick<HostOptions, 'dataFolder' | 'keychain' | 'notify'> {
  readonly machineId: string;
  readonly changes: ChangeFeed;
  readonly jobs: Jobs;
  readonly nowMs: () => number;
  readonly onFault: (error: Error) => void;
  /** What a passphrase costs; lower in tests. */
  readonly cost?: PassphraseCost;
  readonly newId?: () => string;
  readonly rebuildInWorkerFrom?: number;
}

const noticeEveryMs = 10 * 60_000;
/** What nobody waits for begins when the first screen has had its answers. */
const settleMs = 1_500;
/** A firm whose story is told (the sample): its clock walks through the past, and its passphrase is known meanwhile. */
export type ToldFirm = Pick<FirmOptions, 'nowMs' | 'checkPassphrase'>;

const keychainFile = 'keychain-secret';

function take<T>(decision: Decision<T>): T {
  if (!decision.ok) throw new RefusalError(decision.refusal);
  return decision.value;
}

/** The firm in one data folder: none yet, locked, or open. Everything that changes which of these it is. */
export class FirmFolder {
  readonly options: FirmFolderOptions;
  readonly #throttle: UnlockThrottle;
  #firm: Firm | null = null;
  #sync: Sync | null = null;
  #kitLastGroup: string | null = null;
  #damage: string | null = null;
  #opening: Promise<Firm> | null = null;
  #noticeTimer: NodeJS.Timeout | undefined;
  #settleTimer: NodeJS.Timeout | undefined;

  constructor(options: FirmFolderOptions) {
    this.options = options;
    this.#throttle = createUnlockThrottle(options.dataFolder, options.nowMs);
  }

  /** The open firm, or null while it is locked. */
  get firm(): Firm | null {
    return this.#firm;
  }

  /** Replication of the open firm. Throws a refusal while it is locked. */
  get sync(): Sync {
    if (this.#sync === null) throw new RefusalError(refuse('firm.locked', 'Annex is locked. Unlock it and try again.'));
    return this.#sync;
  }

  /** What a start screen shows. `isOpenToCaller` is false for a connection that has not unlocked for itself. */
  status(isOpenToCaller: boolean): FirmStatus {
    const firm = isOpenToCaller ? this.#firm : null;
    const vault = readVaultStatus(this.options.dataFolder, this.options.machineId);
    const state = this.#damage !== null ? 'damaged' : firm !== null ? 'unlocked' : vault.state;
    return {
      state,
      sentence: this.#damage ?? stateSentences[state],
      waitSeconds: Math.ceil(this.#throttle.waitMs() / 1000),
      hasKeychain: vault.hasKeychain,
      firm: firm === null ? null : describeFirm(firm),
      me: firm === null ? null : describeMe(firm),
      kitConfirmed: firm === null || firm.vault.contents.settings['kitConfirmed'] === true,
      rebuild: firm?.rebuild ?? null,
      version: appVersion,
      today: localDay(this.options.nowMs()),
    };
  }

  /** Creates a firm in an empty folder. Returns the kit's text, once. */
  async create(
    input: { ownerName: string; deviceName: string; passphrase: string; isSample?: boolean },
    first: (firm: Firm) => Promise<void>,
    told?: ToldFirm,
  ): Promise<{ firmId: string; kitText: string }> {
    this.#requireEmpty();
    const birth = giveBirth({
      ownerName: input.ownerName,
      role: 'owner',
      deviceName: input.deviceName,
      machineId: this.options.machineId,
    });
    const settings = { isSample: input.isSample ?? false, kitConfirmed: input.isSample ?? false };
    await this.#found({ ...birth, contents: { ...birth.contents, settings } }, input.passphrase, first, told);
    this.#kitLastGroup = kitGroups(birth.kitText).at(-1) ?? null;
    return { firmId: birth.contents.firmId, kitText: birth.kitText };
  }

  async #found(
    birth: FirmBirth,
    passphrase: string,
    first: (firm: Firm) => Promise<void>,
    told?: ToldFirm,
  ): Promise<void> {
    const vault = take(await createVault(this.options.dataFolder, passphrase, birth.contents, this.options.cost));
    try {
      const firm = await this.#openFirm(vault, told);
      await firm.introduce(birth.founded);
      await first(firm);
    } catch (error) {
      await this.#abandon();
      throw error;
    }
  }

  /** Opens a firm that this machine joins: the vault is new, the roster known, the enrolment the first event. */
  async join(
    contents: VaultContents,
    passphrase: string,
    enrol: (firm: Firm, sync: Sync) => Promise<void>,
  ): Promise<void> {
    this.#requireEmpty();
    const vault = take(await createVault(this.options.dataFolder, passphrase, contents, this.options.cost));
    try {
      const firm = await this.#openFirm(vault);
      await enrol(firm, this.sync);
    } catch (error) {
      await this.#abandon();
      throw error;
    }
  }

  #requireEmpty(): void {
    const { state } = readVaultStatus(this.options.dataFolder, this.options.machineId);
    if (state === 'empty') return;
    throw new RefusalError(
      refuse(
        'firm.exists',
        'There is a firm in this data folder already. Unlock it, or start Annex with another folder.',
      ),
    );
  }

  /** Nothing was acknowledged yet: a firm that could not be made leaves no trace. */
  async #abandon(): Promise<void> {
    await this.lock();
    for (const name of [
      'vault.json',
      'vault-copy.json',
      'events',
      'mark',
      'projections.sqlite',
      'projections.sqlite-wal',
      'projections.sqlite-shm',
      'beside.sqlite',
      'beside.sqlite-wal',
      'beside.sqlite-shm',
    ]) {
      rmSync(join(this.options.dataFolder, name), { recursive: true, force: true });
    }
  }

  /** Opens the vault by its passphrase; on an open firm it only checks, for a connection that unlocks for itself. */
  async unlock(passphrase: string): Promise<void> {
    if (this.#firm !== null) {
      if (await this.isPassphrase(passphrase)) return;
      throw new RefusalError(
        refuse('vault.wrong-passphrase', 'This is not the passphrase. Try again.', ['passphrase']),
      );
    }
    const vault = take(
      await openVault(this.options.dataFolder, passphrase, { ...this.#vaultOptions(), throttle: this.#throttle }),
    );
    await this.#openFirm(vault);
  }

  /** Opens the vault with the secret that the system's keychain keeps. */
  async unlockWithKeychain(): Promise<void> {
    if (this.#firm !== null) return;
    let sealed = '';
    try {
      sealed = readFileSync(join(this.options.dataFolder, keychainFile), 'utf8');
    } catch {
      throw new RefusalError(
        refuse('vault.wrong-keychain', 'The keychain does not open this vault. Use your passphrase.'),
      );
    }
    const secret = (await this.options.keychain.open(sealed)) ?? '';
    await this.#openFirm(take(openVaultWithKeychain(this.options.dataFolder, secret, this.#vaultOptions())));
  }

  /** Keeps the vault's secret in the keychain, or makes it void. */
  async rememberInKeychain(on: boolean): Promise<void> {
    const { vault } = this.#required();
    const file = join(this.options.dataFolder, keychainFile);
    if (!on) {
      vault.forgetKeychain();
      rmSync(file, { force: true });
      return;
    }
    const isAvailable = await this.options.keychain.isAvailable();
    const sealed = isAvailable ? await this.options.keychain.seal(vault.keychainSecret()) : null;
    if (sealed === null) {
      vault.forgetKeychain();
      throw new RefusalError(
        refuse('vault.no-keychain', 'This system has no keychain that Annex can use. Keep typing the passphrase.'),
      );
    }
    writeAtomically(file, sealed);
  }

  /**
   * Opens the vault with the recovery kit and sets a new passphrase. On a folder that was copied from another computer,
   * or whose last changes are lost, this device enters the roster anew: a device is never two machines [RS6].
   */
  async unlockWithKit(kitText: string, newPassphrase: string): Promise<void> {
    const kit = take(parseRecoveryKit(kitText));
    await this.lock();
    const { dataFolder } = this.options;
    const open = async () =>
      take(
        await openVaultWithRecovery(dataFolder, kit.secret, newPassphrase, {
          ...this.#vaultOptions(),
          acceptOtherMachine: true,
        }),
      );
    const isCopy = readVaultStatus(dataFolder, this.options.machineId).state === 'other-machine';
    const vault = await open();
    if (isCopy) return this.#enterAnew(vault, kit.secret);
    const firm = await this.#openFirm(vault);
    if (firm.stopped?.code !== 'firm.lost-tail') return;
    await this.lock();
    await this.#enterAnew(await open(), kit.secret);
  }

  async #enterAnew(vault: Vault, secret: Buffer): Promise<void> {
    const { dataFolder, machineId } = this.options;
    renewDevice(vault, machineId);
    rmSync(join(dataFolder, 'mark'), { force: true });
    const firm = await this.#openFirm(vault);
    await firm.introduce(recoveredEvent(firm, secret));
  }

  async changePassphrase(oldPassphrase: string, newPassphrase: string): Promise<void> {
    take(await this.#required().vault.changePassphrase(oldPassphrase, newPassphrase, this.#throttle));
  }

  /** True when the last group of the kit was typed right; then the kit counts as kept. */
  confirmKit(lastGroup: string): void {
    const { vault } = this.#required();
    if (vault.contents.settings['kitConfirmed'] === true) return;
    const typed = lastGroup.trim().toUpperCase();
    if (this.#kitLastGroup === null || typed !== this.#kitLastGroup.toUpperCase()) {
      throw new RefusalError(
        refuse(
          'firm.kit-not-confirmed',
          'This is not the last group of the kit. Look at the last line of the printed page.',
          ['lastGroup'],
        ),
      );
    }
    vault.update((contents) => ({ ...contents, settings: { ...contents.settings, kitConfirmed: true } }));
    this.#kitLastGroup = null;
  }

  /** Asks for the passphrase again, slowed down like an unlock. */
  async isPassphrase(passphrase: string): Promise<boolean> {
    const opened = await openVault(this.options.dataFolder, passphrase, {
      ...this.#vaultOptions(),
      throttle: this.#throttle,
    });
    if (opened.ok) return true;
    if (opened.refusal.code === 'vault.too-soon') throw new RefusalError(opened.refusal);
    return false;
  }

  /** Closes the firm and forgets its keys. */
  async lock(): Promise<void> {
    const { firm, sync } = { firm: this.#firm, sync: this.#sync };
    this.#firm = null;
    this.#sync = null;
    clearInterval(this.#noticeTimer);
    clearTimeout(this.#settleTimer);
    await sync?.close();
    await firm?.close();
    firm?.vault.lock();
    if (firm !== null) this.options.changes.tell(['firm']);
  }

  #settle(firm: Firm): void {
    this.#appendNotices(firm);
    // What was filed before and not read to the end: in the background, and again at the next start where it fails.
    void resumeReadingWords(firm).catch(() => undefined);
  }

  /** Missing notices are not urgent: what refuses now (a rebuild, a lock) is tried again later. */
  #appendNotices(firm: Firm): void {
    if (firm.rebuild !== null) return;
    const work = careForKeys(firm).then(() => appendMissingNotices(firm));
    work.catch((error: unknown) => {
      if (!(error instanceof RefusalError) && this.#firm === firm)
        this.options.onFault(error instanceof Error ? error : new Error(String(error)));
    });
  }

  #required(): Firm {
    if (this.#firm === null) throw new RefusalError(refuse('firm.locked', 'Annex is locked. Unlock it and try again.'));
    return this.#firm;
  }

  #vaultOptions() {
    const { machineId, cost } = this.options;
    return cost === undefined ? { machineId } : { machineId, cost };
  }

  async #openFirm(vault: Vault, told?: ToldFirm): Promise<Firm> {
    this.#opening ??= this.#openOnce(vault, told);
    try {
      return await this.#opening;
    } finally {
      this.#opening = null;
    }
  }

  async #openOnce(vault: Vault, told?: ToldFirm): Promise<Firm> {
    const { dataFolder, changes, jobs, nowMs, newId, rebuildInWorkerFrom } = this.options;
    // A fault while the firm is opened ends the opening with a word about it; afterwards it is fatal.
    let isOpening = true;
    const onFault = (error: Error) => {
      if (!isOpening) this.options.onFault(error);
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
        checkPassphrase: (passphrase) => this.isPassphrase(passphrase),
        ...told,
        ...(newId === undefined ? {} : { newId }),
        ...(rebuildInWorkerFrom === undefined ? {} : { rebuildInWorkerFrom }),
      });
      isOpening = false;
      this.#firm = firm;
      this.#sync = new Sync(firm, changes);
      this.#sync.start();
      this.#noticeTimer = setInterval(() => this.#appendNotices(firm), noticeEveryMs).unref();
      this.#settleTimer = setTimeout(() => this.#settle(firm), settleMs).unref();
      changes.tell(['firm']);
      return firm;
    } catch (error) {
      vault.lock();
      if (error instanceof StoreError && error.code === 'damaged') {
        this.#damage =
          'A database of this firm is damaged. Nothing was changed. Restore the folder from a backup, or join again from another device.';
        throw new RefusalError(refuse('firm.damaged', this.#damage));
      }
      if (error instanceof StoreError && error.code === 'unwritable') {
        throw new RefusalError(
          refuse(
            'firm.unwritable',
            'Annex cannot write to its data folder: the disk is full or read-only. Make room, then try again.',
          ),
        );
      }
      throw error;
    }
  }
}

const stateSentences: Readonly<Record<FirmStatus['state'], string>> = {
  empty: 'There is no firm on this computer yet.',
  locked: 'Annex is locked.',
  unlocked: '',
  damaged: 'The vault file is damaged. Nothing was changed. Restore the folder from a backup, or use the recovery kit.',
  'too-new': 'A newer version of Annex wrote this folder. Update Annex on this computer.',
  'other-machine':
    'This folder was copied from another computer. A device is never two machines: join the firm again here with an invitation from the first.',
};

function describeFirm(firm: Firm): NonNullable<FirmStatus['firm']> {
  const row = firm.rows.get<{ name: string | null; state: string }>('SELECT name, state FROM office_firm');
  return {
    firmId: firm.firmId,
    name: row?.name ?? '',
    state: row?.state ?? '',
    isSample: firm.vault.contents.settings['isSample'] === true,
  };
}

function describeMe(firm: Firm): NonNullable<FirmStatus['me']> {
  const { me } = firm;
  const member = firm.roster.current.members.get(me.memberId);
  return {
    memberId: me.memberId,
    deviceId: me.deviceId,
    deviceName: firm.vault.contents.device.name,
    name: me.name,
    role: me.role,
    rights: rights.filter((right) => rightsOf(me.role).includes(right)),
    workspaces: [...(member?.workspaces ?? [])],
  };
}

/** The first event of a firm's office: its name and letterhead. */
export function nameFirm(input: {
  name: string;
  state: string;
  address: string;
  phone: string;
  email: string;
}): NewEvent {
  const { state, ...body } = input;
  return { type: 'office.firm.named', workspace: 'office', aggregate: 'firm:firm', head: { state }, body };
}
