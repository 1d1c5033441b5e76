import type { NewEvent } from '../../shared/events/event.ts';
import type { Firm } from './firm.ts';
import { epochContext } from './roster/key-ring.ts';
import { epochKey } from './roster/roster.ts';
import { createDeviceKeys, sign } from './vault/device-keys.ts';
import { keyBytesOf } from './vault/raw-keys.ts';
import { createRecoverySecret, formatRecoveryKit, recoveryKeysOf } from './vault/recovery-kit.ts';
import { openSealed, sealTo } from './vault/sealed-box.ts';
import type { Vault } from './vault/vault-file.ts';

/** A device that lost its tail, was removed or was copied cannot go on: the kit lets it enter anew [RS6]. */
export function needsNewDevice(firm: Firm): boolean {
  const { deviceId } = firm.me;
  const isForked = firm.rows.get('SELECT 1 AS yes FROM fork WHERE device_id = ?', [deviceId]) !== undefined;
  const isRemoved = (firm.roster.current.devices.get(deviceId)?.cut ?? null) !== null;
  return firm.stopped?.code === 'firm.lost-tail' || isForked || isRemoved;
}

/** Gives the vault's device new keys, and so a new id, chain and number series, on this machine. */
export function renewDevice(vault: Vault, machineId: string): void {
  vault.update((contents) => ({
    ...contents,
    device: { ...createDeviceKeys(), name: contents.device.name, machineId },
  }));
}

/** Opens the first box that this kit opens; a kit that was lost and replaced opens what was sealed in its time. */
function openWithKit(exchangePrivate: Buffer, boxes: readonly string[], context: string): Buffer | null {
  for (const box of boxes) {
    try {
      return openSealed(exchangePrivate, Buffer.from(box, 'base64'), context);
    } catch {
      // Sealed to another kit.
    }
  }
  return null;
}

/**
 * A new kit for the firm, and the event that says so. With the secret of the kit before, that one is void; without, it
 * stays good beside the new one [RS9].
 */
export function renewedKit(
  firm: Firm,
  oldSecret: Buffer | null,
): { kitText: string; signingPublic: string; event: NewEvent } {
  const secret = createRecoverySecret();
  const { exchangePublic, signingPublic } = recoveryKeysOf(secret);
  const wraps: Record<string, string> = {};
  for (const { workspace, side, epoch, key } of firm.ring.held()) {
    const context = epochContext(firm.firmId, workspace, side, epoch);
    wraps[epochKey(workspace, side, epoch)] = sealTo(keyBytesOf(exchangePublic), key, context).toString('base64');
  }
  const proof =
    oldSecret === null
      ? {}
      : { proof: sign(recoveryKeysOf(oldSecret).signingPrivate, Buffer.from(signingPublic)).toString('base64url') };
  return {
    kitText: formatRecoveryKit({ firmId: firm.firmId, secret }),
    signingPublic,
    event: {
      type: 'roster.kit.renewed',
      workspace: 'roster',
      aggregate: 'roster:roster',
      head: { recovery: { exchangePublic, signingPublic }, wraps, ...proof },
      body: {},
    },
  };
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
    const opened = openWithKit(
      keyBytesOf(recovery.exchangePrivate),
      [epoch.recovery, ...epoch.otherRecoveries],
      context,
    );
    if (opened === null) continue;
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
