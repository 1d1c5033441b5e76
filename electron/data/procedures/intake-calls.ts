import type * as z from 'zod';
import type { callRowSchema } from '../../../shared/contract/intake.ts';
import { callbackDueMs } from '../../../shared/domain/intake/callback.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { callLogged, callReturned } from '../../../shared/events/intake.ts';
import { phoneKey } from '../projections/party-keys.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { readParty } from './office-parties.ts';
import { isActiveMember, isMatterWithheld } from './office-tasks.ts';
import { prefixQuery, readPage } from './page-query.ts';
import { matterTitleSql, mayTieSql, partyNameSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';

type CallRow = z.infer<typeof callRowSchema>;

interface CallSqlRow {
  call_id: string;
  started_at_ms: number;
  ended_at_ms: number;
  direction: CallRow['direction'];
  caller_name: string | null;
  caller_number: string | null;
  company: string | null;
  reason: string | null;
  message: string | null;
  best_time: string | null;
  may_leave_voicemail: number;
  outcome: CallRow['outcome'];
  urgency: CallRow['urgency'];
  for_member_id: string | null;
  taken_by_member_id: string;
  callback_by_ms: number | null;
  returned_at_ms: number | null;
  lead_id: string | null;
  matter_id: string | null;
  matter_title: string | null;
}

function callRow(firm: OpenFirm, row: CallSqlRow): CallRow {
  return {
    callId: row.call_id,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
    direction: row.direction,
    callerName: row.caller_name ?? 'Withheld',
    callerNumber: row.caller_number ?? '',
    company: row.company ?? '',
    reason: row.reason ?? '',
    message: row.message ?? '',
    bestTime: row.best_time ?? '',
    mayLeaveVoicemail: row.may_leave_voicemail === 1,
    outcome: row.outcome,
    urgency: row.urgency,
    forMemberId: row.for_member_id,
    forName: row.for_member_id === null ? '' : firm.memberName(row.for_member_id),
    takenBy: firm.memberName(row.taken_by_member_id),
    callbackByMs: row.callback_by_ms,
    returnedAtMs: row.returned_at_ms,
    leadId: row.lead_id,
    matterId: row.matter_id,
    matterTitle: row.matter_title ?? '',
  };
}

/** The columns of a call; its lead is that of the call, or the one that was opened from it. */
const callColumns = `k.call_id, k.started_at_ms, k.ended_at_ms, k.direction, k.caller_name, k.caller_number, k.company, k.reason,
  k.message, k.best_time, k.may_leave_voicemail, k.outcome, k.urgency, k.for_member_id, k.taken_by_member_id,
  k.callback_by_ms, k.returned_at_ms, k.matter_id, ${matterTitleSql('m')} AS matter_title,
  COALESCE(k.lead_id, (SELECT l.lead_id FROM intake_lead l WHERE l.call_id = k.call_id)) AS lead_id`;
const callTables = 'intake_call k LEFT JOIN office_matter m ON m.matter_id = k.matter_id';

function getCall(firm: OpenFirm, callId: string): CallRow {
  const row = firm.rows.get<CallSqlRow>(`SELECT ${callColumns} FROM ${callTables} WHERE k.call_id = ?`, [callId]);
  const call = found(row, 'intake', 'call', 'callId');
  if (call.caller_name !== null) firm.noteOpened({ kind: 'call', thingId: callId, matterId: call.matter_id });
  return callRow(firm, call);
}

function listCalls(
  firm: OpenFirm,
  input: { offset: number; limit: number; sort: string; descending: boolean; filter: string; state: string },
) {
  const where: string[] = [];
  const parameters: Record<string, SqlValue> = {};
  if (input.state === 'to return') where.push('k.callback_by_ms IS NOT NULL AND k.returned_at_ms IS NULL');
  const match = prefixQuery(input.filter);
  if (match !== null) {
    where.push(`k.call_id IN (SELECT s.call_id FROM intake_fts f JOIN intake_search s ON s.search_id = f.rowid
      WHERE intake_fts MATCH @match)`);
    parameters.match = match;
  }
  const page = readPage<CallSqlRow>(firm.rows, input, {
    select: callColumns,
    from: callTables,
    countFrom: 'intake_call k',
    where,
    parameters,
    sorts: { startedAtMs: 'k.started_at_ms', callerName: 'k.caller_name COLLATE NOCASE', outcome: 'k.outcome' },
    tieBreak: 'k.call_id',
  });
  return { rows: page.rows.map((row) => callRow(firm, row)), total: page.total };
}

const matchesMax = 8;

/** Parties whose telephone ends with the digits typed, or has them; those by name where letters were typed. */
function matchingParties(rows: RowReader, text: string): string[] {
  const digits = text.replace(/\D/g, '');
  if (digits.length >= 3 && !/\p{L}/u.test(text)) {
    const exact = phoneKey(digits);
    const condition = exact === null ? 'key GLOB @key' : 'key = @key';
    return rows
      .all<{ id: string }>(
        `SELECT DISTINCT party_id AS id FROM office_party_key WHERE key >= 'phone:' AND key < 'phone;' AND ${condition} LIMIT @limit`,
        { key: exact ?? `phone:*${digits}*`, limit: matchesMax },
      )
      .map((row) => row.id);
  }
  const match = prefixQuery(text);
  if (match === null) return [];
  return rows
    .all<{ id: string }>(
      `SELECT s.ref_id AS id FROM office_fts f JOIN office_search s ON s.search_id = f.rowid
       WHERE office_fts MATCH ? AND s.kind = 'party' ORDER BY f.rank LIMIT ?`,
      [match, matchesMax],
    )
    .map((row) => row.id);
}

function recogniseCaller(rows: RowReader, text: string) {
  return matchingParties(rows, text).flatMap((partyId) => {
    const party = rows.get<{ name: string; phone: string | null }>(
      `SELECT ${partyNameSql('p')} AS name, p.phone FROM office_party p WHERE p.party_id = ?`,
      [partyId],
    );
    if (party === undefined) return [];
    const matters = rows.all<{ matterId: string; title: string }>(
      `SELECT m.matter_id AS matterId, ${matterTitleSql('m')} AS title
       FROM office_client c JOIN office_matter m ON m.client_id = c.client_id
       WHERE c.party_id = ? AND m.closed_on IS NULL AND ${mayTieSql('m')} ORDER BY m.opened_on DESC LIMIT 20`,
      [partyId],
    );
    return [{ partyId, name: party.name, phone: party.phone ?? '', matters }];
  });
}

/** Which outcomes leave somebody waiting for a call. */
const waitingOutcomes: readonly string[] = ['message', 'lead'];

/** Procedures on calls. */
export function createCallProcedures(os: Implementer) {
  return {
    getCall: os.intake.getCall.handler(({ input, context }) => getCall(context.firm(), input.callId)),
    listCalls: os.intake.listCalls.handler(({ input, context }) => listCalls(context.firm(), input)),

    recogniseCaller: os.intake.recogniseCaller.handler(({ input, context }) => ({
      matches: recogniseCaller(context.firm().rows, input.text),
    })),

    logCall: os.intake.logCall.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { rows } = turn;
        if (input.endedAtMs < input.startedAtMs) {
          return decline('intake.call-ends-before-start', 'The call ends before it starts. Correct the times.', [
            'endedAtMs',
          ]);
        }
        if (input.partyId !== undefined && readParty(rows, input.partyId) === undefined) {
          return { ok: false, refusal: notFound('intake', 'person', 'partyId') };
        }
        if (input.forMemberId !== undefined && !isActiveMember(rows, input.forMemberId)) {
          return { ok: false, refusal: notFound('intake', 'person', 'forMemberId') };
        }
        const isMatterKept = input.matterId !== undefined && isMatterWithheld(rows, input.matterId, 'intake');
        const confidential = input.confidential || isMatterKept;
        const isWaiting = input.direction === 'in' && waitingOutcomes.includes(input.outcome);
        const callbackByMs =
          input.callbackByMs ?? (isWaiting ? callbackDueMs(input.endedAtMs, input.urgency, turn.today) : undefined);
        const callId = turn.newId();
        const head = {
          startedAtMs: input.startedAtMs,
          endedAtMs: input.endedAtMs,
          direction: input.direction,
          outcome: input.outcome,
          urgency: input.urgency,
          confidential,
          ...(input.forMemberId === undefined ? {} : { forMemberId: input.forMemberId }),
          ...(callbackByMs === undefined ? {} : { callbackByMs }),
          ...(input.partyId === undefined ? {} : { partyId: input.partyId }),
        };
        const body = {
          callerName: input.callerName,
          callerNumber: input.callerNumber,
          company: input.company,
          reason: input.reason,
          message: input.message,
          bestTime: input.bestTime,
          mayLeaveVoicemail: input.mayLeaveVoicemail,
          recordingConsent: input.recordingConsent,
        };
        const event = newEvent(callLogged, callId, head, body, { matterId: input.matterId, withheld: confidential });
        return accept({ events: [event], answer: { id: callId } });
      }),
    ),

    returnCall: os.intake.returnCall.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const call = found(
          turn.rows.get<{ returned_at_ms: number | null; matter_id: string | null; confidential: number }>(
            'SELECT returned_at_ms, matter_id, confidential FROM intake_call WHERE call_id = ?',
            [input.callId],
          ),
          'intake',
          'call',
          'callId',
        );
        if (call.returned_at_ms !== null) {
          return decline('intake.call-is-returned', 'Somebody has returned this call already.', ['callId']);
        }
        const event = newEvent(
          callReturned,
          input.callId,
          { returnedAtMs: turn.nowMs },
          { note: input.note },
          { matterId: call.matter_id ?? undefined, withheld: call.confidential === 1 },
        );
        return accept({ events: [event], answer: { id: input.callId } });
      }),
    ),
  };
}
