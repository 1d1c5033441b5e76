import { hasRight } from '../../../shared/domain/roles/rights.ts';
import { parseEventId } from '../events/envelope.ts';
import type { Roster } from './roster.ts';
import type { RosterEvent } from './roster-event.ts';

interface Folded extends Pick<Roster, 'applied' | 'devices' | 'members' | 'invitations'> {
  /** Kits that were voided, by the event that did it. */
  readonly voided: ReadonlyMap<string, string>;
  /** Which kit a recovery was signed with. */
  readonly recoveredWith: ReadonlyMap<string, string>;
}

/**
 * Applied events that lie beyond a removal or demotion of their author, each with the event that says so. In the roster
 * what somebody had seen need not be named: it is what their event's own heads reach.
 */
export function findBeyond(events: readonly RosterEvent[], draft: Folded): Map<string, string> {
  const seenBy = createReach(events);
  const causes = new Map<string, string>();
  const managing = new Map(events.filter((event) => !isIntroduction(event)).map((event) => [event.id, event]));
  for (const id of draft.applied) {
    const device = draft.devices.get(parseEventId(id).deviceId);
    if (!managing.has(id) || device === undefined) continue;
    if (device.cutBy !== null && device.cutBy !== id && !seenBy(device.cutBy).has(id)) causes.set(id, device.cutBy);
    for (const change of draft.members.get(device.memberId)?.changes ?? []) {
      if (causes.has(id) || change.eventId === id || hasRight(change.role, 'firm.manage')) continue;
      if (!seenBy(change.eventId).has(id) && !seenBy(id).has(change.eventId)) causes.set(id, change.eventId);
    }
  }
  // A kit that was voided serves nobody who had not been seen by then, whatever clock they claim [RS9].
  for (const [id, kit] of draft.recoveredWith) {
    const by = draft.voided.get(kit);
    if (by !== undefined && !seenBy(by).has(id)) causes.set(id, by);
  }
  for (const { usedBy, withdrawnBy } of draft.invitations.values()) {
    if (usedBy !== null && withdrawnBy !== null && !seenBy(withdrawnBy).has(usedBy)) causes.set(usedBy, withdrawnBy);
  }
  return causes;
}

/** Events of which something that they rest on is missing; `events` are in order, so parents come first. */
export function findWaiting(events: readonly RosterEvent[]): Set<string> {
  const complete = new Set<string>();
  for (const event of events) if (event.parents.every((parent) => complete.has(parent))) complete.add(event.id);
  return new Set(events.map((event) => event.id).filter((id) => !complete.has(id)));
}

/** Founding, enrolment and recovery prove themselves by a signature of their own, and no removal undoes them. */
function isIntroduction({ type }: RosterEvent): boolean {
  return type === 'roster.founded' || type === 'roster.device.enrolled' || type === 'roster.recovered';
}

/** What each event's author had seen: everything that its parents reach. */
function createReach(events: readonly RosterEvent[]): (id: string) => ReadonlySet<string> {
  const byId = new Map(events.map((event) => [event.id, event]));
  const known = new Map<string, Set<string>>();
  return (id) => {
    const kept = known.get(id);
    if (kept !== undefined) return kept;
    const seen = new Set<string>();
    const queue = [...(byId.get(id)?.parents ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...(byId.get(next)?.parents ?? []));
    }
    known.set(id, seen);
    return seen;
  };
}

/** First those whose cause stands itself; where all causes lie beyond one another, those of the earliest cause. */
export function chooseExcluded(causes: ReadonlyMap<string, string>, order: readonly string[]): string[] {
  const ids = [...causes.keys()];
  const standing = ids.filter((id) => !causes.has(causes.get(id) ?? ''));
  if (standing.length > 0) return standing;
  const first = order.find((id) => [...causes.values()].includes(id));
  return ids.filter((id) => causes.get(id) === first);
}
