import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { accept, assertNever, type Decision, decline } from '../../../shared/domain/refusal.ts';
import {
  createPassphraseParams,
  derivePassphraseKey,
  type PassphraseCost,
  type PassphraseParams,
} from './passphrase.ts';
import { forgetPrivateKeys, keyBytesOf } from './raw-keys.ts';
import { recoveryKeysOf } from './recovery-kit.ts';
import { BoxError, openSealed, openWith, sealTo, sealWith } from './sealed-box.ts';
import type { UnlockThrottle } from './unlock-throttle.ts';
import { type VaultContents, type VaultKeyName, vaultContentsSchema } from './vault-contents.ts';
import { readRecord, type VaultRecord, writeRecord } from './vault-record.ts';

export type { VaultContents, VaultKeyName } from './vault-contents.ts';

/** What opening needs to know. */
export interface VaultOptions {
  /** Of `readMachineId`. A vault made on another machine is refused with 'vault.other-machine' … */
  machineId: string;
  /** … unless it is opened to be enrolled anew. */
  acceptOtherMachine?: boolean;
  /** What a try at a new passphrase costs; the usual cost when absent. */
  cost?: PassphraseCost;
}

/** An open vault. Everything but `lock` throws once it is locked. */
export interface Vault {
  readonly contents: VaultContents;
  readonly hasKeychain: boolean;
  /** True while a person's keyring may open it. */
  readonly hasKeyring: boolean;
  /** One of the symmetric keys as 32 bytes, zeroed at lock: copy what must outlive it. */
  keyOf(name: VaultKeyName): Buffer;
  /** Replaces the contents; durable when it returns. Throws on contents that break the schema, and keeps the old. */
  update(change: (contents: VaultContents) => VaultContents): void;
  /** Sets a new passphrase. Refuses 'vault.wrong-passphrase' and 'vault.too-soon'. */
  changePassphrase(oldPassphrase: string, newPassphrase: string, throttle: UnlockThrottle): Promise<Decision<null>>;
  /** Makes a new secret that opens the vault on this machine, for the system's keychain. An earlier one is void. */
  keychainSecret(): string;
  /** Makes the keychain's secret void. */
  forgetKeychain(): void;
  /** Makes a new secret that opens the vault on this machine, for its person's keyring. An earlier one is void. */
  keyringSecret(): string;
  /** Makes the keyring's secret void. */
  forgetKeyring(): void;
  /** Sets a new passphrase for a person whose passphrase was just shown for another of their firms. */
  setPassphrase(newPassphrase: string): Promise<void>;
  /** The vault's key, sealed to the key pair that follows from a PIN: kept in memory over a lock, nowhere else. */
  sealToPin(pinPublic: Buffer): Buffer;
  /** Forgets every key. */
  lock(): void;
}

/** What can be said of a data folder before anybody unlocks. */
export interface VaultStatus {
  state: 'empty' | 'locked' | 'damaged' | 'too-new' | 'other-machine';
  hasKeychain: boolean;
}

const passphraseLabel = 'annex vault passphrase 1';
const keychainLabel = 'annex vault keychain 1';
const recoveryLabel = 'annex vault recovery 1';
const keyringLabel = 'annex vault keyring 1';
const pinLabel = 'annex vault pin 1';
const contentsLabel = 'annex vault contents 1';
const keyBytes = 32;

/** Says whether there is a vault, without opening it. */
export function readVaultStatus(folder: string, machineId: string): VaultStatus {
  const found = readRecord(folder);
  if (found.state !== 'read') return { state: found.state === 'missing' ? 'empty' : found.state, hasKeychain: false };
  const isHere = found.record.machineId === machineId;
  return { state: isHere ? 'locked' : 'other-machine', hasKeychain: isHere && found.record.keychain !== null };
}

