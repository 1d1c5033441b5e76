import { isOutside } from '../../../shared/domain/roles/rights.ts';
import { clockBoundMs, clockMs } from '../events/event-clock.ts';
import type { Firm } from '../firm.ts';
import type { RosterDevice } from '../roster/roster.ts';
import type { Implementer } from './implementer.ts';
import { createBundleProcedures } from './provider-bundle.ts';
import { createRosterProcedures, openFirmOf } from './provider-roster.ts';
import { createSyncProcedures } from './provider-sync.ts';

/** Members and devices, the hub, and what outside members can see. */
export function createProviderProcedures(os: Implementer) {
  return {
    ...createRosterProcedures(os),
    ...createSyncProcedures(os),
    ...createBundleProcedures(os),
    listMembers: os.provider.listMembers.handler(({ context }) => ({ rows: listMembers(openFirmOf(context)) })),
    whatOutsideSees: os.provider.whatOutsideSees.handler(({ context }) => ({ rows: listOutside(openFirmOf(context)) })),
  };
}

function lastEventOf(firm: Firm, deviceId: string): string | null {
  const row = firm.rows.get<{ last: string | null }>(
    'SELECT max(event_id) AS last FROM chain_head WHERE device_id = ?',
    [deviceId],
  );
  return row?.last ?? null;
}

function describeDevice(firm: Firm, device: RosterDevice) {
  const last = lastEventOf(firm, device.id);
  const lastEventAtMs = last === null ? null : clockMs(last);
  const aheadMs = lastEventAtMs === null ? 0 : lastEventAtMs - firm.nowMs();
  return {
    deviceId: device.id,
    name: device.name,
    enrolledAtMs: device.enrolledAtMs,
    lastEventAtMs,
    removed: device.cut !== null,
    isThis: device.id === firm.me.deviceId,
    clockAheadMs: aheadMs > clockBoundMs ? aheadMs : 0,
  };
}

function listMembers(firm: Firm) {
  const roster = firm.roster.current;
  const members = [...roster.members.values()].map((member) => ({
    memberId: member.id,
    name: member.name,
    role: member.role,
    outside: isOutside(member.role),
    workspaces: [...member.workspaces],
    state: member.isRemoved ? ('removed' as const) : ('active' as const),
    devices: [...roster.devices.values()]
      .filter((device) => device.memberId === member.id)
      .map((device) => describeDevice(firm, device)),
  }));
  const invited = [...roster.invitations.values()]
    .filter(
      (invitation) =>
        invitation.usedByDeviceId === null &&
        invitation.expiresAtMs > firm.nowMs() &&
        !roster.members.has(invitation.memberId),
    )
    .map((invitation) => ({
      memberId: invitation.memberId,
      name: invitation.memberName,
      role: invitation.role,
      outside: isOutside(invitation.role),
      workspaces: [...invitation.workspaces],
      state: 'invited' as const,
      devices: [],
    }));
  return [...members, ...invited];
}

function listOutside(firm: Firm) {
  const counts = firm.rows.get<{ matters: number; withheld: number }>(
    'SELECT count(*) AS matters, coalesce(sum(withheld), 0) AS withheld FROM office_matter',
  );
  const documents = firm.rows.get<{ shown: number }>(
    `SELECT count(*) AS shown FROM documents_document d LEFT JOIN office_matter m ON m.matter_id = d.matter_id
     WHERE d.removed = 0 AND coalesce(m.withheld, 0) = 0`,
  );
  return listMembers(firm)
    .filter((member) => member.outside && member.state === 'active')
    .map(({ memberId, name, role, workspaces, devices }) => {
      const seen = devices.map((device) => device.lastEventAtMs ?? 0);
      const readsMatters = workspaces.includes('office');
      return {
        memberId,
        name,
        role,
        workspaces,
        matters: readsMatters ? (counts?.matters ?? 0) - (counts?.withheld ?? 0) : 0,
        withheldMatters: counts?.withheld ?? 0,
        documents: workspaces.includes('documents') ? (documents?.shown ?? 0) : 0,
        lastSeenAtMs: Math.max(0, ...seen) || null,
      };
    });
}
