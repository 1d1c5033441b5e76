import type { NewEvent } from '../../shared/events/event.ts';
import type { Firm } from './firm.ts';
import { epochContext } from './roster/key-ring.ts';
import { createDeviceKeys, sign } from './vault/device-keys.ts';
import { keyBytesOf } from './vault/raw-keys.ts';
import { recoveryKeysOf } from './vault/recovery-kit.ts';
import { openSealed, sealTo } from './vault/sealed-box.ts';
import type { Vault } from './vault/vault-file.ts';

/** Gives the vault's device new keys, and so a new id, chain and number series, on this machine. */
export function renewDevice(vault: Vault, machineId: string): void {
  vault.update((contents) => ({
    ...contents,
    device: { ...createDeviceKeys(), name: contents.device.name, machineId },
  }));
}

/**
 * The event by which the recovery key puts a new device of this member into the roster, as an owner [RS6]. The kit opens
 * every epoch that the roster knows, also those that started after it was printed.
 */
export function recoveredEvent(firm: Firm, secret: Buffer): NewEvent {
  const recovery = recoveryKeysOf(secret);
  const { device, memberId, hub } = firm.vault.contents;
  const wraps: Record<string, string> = {};
  for (const [key, epoch] of firm.roster.current.epochs) {
    const context = epochContext(firm.firmId, epoch.workspace, epoch.side, epoch.epoch);
    const opened = openSealed(keyBytesOf(recovery.exchangePrivate), Buffer.from(epoch.recovery, 'base64'), context);
    wraps[key] = sealTo(keyBytesOf(device.exchangePublic), opened, context).toString('base64');
  }
  const { id, name, signingPublic, exchangePublic } = device;
  return {
    type: 'roster.recovered',
    workspace: 'roster',
    aggregate: 'roster:roster',
    head: {
      member: { id: memberId, name: firm.memberName(memberId), role: 'owner' },
      device: { id, name, signingPublic, exchangePublic },
      proof: sign(recovery.signingPrivate, Buffer.from(id)).toString('base64url'),
      wraps,
      ...(hub === undefined ? {} : { hubAccount: hub.name }),
    },
    body: {},
  };
}
