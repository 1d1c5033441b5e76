import { hasRight } from '../../../shared/domain/roles/rights.ts';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { type EventDocument, parseEventId } from '../events/envelope.ts';
import { clockMs } from '../events/event-clock.ts';
import { admit } from '../roster/admit.ts';
import type { KeyRing } from '../roster/key-ring.ts';
import type { RosterLog } from '../roster/roster-log.ts';
import { type CustodyGrant, isInCustody } from './custody.ts';
import { openEvent } from './open-event.ts';
import type { RowReader } from './projection.ts';

/** Why an event does not count; the words of the contract. */
export type AsideReason =
  | 'newer version'
  | 'unreadable'
  | 'invalid'
  | 'no right'
  | 'beyond removal'
  | 'unknown device'
  | 'fork'
  | 'custody'
  | 'batch open';

interface Common {
  readonly id: string;
  readonly workspace: Workspace;
  readonly document: EventDocument;
  readonly deviceId: string;
  readonly memberId: string;
  readonly atMs: number;
}

/** An event that counts, ready to be folded. */
export interface Counting extends Common {
  readonly counts: true;
  readonly event: OpenedEvent;
  readonly answer: unknown;
  readonly isBodiless: boolean;
}

/** An event that is kept and shown, and does not count. */
export interface Aside extends Common {
  readonly counts: false;
  readonly reason: AsideReason;
  readonly detail: string;
  readonly type: string;
  readonly aggregate: string;
  readonly touches: readonly string[];
  readonly head: unknown;
  readonly event: OpenedEvent | null;
}

export type Judged = Counting | Aside;

/** What a judgement rests on. */
export interface JudgeContext {
  readonly firmId: string;
  readonly ring: KeyRing;
  readonly roster: RosterLog;
  readonly rows: RowReader;
}

const sentences: Readonly<Record<Exclude<AsideReason, 'newer version' | 'unreadable' | 'invalid'>, string>> = {
  'no right': 'Its author did not hold the right that this needs.',
  'beyond removal': 'It was written by somebody who had been removed, or was not known when they were.',
  'unknown device': 'It comes from a device that the roster does not know yet.',
  fork: 'Its device wrote two events in one place: this device was copied.',
  custody: 'It was not posted by the custodian of the account.',
  'batch open': 'It belongs to an import that was not finished.',
};

/** Judges a stored event: opened, known, admitted, in its place, in custody, its batch closed; adoption overrides. */
export function judge(document: EventDocument, workspace: Workspace, context: JudgeContext): Judged {
  const { clock, deviceId } = parseEventId(document._id);
  const memberId = context.roster.current.devices.get(deviceId)?.memberId ?? '';
  const common = { id: document._id, workspace, document, deviceId, memberId, atMs: clockMs(clock) };
  const opened = openEvent(document, workspace, context.firmId, context.ring);
  if (opened.kind === 'shut') {
    const { reason, detail, type, aggregate, touches } = opened;
    return { ...common, counts: false, reason, detail, type, aggregate, touches, head: null, event: null };
  }
  const event = { ...opened.event, memberId };
  const reason = reasonAgainst(document, event, opened.definition.right, context);
  if (reason === null) return { ...common, counts: true, event, answer: opened.answer, isBodiless: opened.isBodiless };
  return {
    ...common,
    counts: false,
    reason,
    detail: sentences[reason],
    type: event.type,
    aggregate: event.aggregate,
    touches: event.touches ?? [],
    head: event.head,
    event,
  };
}

type Right = Parameters<typeof admit>[0]['right'];

function reasonAgainst(
  document: EventDocument,
  event: OpenedEvent,
  right: Right,
  context: JudgeContext,
): keyof typeof sentences | null {
  const { rows, roster } = context;
  const fork = rows.get<{ n: number }>('SELECT n FROM fork WHERE workspace = ? AND device_id = ?', [
    event.workspace,
    event.deviceId,
  ]);
  if (fork !== undefined && document.n >= fork.n) return 'fork';
  if (event.workspace === 'roster') return roster.current.refused.has(event.id) ? 'no right' : null;
  if (event.batchId !== undefined && event.type !== 'batch.closed' && !isBatchClosed(event.batchId, rows))
    return 'batch open';
  const result = admit(
    { id: event.id, deviceId: event.deviceId, workspace: event.workspace, right },
    roster.at(document.r),
    roster.current,
  );
  const reason = result.counts ? reasonOfCustody(event, rows) : result.reason;
  if (reason === null || reason === 'unknown device') return reason;
  return isAdopted(event.id, right, context) ? null : reason;
}

function reasonOfCustody(event: OpenedEvent, rows: RowReader): 'custody' | null {
  const head = event.head as { custody?: unknown; accountId?: unknown; endsCustody?: unknown; fromDeviceId?: unknown };
  if (typeof head.accountId !== 'string') return null;
  const custody =
    typeof head.custody === 'string'
      ? head.custody
      : event.type === 'trust.custody.handed'
        ? head.endsCustody
        : undefined;
  if (typeof custody !== 'string') return null;
  const grants = readGrants(head.accountId, rows).filter((grant) => grant.eventId !== event.id);
  return isInCustody({ id: event.id, deviceId: event.deviceId, custody }, grants) ? null : 'custody';
}

/** The custodies of an account as they are known. */
export function readGrants(accountId: string, rows: RowReader): CustodyGrant[] {
  return rows.all<CustodyGrant>(
    'SELECT event_id AS eventId, account_id AS accountId, device_id AS deviceId, ends, giver_head AS giverHead FROM custody_grant WHERE account_id = ? ORDER BY event_id',
    [accountId],
  );
}

function isBatchClosed(batchId: string, rows: RowReader): boolean {
  return rows.get('SELECT 1 AS yes FROM batch WHERE batch_id = ? AND count = -1', [batchId]) !== undefined;
}

/** An adoption counts if its author holds the right that the adopted event lacked. */
function isAdopted(eventId: string, right: Right, { rows, roster }: JudgeContext): boolean {
  const adoptions = rows.all<{ event_id: string }>(
    "SELECT event_id FROM adoption WHERE target_id = ? AND decision = 'adopt'",
    [eventId],
  );
  return adoptions.some((adoption) => {
    const device = roster.current.devices.get(parseEventId(adoption.event_id).deviceId);
    const member = device === undefined ? undefined : roster.current.members.get(device.memberId);
    return member !== undefined && !member.isRemoved && hasRight(member.role, right === 'none' ? 'firm.manage' : right);
  });
}
