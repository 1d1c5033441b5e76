import * as z from 'zod';
import { addBusinessDays } from '../calendar/business-days.ts';
import { addDays, type Day, daysBetween, endOfMonth } from '../day.ts';
import type { KnownWork } from './forecast.ts';

/** What of a line's work is counted in Annex by itself. */
export const countedKinds = ['calls', 'leads', 'documents', 'invoices', 'bank lines'] as const;

const minutes = z.number().int().min(0).max(10_000);

/**
 * How much work a line has, in minutes: for each thing counted, for each open matter a week by its age, for each date,
 * lead and month. Defaults under `assets/code-sets`; both sides change them. None is verified: they begin as guesses.
 */
export const lineProfileSchema = z.strictObject({
  serviceLine: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** What is counted by itself, with the minutes of each; a call's own length comes on top. */
  counted: z.array(z.strictObject({ kind: z.enum(countedKinds), minutes })).max(countedKinds.length),
  /** A unit of a work order that is not counted in hours. */
  unitMinutes: minutes,
  openingMinutes: minutes,
  activeMinutes: minutes,
  laterMinutes: minutes,
  deadlineMinutes: minutes,
  appointmentMinutes: minutes,
  leadMinutes: minutes,
  monthlyMinutes: minutes,
  monthlyPerMatterMinutes: minutes,
  /** The monthly work falls into the week of this business day of the month. */
  monthlyBusinessDay: z.number().int().min(1).max(20),
});
export type LineProfile = z.infer<typeof lineProfileSchema>;
export type CountedKind = (typeof countedKinds)[number];

/** A matter is opening for four weeks, active to half a year, then later [FC10]. */
export const openingDays = 28;
export const activeDays = 182;

/** What the firm's books say about the weeks ahead. */
export interface WorkloadFacts {
  /** Open matters by the day that they were opened on. */
  readonly matters: readonly { readonly openedOn: Day; readonly count: number }[];
  /** Dates that are not done, by the Monday of their week. */
  readonly deadlines: ReadonlyMap<Day, number>;
  readonly appointments: ReadonlyMap<Day, number>;
  /** Estimated minutes of work orders by the Monday of the week they are due in; what is late stands in the first. */
  readonly orders: ReadonlyMap<Day, { readonly count: number; readonly minutes: number }>;
  readonly openLeads: number;
  /** Leads of the last eight weeks. */
  readonly recentLeads: number;
  /** Of a thousand leads, those that become matters. */
  readonly conversionPerMille: number;
  /** The line's share that this provider does, in thousandths. */
  readonly sharePerMille: number;
}

/** One line of what makes a week: "12 matters in their first weeks, 20 minutes each". */
export interface WorkPart {
  readonly source: keyof KnownWork;
  readonly what: string;
  readonly count: number;
  readonly minutesEach: number;
  /** After the provider's share. */
  readonly minutes: number;
}

/** The Monday of a day's week. */
export function weekOf(day: Day): Day {
  // 2024-01-01 was a Monday.
  const since = daysBetween('2024-01-01', day);
  return addDays(day, -(((since % 7) + 7) % 7));
}

const leadWeeks = 8;
const pipelineWeeks = 4;

/**
 * What is known to come in the week that begins on `weekOn`, line by line [FC10] to [FC13]; `firstWeek` is the week that
 * the forecast begins with. Everything but orders, which name their provider, is taken by the provider's share.
 */
export function knownParts(profile: LineProfile, weekOn: Day, firstWeek: Day, facts: WorkloadFacts): WorkPart[] {
  const shared = (source: WorkPart['source'], what: string, count: number, minutesEach: number): WorkPart => ({
    source,
    what,
    count,
    minutesEach,
    minutes: Math.round((count * minutesEach * facts.sharePerMille) / 1000),
  });
  const ages = countByAge(facts.matters, weekOn);
  const open = ages.opening + ages.active + ages.later;
  const orders = facts.orders.get(weekOn);
  const parts = [
    shared('matters', 'Matters in their first four weeks', ages.opening, profile.openingMinutes),
    shared('matters', 'Matters up to half a year old', ages.active, profile.activeMinutes),
    shared('matters', 'Older matters', ages.later, profile.laterMinutes),
    ...(open > 0 && holdsMonthly(weekOn, profile.monthlyBusinessDay)
      ? [
          shared('recurring', 'Monthly work', 1, profile.monthlyMinutes),
          shared('recurring', 'Monthly work for each matter', open, profile.monthlyPerMatterMinutes),
        ]
      : []),
    shared('calendar', 'Deadlines', facts.deadlines.get(weekOn) ?? 0, profile.deadlineMinutes),
    shared('calendar', 'Appointments', facts.appointments.get(weekOn) ?? 0, profile.appointmentMinutes),
    ...leadParts(profile, weekOn, firstWeek, facts).map((part) =>
      shared('leads', part.what, part.count, part.minutesEach),
    ),
    ...(orders === undefined
      ? []
      : [
          {
            source: 'orders' as const,
            what: 'Work orders due',
            count: orders.count,
            minutesEach: Math.round(orders.minutes / Math.max(1, orders.count)),
            minutes: orders.minutes,
          },
        ]),
  ];
  return parts.filter((part) => part.minutes > 0);
}

function countByAge(matters: WorkloadFacts['matters'], weekOn: Day) {
  const ages = { opening: 0, active: 0, later: 0 };
  for (const { openedOn, count } of matters) {
    const age = daysBetween(openedOn, weekOn);
    ages[age < openingDays ? 'opening' : age < activeDays ? 'active' : 'later'] += count;
  }
  return ages;
}

/** True where the nth business day of a month lies in the week. */
function holdsMonthly(weekOn: Day, businessDay: number): boolean {
  return [weekOn, addDays(weekOn, 6)].some((day) => {
    const before = addDays(`${day.slice(0, 7)}-01`, -1);
    const falls = addBusinessDays(before, businessDay);
    return falls >= weekOn && falls <= addDays(weekOn, 6) && falls <= endOfMonth(day);
  });
}

/** New leads at the pace of the last eight weeks; matters that open leads become over the next four, and new ones after [FC12]. */
function leadParts(profile: LineProfile, weekOn: Day, firstWeek: Day, facts: WorkloadFacts) {
  const perWeek = facts.recentLeads / leadWeeks;
  const place = Math.round(daysBetween(firstWeek, weekOn) / 7);
  const pipeline = place < pipelineWeeks ? facts.openLeads / pipelineWeeks : perWeek;
  const becoming = (pipeline * facts.conversionPerMille) / 1000;
  return [
    { what: 'New leads', count: tenths(perWeek), minutesEach: profile.leadMinutes },
    { what: 'Leads that become matters', count: tenths(becoming), minutesEach: profile.openingMinutes },
  ];
}

function tenths(count: number): number {
  return Math.round(count * 10) / 10;
}

/** Parts added up by where they come from. */
export function sumParts(parts: readonly WorkPart[]): KnownWork {
  const known = { matters: 0, recurring: 0, calendar: 0, orders: 0, leads: 0 };
  for (const part of parts) known[part.source] += part.minutes;
  return known;
}

/** Minutes of an order's units: hours as they are, anything else at the line's minutes a unit. */
export function orderMinutes(unit: string, hundredths: number, unitMinutes: number): number {
  return Math.round((hundredths * (unit === 'hour' ? 60 : unitMinutes)) / 100);
}
