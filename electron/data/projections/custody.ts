import { parseEventId } from '../events/envelope.ts';

/** A custody of a trust account: who has it by which event, and how it ended. */
export interface CustodyGrant {
  /** The event that gave it: the account's opening, a hand-over or an override. */
  readonly eventId: string;
  readonly accountId: string;
  readonly deviceId: string;
  /** The custody that this one ended; '' for the account's opening. */
  readonly ends: string;
  /** The last trust event of the giver that the new custodian knows of; '' for the opening. */
  readonly giverHead: string;
}

/** The grant that ended `eventId`: of several, the earliest counts (clock, then device stand first in an id). */
function endOf(eventId: string, grants: readonly CustodyGrant[]): CustodyGrant | undefined {
  const ends = grants.filter((grant) => grant.ends === eventId);
  return ends.sort((a, b) => (a.eventId < b.eventId ? -1 : 1))[0];
}

/** The custody that stands now: from the opening along the earliest ends [CU1]. */
export function currentCustody(grants: readonly CustodyGrant[]): CustodyGrant | undefined {
  let current = grants.find((grant) => grant.ends === '');
  for (let steps = 0; current !== undefined && steps <= grants.length; steps += 1) {
    const next = endOf(current.eventId, grants);
    if (next === undefined) return current;
    current = next;
  }
  return current;
}

/**
 * Whether an event that lowers an account was posted by its custodian (CU2): the custody that it names was given to its
 * device, and had not ended, or the event lies within what the giver's successor knew.
 */
export function isInCustody(
  event: { id: string; deviceId: string; custody: string },
  grants: readonly CustodyGrant[],
): boolean {
  const grant = grants.find((candidate) => candidate.eventId === event.custody);
  if (grant === undefined || grant.deviceId !== event.deviceId) return false;
  if (grant.ends !== '' && endOf(grant.ends, grants)?.eventId !== grant.eventId) return false;
  const end = endOf(grant.eventId, grants);
  if (end === undefined) return true;
  return end.giverHead !== '' && parseEventId(event.id).clock <= parseEventId(end.giverHead).clock;
}
