import { decideConflictResult } from '../../../shared/domain/intake/conflict-decision.ts';
import { isLeadEnded, type LeadStage, leadStages } from '../../../shared/domain/intake/lead-stage.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { conflictChecked, conflictDecided, leadMoved } from '../../../shared/events/intake.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { type ConflictSqlRow, conflictPaper, conflictReport, hitsOf, readConflict } from './conflict-report.ts';
import { type Asked, conflictStamp, searchConflicts, searchConflictsInSteps } from './conflict-search.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { readParty } from './office-parties.ts';
import { containsPattern, readPage } from './page-query.ts';
import { partyNameSql } from './shown-names.ts';

interface LeadState {
  stage: LeadStage;
  confidential: number;
  parties_clock: string;
  matter_id: string | null;
}

function readLeadState(rows: RowReader, leadId: string): LeadState {
  const lead = rows.get<LeadState>(
    'SELECT stage, confidential, parties_clock, matter_id FROM intake_lead WHERE lead_id = ?',
    [leadId],
  );
  return found(lead, 'intake', 'lead', 'leadId');
}

/** Everybody named on a lead, under the name in the firm's records. */
function askedOfLead(rows: RowReader, leadId: string): Asked[] {
  return rows.all<{ name: string; role: Asked['role']; partyId: string }>(
    `SELECT ${partyNameSql('p')} AS name, x.role, x.party_id AS partyId FROM intake_lead_party x
     JOIN office_party p ON p.party_id = x.party_id WHERE x.lead_id = ? ORDER BY x.place`,
    [leadId],
  );
}

/** True where the check is not the lead's last, or somebody was named on the lead since. */
function isOutOfDate(rows: RowReader, check: ConflictSqlRow): boolean {
  if (check.lead_id === null) return false;
  const later = rows.get('SELECT 1 AS later FROM intake_conflict WHERE lead_id = ? AND clock > ?', [
    check.lead_id,
    check.clock,
  ]);
  const lead = rows.get<{ parties_clock: string }>('SELECT parties_clock FROM intake_lead WHERE lead_id = ?', [
    check.lead_id,
  ]);
  return later !== undefined || (lead !== undefined && lead.parties_clock > check.clock);
}

/** Whether a cleared check brings the lead a step further: to "conflict cleared", from the stages before it. */
function movesOn(lead: LeadState): boolean {
  return !isLeadEnded(lead.stage) && leadStages.indexOf(lead.stage) < leadStages.indexOf('conflict cleared');
}

/** Procedures on conflict checks. */
export function createConflictProcedures(os: Implementer) {
  return {
    runConflictCheck: os.intake.runConflictCheck.handler(async ({ input, context }) => {
      const firm = context.firm();
      const asked = (rows: RowReader) => [
        ...(input.leadId === undefined ? [] : askedOfLead(rows, input.leadId)),
        ...input.names,
      ];
      // The search takes its time outside the turn; where something changed meanwhile, the turn searches again.
      const before = await searchConflictsInSteps(firm.rows, asked(firm.rows), input.leadId);
      const { conflictId } = await firm.execute(input.commandId, (turn) => {
        const { rows } = turn;
        const lead = input.leadId === undefined ? undefined : readLeadState(rows, input.leadId);
        const unknown = input.names.findIndex(
          ({ partyId }) => partyId !== undefined && readParty(rows, partyId) === undefined,
        );
        if (unknown >= 0) return { ok: false, refusal: notFound('intake', 'person', `names.${unknown}.partyId`) };
        const names = asked(rows);
        if (names.length === 0) {
          return decline('intake.nobody-to-check', 'Name at least one person or organisation to check.', ['names']);
        }
        const isCurrent = before.stamp === conflictStamp(rows);
        const findings = isCurrent ? before.findings : searchConflicts(rows, names, input.leadId);
        const newId = turn.newId();
        const event = newEvent(
          conflictChecked,
          newId,
          {
            ...(input.leadId === undefined ? {} : { leadId: input.leadId }),
            hits: findings.hits.length,
            hidden: findings.hidden,
            searchedParties: findings.searchedParties,
          },
          { queries: findings.queries, hits: findings.hits },
          { withheld: lead?.confidential === 1 },
        );
        return accept({ events: [event], answer: { conflictId: newId } });
      });
      return conflictReport(firm, conflictId);
    }),

    getConflictCheck: os.intake.getConflictCheck.handler(({ input, context }) =>
      conflictReport(context.firm(), input.conflictId),
    ),

    listConflictChecks: os.intake.listConflictChecks.handler(({ input, context }) => {
      const firm = context.firm();
      const where: string[] = [];
      const parameters: Record<string, SqlValue> = {};
      if (input.state === 'to decide') where.push("k.result = 'to decide'");
      if (input.filter.trim() !== '') {
        where.push("k.names LIKE @filter ESCAPE '\\'");
        parameters.filter = containsPattern(input.filter);
      }
      const page = readPage<ConflictSqlRow & { hits: number }>(firm.rows, input, {
        select: 'k.conflict_id, k.lead_id, k.names, k.ran_at_ms, k.ran_by_member_id, k.hits, k.result',
        from: 'intake_conflict k',
        where,
        parameters,
        sorts: { ranAtMs: 'k.ran_at_ms' },
        tieBreak: 'k.conflict_id',
      });
      return {
        rows: page.rows.map((row) => ({
          conflictId: row.conflict_id,
          leadId: row.lead_id,
          names: row.names ?? 'Withheld',
          ranAtMs: row.ran_at_ms,
          ranBy: firm.memberName(row.ran_by_member_id),
          hits: row.hits,
          result: row.result,
        })),
        total: page.total,
      };
    }),

    decideConflict: os.intake.decideConflict.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const check = readConflict(turn.rows, input.conflictId);
        const result = decideConflictResult({
          hitKeys: hitsOf(check).map((hit) => hit.key),
          isDecided: check.result !== 'to decide',
          isOutOfDate: isOutOfDate(turn.rows, check),
          result: input.result,
          hits: input.hits,
        });
        if (!result.ok) return result;
        const lead = check.lead_id === null ? undefined : readLeadState(turn.rows, check.lead_id);
        const withheld = lead?.confidential === 1;
        const decided = newEvent(
          conflictDecided,
          input.conflictId,
          { ...(check.lead_id === null ? {} : { leadId: check.lead_id }), result: result.value },
          { hits: input.hits, reason: input.reason },
          { withheld },
        );
        const isCleared = result.value !== 'conflict' && check.lead_id !== null && lead !== undefined && movesOn(lead);
        const moved =
          isCleared && check.lead_id !== null
            ? [newEvent(leadMoved, check.lead_id, { stage: 'conflict cleared' }, { reason: '' }, { withheld })]
            : [];
        return accept({ events: [decided, ...moved], answer: { id: input.conflictId } });
      }),
    ),

    conflictReportPdf: os.intake.conflictReportPdf.handler(async ({ input, context }) => {
      const firm = context.firm();
      const report = conflictReport(firm, input.conflictId);
      const bytes = await firm.renderPaper('conflict-report', conflictPaper(firm, report));
      const day = new Date(report.ranAtMs).toISOString().slice(0, 10);
      return { pdfBase64: Buffer.from(bytes).toString('base64'), fileName: `conflict-check-${day}.pdf` };
    }),
  };
}
