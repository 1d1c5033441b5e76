import { parseEventId } from '../events/envelope.ts';

/** Something that gives the custody of a trust account to a device: the opening, a hand-over or an override. */
export interface CustodyGrant {
  readonly eventId: string;
  readonly accountId: string;
  /** A hand-over counts only when the custodian itself wrote it; an opening or an override by its author's right. */
  readonly isHanded: boolean;
  readonly authorDeviceId: string;
  /** Who is the custodian by it. */
  readonly deviceId: string;
  /** The custody that it ends; '' for the account's opening. */
  readonly ends: string;
  /** The last trust event of the giver that counts under the custody that ended; '' for none. */
  readonly giverHead: string;
}

/** A custody that stood, and what ended it. */
export interface Custody {
  readonly grant: CustodyGrant;
  readonly end: CustodyGrant | null;
}

function earliest(grants: readonly CustodyGrant[]): CustodyGrant | undefined {
  return [...grants].sort((a, b) => (a.eventId < b.eventId ? -1 : 1))[0];
}

/**
 * The one line of custody of an account [CU1]: from its earliest opening, each ended by the earliest grant that names
 * it (clock, then device stand first in an id). It follows from the set of grants alone, so grants made apart lead to
 * the same line on every device, and whatever hangs on a grant that is not in the line is not in it either.
 */
export function custodyLine(grants: readonly CustodyGrant[]): Custody[] {
  const line: Custody[] = [];
  const used = new Set<string>();
  let current = earliest(grants.filter((grant) => grant.ends === ''));
  while (current !== undefined && !used.has(current.eventId)) {
    const { eventId, deviceId }: CustodyGrant = current;
    used.add(eventId);
    const end = earliest(
      grants.filter((grant) => grant.ends === eventId && (!grant.isHanded || grant.authorDeviceId === deviceId)),
    );
    line.push({ grant: current, end: end ?? null });
    current = end;
  }
  return line;
}

/**
 * Whether an event that lowers an account was posted by its custodian [CU2]: the custody that it names is in the line,
 * was given to its device, and had not ended, or the event lies within what its successor knew. A hand-over is in
 * custody when it is itself in the line.
 */
export function isInCustody(
  event: { id: string; deviceId: string; custody: string },
  grants: readonly CustodyGrant[],
): boolean {
  const line = custodyLine(grants);
  if (line.some(({ grant }) => grant.eventId === event.id)) return true;
  const custody = line.find(({ grant }) => grant.eventId === event.custody);
  if (custody === undefined || custody.grant.deviceId !== event.deviceId) return false;
  const { end } = custody;
  if (end === null) return true;
  return end.giverHead !== '' && parseEventId(event.id).clock <= parseEventId(end.giverHead).clock;
}

/** Custodies whose verdicts differ between two states of an account: what was posted under them is judged again. */
export function changedCustodies(before: readonly Custody[], after: readonly Custody[]): string[] {
  const verdicts = (line: readonly Custody[]) =>
    new Map(
      line.map(({ grant, end }) => [grant.eventId, JSON.stringify([grant.deviceId, end?.eventId, end?.giverHead])]),
    );
  const [old, now] = [verdicts(before), verdicts(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id));
}
