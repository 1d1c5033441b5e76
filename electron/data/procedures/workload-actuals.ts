import { addDays, type Day } from '../../../shared/domain/day.ts';
import { type CountedKind, type LineProfile, orderMinutes } from '../../../shared/domain/provider/workload.ts';
import { startOfDay } from '../local-day.ts';
import type { RowReader } from '../projections/projection.ts';

/** A stretch of time: instants in epoch milliseconds, the end not in it. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The stretches between these days, in the firm's time zone, each up to the next; one fewer than there are days. */
export function stretchesBetween(days: readonly Day[], timeZone: string): Stretch[] {
  const starts = days.map((day) => startOfDay(day, timeZone));
  return starts.slice(1).map((toMs, place) => ({ fromMs: starts[place] ?? toMs, toMs }));
}

/** The weeks that begin on these Mondays. */
export function weekStretches(weekDays: readonly Day[], timeZone: string): Stretch[] {
  return weekDays.flatMap((day) => stretchesBetween([day, addDays(day, 7)], timeZone));
}

interface Counted {
  /** `t` is the table with an instant and a member. */
  readonly from: string;
  readonly at: string;
  readonly by: string;
  /** Minutes of one row that it brings itself. */
  readonly ownMinutes?: string;
  /** How many units one row is. */
  readonly units?: string;
}

const counted: Readonly<Record<CountedKind, Counted>> = {
  calls: {
    from: 'intake_call t',
    at: 't.started_at_ms',
    by: 't.taken_by_member_id',
    ownMinutes: 'max(0, t.ended_at_ms - t.started_at_ms) / 60000.0',
  },
  leads: { from: 'intake_lead t', at: 't.opened_at_ms', by: 't.opened_by_member_id' },
  documents: { from: 'documents_document t', at: 't.filed_at_ms', by: 't.filed_by_member_id' },
  invoices: {
    from: "billing_invoice i JOIN event t ON t.aggregate = i.aggregate AND t.type = 'billing.invoice.drafted'",
    at: 't.at_ms',
    by: 't.member_id',
  },
  'bank lines': { from: 'trust_statement t', at: 't.at_ms', by: 't.member_id', units: 't.line_count' },
};

/** Whose work is counted: these members', or everybody's where null. */
export type Staff = readonly string[] | null;

function parametersOf(stretches: readonly Stretch[], staff: Staff) {
  return {
    stretches: JSON.stringify(stretches.map(({ fromMs, toMs }) => [fromMs, toMs])),
    all: staff === null ? 1 : 0,
    staff: JSON.stringify(staff ?? []),
  };
}

/** A list of minutes, one for each stretch. */
function spread(rows: readonly { place: number; minutes: number }[], length: number): number[] {
  const minutes = new Array<number>(length).fill(0);
  for (const row of rows) minutes[row.place] = (minutes[row.place] ?? 0) + row.minutes;
  return minutes;
}

/** Minutes that a line took in each stretch: what is counted by itself, and delivered orders of the line [FC14]. */
export function readMinutes(
  rows: RowReader,
  profile: Pick<LineProfile, 'serviceLine' | 'counted' | 'unitMinutes'>,
  stretches: readonly Stretch[],
  staff: Staff,
): number[] {
  const parts = [
    ...profile.counted.map(({ kind, minutes }) => readCounted(rows, kind, minutes, stretches, staff)),
    readDelivered(rows, profile, stretches, staff),
  ];
  return stretches.map((_, place) => Math.round(parts.reduce((sum, part) => sum + (part[place] ?? 0), 0)));
}

function readCounted(
  rows: RowReader,
  kind: CountedKind,
  minutesEach: number,
  stretches: readonly Stretch[],
  staff: Staff,
): number[] {
  const { from, at, by, ownMinutes = '0', units = '1' } = counted[kind];
  const found = rows.all<{ place: number; minutes: number }>(
    `SELECT w.key AS place, SUM(${ownMinutes} + ${units} * @minutesEach) AS minutes
     FROM json_each(@stretches) w CROSS JOIN ${from}
     WHERE ${at} >= json_extract(w.value, '$[0]') AND ${at} < json_extract(w.value, '$[1]')
       AND (@all = 1 OR ${by} IN (SELECT value FROM json_each(@staff)))
     GROUP BY w.key`,
    { ...parametersOf(stretches, staff), minutesEach },
  );
  return spread(found, stretches.length);
}

function readDelivered(
  rows: RowReader,
  profile: Pick<LineProfile, 'serviceLine' | 'unitMinutes'>,
  stretches: readonly Stretch[],
  staff: Staff,
): number[] {
  const found = rows.all<{ place: number; unit: string; hundredths: number }>(
    `SELECT w.key AS place, o.unit, SUM(d.hundredths) AS hundredths
     FROM json_each(@stretches) w CROSS JOIN provider_order_delivery d JOIN provider_order o ON o.order_id = d.order_id
     WHERE d.at_ms >= json_extract(w.value, '$[0]') AND d.at_ms < json_extract(w.value, '$[1]')
       AND o.service_line = @line AND d.delivery_id = o.last_delivery_id
       AND (@all = 1 OR d.by_member_id IN (SELECT value FROM json_each(@staff)))
     GROUP BY w.key, o.unit`,
    { ...parametersOf(stretches, staff), line: profile.serviceLine },
  );
  return spread(
    found.map((row) => ({ place: row.place, minutes: orderMinutes(row.unit, row.hundredths, profile.unitMinutes) })),
    stretches.length,
  );
}
