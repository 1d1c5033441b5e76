import type * as z from 'zod';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import {
  callLogged,
  callReturned,
  conflictChecked,
  conflictDecided,
  leadAmended,
  leadConverted,
  leadMoved,
  leadOpened,
} from '../../../shared/events/intake.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { intakeSchema, intakeTables } from './intake-schema.ts';
import { type AreaProjection, on, type RowWriter, type SqlRow } from './projection.ts';

type LeadBody = z.infer<typeof leadOpened.body>;
type LeadHead = z.infer<typeof leadAmended.head>;

const foldCallLogged = on(callLogged, (rows, event) => {
  const { aggregate, head, body } = event;
  rows.run(
    `INSERT OR REPLACE INTO intake_call
       (call_id, aggregate, started_at_ms, ended_at_ms, direction, outcome, urgency, for_member_id, callback_by_ms,
        returned_at_ms, party_id, lead_id, matter_id, taken_by_member_id, confidential, caller_name, caller_number,
        company, reason, message, best_time, may_leave_voicemail, recording_consent)
     VALUES (@callId, @aggregate, @startedAtMs, @endedAtMs, @direction, @outcome, @urgency, @forMemberId, @callbackByMs,
        NULL, @partyId, @leadId, @matterId, @takenBy, @confidential, @callerName, @callerNumber,
        @company, @reason, @message, @bestTime, @mayLeaveVoicemail, @recordingConsent)`,
    {
      callId: idOfAggregate(aggregate),
      aggregate,
      startedAtMs: head.startedAtMs,
      endedAtMs: head.endedAtMs,
      direction: head.direction,
      outcome: head.outcome,
      urgency: head.urgency,
      forMemberId: head.forMemberId ?? null,
      callbackByMs: head.callbackByMs ?? null,
      partyId: head.partyId ?? null,
      leadId: head.leadId ?? null,
      matterId: event.matterId ?? null,
      takenBy: event.memberId,
      confidential: head.confidential ? 1 : 0,
      callerName: body?.callerName ?? null,
      callerNumber: body?.callerNumber ?? null,
      company: body?.company ?? null,
      reason: body?.reason ?? null,
      message: body?.message ?? null,
      bestTime: body?.bestTime ?? null,
      mayLeaveVoicemail: body?.mayLeaveVoicemail ? 1 : 0,
      recordingConsent: body?.recordingConsent ? 1 : 0,
    },
  );
  const words = [body?.callerName, body?.callerNumber, body?.company, body?.reason].filter((word) => word).join(' ');
  rows.run('DELETE FROM intake_search WHERE aggregate = ?', [aggregate]);
  if (words !== '') {
    rows.run('INSERT INTO intake_search (aggregate, call_id, words) VALUES (?, ?, ?)', [
      aggregate,
      idOfAggregate(aggregate),
      words,
    ]);
  }
});

/** Puts the people of a lead in place; tells whether they are others than before. */
function setLeadParties(rows: RowWriter, aggregate: string, parties: LeadBody['parties']): boolean {
  const leadId = idOfAggregate(aggregate);
  const before = rows
    .all<{ party_id: string }>('SELECT party_id FROM intake_lead_party WHERE aggregate = ?', [aggregate])
    .map((row) => row.party_id);
  rows.run('DELETE FROM intake_lead_party WHERE aggregate = ?', [aggregate]);
  parties.forEach(({ partyId, role }, place) => {
    rows.run('INSERT INTO intake_lead_party (aggregate, lead_id, party_id, role, place) VALUES (?, ?, ?, ?, ?)', [
      aggregate,
      leadId,
      partyId,
      role,
      place,
    ]);
  });
  return parties.some(({ partyId }) => !before.includes(partyId));
}

