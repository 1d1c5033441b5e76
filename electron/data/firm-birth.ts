import { randomBytes } from 'node:crypto';
import type { Role } from '../../shared/domain/roles/rights.ts';
import { sides, workWorkspaces } from '../../shared/domain/workspace.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import { createId } from './create-id.ts';
import { firmIdOf } from './roster/firm-id.ts';
import { epochContext, type KeptKey } from './roster/key-ring.ts';
import { createDeviceKeys, sign } from './vault/device-keys.ts';
import { createKeyText, keyBytesOf } from './vault/raw-keys.ts';
import { createRecoverySecret, formatRecoveryKit, recoveryKeysOf } from './vault/recovery-kit.ts';
import { sealTo } from './vault/sealed-box.ts';
import type { VaultContents } from './vault/vault-contents.ts';

/** A firm that does not exist yet: what its first vault holds, its first roster event, and the recovery kit's text. */
export interface FirmBirth {
  readonly contents: VaultContents;
  readonly founded: NewEvent;
  readonly kitText: string;
}

/** Secrets of a device that joins or founds a firm, all new. */
export function createDeviceSecrets(
  deviceName: string,
  machineId: string,
): Pick<VaultContents, 'device' | 'storeKey' | 'projectionsKey' | 'deskKey'> {
  return {
    device: { ...createDeviceKeys(), name: deviceName, machineId },
    storeKey: createKeyText(randomBytes),
    projectionsKey: createKeyText(randomBytes),
    deskKey: createKeyText(randomBytes),
  };
}

/** Makes the keys of a new firm, its first member and device. Nothing is written. */
export function giveBirth(input: { ownerName: string; role: Role; deviceName: string; machineId: string }): FirmBirth {
  const secret = createRecoverySecret();
  const recovery = recoveryKeysOf(secret);
  const firmId = firmIdOf(recovery.signingPublic);
  const secrets = createDeviceSecrets(input.deviceName, input.machineId);
  const memberId = createId();
  const kept: KeptKey[] = [];
  const epochs = workWorkspaces.flatMap((workspace) =>
    sides.map((side) => {
      const key = createKeyText(randomBytes);
      kept.push({ workspace, side, epoch: 1, key });
      const seal = (to: string) =>
        sealTo(keyBytesOf(to), keyBytesOf(key), epochContext(firmId, workspace, side, 1)).toString('base64');
      return {
        workspace,
        side,
        epoch: 1,
        wraps: { [secrets.device.id]: seal(secrets.device.exchangePublic) },
        recovery: seal(recovery.exchangePublic),
      };
    }),
  );
  const { id, name, signingPublic, exchangePublic } = secrets.device;
  const founded: NewEvent = {
    type: 'roster.founded',
    workspace: 'roster',
    aggregate: 'roster:roster',
    head: {
      firmId,
      member: { id: memberId, name: input.ownerName, role: input.role },
      device: { id, name, signingPublic, exchangePublic },
      recovery: { exchangePublic: recovery.exchangePublic, signingPublic: recovery.signingPublic },
      proof: sign(recovery.signingPrivate, Buffer.from(id)).toString('base64url'),
      epochs,
    },
    body: {},
  };
  const contents: VaultContents = {
    firmId,
    memberId,
    ...secrets,
    rosterKey: createKeyText(randomBytes),
    epochs: kept,
    recoveryPublic: { exchange: recovery.exchangePublic, signing: recovery.signingPublic },
    settings: {},
  };
  return { contents, founded, kitText: formatRecoveryKit({ firmId, secret }) };
}
