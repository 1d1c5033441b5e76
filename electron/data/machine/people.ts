import type { FirmFolder } from '../firm-folder.ts';
import { autoLockMinutesOf, pinOf } from '../lock-settings.ts';
import { RefusalError } from '../procedures/refusal-error.ts';
import type { SessionKind } from '../process/host-port.ts';
import type { PassphraseCost } from '../vault/passphrase.ts';
import { createPin } from '../vault/pin.ts';
import type { Firms } from './firms.ts';
import { createKeyringId, type Keyring, type KeyringSecrets, openKeyring, writeKeyring } from './keyring.ts';
import type { Seat } from './seat.ts';

export interface PeopleOptions {
  readonly firms: Firms;
  readonly dataFolder: string;
  readonly cost?: PassphraseCost | undefined;
  /** Called when somebody unlocked: there are firms to be pulled. */
  readonly onUnlocked: () => void;
}

/**
 * The people of this machine. A person's firms open together by one passphrase, over a keyring that holds no key of any
 * of them. One person is at the machine at a time: another's unlocking locks the first one's firms.
 */
export class People {
  readonly #firms: Firms;
  readonly #dataFolder: string;
  readonly #cost: PassphraseCost | undefined;
  readonly #onUnlocked: () => void;
  #present: Seat | null = null;
  /** Places that the keyring of the present person names. */
  #known: readonly string[] = [];

  constructor(options: PeopleOptions) {
    this.#firms = options.firms;
    this.#dataFolder = options.dataFolder;
    this.#cost = options.cost;
    this.#onUnlocked = options.onUnlocked;
  }

  /** The person whose firm it is: the id of their keyring, or of the place where there is none. */
  personOf(seat: Seat): string {
    return seat.label?.keyring ?? seat.place;
  }

  /** Whether it belongs to the person at the machine. */
  isMine(seat: Seat): boolean {
    return this.#present !== null && this.personOf(seat) === this.personOf(this.#present);
  }

  /** Places that the present person's keyring names and that are not on this machine any more. */
  missing(): string[] {
    return this.#known.filter((place) => this.#firms.at(place) === null);
  }

