import type { Right } from '../../../shared/domain/roles/rights.ts';
import { isStartable } from '../../../shared/domain/sharing/workspace-share.ts';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { type EventDocument, parseEventId } from '../events/envelope.ts';
import { clockMs } from '../events/event-clock.ts';
import { admit } from '../roster/admit.ts';
import type { KeyRing } from '../roster/key-ring.ts';
import { beyondRemoval, waitsForPredecessor } from '../roster/roster.ts';
import type { RosterLog } from '../roster/roster-log.ts';
import { type CustodyGrant, isInCustody } from './custody.ts';
import { type FindDefinition, type Opened, openEvent, type Shut, withShown } from './open-event.ts';
import type { RowReader } from './projection.ts';
import { shownBody } from './sharing-facts.ts';

/** Why an event does not count; the words of the contract. */
export type AsideReason =
  | 'newer version'
  | 'unreadable'
  | 'before the share'
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
  /** True where the text is sealed for the firm's own members. */
  readonly isInside: boolean;
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
  /** True once somebody with the right has rejected it: it is no gap any more. */
  readonly isRejected: boolean;
}

export type Judged = Counting | Aside;

/** What a judgement rests on. */
export interface JudgeContext {
  readonly firmId: string;
  readonly ring: KeyRing;
  readonly roster: RosterLog;
  readonly rows: RowReader;
  /** The device that judges. */
  readonly deviceId?: string;
  /** The event types that are known; only a simulation of versions apart gives others than this version's. */
  readonly findDefinition?: FindDefinition;
  /** What another thread found in the event already. */
  readonly openedAhead?: (eventId: string) => Opened | Shut | undefined;
}

const sentences: Readonly<Record<Exclude<AsideReason, Shut['reason'] | 'before the share'>, string>> = {
  'no right': 'Its author did not hold the right that this needs.',
  'beyond removal': 'It was written by somebody who had been removed, or was not known when they were.',
  'unknown device': 'It comes from a device that the roster does not know yet.',
  fork: 'Its device wrote two events in one place: this device was copied.',
  custody: 'It was not posted by the custodian of the account.',
  'batch open': 'It belongs to an import that was not finished.',
};

/** The place from which a device's chain counts as forked; undefined where it is whole. */
export function readFork(rows: RowReader, workspace: Workspace, deviceId: string): number | undefined {
  return rows.get<{ n: number }>('SELECT n FROM fork WHERE workspace = ? AND device_id = ?', [workspace, deviceId])?.n;
}

/**
 * Judges a stored event: opened, known, admitted, in its place, in custody, its batch closed; adoption overrides. `fork`
 * is where its device's chain forks.
 */
export function judge(
  document: EventDocument,
  workspace: Workspace,
  context: JudgeContext,
  fork: number | undefined,
): Judged {
  const { clock, deviceId } = parseEventId(document._id);
  const memberId = context.roster.current.devices.get(deviceId)?.memberId ?? '';
  const opened = openIn(document, workspace, context);
  const isInside = opened.kind === 'opened' && opened.isInside;
  const common = { id: document._id, workspace, document, deviceId, memberId, atMs: clockMs(clock), isInside };
  if (opened.kind === 'shut') {
    const { detail, type, aggregate, touches } = opened;
    const reason = isBeforeShare(document, workspace, context) ? 'before the share' : opened.reason;
    const isRejected = decisionOn(document._id, workspace, 'firm.manage', context) === 'reject';
    return { ...common, counts: false, reason, detail, type, aggregate, touches, head: null, event: null, isRejected };
  }
  const event = { ...opened.event, memberId };
  const { definition } = opened;
  const right = definition.rightFor?.(event.head) ?? definition.right;
  const reason = reasonAgainst(document, event, right, context, fork);
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
    isRejected: decisionOn(event.id, workspace, rightToDecide(right, reason), context) === 'reject',
  };
}

/** True where this device's member was given the workspace later [SH11]: nothing is missing then. */
function isBeforeShare(
  document: EventDocument,
  workspace: Workspace,
  { roster, ring, deviceId }: JudgeContext,
): boolean {
  if (workspace === 'roster' || !isStartable(workspace)) return false;
  if (ring.find(workspace, 'outside', document.k[0]) !== undefined) return false;
  const member = roster.current.members.get(roster.current.devices.get(deviceId ?? '')?.memberId ?? '');
  const start = member?.starts[workspace];
  return start !== undefined && document.k[0] < start;
}

/** As another thread found it, or opened here; a text that stays shut may have been shown [SH4]. */
function openIn(document: EventDocument, workspace: Workspace, context: JudgeContext): Opened | Shut {
  const opened =
    context.openedAhead?.(document._id) ??
    openEvent(document, workspace, context.firmId, context.ring, context.findDefinition);
  if (opened.kind === 'shut' || !opened.isBodiless) return opened;
  const shown = shownBody(context.rows, document._id);
  return shown === undefined ? opened : withShown(opened, shown);
}

type Subject = Parameters<typeof admit>[0];

