import type * as z from 'zod';
import type { conflictReportSchema } from '../../../shared/contract/intake.ts';
import { conflictChecked, conflictDecided } from '../../../shared/events/intake.ts';
import type { ConflictReportPaper } from '../paper/paper-data.ts';
import { found } from './found.ts';
import { paperBase } from './letterhead.ts';
import type { OpenFirm } from './turn.ts';

type ConflictReport = z.infer<typeof conflictReportSchema>;

export interface ConflictSqlRow {
  conflict_id: string;
  lead_id: string | null;
  clock: string;
  ran_at_ms: number;
  ran_by_member_id: string;
  hidden: number;
  searched_parties: number;
  names: string | null;
  queries: string;
  report: string;
  result: ConflictReport['result'];
  decisions: string;
  reason: string | null;
  decided_by_member_id: string | null;
  decided_at_ms: number | null;
}

const queriesSchema = conflictChecked.body.shape.queries;
const hitsSchema = conflictChecked.body.shape.hits;
const decisionsSchema = conflictDecided.body.shape.hits;

/** One conflict check as stored. Throws RefusalError where it is not known. */
export function readConflict(rows: OpenFirm['rows'], conflictId: string): ConflictSqlRow {
  const row = rows.get<ConflictSqlRow>('SELECT * FROM intake_conflict WHERE conflict_id = ?', [conflictId]);
  return found(row, 'intake', 'conflict check', 'conflictId');
}

/** The hits that a check listed. */
export function hitsOf(row: ConflictSqlRow): z.infer<typeof hitsSchema> {
  return hitsSchema.parse(JSON.parse(row.report));
}

/** A conflict check with what was decided on it. */
export function conflictReport(firm: OpenFirm, conflictId: string): ConflictReport {
  const row = readConflict(firm.rows, conflictId);
  const decisions = new Map(decisionsSchema.parse(JSON.parse(row.decisions)).map((decided) => [decided.key, decided]));
  return {
    conflictId,
    leadId: row.lead_id,
    ranAtMs: row.ran_at_ms,
    ranBy: firm.memberName(row.ran_by_member_id),
    searchedParties: row.searched_parties,
    hidden: row.hidden,
    queries: queriesSchema.parse(JSON.parse(row.queries)),
    hits: hitsOf(row).map((hit) => ({
      ...hit,
      decision: decisions.get(hit.key)?.decision ?? null,
      decisionReason: decisions.get(hit.key)?.reason ?? '',
    })),
    result: row.result,
    decidedBy: row.decided_by_member_id === null ? '' : firm.memberName(row.decided_by_member_id),
    decidedAtMs: row.decided_at_ms,
    reason: row.reason ?? '',
  };
}

const conclusions: Readonly<Record<ConflictReport['result'], string>> = {
  'to decide': 'Not decided yet.',
  clear: 'Clear: no conflict was found.',
  'clear with waiver': 'Clear with a waiver.',
  conflict: 'A conflict: the firm does not take this matter.',
};

type PaperHit = ConflictReportPaper['hits'][number];
type PaperDecision = NonNullable<PaperHit['decision']>;

const paperDecisions: Readonly<Record<NonNullable<ConflictReport['hits'][number]['decision']>, PaperDecision>> = {
  'not the same person': 'clear',
  'not adverse': 'clear',
  waivable: 'waived',
  'not waivable': 'conflict',
};

function paperHit(report: ConflictReport, hit: ConflictReport['hits'][number]): PaperHit {
  const note = [hit.decision ?? '', hit.decisionReason].filter((part) => part !== '').join(': ');
  return {
    searched: hit.queryName,
    found: hit.matchedName,
    role: hit.where[0]?.split(/ (?:of|in|on) /)[0] ?? '',
    where: hit.where.join('; '),
    why: hit.reasons.join(' '),
    strength: hit.score === 1_000 ? 'exact' : hit.band === 'likely' ? 'strong' : 'possible',
    ...(hit.decision === null ? {} : { decision: paperDecisions[hit.decision] }),
    ...(hit.decision === null || report.decidedBy === '' ? {} : { decidedBy: report.decidedBy }),
    ...(note === '' ? {} : { note }),
  };
}

/** A conflict check as it goes on paper. */
export function conflictPaper(firm: OpenFirm, report: ConflictReport): ConflictReportPaper {
  const { queries, searchedParties, hidden } = report;
  const reason = report.reason === '' ? '' : ` ${report.reason}`;
  return {
    ...paperBase(firm),
    subject: queries.map((query) => query.name).join(', ') || 'Withheld',
    checkedAt: new Date(report.ranAtMs).toISOString(),
    checkedBy: report.ranBy,
    parties: queries.map(({ name, role, variants }) => ({
      name,
      role,
      ...(variants.length === 0 ? {} : { alsoKnownAs: variants.join(', ') }),
    })),
    scope: `${searchedParties} people and organisations were searched, on every matter and lead, open or closed. ${hidden} weak matches are not listed.`,
    hits: report.hits.map((hit) => paperHit(report, hit)),
    conclusion: `${conclusions[report.result]}${reason}`,
  };
}
