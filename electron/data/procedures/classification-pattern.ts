import { Temporal } from 'temporal-polyfill';
import {
  countInFixedHours,
  type LocalHour,
  type WorkingPattern,
} from '../../../shared/domain/provider/classification.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { type ContractorSqlRow, workersOf } from './pay-contractor-rows.ts';

const longestWeeks = 26;
const weekMs = 7 * 24 * 60 * 60 * 1000;

function localHour(atMs: number, zone: string): LocalHour {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  return { weekday: local.dayOfWeek, hour: local.hour };
}

/** How a contractor has worked for the firm in the last half year, from work orders alone. Hours in hundredths. */
export function readPattern(rows: RowReader, contractor: ContractorSqlRow, nowMs: number): WorkingPattern {
  const parameters: Record<string, SqlValue> = {
    party: contractor.party_id,
    workers: JSON.stringify([...workersOf(rows, contractor)]),
    since: nowMs - longestWeeks * weekMs,
  };
  const theirs = `o.offered_at_ms >= @since AND (o.provider_party_id = @party
    OR COALESCE(o.assignee_member_id, o.offered_to_member_id) IN (SELECT value FROM json_each(@workers)))`;
  const orders = rows.get<
    Record<'orders' | 'hourly' | 'declined' | 'hundredths' | 'handed', number> & { first: number | null }
  >(
    `SELECT COUNT(*) AS orders, COALESCE(SUM(x.basis = 'hourly'), 0) AS hourly,
       COALESCE(SUM(o.declined_at_ms IS NOT NULL), 0) AS declined,
       COALESCE(SUM(CASE WHEN o.unit = 'hour' THEN o.accepted_hundredths END), 0) AS hundredths,
       COALESCE(SUM(EXISTS (SELECT 1 FROM provider_order_step s WHERE s.order_id = o.order_id AND s.step = 'hand off')), 0) AS handed,
       MIN(o.offered_at_ms) AS first
     FROM provider_order o LEFT JOIN provider_order_price x ON x.order_id = o.order_id WHERE ${theirs}`,
    parameters,
  );
  const steps = rows.get<{ steps: number; method: number }>(
    `SELECT COUNT(*) AS steps, COALESCE(SUM(t.tag = 'method'), 0) AS method
     FROM provider_order_item t JOIN provider_order o ON o.order_id = t.order_id WHERE ${theirs}`,
    parameters,
  );
  const deliveries = rows
    .all<{ at_ms: number; due_zone: string }>(
      `SELECT d.at_ms, o.due_zone FROM provider_order_delivery d JOIN provider_order o ON o.order_id = d.order_id
       WHERE ${theirs}`,
      parameters,
    )
    .map((row) => localHour(row.at_ms, row.due_zone));
  const weeks = orders?.first ? Math.min(longestWeeks, Math.ceil((nowMs - orders.first) / weekMs)) : 0;
  return {
    weeks,
    orders: orders?.orders ?? 0,
    hourlyOrders: orders?.hourly ?? 0,
    declinedOrders: orders?.declined ?? 0,
    hundredthsAWeek: weeks === 0 ? 0 : Math.round((orders?.hundredths ?? 0) / weeks),
    handedOffOrders: orders?.handed ?? 0,
    methodSteps: steps?.method ?? 0,
    steps: steps?.steps ?? 0,
    inFixedHours: countInFixedHours(deliveries),
    deliveries: deliveries.length,
  };
}
