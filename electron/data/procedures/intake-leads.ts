import type * as z from 'zod';
import type { leadRowSchema } from '../../../shared/contract/intake.ts';
import { decideLeadMove, isLeadEnded, type LeadStage, leadStages } from '../../../shared/domain/intake/lead-stage.ts';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import { decideKeepingLead } from '../../../shared/domain/sharing/decide-sharing.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { leadAmended, leadMoved, leadOpened } from '../../../shared/events/intake.ts';
import { partyRecorded, type partyRoleSchema } from '../../../shared/events/office.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { type Clearance, clearanceSql, isCleared } from './conflict-clearance.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { withholdPeopleOfLead } from './matter-people.ts';
import { newEvent } from './new-event.ts';
import { partyFilter, readParty } from './office-parties.ts';
import { readPage } from './page-query.ts';
import { partyNameSql } from './shown-names.ts';
import type { OpenFirm, Turn } from './turn.ts';

type LeadRow = z.infer<typeof leadRowSchema>;
type Role = z.infer<typeof partyRoleSchema>;

interface LeadSqlRow {
  lead_id: string;
  name: string;
  practice_area: string;
  stage: LeadStage;
  source: string | null;
  next_action: string | null;
  next_action_on: string | null;
  opened_at_ms: number;
  conflict: Clearance;
  confidential: number;
}

/** A lead whose matter is known is at "matter open", also where the notice has not come. */
const stageSql = `CASE WHEN EXISTS (SELECT 1 FROM office_matter m WHERE m.lead_id = l.lead_id) THEN 'matter open' ELSE l.stage END`;
const leadColumns = `l.lead_id, ${partyNameSql('p')} AS name, l.practice_area, ${stageSql} AS stage, l.source, l.next_action,
  l.next_action_on, l.opened_at_ms, ${clearanceSql('l')} AS conflict, l.confidential`;
const leadJoins = 'intake_lead l LEFT JOIN office_party p ON p.party_id = l.prospect_party_id';

function leadRow(row: LeadSqlRow): LeadRow {
  return {
    leadId: row.lead_id,
    name: row.name,
    practiceArea: row.practice_area,
    stage: row.stage,
    source: row.source ?? '',
    nextAction: row.next_action ?? '',
    nextActionOn: row.next_action_on,
    openedAtMs: row.opened_at_ms,
    conflict: row.conflict,
    confidential: row.confidential === 1,
  };
}

/** Stages in which somebody still works on the lead. */
export const activeStages: readonly LeadStage[] = leadStages.filter((stage) => !isLeadEnded(stage));

const stageOrderSql = `CASE l.stage ${leadStages.map((stage, place) => `WHEN '${stage}' THEN ${place}`).join(' ')} END`;

function listLeads(
  rows: RowReader,
  input: { offset: number; limit: number; sort: string; descending: boolean; filter: string; stage: string },
) {
  const where: string[] = [];
  const parameters: Record<string, SqlValue> = {};
  if (input.stage === 'active') {
    where.push(`l.stage IN (SELECT value FROM json_each(@stages))
      AND NOT EXISTS (SELECT 1 FROM office_matter m WHERE m.lead_id = l.lead_id)`);
    parameters.stages = JSON.stringify(activeStages);
  } else if (input.stage !== 'all') {
    where.push(`${stageSql} = @stage`);
    parameters.stage = input.stage;
  }
  const filter = partyFilter('l.prospect_party_id', input.filter, parameters);
  if (filter !== null) where.push(filter);
  const page = readPage<LeadSqlRow>(rows, input, {
    select: leadColumns,
    from: leadJoins,
    countFrom: 'intake_lead l',
    where,
    parameters,
    sorts: {
      openedAtMs: 'l.opened_at_ms',
      name: 'p.name COLLATE NOCASE',
      stage: stageOrderSql,
      nextActionOn: input.descending ? 'l.next_action_on' : "COALESCE(l.next_action_on, '9999')",
      practiceArea: 'l.practice_area COLLATE NOCASE',
    },
    tieBreak: 'l.lead_id',
  });
  return { rows: page.rows.map(leadRow), total: page.total };
}

