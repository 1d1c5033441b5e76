import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FirmStatus } from '../../shared/contract/firm.ts';
import { type Decision, refuse } from '../../shared/domain/refusal.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import type { Firm } from './firm.ts';
import { type FirmBirth, giveBirth } from './firm-birth.ts';
import { FirmLife, type FirmLifeOptions, type ToldFirm } from './firm-life.ts';
import { needsNewDevice, recoveredEvent, renewDevice } from './firm-recovery.ts';
import { describeFirm, describeMe, stateSentences } from './firm-status.ts';
import { keepInKeychain, readKeychainSecret } from './keychain-file.ts';
import { checkLastGroup, expectKit } from './kit-confirmation.ts';
import { localDay } from './local-day.ts';
import { autoLockMinutesOf, pinOf } from './lock-settings.ts';
import { labelFile } from './machine/firm-label.ts';
import { firstPlace } from './machine/firm-places.ts';
import { PinLock } from './pin-lock.ts';
import { RefusalError } from './procedures/refusal-error.ts';
import type { HostOptions } from './process/host-port.ts';
import type { Sync } from './sync/sync.ts';
import type { PassphraseCost } from './vault/passphrase.ts';
import { isPinShaped, type Pin } from './vault/pin.ts';
import { parseRecoveryKit } from './vault/recovery-kit.ts';
import { createUnlockThrottle, type UnlockThrottle, uncounted } from './vault/unlock-throttle.ts';
import {
  createVault,
  openVault,
  openVaultWithKeychain,
  openVaultWithKeyring,
  openVaultWithPin,
  openVaultWithRecovery,
  readVaultStatus,
  type Vault,
  type VaultContents,
  type VaultStatus,
} from './vault/vault-file.ts';

/** The version that people see. */
export const appVersion = '0.1.0';

export interface FirmFolderOptions extends FirmLifeOptions, Pick<HostOptions, 'keychain' | 'notify'> {
  /** Which of this machine's firms it is; the same for as long as the folder lies where it lies. */
  readonly place?: string;
  readonly machineId: string;
  /** What a passphrase costs; lower in tests. */
  readonly cost?: PassphraseCost;
}

const firmLocked = refuse('firm.locked', 'Annex is locked. Unlock it and try again.');

function take<T>(decision: Decision<T>): T {
  if (!decision.ok) throw new RefusalError(decision.refusal);
  return decision.value;
}

/** The firm in one data folder: none yet, locked, or open. Everything that changes which of these it is. */
export class FirmFolder {
  readonly options: FirmFolderOptions;
  readonly #throttle: UnlockThrottle;
  readonly #life: FirmLife;
  readonly #pin = new PinLock();
  #isCurtained = false;

  constructor(options: FirmFolderOptions) {
    this.options = options;
    this.#throttle = createUnlockThrottle(options.dataFolder, options.nowMs);
    this.#life = new FirmLife(options, (typed) => this.isPassphrase(typed));
  }

  /** The open firm, or null while it is locked or asleep. */
  get firm(): Firm | null {
    return this.#life.firm;
  }

  /** Which of this machine's firms it is. */
  get place(): string {
    return this.options.place ?? firstPlace;
  }

  /** Opening and closing of the stores. */
  get life(): Pick<FirmLife, 'during' | 'wake' | 'sleep' | 'isBusy' | 'lastUsedMs'> {
    return this.#life;
  }

  /** The unlocked vault; null while it is locked. */
  get vault(): Vault | null {
    return this.#life.vault;
  }

  /** True while windows must show the passphrase or PIN again although work still runs behind the lock. */
  get isCurtained(): boolean {
    return this.#isCurtained;
  }

  /** Replication of the open firm. Throws a refusal while it is locked. */
  get sync(): Sync {
    const { sync } = this.#life;
    if (sync === null) throw new RefusalError(firmLocked);
    return sync;
  }