/** Makes the vault of a data folder. Refuses 'vault.exists'. */
export async function createVault(
  folder: string,
  passphrase: string,
  contents: VaultContents,
  cost?: PassphraseCost,
): Promise<Decision<Vault>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readRecord(folder).state !== 'missing') {
    return decline('vault.exists', 'This data folder has a vault already. Unlock it, or choose another folder.');
  }
  const checked = vaultContentsSchema.parse(contents);
  const vaultKey = randomBytes(keyBytes);
  const slot = await sealUnderPassphrase(vaultKey, passphrase, cost);
  const record: VaultRecord = {
    ...slot,
    machineId: checked.device.machineId,
    keychain: null,
    recovery: sealToRecovery(vaultKey, checked),
    contents: sealContents(vaultKey, checked),
  };
  writeRecord(folder, record);
  return accept(openedVault(folder, record, vaultKey, checked, cost));
}

/** Opens a vault by its passphrase. Refuses 'vault.wrong-passphrase', 'vault.too-soon' and what `readable` refuses. */
export async function openVault(
  folder: string,
  passphrase: string,
  options: VaultOptions & { throttle: UnlockThrottle },
): Promise<Decision<Vault>> {
  const found = readable(folder, options);
  if (!found.ok) return found;
  const record = found.value;
  const key = await tryPassphrase(record, passphrase, options.throttle);
  return key.ok ? finishOpening(folder, record, key.value, options) : key;
}

/** Opens a vault by the secret from the keychain. Refuses 'vault.wrong-keychain' and what `readable` refuses. */
export function openVaultWithKeychain(folder: string, secret: string, options: VaultOptions): Decision<Vault> {
  return (
    openWithSecret(folder, secret, 'keychain', options) ??
    decline('vault.wrong-keychain', 'The keychain does not open this vault. Use your passphrase.')
  );
}

/** Opens a vault by the secret from a person's keyring. Refuses 'vault.wrong-keyring' and what `readable` refuses. */
export function openVaultWithKeyring(folder: string, secret: string, options: VaultOptions): Decision<Vault> {
  return (
    openWithSecret(folder, secret, 'keyring', options) ??
    decline('vault.wrong-keyring', 'This firm has a passphrase of its own now. Open it by that.')
  );
}

/** Null where the secret does not fit. */
function openWithSecret(
  folder: string,
  secret: string,
  slot: 'keychain' | 'keyring',
  options: VaultOptions,
): Decision<Vault> | null {
  const found = readable(folder, options);
  if (!found.ok) return found;
  const record = found.value;
  const secretBytes = Buffer.from(secret, 'base64url');
  const box = record[slot] ?? null;
  if (box === null || secretBytes.length !== keyBytes) return null;
  const key = tryBox(() => openWith(secretBytes, fromText(box), slotAad(slot, record)));
  return key === null ? null : finishOpening(folder, record, key, options);
}

/** Opens a vault by what `sealToPin` made and the private key of the PIN. Refuses 'vault.wrong-pin'. */
export function openVaultWithPin(
  folder: string,
  pin: { privateKey: Buffer; box: Buffer },
  options: VaultOptions,
): Decision<Vault> {
  const found = readable(folder, options);
  if (!found.ok) return found;
  const key = tryBox(() => openSealed(pin.privateKey, pin.box, pinLabel));
  if (!key) return decline('vault.wrong-pin', 'This is not the PIN. Try again.', ['pin']);
  return finishOpening(folder, found.value, key, options);
}

/**
 * Opens a vault by the secret of the recovery kit (32 bytes) and sets a new passphrase. Refuses 'vault.wrong-kit' and
 * what `readable` refuses.
 */
