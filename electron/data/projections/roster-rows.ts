import { isOutside } from '../../../shared/domain/roles/rights.ts';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import { parseEventId } from '../events/envelope.ts';
import type { Roster, RosterDevice } from '../roster/roster.ts';
import type { RowReader, RowWriter } from './projection.ts';

/** Writes the roster as rows, for joins. The roster is small: it is written whole. */
export function writeRosterRows(rows: RowWriter, roster: Roster): void {
  rows.run('DELETE FROM roster_member');
  rows.run('DELETE FROM roster_device');
  for (const member of roster.members.values()) {
    rows.run(
      'INSERT INTO roster_member (member_id, name, role, outside, active, workspaces) VALUES (?, ?, ?, ?, ?, ?)',
      [
        member.id,
        member.name,
        member.role,
        isOutside(member.role) ? 1 : 0,
        member.isRemoved ? 0 : 1,
        member.workspaces.join(' '),
      ],
    );
  }
  for (const device of roster.devices.values()) {
    rows.run(
      'INSERT INTO roster_device (device_id, member_id, name, ordinal, removed, enrolled_at_ms) VALUES (?, ?, ?, ?, ?, ?)',
      [device.id, device.memberId, device.name, device.ordinal, device.cut === null ? 0 : 1, device.enrolledAtMs],
    );
  }
}

/** Folded events that a change of the roster may have unsettled: those beyond new cuts and new roles, by workspace. */
export function rosterChangeScope(
  rows: RowReader,
  before: Roster,
  after: Roster,
): ReadonlyMap<Workspace, readonly string[]> {
  const scope = new Map<Workspace, string[]>();
  for (const device of after.devices.values()) {
    for (const from of changedHeads(device, before, after)) {
      for (const workspace of workspaces) addBeyond(rows, scope, device.id, workspace, from[workspace]);
    }
  }
  return scope;
}

function changedHeads(device: RosterDevice, before: Roster, after: Roster): Partial<Record<Workspace, string>>[] {
  const changed: Partial<Record<Workspace, string>>[] = [];
  const earlier = before.devices.get(device.id);
  if (device.cut !== null && JSON.stringify(device.cut) !== JSON.stringify(earlier?.cut ?? null))
    changed.push(device.cut);
  const known = before.members.get(device.memberId)?.changes.length ?? 0;
  const changes = after.members.get(device.memberId)?.changes ?? [];
  for (const change of changes.slice(known)) changed.push(change.heads[device.id] ?? {});
  return changed;
}

function addBeyond(
  rows: RowReader,
  scope: Map<Workspace, string[]>,
  deviceId: string,
  workspace: Workspace,
  head: string | undefined,
): void {
  const found = rows.all<{ event_id: string }>(
    "SELECT event_id FROM event WHERE device_id = ? AND workspace = ? AND state = 'folded' AND substr(event_id, 1, 16) > ?",
    [deviceId, workspace, head === undefined ? '' : parseEventId(head).clock],
  );
  scope.set(workspace, [...(scope.get(workspace) ?? []), ...found.map((row) => row.event_id)]);
}
