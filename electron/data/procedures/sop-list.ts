import type * as z from 'zod';
import type { sopRowSchema, sopsContract } from '../../../shared/contract/sops.ts';
import { addDays } from '../../../shared/domain/day.ts';
import type { SqlValue } from '../projections/projection.ts';
import { containsPattern, readPage } from './page-query.ts';
import type { InputOf } from './procedure-input.ts';
import { serviceName } from './service-lines.ts';
import type { OpenFirm } from './turn.ts';

type SopRow = z.infer<typeof sopRowSchema>;

/** What a row of SOPs is made of. */
export interface SopRowSql {
  readonly sop_id: string;
  readonly title: string | null;
  readonly service_line: string;
  readonly owner_member_id: string;
  readonly roles: string;
  readonly in_force_version_id: string | null;
  readonly version: number | null;
  readonly review_by: string | null;
  readonly retired_at_ms: number | null;
  readonly retired_reason: string | null;
  readonly proposals: number;
  readonly is_mine: number;
  readonly has_read: number;
  readonly readers: number;
  readonly missing: number;
}

const hasReadSql = (member: string): string => `EXISTS (SELECT 1 FROM provider_sop_read r
  WHERE r.version_id = s.in_force_version_id AND r.member_id = ${member})`;
const isMineSql = 'EXISTS (SELECT 1 FROM json_each(s.roles) WHERE value = @role)';
const proposalsSql = "(SELECT COUNT(*) FROM provider_sop_version p WHERE p.sop_id = s.sop_id AND p.state = 'proposed')";
/** Members who work by the SOP, as the roster says now. */
export const workersSql = `roster_member w WHERE w.active = 1 AND EXISTS (SELECT 1 FROM json_each(s.roles) WHERE value = w.role)`;

export const sopColumns = `s.sop_id, s.title, s.service_line, s.owner_member_id, s.roles, s.in_force_version_id,
  v.number AS version, s.review_by, s.retired_at_ms, s.retired_reason, ${proposalsSql} AS proposals, ${isMineSql} AS is_mine,
  ${hasReadSql('@me')} AS has_read,
  (SELECT COUNT(DISTINCT r.member_id) FROM provider_sop_read r WHERE r.version_id = s.in_force_version_id) AS readers,
  (SELECT COUNT(*) FROM ${workersSql} AND NOT ${hasReadSql('w.member_id')}) AS missing`;
export const sopJoins = 'provider_sop s LEFT JOIN provider_sop_version v ON v.version_id = s.in_force_version_id';
const isToRead = `s.retired_at_ms IS NULL AND s.in_force_version_id IS NOT NULL AND ${isMineSql} AND NOT ${hasReadSql('@me')}`;

/** Parameters of the columns: who asks. */
export function askedBy(firm: OpenFirm): Record<string, SqlValue> {
  return { me: firm.me.memberId, role: firm.me.role };
}

/** An SOP as lists show it. */
export function sopRow(firm: OpenFirm, row: SopRowSql): SopRow {
  const isCurrent = row.retired_at_ms === null && row.in_force_version_id !== null;
  return {
    sopId: row.sop_id,
    title: row.title ?? 'SOP (withheld)',
    serviceLine: row.service_line,
    serviceName: serviceName(row.service_line),
    ownerName: firm.memberName(row.owner_member_id),
    version: row.version,
    versionId: row.in_force_version_id,
    reviewBy: row.review_by,
    isRetired: row.retired_at_ms !== null,
    hasProposal: row.proposals > 0,
    isToRead: isCurrent && row.is_mine === 1 && row.has_read === 0,
    readers: row.readers,
    readersToCome: isCurrent ? row.missing : 0,
  };
}

/** One page of SOPs. */
export function listSops(firm: OpenFirm, input: InputOf<typeof sopsContract.listSops>) {
  const where: string[] = [];
  const parameters = askedBy(firm);
  if (input.scope === 'current' || input.scope === 'to decide') where.push('s.retired_at_ms IS NULL');
  if (input.scope === 'to decide') where.push(`${proposalsSql} > 0`);
  if (input.scope === 'retired') where.push('s.retired_at_ms IS NOT NULL');
  if (input.scope === 'to read') where.push(isToRead);
  if (input.filter.trim() !== '') {
    where.push("s.title LIKE @filter ESCAPE '\\'");
    parameters.filter = containsPattern(input.filter);
  }
  const page = readPage<SopRowSql>(firm.rows, input, {
    select: sopColumns,
    from: sopJoins,
    where,
    parameters,
    sorts: {
      title: 's.title COLLATE NOCASE',
      serviceLine: 's.service_line',
      reviewBy: "COALESCE(s.review_by, '9999')",
    },
    tieBreak: 's.sop_id',
  });
  return { rows: page.rows.map((row) => sopRow(firm, row)), total: page.total };
}

/** How many SOPs this person has to acknowledge. */
export function countToRead(firm: OpenFirm): number {
  return firm.rows.get<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sopJoins} WHERE ${isToRead}`, askedBy(firm))?.n ?? 0;
}

const reviewAheadDays = 14;

/** SOPs whose review is due within two weeks, for whoever keeps them [SO3]. */
export function sopsDue(firm: OpenFirm) {
  const today = firm.today();
  return firm.rows
    .all<{ sop_id: string; title: string | null; review_by: string }>(
      `SELECT sop_id, title, review_by FROM provider_sop
       WHERE retired_at_ms IS NULL AND owner_member_id = ? AND review_by <= ? ORDER BY review_by, sop_id LIMIT 50`,
      [firm.me.memberId, addDays(today, reviewAheadDays)],
    )
    .map((row) => ({
      kind: 'SOP' as const,
      id: row.sop_id,
      title: `Review the SOP: ${row.title ?? 'withheld'}`,
      detail: '',
      dueOn: row.review_by,
      isLate: row.review_by < today,
      path: `/provider/sops/${row.sop_id}`,
    }));
}