export async function openVaultWithRecovery(
  folder: string,
  recoverySecret: Buffer,
  newPassphrase: string,
  options: VaultOptions,
): Promise<Decision<Vault>> {
  const found = readable(folder, options);
  if (!found.ok) return found;
  const record = found.value;
  const recoveryPrivate = keyBytesOf(recoveryKeysOf(recoverySecret).exchangePrivate);
  const key = tryBox(() => openSealed(recoveryPrivate, fromText(record.recovery), recoveryLabel));
  if (!key) {
    return decline('vault.wrong-kit', 'This kit belongs to another firm, or a newer kit has replaced it.', ['kitText']);
  }
  const slot = await sealUnderPassphrase(key, newPassphrase, options.cost);
  // A keyring under the passphrase of before must not open what the kit has given a new one.
  const fresh = { ...record, ...slot, keyring: undefined };
  const opened = finishOpening(folder, fresh, key, options);
  if (opened.ok) writeRecord(folder, fresh);
  return opened;
}

/** The record to be opened, or why not: 'vault.missing', 'vault.damaged', 'vault.too-new', 'vault.other-machine'. */
function readable(folder: string, options: VaultOptions): Decision<VaultRecord> {
  const found = readRecord(folder);
  if (found.state !== 'read') return declineUnread(found.state);
  if (found.record.machineId !== options.machineId && !options.acceptOtherMachine) {
    return decline(
      'vault.other-machine',
      'This data folder was copied from another computer. Enroll this computer as a new device.',
    );
  }
  return accept(found.record);
}

function declineUnread(state: 'missing' | 'damaged' | 'too-new'): Decision<never> {
  switch (state) {
    case 'missing':
      return decline('vault.missing', 'There is no firm in this data folder yet.');
    case 'damaged':
      return decline(
        'vault.damaged',
        'The vault of this data folder is damaged. Restore it from a backup, or enroll this computer again.',
      );
    case 'too-new':
      return decline('vault.too-new', 'This data folder was used by a newer version of Annex. Install that version.');
    default:
      return assertNever(state);
  }
}

function finishOpening(folder: string, record: VaultRecord, vaultKey: Buffer, options: VaultOptions): Decision<Vault> {
  const contents = openContents(vaultKey, record);
  return contents ? accept(openedVault(folder, record, vaultKey, contents, options.cost)) : declineUnread('damaged');
}

async function tryPassphrase(
  record: VaultRecord,
  passphrase: string,
  throttle: UnlockThrottle,
): Promise<Decision<Buffer>> {
  let key: Buffer | null = null;
  const outcome = await throttle.run(async () => {
    if (passphrase === '') return false;
    const passphraseKey = await derivePassphraseKey(passphrase, record.kdf);
    key = tryBox(() => openWith(passphraseKey, fromText(record.passphrase), passphraseAad(record.kdf)));
    passphraseKey.fill(0);
    return key !== null;
  });
  if (outcome === 'too-soon') {
    const seconds = Math.ceil(throttle.waitMs() / 1000);
    const wait = seconds === 1 ? '1 second' : `${seconds} seconds`;
    return decline('vault.too-soon', `Wait ${wait}, then try again.`, ['passphrase']);
  }
  if (!key) return decline('vault.wrong-passphrase', 'That passphrase does not open the vault.', ['passphrase']);
  return accept(key);
}

