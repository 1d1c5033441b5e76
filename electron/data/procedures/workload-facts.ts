import { addDays, type Day } from '../../../shared/domain/day.ts';
import { leadExits } from '../../../shared/domain/intake/lead-stage.ts';
import type { OrderState } from '../../../shared/domain/provider/order-state.ts';
import {
  type LineProfile,
  orderMinutes,
  type WorkloadFacts,
  weekOf,
} from '../../../shared/domain/provider/workload.ts';
import { readTimeZone, startOfDay } from '../local-day.ts';
import type { RowReader } from '../projections/projection.ts';

/** Facts that all lines of a forecast share. */
export type CommonFacts = Omit<WorkloadFacts, 'orders' | 'sharePerMille'>;

const recentWeeks = 8;
/** Leads of this many days, older than those that may still become matters, say how many do. */
const conversionDays = 365;
const undecidedDays = 28;
/** Fewer leads than this say nothing. */
const conversionLeadsMin = 10;
/** Where too few leads are known. */
const conversionUsualPerMille = 300;

/** What the books say about the weeks from `firstWeek` on. `conversionPerMille` fixed by hand goes before the measured. */
export function readCommonFacts(rows: RowReader, firstWeek: Day, conversionPerMille: number | null): CommonFacts {
  const timeZone = readTimeZone(rows);
  const recentFrom = startOfDay(addDays(firstWeek, -7 * recentWeeks), timeZone);
  const until = startOfDay(firstWeek, timeZone);
  const leads = rows.get<{ open: number; recent: number }>(
    `SELECT SUM(matter_id IS NULL AND stage NOT IN (SELECT value FROM json_each(@exits))) AS open,
       SUM(opened_at_ms >= @recentFrom AND opened_at_ms < @until) AS recent FROM intake_lead`,
    { recentFrom, until, exits: JSON.stringify(leadExits) },
  );
  return {
    matters: rows.all<{ openedOn: string; count: number }>(
      'SELECT opened_on AS openedOn, COUNT(*) AS count FROM office_matter WHERE closed_on IS NULL GROUP BY opened_on',
    ),
    deadlines: readDates(rows, 'deadline', firstWeek),
    appointments: readDates(rows, 'appointment', firstWeek),
    openLeads: leads?.open ?? 0,
    recentLeads: leads?.recent ?? 0,
    conversionPerMille: conversionPerMille ?? measureConversion(rows, firstWeek),
  };
}

function readDates(rows: RowReader, kind: string, firstWeek: Day): Map<Day, number> {
  const dates = new Map<Day, number>();
  const found = rows.all<{ due_on: string; n: number }>(
    `SELECT due_on, COUNT(*) AS n FROM office_task
     WHERE completed_on IS NULL AND kind = ? AND due_on >= ? GROUP BY due_on`,
    [kind, firstWeek],
  );
  for (const { due_on, n } of found) dates.set(weekOf(due_on), (dates.get(weekOf(due_on)) ?? 0) + n);
  return dates;
}

/** Of a thousand leads of the last year that are old enough to be decided, those that became matters [FC12]. */
function measureConversion(rows: RowReader, firstWeek: Day): number {
  const timeZone = readTimeZone(rows);
  const row = rows.get<{ leads: number; matters: number | null }>(
    `SELECT COUNT(*) AS leads,
       SUM(l.matter_id IS NOT NULL OR EXISTS (SELECT 1 FROM office_matter m WHERE m.lead_id = l.lead_id)) AS matters
     FROM intake_lead l WHERE l.opened_at_ms >= ? AND l.opened_at_ms < ?`,
    [-conversionDays, -undecidedDays].map((days) => startOfDay(addDays(firstWeek, days), timeZone)),
  );
  if (row === undefined || row.leads < conversionLeadsMin) return conversionUsualPerMille;
  return Math.round(((row.matters ?? 0) * 1000) / row.leads);
}

/** States in which an order is still to be worked on. */
const openStates: readonly OrderState[] = ['offered', 'accepted', 'in progress', 'rework'];

/** Estimated minutes of this provider's open orders by the week they are due in; what is late stands in the first week. */
export function readOrderMinutes(
  rows: RowReader,
  profile: Pick<LineProfile, 'serviceLine' | 'unitMinutes'>,
  firstWeek: Day,
  providerId: string,
  staff: readonly string[],
): Map<Day, { count: number; minutes: number }> {
  const found = rows.all<{ due_local: string; unit: string; hundredths: number }>(
    `SELECT due_local, unit, estimated_hundredths AS hundredths FROM provider_order
     WHERE service_line = @line AND state IN (SELECT value FROM json_each(@open))
       AND (provider_party_id = @providerId
         OR COALESCE(assignee_member_id, offered_to_member_id) IN (SELECT value FROM json_each(@staff)))`,
    {
      line: profile.serviceLine,
      open: JSON.stringify(openStates),
      providerId,
      staff: JSON.stringify(staff),
    },
  );
  const weeks = new Map<Day, { count: number; minutes: number }>();
  for (const row of found) {
    const due = weekOf(row.due_local.slice(0, 10));
    const week = due < firstWeek ? firstWeek : due;
    const known = weeks.get(week) ?? { count: 0, minutes: 0 };
    weeks.set(week, {
      count: known.count + 1,
      minutes: known.minutes + orderMinutes(row.unit, row.hundredths, profile.unitMinutes),
    });
  }
  return weeks;
}
