import type { RowReader } from '../projections/projection.ts';

/** The titles of the SOP versions that an order names and this member has not acknowledged. */
export function unreadOf(rows: RowReader, orderId: string, memberId: string): string[] {
  return rows
    .all<{ title: string }>(
      `SELECT COALESCE(v.title, 'an SOP that is not here yet') AS title FROM provider_order_sop o
       LEFT JOIN provider_sop_version v ON v.version_id = o.version_id
       WHERE o.order_id = @orderId AND NOT EXISTS (
         SELECT 1 FROM provider_sop_read r WHERE r.version_id = o.version_id AND r.member_id = @memberId)
       ORDER BY title`,
      { orderId, memberId },
    )
    .map((row) => row.title);
}