function openedVault(
  folder: string,
  firstRecord: VaultRecord,
  vaultKey: Buffer,
  firstContents: VaultContents,
  cost?: PassphraseCost,
): Vault {
  let record = firstRecord;
  let contents: VaultContents | null = firstContents;
  const keys = new Map<VaultKeyName, Buffer>();

  function open(): VaultContents {
    if (!contents) throw new Error('The vault is locked.');
    return contents;
  }

  function save(next: VaultRecord): void {
    open();
    writeRecord(folder, next);
    record = next;
  }

  function forgetKeys(): void {
    for (const key of keys.values()) key.fill(0);
    keys.clear();
  }

  return {
    get contents() {
      return open();
    },
    get hasKeychain() {
      return record.keychain !== null;
    },
    get hasKeyring() {
      return record.keyring !== undefined;
    },
    keyOf: (name) => {
      const key = keys.get(name) ?? keyBytesOf(open()[name]);
      keys.set(name, key);
      return key;
    },
    update: (change) => {
      const before = open();
      const next = vaultContentsSchema.parse(change(before));
      const { machineId } = next.device;
      const hasMoved = machineId !== record.machineId;
      const hasNewKit = next.recoveryPublic.exchange !== before.recoveryPublic.exchange;
      save({
        ...record,
        machineId,
        keychain: hasMoved ? null : record.keychain,
        keyring: hasMoved ? undefined : record.keyring,
        recovery: hasNewKit ? sealToRecovery(vaultKey, next) : record.recovery,
        contents: sealContents(vaultKey, next),
      });
      contents = next;
      forgetKeys();
    },
    changePassphrase: async (oldPassphrase, newPassphrase, throttle) => {
      open();
      const proof = await tryPassphrase(record, oldPassphrase, throttle);
      if (!proof.ok) return proof;
      proof.value.fill(0);
      const slot = await sealUnderPassphrase(vaultKey, newPassphrase, cost);
      save({ ...record, ...slot });
      return accept(null);
    },
    keychainSecret: () => {
      const secret = randomBytes(keyBytes);
      save({ ...record, keychain: toText(sealWith(secret, vaultKey, slotAad('keychain', record))) });
      return toText(secret);
    },
    forgetKeychain: () => save({ ...record, keychain: null }),
    keyringSecret: () => {
      const secret = randomBytes(keyBytes);
      save({ ...record, keyring: toText(sealWith(secret, vaultKey, slotAad('keyring', record))) });
      return toText(secret);
    },
    forgetKeyring: () => {
      if (record.keyring !== undefined) save({ ...record, keyring: undefined });
    },
    setPassphrase: async (newPassphrase) => {
      open();
      const slot = await sealUnderPassphrase(vaultKey, newPassphrase, cost);
      save({ ...record, ...slot });
    },
    sealToPin: (pinPublic) => {
      open();
      return sealTo(pinPublic, vaultKey, pinLabel);
    },
    lock: () => {
      contents = null;
      vaultKey.fill(0);
      forgetKeys();
      forgetPrivateKeys();
    },
  };
}

async function sealUnderPassphrase(
  vaultKey: Buffer,
  passphrase: string,
  cost?: PassphraseCost,
): Promise<Pick<VaultRecord, 'kdf' | 'passphrase'>> {
  const kdf = createPassphraseParams(cost);
  const passphraseKey = await derivePassphraseKey(passphrase, kdf);
  const box = toText(sealWith(passphraseKey, vaultKey, passphraseAad(kdf)));
  passphraseKey.fill(0);
  return { kdf, passphrase: box };
}

function sealToRecovery(vaultKey: Buffer, contents: VaultContents): string {
  return toText(sealTo(keyBytesOf(contents.recoveryPublic.exchange), vaultKey, recoveryLabel));
}

function sealContents(vaultKey: Buffer, contents: VaultContents): string {
  const aad = `${contentsLabel} ${contents.device.machineId}`;
  return toText(sealWith(vaultKey, Buffer.from(JSON.stringify(contents), 'utf8'), aad));
}

function openContents(vaultKey: Buffer, record: VaultRecord): VaultContents | null {
  const aad = `${contentsLabel} ${record.machineId}`;
  const bytes = tryBox(() => openWith(vaultKey, fromText(record.contents), aad));
  return bytes ? vaultContentsSchema.parse(JSON.parse(bytes.toString('utf8'))) : null;
}

function passphraseAad(kdf: PassphraseParams): string {
  return `${passphraseLabel} ${JSON.stringify(kdf)}`;
}

function slotAad(slot: 'keychain' | 'keyring', record: VaultRecord): string {
  return `${slot === 'keychain' ? keychainLabel : keyringLabel} ${record.machineId}`;
}

function tryBox(open: () => Buffer): Buffer | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof BoxError) return null;
    throw error;
  }
}

function toText(bytes: Buffer): string {
  return bytes.toString('base64url');
}

function fromText(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}