function noteLeadHistory(rows: RowWriter, event: OpenedEvent, text: string): void {
  rows.run(
    `INSERT OR REPLACE INTO intake_lead_history (event_id, aggregate, lead_id, clock, at_ms, member_id, text)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [event.id, event.aggregate, idOfAggregate(event.aggregate), event.clock, event.atMs, event.memberId, text],
  );
}

function leadColumns(head: LeadHead, body: LeadBody | null): SqlRow {
  return {
    practiceArea: head.practiceArea,
    prospectPartyId: head.prospectPartyId,
    nextActionOn: head.nextActionOn ?? null,
    confidential: head.confidential ? 1 : 0,
    summary: body?.summary ?? null,
    source: body?.source ?? null,
    nextAction: body?.nextAction ?? null,
  };
}

const foldLeadOpened = on(leadOpened, (rows, event) => {
  const { aggregate, head, body } = event;
  rows.run(
    `INSERT OR REPLACE INTO intake_lead
       (lead_id, aggregate, practice_area, prospect_party_id, stage, next_action_on, confidential, summary, source,
        next_action, opened_at_ms, opened_by_member_id, call_id, parties_clock)
     VALUES (@leadId, @aggregate, @practiceArea, @prospectPartyId, 'new', @nextActionOn, @confidential, @summary,
        @source, @nextAction, @atMs, @memberId, @callId, @clock)`,
    {
      leadId: idOfAggregate(aggregate),
      aggregate,
      ...leadColumns(head, body),
      atMs: event.atMs,
      memberId: event.memberId,
      callId: head.callId ?? null,
      clock: event.clock,
    },
  );
  setLeadParties(rows, aggregate, body?.parties ?? []);
  noteLeadHistory(rows, event, 'Opened the lead');
});

const foldLeadAmended = on(leadAmended, (rows, event) => {
  const { aggregate, head, body } = event;
  rows.run(
    `UPDATE intake_lead SET practice_area = @practiceArea, prospect_party_id = @prospectPartyId,
       next_action_on = @nextActionOn, confidential = @confidential, summary = @summary, source = @source,
       next_action = @nextAction WHERE aggregate = @aggregate`,
    { aggregate, ...leadColumns(head, body) },
  );
  if (setLeadParties(rows, aggregate, body?.parties ?? [])) {
    rows.run('UPDATE intake_lead SET parties_clock = ? WHERE aggregate = ?', [event.clock, aggregate]);
  }
  noteLeadHistory(rows, event, 'Changed the lead');
});

const foldConflictChecked = on(conflictChecked, (rows, event) => {
  const { aggregate, head, body } = event;
  rows.run(
    `INSERT OR REPLACE INTO intake_conflict
       (conflict_id, aggregate, lead_id, clock, ran_at_ms, ran_by_member_id, hits, hidden, searched_parties, names,
        queries, report, result, decisions)
     VALUES (@conflictId, @aggregate, @leadId, @clock, @atMs, @memberId, @hits, @hidden, @searched, @names,
        @queries, @report, 'to decide', '[]')`,
    {
      conflictId: idOfAggregate(aggregate),
      aggregate,
      leadId: head.leadId ?? null,
      clock: event.clock,
      atMs: event.atMs,
      memberId: event.memberId,
      hits: head.hits,
      hidden: head.hidden,
      searched: head.searchedParties,
      names: body ? body.queries.map((query) => query.name).join(', ') : null,
      queries: JSON.stringify(body?.queries ?? []),
      report: JSON.stringify(body?.hits ?? []),
    },
  );
});

/** Calls, leads and conflict checks. */
export const intakeProjection: AreaProjection = {
  area: 'intake',
  shapeVersion: 1,
  tables: intakeTables,
  schema: intakeSchema,
  folds: new Map([
    foldCallLogged,
    on(callReturned, (rows, { aggregate, head }) => {
      rows.run('UPDATE intake_call SET returned_at_ms = ? WHERE aggregate = ?', [head.returnedAtMs, aggregate]);
    }),
    foldLeadOpened,
    foldLeadAmended,
    on(leadMoved, (rows, event) => {
      const reason = event.body?.reason ?? '';
      rows.run('UPDATE intake_lead SET stage = ? WHERE aggregate = ? AND matter_id IS NULL', [
        event.head.stage,
        event.aggregate,
      ]);
      noteLeadHistory(rows, event, `Moved to "${event.head.stage}"${reason === '' ? '' : `: ${reason}`}`);
    }),
    on(leadConverted, (rows, event) => {
      rows.run("UPDATE intake_lead SET stage = 'matter open', matter_id = ?, client_id = ? WHERE aggregate = ?", [
        event.head.matterId,
        event.head.clientId,
        event.aggregate,
      ]);
      noteLeadHistory(rows, event, 'Opened the matter');
    }),
    foldConflictChecked,
    on(conflictDecided, (rows, { aggregate, head, body, memberId, atMs }) => {
      rows.run(
        `UPDATE intake_conflict SET result = ?, decisions = ?, reason = ?, decided_by_member_id = ?, decided_at_ms = ?
         WHERE aggregate = ?`,
        [head.result, JSON.stringify(body?.hits ?? []), body?.reason ?? null, memberId, atMs, aggregate],
      );
    }),
  ]),
};
