import type * as z from 'zod';
import type { Day } from '../../../shared/domain/day.ts';
import type { AgreementState, Rate, Target } from '../../../shared/domain/provider/agreement.ts';
import type { PriceBasis } from '../../../shared/domain/provider/order-price.ts';
import type { targetSchema } from '../../../shared/events/agreement.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';

export interface VersionSqlRow {
  version_id: string;
  provider_id: string;
  number: number;
  title: string | null;
  state: AgreementState;
  member_id: string;
  at_ms: number;
  starts_on: string;
  ends_on: string | null;
  renews_on: string | null;
  notice_days: number;
  pay_days: number;
  change_percent: number;
  change_business_days: number;
  service_lines: string;
  targets: string;
  rate_count: number;
  scope: string | null;
  goals: string;
  note: string | null;
  approved_clock: string | null;
  accepted_clock: string | null;
}

export const versionColumns = `v.version_id, v.provider_id, v.number, v.title, s.state, v.member_id, v.at_ms, v.starts_on,
  v.ends_on, v.renews_on, v.notice_days, v.pay_days, v.change_percent, v.change_business_days, v.service_lines,
  v.targets, v.rate_count, v.scope, v.goals, v.note, s.approved_clock, s.accepted_clock`;
export const versionJoins = 'relations_agreement v JOIN relations_agreement_standing s ON s.version_id = v.version_id';

/** A version by its id, or a refusal. */
export function readVersion(rows: RowReader, versionId: string): VersionSqlRow {
  return found(
    rows.get<VersionSqlRow>(`SELECT ${versionColumns} FROM ${versionJoins} WHERE v.version_id = ?`, [versionId]),
    'agreement',
    'version',
    'versionId',
  );
}

/**
 * The id of the version that holds on a day [AG5]: agreed, begun and not ended; of several the one that began last,
 * then the one agreed last. Null where there is none.
 */
export function findInForce(rows: RowReader, providerId: string, day: Day): string | null {
  const row = rows.get<{ version_id: string }>(
    `SELECT s.version_id FROM relations_agreement_standing s
     WHERE s.provider_id = @providerId AND s.state = 'agreed' AND s.starts_on <= @day
       AND (s.ends_on IS NULL OR s.ends_on >= @day)
     ORDER BY s.starts_on DESC, max(s.approved_clock, s.accepted_clock) DESC, s.version_id LIMIT 1`,
    { providerId, day },
  );
  return row?.version_id ?? null;
}

interface RateSqlRow {
  service_line: string;
  basis: PriceBasis;
  rate_cents: number;
  included_minutes: number | null;
  from_on: string;
  to_on: string | null;
}

/** The prices of a version: those that its proposer gave. */
export function readRates(rows: RowReader, versionId: string): Rate[] {
  return rows
    .all<RateSqlRow>(
      `SELECT r.service_line, r.basis, r.rate_cents, r.included_minutes, r.from_on, r.to_on
       FROM relations_rate r JOIN relations_agreement v ON v.version_id = r.version_id AND v.member_id = r.member_id
       WHERE r.version_id = ? ORDER BY r.place`,
      [versionId],
    )
    .map((row) => ({
      serviceLine: row.service_line,
      basis: row.basis,
      rateCents: row.rate_cents,
      ...(row.included_minutes === null ? {} : { includedMinutes: row.included_minutes }),
      from: row.from_on,
      ...(row.to_on === null ? {} : { to: row.to_on }),
    }));
}

/** Targets as they were stored. */
export function targetsOf(row: Pick<VersionSqlRow, 'targets'>): Target[] {
  return JSON.parse(row.targets) as z.infer<typeof targetSchema>[];
}

/** A stored list of texts. */
export function textsOf(json: string): string[] {
  const list: unknown = JSON.parse(json);
  return Array.isArray(list) ? list.map(String) : [];
}
