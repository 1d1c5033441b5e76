import type * as z from 'zod';
import type { feeAgreementSchema } from '../../../shared/events/office.ts';
import type { RowReader } from '../projections/projection.ts';
import { figuresOf } from './matter-figures.ts';
import { matterClientSql, matterTitleSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';

type Fee = z.infer<typeof feeAgreementSchema>;

export interface MatterSqlRow {
  matter_id: string;
  number: string;
  title: string;
  client_id: string;
  client_name: string;
  practice_area: string;
  opened_on: string;
  closed_on: string | null;
  responsible_member_id: string;
}

export const matterColumns = `m.matter_id, m.number, ${matterTitleSql('m')} AS title, m.client_id,
  ${matterClientSql('m', 'c', 'p')} AS client_name, m.practice_area, m.opened_on, m.closed_on, m.responsible_member_id`;
export const clientJoins = `LEFT JOIN office_client c ON c.client_id = m.client_id
  LEFT JOIN office_party p ON p.party_id = c.party_id`;
const matterJoins = `office_matter m ${clientJoins}`;

/** Matters as the contract lists them, with their figures as of today. */
export function matterRows(firm: OpenFirm, matters: readonly MatterSqlRow[]) {
  const figures = figuresOf(
    firm.rows,
    matters.map((matter) => matter.matter_id),
    firm.today(),
  );
  return matters.map((matter) => {
    const { unbilledCents, owedCents, trustCents, trustAvailableCents } = figures(matter.matter_id);
    return {
      matterId: matter.matter_id,
      number: matter.number,
      title: matter.title,
      clientId: matter.client_id,
      clientName: matter.client_name,
      practiceArea: matter.practice_area,
      state: matter.closed_on === null ? ('open' as const) : ('closed' as const),
      openedOn: matter.opened_on,
      responsibleName: firm.memberName(matter.responsible_member_id),
      unbilledCents,
      owedCents,
      trustCents,
      trustAvailableCents,
    };
  });
}

export interface MatterDetailRow extends MatterSqlRow {
  description: string | null;
  client_party_id: string | null;
  fee_kind: Fee['kind'];
  fee_rate_cents: number;
  fee_flat_cents: number;
  fee_contingency_percent: number;
  fee_deposit_cents: number;
  fee_replenish_below_cents: number;
  fee_signed_on: string | null;
  lead_id: string | null;
  withheld: number;
  is_readable: number;
}

/** One matter with everything that its last events said; undefined where it is not known. */
export function readMatter(rows: RowReader, matterId: string): MatterDetailRow | undefined {
  return rows.get<MatterDetailRow>(
    `SELECT ${matterColumns}, m.description, c.party_id AS client_party_id, m.fee_kind, m.fee_rate_cents,
       m.fee_flat_cents, m.fee_contingency_percent, m.fee_deposit_cents, m.fee_replenish_below_cents, m.fee_signed_on,
       m.lead_id, m.withheld, m.title IS NOT NULL AS is_readable
     FROM ${matterJoins} WHERE m.matter_id = ?`,
    [matterId],
  );
}

/** The fee agreement in a matter's row. */
export function feeOf(row: MatterDetailRow): Fee {
  return {
    kind: row.fee_kind,
    rateCents: row.fee_rate_cents,
    flatCents: row.fee_flat_cents,
    contingencyPercent: row.fee_contingency_percent,
    depositCents: row.fee_deposit_cents,
    replenishBelowCents: row.fee_replenish_below_cents,
    ...(row.fee_signed_on === null ? {} : { signedOn: row.fee_signed_on }),
  };
}

interface EditRow {
  event_id: string;
  at_ms: number;
  member_id: string;
  parents: string;
  summary: string;
}

/**
 * Changes of a matter that were made apart: the ends of its history that nobody has seen together, without the last
 * one, which is what is shown. A later change that has seen them all settles it.
 */
export function concurrentEdits(firm: OpenFirm, matterId: string) {
  const edits = firm.rows.all<EditRow>(
    'SELECT event_id, at_ms, member_id, parents, summary FROM office_matter_edit WHERE matter_id = ? ORDER BY clock, event_id',
    [matterId],
  );
  const seen = new Set(edits.flatMap((edit) => JSON.parse(edit.parents) as string[]));
  return edits
    .filter((edit) => !seen.has(edit.event_id))
    .slice(0, -1)
    .map((edit) => ({
      eventId: edit.event_id,
      memberName: firm.memberName(edit.member_id),
      atMs: edit.at_ms,
      summary: edit.summary,
    }));
}
