import { accept } from '../../shared/domain/refusal.ts';
import { hasRight } from '../../shared/domain/roles/rights.ts';
import { sides, workWorkspaces } from '../../shared/domain/workspace.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import { createId } from './create-id.ts';
import type { Firm } from './firm.ts';
import { mayHold, readsEpoch, rosterEvent, startEpochs, startsOf } from './procedures/provider-roster.ts';
import { epochContext } from './roster/key-ring.ts';
import { currentEpoch, epochKey, type Roster, type RosterEpoch } from './roster/roster.ts';
import { keyBytesOf } from './vault/raw-keys.ts';
import { sealTo } from './vault/sealed-box.ts';

/**
 * Mends what people who acted apart left behind [KY7]: an owner's device follows an epoch that is sealed to somebody who
 * may not read any more with a new one; a device that joined while another started an epoch is given its key, by an
 * owner's device where one has it, else by any. Answers how many events that took: none, once all is well.
 */
export async function careForKeys(firm: Firm): Promise<number> {
  const isOwner = firm.holds('firm.manage');
  return firm.execute(createId(), () => {
    const started = isOwner ? startEpochs(firm, findExposed(firm), new Set()) : [];
    // New epochs reach everybody who reads: what is missing of older ones is given in the next round.
    const events = started.length > 0 ? started : giveMissing(firm, isOwner);
    return accept({ events, answer: events.length });
  });
}

/** Newest epochs that are sealed to a device which may not read them, or that a reader may not be given [SH11]. */
function findExposed(firm: Firm) {
  const roster = firm.roster.current;
  return workWorkspaces.flatMap((workspace) =>
    sides.flatMap((side) => {
      const newest = currentEpoch(roster, workspace, side);
      const isExposed = Object.keys(newest?.wraps ?? {}).some((id) => {
        const device = roster.devices.get(id);
        return device === undefined || !readsEpoch(roster, device, workspace, side);
      });
      const isOutOfReach = [...roster.devices.values()].some(
        (device) =>
          newest !== undefined &&
          readsEpoch(roster, device, workspace, side) &&
          !mayHold(firm, startsOf(roster, device), newest),
      );
      return isExposed || isOutOfReach ? [{ workspace, side }] : [];
    }),
  );
}

/** Whether some owner's device that stands was given the epoch: then that one passes it on. */
function hasOwnerOf(roster: Roster, epoch: RosterEpoch): boolean {
  return Object.keys(epoch.wraps).some((id) => {
    const device = roster.devices.get(id);
    const member = device === undefined || device.cut !== null ? undefined : roster.members.get(device.memberId);
    return member !== undefined && !member.isRemoved && hasRight(member.role, 'firm.manage');
  });
}

function giveMissing(firm: Firm, isOwner: boolean): NewEvent[] {
  const roster = firm.roster.current;
  const given: NewEvent[] = [];
  for (const device of roster.devices.values()) {
    const wraps: Record<string, string> = {};
    for (const { workspace, side, epoch, key } of firm.ring.held()) {
      const name = epochKey(workspace, side, epoch);
      const known = roster.epochs.get(name);
      if (known === undefined || device.id in known.wraps || !readsEpoch(roster, device, workspace, side)) continue;
      if (!isOwner && hasOwnerOf(roster, known)) continue;
      if (!mayHold(firm, startsOf(roster, device), known)) continue;
      const context = epochContext(firm.firmId, workspace, side, epoch);
      wraps[name] = sealTo(keyBytesOf(device.exchangePublic), key, context).toString('base64');
    }
    if (Object.keys(wraps).length > 0) given.push(rosterEvent('roster.keys.given', { deviceId: device.id, wraps }));
  }
  return given;
}
