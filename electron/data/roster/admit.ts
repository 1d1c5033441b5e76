import { hasRight, type Right, type Role } from '../../../shared/domain/roles/rights.ts';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import type { Roster, RosterMember } from './roster.ts';
import { isBeyond } from './roster.ts';

/** What `admit` looks at of an event. */
export interface AdmitSubject {
  readonly id: string;
  readonly deviceId: string;
  readonly workspace: Workspace;
  readonly right: Right | 'none';
}

export type AdmitReason = 'unknown device' | 'no right' | 'beyond removal';
export type AdmitResult =
  | { readonly counts: true; readonly memberId: string }
  | { readonly counts: false; readonly reason: AdmitReason };

function may(role: Role, workspaces: RosterMember['workspaces'], subject: AdmitSubject): boolean {
  const holds = subject.workspace === 'roster' || workspaces.includes(subject.workspace);
  return holds && (subject.right === 'none' || hasRight(role, subject.right));
}

/**
 * Whether an event counts (RS2 to RS5): its author held the right in the roster that the event names (`known`, null
 * while that roster has not arrived), is not cut off by a removal known `now`, and, where a later change of role named
 * heads that lie before the event, held the right in the new role too.
 */
export function admit(subject: AdmitSubject, known: Roster | null, now: Roster): AdmitResult {
  const device = now.devices.get(subject.deviceId);
  const thenDevice = known?.devices.get(subject.deviceId);
  if (known === null || device === undefined || thenDevice === undefined)
    return { counts: false, reason: 'unknown device' };
  if (device.cut !== null && isBeyond(subject.id, device.cut[subject.workspace])) {
    return { counts: false, reason: 'beyond removal' };
  }
  const then = known.members.get(thenDevice.memberId);
  const member = now.members.get(device.memberId);
  if (then === undefined || member === undefined) return { counts: false, reason: 'unknown device' };
  if (!may(then.role, then.workspaces, subject)) return { counts: false, reason: 'no right' };
  for (const change of member.changes) {
    const head = change.heads[subject.deviceId]?.[subject.workspace];
    const isJudged = isBeyond(subject.id, head) && !knowsChange(then, change);
    if (isJudged && !may(change.role, change.workspaces, subject)) return { counts: false, reason: 'no right' };
  }
  return { counts: true, memberId: device.memberId };
}

/** A change that the author knew of, and that was followed by others, is history: the newer role speaks. */
function knowsChange(then: RosterMember, change: RosterMember['changes'][number]): boolean {
  return then.changes.some((known) => known.eventId === change.eventId);
}