interface LeadDetailRow extends LeadSqlRow {
  prospect_party_id: string;
  summary: string | null;
  call_id: string | null;
  matter_id: string | null;
  client_id: string | null;
  is_readable: number;
}

/** One lead as its last events said; undefined where it is not known. */
function readLead(rows: RowReader, leadId: string): LeadDetailRow | undefined {
  return rows.get<LeadDetailRow>(
    `SELECT ${leadColumns}, l.prospect_party_id, l.summary, l.call_id,
       COALESCE(l.matter_id, (SELECT m.matter_id FROM office_matter m WHERE m.lead_id = l.lead_id)) AS matter_id,
       COALESCE(l.client_id, (SELECT m.client_id FROM office_matter m WHERE m.lead_id = l.lead_id)) AS client_id,
       l.summary IS NOT NULL AS is_readable
     FROM ${leadJoins} WHERE l.lead_id = ?`,
    [leadId],
  );
}

/** Where a lead could go from here, with a reason at hand. */
function nextStages(lead: LeadDetailRow): LeadStage[] {
  const state = { stage: lead.stage, isConflictCleared: isCleared(lead.conflict) };
  return leadStages.filter((stage) => decideLeadMove(state, stage, 'a reason').ok);
}

function showLead(firm: OpenFirm, leadId: string) {
  const lead = found(readLead(firm.rows, leadId), 'intake', 'lead', 'leadId');
  if (lead.is_readable === 1) firm.noteOpened({ kind: 'lead', thingId: leadId, matterId: lead.matter_id });
  const parties = firm.rows.all<{ partyId: string; name: string; role: string }>(
    `SELECT x.party_id AS partyId, ${partyNameSql('p')} AS name, x.role FROM intake_lead_party x
     LEFT JOIN office_party p ON p.party_id = x.party_id WHERE x.lead_id = ? ORDER BY x.place`,
    [leadId],
  );
  const conflicts = firm.rows.all<{ id: string }>(
    'SELECT conflict_id AS id FROM intake_conflict WHERE lead_id = ? ORDER BY clock DESC',
    [leadId],
  );
  const history = firm.rows.all<{ atMs: number; memberId: string; text: string }>(
    `SELECT at_ms AS atMs, member_id AS memberId, text FROM intake_lead_history WHERE lead_id = ? ORDER BY clock DESC LIMIT 200`,
    [leadId],
  );
  return {
    ...leadRow(lead),
    prospectPartyId: lead.prospect_party_id,
    summary: lead.summary ?? '',
    parties,
    callId: lead.call_id,
    conflictIds: conflicts.map((row) => row.id),
    matterId: lead.matter_id,
    clientId: lead.client_id,
    nextStages: nextStages(lead),
    history: history.map(({ atMs, memberId, text }) => ({ atMs, memberName: firm.memberName(memberId), text })),
  };
}

interface TypedParty {
  partyId?: string | undefined;
  name: string;
  kind: 'person' | 'organisation';
  role: Role;
  phone: string;
  email: string;
  otherNames: string[];
}

interface NamedParties {
  parties: { partyId: string; role: Role }[];
  /** Events that record those who were not known. */
  recorded: NewEvent[];
  prospectPartyId: string;
}

/** Takes the people typed at the phone: the known as they are, the others recorded. Refuses without one prospective client. */
function nameParties(turn: Turn, typed: readonly TypedParty[], confidential: boolean): Decision<NamedParties> {
  const recorded: NewEvent[] = [];
  const parties: NamedParties['parties'] = [];
  for (const [place, party] of typed.entries()) {
    if (party.partyId !== undefined && readParty(turn.rows, party.partyId) === undefined) {
      return { ok: false, refusal: notFound('intake', 'person', `parties.${place}.partyId`) };
    }
    const partyId = party.partyId ?? turn.newId();
    if (party.partyId === undefined) {
      const body = {
        kind: party.kind,
        name: party.name,
        otherNames: party.otherNames,
        phones: party.phone === '' ? [] : [party.phone],
        emails: party.email === '' ? [] : [party.email],
      };
      recorded.push(newEvent(partyRecorded, partyId, { withheld: confidential }, body, { withheld: confidential }));
    }
    parties.push({ partyId, role: party.role });
  }
  const prospects = parties.filter((party) => party.role === 'prospective client' || party.role === 'client');
  const [prospect, second] = prospects;
  if (prospect === undefined || second !== undefined) {
    return decline(
      'intake.one-prospective-client',
      'A lead has one prospective client. Name one, and the others by their part in it.',
      ['parties'],
    );
  }
  return accept({ parties, recorded, prospectPartyId: prospect.partyId });
}

