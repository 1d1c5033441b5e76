import { isOutside } from '../../../shared/domain/roles/rights.ts';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import { parseEventId } from '../events/envelope.ts';
import type { Roster, RosterDevice } from '../roster/roster.ts';
import type { RosterHeads } from '../roster/roster-event.ts';
import { scheduleRejudge } from './bookkeeping.ts';
import type { RowWriter } from './projection.ts';

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

const rosterReasons = "'unknown device', 'no right', 'beyond removal', 'custody'";

/** Puts every event that a change of the roster may have unsettled on the list of those to be judged again. */
export function scheduleRosterChange(rows: RowWriter, before: Roster, after: Roster): void {
  scheduleRejudge(rows, `SELECT event_id, workspace FROM set_aside WHERE reason IN (${rosterReasons})`, []);
  for (const id of new Set([...before.refused.keys(), ...after.refused.keys()])) {
    if (before.refused.has(id) === after.refused.has(id)) continue;
    scheduleRejudge(rows, 'SELECT event_id, workspace FROM event WHERE event_id = ?', [id]);
  }
  for (const id of new Set([...before.devices.keys(), ...after.devices.keys()])) {
    if (before.devices.has(id) === after.devices.has(id)) continue;
    scheduleRejudge(rows, 'SELECT event_id, workspace FROM event WHERE device_id = ?', [id]);
  }
  for (const device of after.devices.values()) {
    for (const heads of changedHeads(device, before, after)) {
      for (const workspace of workspaces) scheduleBeyond(rows, device.id, workspace, heads[workspace]);
    }
  }
}

/** Heads of this device at which its rights are cut or changed in one of the two rosters and not in the other. */
function changedHeads(device: RosterDevice, before: Roster, after: Roster): RosterHeads[] {
  const cuts = [before.devices.get(device.id)?.cut ?? null, device.cut];
  const changed = JSON.stringify(cuts[0]) === JSON.stringify(cuts[1]) ? [] : cuts.filter((cut) => cut !== null);
  const [old, now] = [before, after].map((roster) => roster.members.get(device.memberId)?.changes ?? []);
  const [oldTexts, nowTexts] = [old, now].map((changes) => (changes ?? []).map((change) => JSON.stringify(change)));
  const isInOne = (text: string) => oldTexts?.includes(text) !== nowTexts?.includes(text);
  const moved = [...(old ?? []), ...(now ?? [])].filter((change) => isInOne(JSON.stringify(change)));
  return [...changed, ...moved.map((change) => change.heads[device.id] ?? {})];
}

function scheduleBeyond(rows: RowWriter, deviceId: string, workspace: Workspace, head: string | undefined): void {
  scheduleRejudge(
    rows,
    "SELECT event_id, workspace FROM event WHERE device_id = ? AND workspace = ? AND state = 'folded' AND substr(event_id, 1, 16) > ?",
    [deviceId, workspace, head === undefined ? '' : parseEventId(head).clock],
  );
}
