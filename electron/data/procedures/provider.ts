import { hasRight, isOutside } from '../../../shared/domain/roles/rights.ts';
import { startableWorkspaces } from '../../../shared/domain/sharing/workspace-share.ts';
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
    listMembers: os.provider.listMembers.handler(({ context }) => {
      const firm = openFirmOf(context);
      return { rows: listMembers(firm), invitations: listInvitations(firm), contested: listContested(firm) };
    }),
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
  const synced = firm.rows.get<{ at_ms: number; clock_skew_ms: number }>(
    'SELECT at_ms, clock_skew_ms FROM sharing_synced WHERE device_id = ?',
    [device.id],
  );
  const lastSyncAtMs = Math.max(synced?.at_ms ?? 0, lastEventAtMs ?? 0);
  return {
    deviceId: device.id,
    name: device.name,
    enrolledAtMs: device.enrolledAtMs,
    lastEventAtMs,
    lastSyncAtMs: lastSyncAtMs === 0 ? null : lastSyncAtMs,
    custodyOf: custodyOf(firm, device.id),
    removed: device.cut !== null,
    isThis: device.id === firm.me.deviceId,
    clockAheadMs: aheadMs > clockBoundMs ? aheadMs : 0,
    clockSkewMs: synced?.clock_skew_ms ?? 0,
  };
}

function custodyOf(firm: Firm, deviceId: string): string[] {
  return firm.rows
    .all<{ name: string | null }>('SELECT name FROM trust_account WHERE custodian_device_id = ? ORDER BY name', [
      deviceId,
    ])
    .map((row) => row.name ?? 'A trust account');
}

/** Invitations that nobody used yet, newest first. */
function listInvitations(firm: Firm) {
  const nowMs = firm.nowMs();
  return [...firm.roster.current.invitations.values()]
    .filter((invitation) => invitation.usedByDeviceId === null)
    .sort((a, b) => b.expiresAtMs - a.expiresAtMs)
    .slice(0, 200)
    .map(({ id, memberName, role, expiresAtMs, withdrawnBy }) => ({
      invitationId: id,
      name: memberName,
      role,
      expiresAtMs,
      state:
        withdrawnBy !== null ? ('withdrawn' as const) : expiresAtMs < nowMs ? ('expired' as const) : ('open' as const),
    }));
}

/**
 * Removals and changes by somebody who had been removed or had lost the right meanwhile, and did not know it: two people
 * acted apart, and one stands [RS5].
 */
function listContested(firm: Firm) {
  const rows = firm.rows.all<{ event_id: string; member_id: string; reason: string; head: string }>(
    `SELECT event_id, member_id, reason, head FROM set_aside
     WHERE workspace = 'roster' AND reason IN ('beyond removal', 'no right')
       AND type IN ('roster.member.removed', 'roster.device.removed', 'roster.member.changed') ORDER BY event_id`,
  );
  return rows
    .filter((row) => row.reason === 'beyond removal' || couldManage(firm, row.member_id))
    .map((row) => {
      const head = JSON.parse(row.head) as { memberId?: string; deviceId?: string } | null;
      const author = firm.memberName(row.member_id);
      const about =
        head?.memberId === undefined ? firm.deviceName(head?.deviceId ?? '') : firm.memberName(head.memberId);
      return {
        eventId: row.event_id,
        sentence: `${author} decided about ${about} without knowing that ${author} had been removed or had lost the right. The earlier decision stands; this one does not count.`,
      };
    });
}

/** Whether somebody managed the firm, now or before they were removed or their role was changed. */
function couldManage(firm: Firm, memberId: string): boolean {
  const member = firm.roster.current.members.get(memberId);
  return member !== undefined && (hasRight(member.role, 'firm.manage') || member.changes.length > 0);
}

function listMembers(firm: Firm) {
  const roster = firm.roster.current;
  const members = [...roster.members.values()].map((member) => ({
    memberId: member.id,
    name: member.name,
    role: member.role,
    outside: isOutside(member.role),
    workspaces: [...member.workspaces],
    fromNow: startableWorkspaces.filter((name) => member.starts[name] !== undefined),
    state: member.isRemoved ? ('removed' as const) : ('active' as const),
    devices: [...roster.devices.values()]
      .filter((device) => device.memberId === member.id)
      .map((device) => describeDevice(firm, device)),
  }));
  const invited = [...roster.invitations.values()]
    .filter(
      (invitation) =>
        invitation.usedByDeviceId === null &&
        invitation.withdrawnBy === null &&
        invitation.expiresAtMs > firm.nowMs() &&
        !roster.members.has(invitation.memberId),
    )
    .map((invitation) => ({
      memberId: invitation.memberId,
      name: invitation.memberName,
      role: invitation.role,
      outside: isOutside(invitation.role),
      workspaces: [...invitation.workspaces],
      fromNow: startableWorkspaces.filter((name) => invitation.starts?.[name] !== undefined),
      state: 'invited' as const,
      devices: [],
    }));
  return [...members, ...invited];
}