  /** What a start screen shows. `isOpenToCaller` is false for a connection that has not unlocked for itself. */
  status(isOpenToCaller: boolean): FirmStatus {
    const firm = isOpenToCaller ? this.#life.firm : null;
    const vault = this.#vaultStatus();
    const { damage } = this.#life;
    const state = damage !== null ? 'damaged' : firm !== null ? 'unlocked' : vault.state;
    return {
      place: this.place,
      state,
      sentence: damage ?? stateSentences[state],
      waitSeconds: Math.ceil(this.#throttle.waitMs() / 1000),
      hasKeychain: vault.hasKeychain,
      pin: {
        isSet: this.#pin.isSet,
        canReopen: this.#pin.canReopen || (this.#isCurtained && this.#pin.triesLeft > 0),
        triesLeft: this.#pin.triesLeft,
      },
      autoLockMinutes: firm === null ? null : autoLockMinutesOf(firm.vault.contents.settings),
      firm: firm === null ? null : describeFirm(firm),
      me: firm === null ? null : describeMe(firm),
      kitConfirmed: firm === null || firm.vault.contents.settings['kitConfirmed'] === true,
      rebuild: firm?.rebuild ?? null,
      version: appVersion,
      today: firm?.today() ?? localDay(this.options.nowMs()),
    };
  }

  /** An events folder without a vault is no empty place: nobody may found a firm on top of it. */
  #vaultStatus(): VaultStatus {
    const status = readVaultStatus(this.options.dataFolder, this.options.machineId);
    const isOrphaned = status.state === 'empty' && existsSync(join(this.options.dataFolder, 'events'));
    return isOrphaned ? { ...status, state: 'damaged' } : status;
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
    const isSample = input.isSample ?? false;
    const settings = { isSample, ...(isSample ? { kitConfirmed: true } : expectKit(birth.kitText)) };
    await this.#found({ ...birth, contents: { ...birth.contents, settings } }, input.passphrase, first, told);
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
      const firm = await this.#openFirm(vault, told, true);
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
      const firm = await this.#openFirm(vault, undefined, true);
      await enrol(firm, this.sync);
    } catch (error) {
      await this.#abandon();
      throw error;
    }
  }

  #requireEmpty(): void {
    if (this.#vaultStatus().state === 'empty') return;
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
      labelFile,
    ]) {
      rmSync(join(this.options.dataFolder, name), { recursive: true, force: true });
    }
  }

  /** Opens the vault by its passphrase; on an open firm it only checks, for a connection that unlocks for itself. */
  async unlock(passphrase: string): Promise<void> {
    if (this.vault !== null) {
      if (!(await this.#isOwnPassphrase(passphrase))) {
        throw new RefusalError(
          refuse('vault.wrong-passphrase', 'This is not the passphrase. Try again.', ['passphrase']),
        );
      }
      this.#pin.take(pinOf(this.vault), true);
      this.#isCurtained = false;
      await this.#life.wake();
      return;
    }
    const vault = take(
      await openVault(this.options.dataFolder, passphrase, { ...this.#vaultOptions(), throttle: this.#throttle }),
    );
    await this.#openFirm(vault, undefined, true);
  }

  /**
   * Reopens, by PIN, what a passphrase opened since the program started. Answers with the PIN's private key, which opens
   * the other firms of the same person.
   */
  async unlockWithPin(typed: string): Promise<Buffer> {
    if (this.vault === null && !this.#pin.canReopen) {
      const sentence = 'Use your passphrase: a PIN reopens only what a passphrase opened since Annex was started.';
      throw new RefusalError(refuse('vault.no-pin', sentence, ['pin']));
    }
    const privateKey = take(await this.#pin.try(typed));
    if (this.vault === null) this.admitWithPin(privateKey);
    this.#isCurtained = false;
    await this.#life.wake();
    return privateKey;
  }

  /** Unlocks without opening, by the private key of the person's PIN: it sleeps until somebody asks for it. */
  admitWithPin(privateKey: Buffer): void {
    const { box } = this.#pin;
    if (this.vault !== null || box === null) return;
    this.#admit(take(openVaultWithPin(this.options.dataFolder, { privateKey, box }, this.#vaultOptions())), false);
  }

  /** Unlocks without opening, by a secret from the person's keyring. */
  admitWithKeyring(secret: string): void {
    if (this.vault !== null) return;
    this.#admit(take(openVaultWithKeyring(this.options.dataFolder, secret, this.#vaultOptions())), true);
  }

  #admit(vault: Vault, isProven: boolean): void {
    this.#life.admit(vault);
    this.#pin.take(pinOf(vault), isProven);
    this.options.changes.tell(['firm']);
  }

  /** Keeps a PIN for this firm, or none. */
  keepPin(pin: Pin | null): void {
    const vault = this.#requiredVault();
    vault.update((contents) => ({ ...contents, settings: { ...contents.settings, pin: pin ?? undefined } }));
    this.#pin.take(pin, true);
    this.options.changes.tell(['firm']);
  }

  /** Minutes without a touch until windows lock; 0 is never. */
  keepAutoLock(minutes: number): void {
    const vault = this.#requiredVault();
    vault.update((contents) => ({ ...contents, settings: { ...contents.settings, autoLockMinutes: minutes } }));
    this.options.changes.tell(['firm']);
  }

  /** Opens the vault with the secret that the system's keychain keeps. */
  async unlockWithKeychain(): Promise<void> {
    if (this.vault !== null) return;
    const { dataFolder, keychain } = this.options;
    const secret = await readKeychainSecret(dataFolder, keychain);
    await this.#openFirm(take(openVaultWithKeychain(dataFolder, secret, this.#vaultOptions())));
  }

  /** Keeps the vault's secret in the keychain, or makes it void. */
  async rememberInKeychain(on: boolean): Promise<void> {
    const { dataFolder, keychain } = this.options;
    await keepInKeychain(this.#requiredVault(), dataFolder, keychain, on);
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
    this.#pin.forget();
    const isCopy = readVaultStatus(dataFolder, this.options.machineId).state === 'other-machine';
    const vault = await open();
    if (isCopy) return this.#enterAnew(vault, kit.secret);
    const firm = await this.#openFirm(vault, undefined, true);
    if (!needsNewDevice(firm)) return;
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

  /** A new kit waits to be confirmed: its last group is typed from the paper. */
  expectKit(kitText: string): void {
    this.#requiredVault().update((contents) => ({
      ...contents,
      settings: { ...contents.settings, ...expectKit(kitText) },
    }));
  }

  async changePassphrase(oldPassphrase: string, newPassphrase: string): Promise<void> {
    take(await this.#requiredVault().changePassphrase(oldPassphrase, newPassphrase, this.#throttle));
  }

  /** True when the last group of the kit was typed right; then the kit counts as kept. */
  confirmKit(lastGroup: string): void {
    const vault = this.#requiredVault();
    if (vault.contents.settings['kitConfirmed'] === true) return;
    const refusal = checkLastGroup(vault.contents.settings, lastGroup);
    if (refusal !== null) throw new RefusalError(refusal);
    vault.update((contents) => {
      const { kitCheck: _, ...settings } = contents.settings;
      return { ...contents, settings: { ...settings, kitConfirmed: true } };
    });
  }

  /** Asks for the passphrase again, slowed down like an unlock; the PIN, where one is set, stands for it. */
  async isPassphrase(typed: string): Promise<boolean> {
    if (!this.#pin.isSet || !isPinShaped(typed)) return this.#isOwnPassphrase(typed);
    const tried = await this.#pin.try(typed);
    if (tried.ok) return true;
    throw new RefusalError({ ...tried.refusal, fields: ['passphrase'] });
  }

  async #isOwnPassphrase(passphrase: string, throttle = this.#throttle): Promise<boolean> {
    const opened = await openVault(this.options.dataFolder, passphrase, { ...this.#vaultOptions(), throttle });
    if (opened.ok) return true;
    if (opened.refusal.code === 'vault.too-soon') throw new RefusalError(opened.refusal);
    return false;
  }

  /** True when a passphrase that has just opened another firm opens this one too. */
  isSharedPassphrase(passphrase: string): Promise<boolean> {
    return this.#isOwnPassphrase(passphrase, uncounted);
  }

  /** Closes the firm and forgets its keys; what a PIN needs is kept, sealed to it. */
  async lock(): Promise<void> {
    const vault = await this.#life.end();
    this.#isCurtained = false;
    if (vault === null) return;
    this.#pin.keep(vault);
    vault.lock();
    this.options.changes.tell(['firm']);
  }

  /** Locks windows out at once, and closes the firm as soon as its jobs have ended. */
  async lockWhenDone(): Promise<void> {
    if (!this.#life.hasJobs) return this.lock();
    if (this.#isCurtained) return;
    this.#isCurtained = true;
    this.options.changes.tell(['firm']);
    const stop = this.options.jobs.subscribe(() => {
      if (this.#life.hasJobs) return;
      stop();
      if (this.#isCurtained) void this.lock();
    });
  }

  #requiredVault(): Vault {
    const { vault } = this.#life;
    if (vault === null) throw new RefusalError(firmLocked);
    return vault;
  }

  #vaultOptions() {
    const { machineId, cost } = this.options;
    return cost === undefined ? { machineId } : { machineId, cost };
  }

  async #openFirm(vault: Vault, told?: ToldFirm, isProven = false): Promise<Firm> {
    const firm = await this.#life.open(vault, told);
    this.#pin.take(pinOf(vault), isProven);
    this.#isCurtained = false;
    return firm;
  }
}

/** The first event of a firm's office: its name and letterhead. */
export function nameFirm(input: {
  name: string;
  state: string;
  address: string;
  phone: string;
  email: string;
  timeZone?: string | undefined;
}): NewEvent {
  const { state, timeZone, ...body } = input;
  const head = timeZone === undefined ? { state } : { state, timeZone };
  return { type: 'office.firm.named', workspace: 'office', aggregate: 'firm:firm', head, body };
}
