import { randomBytes } from 'node:crypto';
import { createDeviceKeys } from '../../electron/data/vault/device-keys.ts';
import type { PassphraseCost } from '../../electron/data/vault/passphrase.ts';
import { createKeyText } from '../../electron/data/vault/raw-keys.ts';
import { createRecoverySecret, recoveryKeysOf } from '../../electron/data/vault/recovery-kit.ts';
import type { VaultContents } from '../../electron/data/vault/vault-contents.ts';

/** A passphrase hash that takes no time. */
export const cheapCost: PassphraseCost = { memoryKib: 64, passes: 1, lanes: 1 };

export const thisMachine = '11112222333344445555666677778888';

/** The contents of a new vault on `machineId`, and the secret of its kit. */
export function makeVaultContents(machineId = thisMachine): { contents: VaultContents; recoverySecret: Buffer } {
  const recoverySecret = createRecoverySecret();
  const recovery = recoveryKeysOf(recoverySecret);
  const contents: VaultContents = {
    firmId: randomBytes(16).toString('hex'),
    memberId: 'member-1',
    device: { ...createDeviceKeys(), name: 'Front desk', machineId },
    storeKey: createKeyText(randomBytes),
    projectionsKey: createKeyText(randomBytes),
    deskKey: createKeyText(randomBytes),
    rosterKey: createKeyText(randomBytes),
    epochs: [{ workspace: 'office', side: 'inside', epoch: 1, key: createKeyText(randomBytes) }],
    recoveryPublic: { exchange: recovery.exchangePublic, signing: recovery.signingPublic },
    settings: { isKitConfirmed: false },
  };
  return { contents, recoverySecret };
}
