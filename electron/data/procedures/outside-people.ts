import { isOutside, roleLabel } from '../../../shared/domain/roles/rights.ts';
import { isStartable } from '../../../shared/domain/sharing/workspace-share.ts';
import type { WorkWorkspace } from '../../../shared/domain/workspace.ts';
import { parseEventId } from '../events/envelope.ts';
import { clockMs } from '../events/event-clock.ts';
import type { Firm } from '../firm.ts';
import type { RowReader } from '../projections/projection.ts';
import type { RosterMember } from '../roster/roster.ts';
import { createSeenCounts } from './outside-things.ts';

interface Counts {
  readonly shared: number;
  readonly withheld: number;
  readonly restricted: number;
  readonly withoutConsent: number;
}

/** Each person outside: what they hold since when, what of it they read, know by number and opened. */
export function listOutside(firm: Firm) {
  const { rows } = firm;
  const counts = rows.get<Counts>(
    `SELECT coalesce(sum(m.withheld = 0), 0) AS shared, coalesce(sum(m.withheld = 1 AND m.restricted = 0), 0) AS withheld,
       coalesce(sum(m.restricted), 0) AS restricted,
       coalesce(sum(m.withheld = 0 AND m.consented_on IS NULL), 0) AS withoutConsent FROM office_matter m`,
  ) ?? { shared: 0, withheld: 0, restricted: 0, withoutConsent: 0 };
  const countSeen = createSeenCounts(firm);
  const members = [...firm.roster.current.members.values()].filter((one) => isOutside(one.role) && !one.isRemoved);
  return {
    rows: members.map((member) => ({
      memberId: member.id,
      name: member.name,
      role: roleLabel(member.role),
      workspaces: member.workspaces.map((workspace) => describeShare(firm, member, workspace)),
      seen: countSeen(member),
      lastSeenAtMs: lastSeenMs(rows, member.id),
      ...lastOpened(rows, member.id),
    })),
    ...counts,
  };
}

function lastSeenMs(rows: RowReader, memberId: string): number | null {
  const row = rows.get<{ last: string | null }>(
    `SELECT max(c.event_id) AS last FROM chain_head c JOIN roster_device d ON d.device_id = c.device_id
     WHERE d.member_id = ?`,
    [memberId],
  );
  return row?.last == null ? null : clockMs(parseEventId(row.last).clock);
}

function lastOpened(rows: RowReader, memberId: string): { lastOpenedOn: string | null; openings: number } {
  const row = rows.get<{ day: string | null; n: number }>(
    'SELECT max(day) AS day, count(*) AS n FROM sharing_opening WHERE member_id = ?',
    [memberId],
  );
  return { lastOpenedOn: row?.day ?? null, openings: row?.n ?? 0 };
}

/** Since when somebody holds a workspace, and under which keys, in words. */
function describeShare(firm: Firm, member: RosterMember, workspace: WorkWorkspace) {
  const roster = firm.roster.current;
  const devices = [...roster.devices.values()].filter((one) => one.memberId === member.id && one.cut === null);
  const sinceMs = Math.min(...devices.map((one) => one.enrolledAtMs));
  const epochs = [...roster.epochs.values()]
    .filter((epoch) => epoch.workspace === workspace && epoch.side === 'outside' && epoch.stands)
    .sort((a, b) => a.epoch - b.epoch);
  const own = epochs.filter((epoch) => devices.some((device) => device.id in epoch.wraps));
  const newest = epochs.at(-1);
  const holdsNewest = newest !== undefined && own.includes(newest);
  const changes = epochs.length - 1;
  const isWhole = !isStartable(workspace) || member.starts[workspace] === undefined;
  const whole = changes === 0 ? 'The first key' : `The first key and ${changes} since`;
  const changed = isWhole ? whole : 'Nothing from before';
  const keys = own.length === 0 ? 'No key yet' : holdsNewest ? changed : `${changed}, but not the newest`;
  return { workspace, sinceMs: Number.isFinite(sinceMs) ? sinceMs : 0, keys };
}
