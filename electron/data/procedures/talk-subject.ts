import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { type Readership, type SubjectKind, workspaceOfSubject } from '../../../shared/domain/provider/talk.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import { documentTitleSql, matterTitleSql, partyNameSql } from './shown-names.ts';

/** A thing that comments hang on: its name as people read it, its matter, and who may read it. */
export interface Subject extends Readership {
  readonly title: string;
  readonly matterId: string | null;
  readonly matterTitle: string;
}

interface SubjectSql {
  readonly title: string | null;
  readonly matter_id: string | null;
  readonly kept: number;
  readonly day?: string | null;
  readonly cents?: number | null;
}

/** Where each kind is found: its title, its matter, whether it is kept inside by itself. `x` is the thing's table. */
const sources: Readonly<Record<SubjectKind, string>> = {
  matter: `SELECT ${matterTitleSql('x')} AS title, x.matter_id, x.withheld AS kept FROM office_matter x WHERE x.matter_id = ?`,
  order: `SELECT COALESCE(x.title, 'Work order ' || x.number || ' (withheld)') AS title, x.matter_id, 0 AS kept
    FROM provider_order x WHERE x.order_id = ?`,
  sop: "SELECT COALESCE(x.title, 'SOP') AS title, NULL AS matter_id, 0 AS kept FROM provider_sop x WHERE x.sop_id = ?",
  call: `SELECT 'Call of ' || COALESCE(x.caller_name, 'somebody withheld') AS title, x.matter_id, x.confidential AS kept
    FROM intake_call x WHERE x.call_id = ?`,
  lead: `SELECT ${partyNameSql('p')} AS title, NULL AS matter_id, x.confidential AS kept
    FROM intake_lead x LEFT JOIN office_party p ON p.party_id = x.prospect_party_id WHERE x.lead_id = ?`,
  document: `SELECT ${documentTitleSql('x')} AS title, x.matter_id, 0 AS kept FROM documents_document x WHERE x.document_id = ?`,
  invoice: `SELECT 'Invoice ' || COALESCE(x.number, 'in draft') AS title, x.matter_id, 0 AS kept
    FROM billing_invoice x WHERE x.invoice_id = ?`,
  time: `SELECT 'Time of ' AS title, x.matter_id, 0 AS kept, x.worked_on AS day, x.amount_cents AS cents
    FROM billing_time x WHERE x.time_id = ?`,
  request: `SELECT 'Trust request of ' AS title, x.ledger_id AS matter_id, 0 AS kept, x.day, x.amount_cents AS cents
    FROM trust_request x WHERE x.request_id = ?`,
  entry: `SELECT 'Trust entry of ' AS title, x.ledger_id AS matter_id, 0 AS kept, x.day, ABS(x.effect_cents) AS cents
    FROM trust_entry x WHERE x.entry_id = ?`,
};

function titleOf({ title, day, cents }: SubjectSql): string {
  const more = typeof day === 'string' && typeof cents === 'number' ? `${formatDay(day)}, ${formatCents(cents)}` : '';
  return `${title ?? ''}${more}`;
}

/** The thing; undefined where this device does not know it. */
export function findSubject(rows: RowReader, kind: SubjectKind, id: string): Subject | undefined {
  const row = rows.get<SubjectSql>(sources[kind], [id]);
  if (row === undefined) return undefined;
  const matter =
    row.matter_id === null
      ? undefined
      : rows.get<{ title: string; withheld: number }>(
          `SELECT ${matterTitleSql('m')} AS title, m.withheld FROM office_matter m WHERE m.matter_id = ?`,
          [row.matter_id],
        );
  return {
    title: titleOf(row),
    // A ledger that is no matter's (the firm's own funds) has no matter.
    matterId: matter === undefined ? null : row.matter_id,
    matterTitle: matter?.title ?? '',
    workspace: workspaceOfSubject[kind],
    isInsideOnly: row.kept === 1 || matter?.withheld === 1,
  };
}

/** The thing; a refusal where this device does not know it. */
export function readSubject(rows: RowReader, kind: SubjectKind, id: string): Subject {
  return found(findSubject(rows, kind, id), 'provider', 'thing', 'subjectId');
}