function nextActionPart(nextActionOn: string | undefined) {
  return nextActionOn === undefined ? {} : { nextActionOn };
}

/** Procedures on leads. */
export function createLeadProcedures(os: Implementer) {
  return {
    listLeads: os.intake.listLeads.handler(({ input, context }) => listLeads(context.firm().rows, input)),

    getLead: os.intake.getLead.handler(({ input, context }) => showLead(context.firm(), input.leadId)),

    openLead: os.intake.openLead.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const call =
          input.callId === undefined
            ? undefined
            : found(
                turn.rows.get<{ confidential: number }>('SELECT confidential FROM intake_call WHERE call_id = ?', [
                  input.callId,
                ]),
                'intake',
                'call',
                'callId',
              );
        const confidential = input.confidential || call?.confidential === 1;
        const named = nameParties(turn, input.parties, confidential);
        if (!named.ok) return named;
        const leadId = turn.newId();
        const opened = newEvent(
          leadOpened,
          leadId,
          {
            practiceArea: input.practiceArea,
            prospectPartyId: named.value.prospectPartyId,
            confidential,
            ...nextActionPart(input.nextActionOn),
            ...(input.callId === undefined ? {} : { callId: input.callId }),
          },
          { summary: input.summary, source: input.source, nextAction: input.nextAction, parties: named.value.parties },
          { withheld: confidential },
        );
        return accept({ events: [...named.value.recorded, opened], answer: { id: leadId } });
      }),
    ),

    amendLead: os.intake.amendLead.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const lead = found(readLead(turn.rows, input.leadId), 'intake', 'lead', 'leadId');
        if (lead.is_readable === 0) {
          return decline('intake.withheld', 'The firm keeps this lead to itself. Ask the firm to change it.', [
            'leadId',
          ]);
        }
        if (lead.matter_id !== null) {
          return decline('intake.lead-has-a-matter', 'This lead already has a matter. Work on the matter instead.', [
            'leadId',
          ]);
        }
        const wasKept = lead.confidential === 1;
        const secrecy = decideKeepingLead(wasKept, input.confidential ?? wasKept);
        if (!secrecy.ok) return secrecy;
        const confidential = secrecy.value;
        const named = nameParties(turn, input.parties, confidential);
        if (!named.ok) return named;
        const people = named.value.parties.map((party) => party.partyId);
        const hidden = confidential && !wasKept ? withholdPeopleOfLead(turn.rows, input.leadId, people) : [];
        const amended = newEvent(
          leadAmended,
          input.leadId,
          {
            practiceArea: input.practiceArea,
            prospectPartyId: named.value.prospectPartyId,
            confidential,
            ...nextActionPart(input.nextActionOn),
          },
          { summary: input.summary, source: input.source, nextAction: input.nextAction, parties: named.value.parties },
          { withheld: confidential },
        );
        return accept({ events: [...named.value.recorded, amended, ...hidden], answer: { id: input.leadId } });
      }),
    ),

    moveLead: os.intake.moveLead.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const lead = found(readLead(turn.rows, input.leadId), 'intake', 'lead', 'leadId');
        const state = { stage: lead.stage, isConflictCleared: isCleared(lead.conflict) };
        const move = decideLeadMove(state, input.stage, input.reason);
        if (!move.ok) return move;
        const withheld = lead.confidential === 1;
        const event = newEvent(leadMoved, input.leadId, { stage: move.value }, { reason: input.reason }, { withheld });
        return accept({ events: [event], answer: { id: input.leadId } });
      }),
    ),
  };
}