  #mine(): Seat[] {
    return this.#firms.list().filter((seat) => this.isMine(seat));
  }

  async unlock(seat: Seat, passphrase: string, kind: SessionKind): Promise<void> {
    await seat.folder.unlock(passphrase);
    await this.opened(seat, passphrase, kind);
  }

  async unlockWithPin(seat: Seat, typed: string): Promise<void> {
    const privateKey = await seat.folder.unlockWithPin(typed);
    await this.#arrive(seat, 'window');
    for (const other of this.#mine()) quietly(() => other.folder.admitWithPin(privateKey));
    privateKey.fill(0);
    this.#onUnlocked();
  }

  async unlockWithKeychain(seat: Seat): Promise<void> {
    await seat.folder.unlockWithKeychain();
    await this.#arrive(seat, 'window');
    this.#onUnlocked();
  }

  /** A firm was created, joined or recovered here under this passphrase. */
  async opened(seat: Seat, passphrase: string, kind: SessionKind): Promise<void> {
    if (kind === 'window' && this.#firms.hasSeveral) await this.#openOthers(seat, passphrase);
    await this.#arrive(seat, kind);
    this.#onUnlocked();
  }

  /** A window's lock locks all firms of the person; a command line's its own firm alone. */
  async lock(seat: Seat, kind: SessionKind): Promise<void> {
    if (kind === 'command-line') return seat.lock(false);
    if (!this.isMine(seat)) await seat.lock(true);
    await this.lockPresent();
  }

  /** Locks every firm of the person at the machine. */
  async lockPresent(): Promise<void> {
    const mine = this.#mine();
    this.#present = null;
    this.#known = [];
    for (const seat of mine) await seat.lock(true);
  }

  async changePassphrase(seat: Seat, oldPassphrase: string, newPassphrase: string): Promise<void> {
    await seat.folder.changePassphrase(oldPassphrase, newPassphrase);
    const id = seat.label?.keyring ?? null;
    const keyring = id === null ? null : await openKeyring(this.#dataFolder, id, oldPassphrase);
    if (keyring === null) return;
    const kept: Record<string, string> = {};
    for (const [place, secret] of Object.entries(keyring.secrets)) {
      const other = this.#firms.at(place);
      if (other === null || other.folder.vault === null) continue;
      if (other !== seat) await other.folder.vault.setPassphrase(newPassphrase);
      kept[place] = secret;
    }
    await this.#write({ id: keyring.id, secrets: kept }, newPassphrase);
  }

  /** Sets the PIN of the person, for all of their unlocked firms; null for none. Refuses a wrong passphrase. */
  async setPin(seat: Seat, typed: string | null, passphrase: string): Promise<void> {
    await seat.folder.unlock(passphrase);
    const pin = typed === null ? null : await createPin(typed, this.#cost);
    for (const folder of this.#unlockedBeside(seat)) folder.keepPin(pin);
  }

  /** Minutes without a touch until windows lock, for all of the person's unlocked firms. */
  setAutoLock(seat: Seat, minutes: number): void {
    for (const folder of this.#unlockedBeside(seat)) folder.keepAutoLock(minutes);
  }

  /** The shortest time that one of the present person's firms asks for; 0 for never, null while nobody is there. */
  autoLockMinutes(): number | null {
    const asked = this.#mine().flatMap(({ folder }) =>
      folder.vault === null ? [] : [autoLockMinutesOf(folder.vault.contents.settings)],
    );
    if (asked.length === 0) return null;
    const limits = asked.filter((minutes) => minutes > 0);
    return limits.length === 0 ? 0 : Math.min(...limits);
  }

  #unlockedBeside(seat: Seat): FirmFolder[] {
    const person = this.personOf(seat);
    return this.#firms
      .list()
      .filter((other) => this.personOf(other) === person && other.isUnlocked)
      .map((other) => other.folder);
  }

  /** The person of this seat is at the machine now; whoever was there before, and is somebody else, is locked. */
  async #arrive(seat: Seat, kind: SessionKind): Promise<void> {
    if (kind === 'command-line') return;
    const others = this.#mine().filter((other) => this.personOf(other) !== this.personOf(seat));
    if (others.length > 0) this.#known = [];
    this.#present = seat;
    for (const other of others) await other.lock(true);
  }

  /** Opens the person's other firms over their keyring; makes one, or adds to it, where the passphrase is the same. */
  async #openOthers(seat: Seat, passphrase: string): Promise<void> {
    seat.noteLabel();
    const id = seat.label?.keyring ?? null;
    const keyring = id === null ? null : await openKeyring(this.#dataFolder, id, passphrase);
    if (keyring !== null) {
      this.#known = Object.keys(keyring.secrets);
      for (const [place, secret] of Object.entries(keyring.secrets)) {
        const other = this.#firms.at(place);
        if (other !== null) quietly(() => other.folder.admitWithKeyring(secret));
      }
      if (seat.folder.vault?.hasKeyring === true) return;
    }
    await this.#link(seat, passphrase, keyring);
  }

  async #link(seat: Seat, passphrase: string, own: Keyring | null): Promise<void> {
    if (own !== null) return this.#bind([seat], own.id, own.secrets, passphrase);
    seat.noteKeyring(null);
    for (const other of this.#firms.list()) {
      if (other === seat || !other.isUnlocked || !(await other.folder.isSharedPassphrase(passphrase))) continue;
      const id = other.label?.keyring ?? null;
      const theirs = id === null ? null : await openKeyring(this.#dataFolder, id, passphrase);
      const joining = theirs === null ? [other, seat] : [seat];
      return this.#bind(joining, theirs?.id ?? createKeyringId(), theirs?.secrets ?? {}, passphrase);
    }
  }

  async #bind(seats: readonly Seat[], id: string, before: KeyringSecrets, passphrase: string): Promise<void> {
    const secrets: Record<string, string> = { ...before };
    for (const seat of seats) {
      const { vault } = seat.folder;
      if (vault !== null) secrets[seat.place] = vault.keyringSecret();
    }
    await this.#write({ id, secrets }, passphrase);
    for (const seat of seats) seat.noteKeyring(id);
    this.#shareSettings(Object.keys(secrets));
    this.#known = Object.keys(secrets);
  }

  /** One person has one PIN and one time to lock: what an older firm of theirs has, the new one takes over. */
  #shareSettings(places: readonly string[]): void {
    const folders = places
      .flatMap((place) => this.#firms.at(place)?.folder ?? [])
      .filter(({ vault }) => vault !== null);
    const pins = folders.map(({ vault }) => (vault === null ? null : pinOf(vault)));
    const pin = pins.find((kept) => kept !== null) ?? null;
    if (pin === null) return;
    for (const [at, folder] of folders.entries()) if (pins[at] === null) folder.keepPin(pin);
  }

  async #write(keyring: Keyring, passphrase: string): Promise<void> {
    await writeKeyring(this.#dataFolder, keyring, passphrase, this.#cost);
  }
}

/** One firm of several may be damaged, copied or recovered: the others open all the same. */
function quietly(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
  }
}