/**
 * The right that somebody needs to adopt or reject an event that was set aside [ST2]: the one that the event itself
 * needs; for money posted out of custody, and where an event names no right, an owner's.
 */
export function rightToDecide(right: Subject['right'], reason: string): Right {
  return right === 'none' || reason === 'custody' ? 'firm.manage' : right;
}

function reasonAgainst(
  document: EventDocument,
  event: OpenedEvent,
  right: Subject['right'],
  context: JudgeContext,
  fork: number | undefined,
): keyof typeof sentences | null {
  const { rows, roster } = context;
  const { id, deviceId, workspace } = event;
  // The roster's own fold is the judge of its events, forked or not.
  if (workspace === 'roster') return reasonInRoster(roster.current.refused.get(id));
  if (fork !== undefined && document.n >= fork) return 'fork';
  if (event.batchId !== undefined && event.type !== 'batch.closed' && !isBatchClosed(document, event, rows))
    return 'batch open';
  const isAdoptedAgainst = (reason: string) =>
    decisionOn(id, workspace, rightToDecide(right, reason), context) === 'adopt';
  const result = admit({ id, deviceId, workspace, right }, roster.at(document.r), roster.current);
  if (!result.counts && (result.reason === 'unknown device' || !isAdoptedAgainst(result.reason))) return result.reason;
  return isOutOfCustody(event, rows) && !isAdoptedAgainst('custody') ? 'custody' : null;
}

function reasonInRoster(refused: string | undefined): keyof typeof sentences | null {
  if (refused === undefined) return null;
  if (refused === waitsForPredecessor) return 'unknown device';
  return refused === beyondRemoval ? 'beyond removal' : 'no right';
}

/** The account and the custody that an event rests on; null for what needs none. */
export function custodyOf(event: OpenedEvent): { accountId: string; custody: string } | null {
  if (event.workspace !== 'trust') return null;
  const head = event.head as { custody?: unknown; accountId?: unknown; endsCustody?: unknown };
  const custody = event.type === 'trust.custody.handed' ? head.endsCustody : head.custody;
  return typeof head.accountId === 'string' && typeof custody === 'string'
    ? { accountId: head.accountId, custody }
    : null;
}

function isOutOfCustody(event: OpenedEvent, rows: RowReader): boolean {
  const use = custodyOf(event);
  if (use === null) return false;
  const grants = readGrants(use.accountId, rows);
  // A hand-over is judged as one of the grants, whether it has been recorded or not.
  const own = event.type === 'trust.custody.handed' ? handOverOf(event, use) : null;
  const all = own === null || grants.some((grant) => grant.eventId === event.id) ? grants : [...grants, own];
  return !isInCustody({ id: event.id, deviceId: event.deviceId, custody: use.custody }, all);
}

function handOverOf(event: OpenedEvent, use: { accountId: string; custody: string }): CustodyGrant | null {
  const head = event.head as { toDeviceId: string; heads: { trust?: string } };
  if (event.aggregate !== `account:${use.accountId}`) return null;
  return {
    eventId: event.id,
    accountId: use.accountId,
    isHanded: true,
    authorDeviceId: event.deviceId,
    deviceId: head.toDeviceId,
    ends: use.custody,
    giverHead: head.heads.trust ?? '',
  };
}

/** What is known to give custody of an account. */
export function readGrants(accountId: string, rows: RowReader): CustodyGrant[] {
  const found = rows.all<Omit<CustodyGrant, 'isHanded'> & { isHanded: number }>(
    `SELECT event_id AS eventId, account_id AS accountId, is_handed AS isHanded, author_device_id AS authorDeviceId,
       device_id AS deviceId, ends, giver_head AS giverHead FROM custody_grant WHERE account_id = ? ORDER BY event_id`,
    [accountId],
  );
  return found.map((row) => ({ ...row, isHanded: row.isHanded === 1 }));
}

function isBatchClosed(document: EventDocument, event: OpenedEvent, rows: RowReader): boolean {
  const closing = rows.get(
    'SELECT 1 AS yes FROM batch WHERE batch_id = ? AND workspace = ? AND device_id = ? AND n > ? AND is_complete = 1',
    [event.batchId ?? '', event.workspace, event.deviceId, document.n],
  );
  return closing !== undefined;
}

/** The last decision on an event by somebody who held the right when they decided, as `admit` sees it [ST2]. */
function decisionOn(
  eventId: string,
  workspace: Workspace,
  right: Right,
  { rows, roster }: JudgeContext,
): 'adopt' | 'reject' | null {
  const decisions = rows.all<{ event_id: string; decision: 'adopt' | 'reject'; roster_heads: string }>(
    'SELECT event_id, decision, roster_heads FROM adoption WHERE target_id = ? AND workspace = ? ORDER BY event_id DESC',
    [eventId, workspace],
  );
  const counting = decisions.find(({ event_id: id, roster_heads }) => {
    const subject = { id, deviceId: parseEventId(id).deviceId, workspace, right };
    return admit(subject, roster.at(JSON.parse(roster_heads) as string[]), roster.current).counts;
  });
  return counting?.decision ?? null;
}
