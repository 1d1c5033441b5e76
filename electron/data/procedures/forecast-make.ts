import { addDays, type Day } from '../../../shared/domain/day.ts';
import { forecastLine, type LineForecast } from '../../../shared/domain/provider/forecast.ts';
import {
  knownParts,
  type LineProfile,
  sumParts,
  type WorkloadFacts,
  type WorkPart,
  weekOf,
} from '../../../shared/domain/provider/workload.ts';
import { readTimeZone } from '../local-day.ts';
import type { RowReader } from '../projections/projection.ts';
import { staffOf } from './agreement-providers.ts';
import { findInForce, readVersion, textsOf } from './agreement-rows.ts';
import { bareProfile, type ForecastProfile, readProfile } from './forecast-settings.ts';
import { readMinutes, type Stretch, stretchesBetween } from './workload-actuals.ts';
import { type CommonFacts, readCommonFacts, readOrderMinutes } from './workload-facts.ts';

export const weeksAhead = 13;
const historyWeeks = 104;
const historyMonths = 36;
const shareWeeks = 13;

interface PastMonths {
  /** `YYYY-MM`. */
  readonly names: readonly string[];
  readonly stretches: readonly Stretch[];
}

/** Everything that a provider's forecast is made from, read once. */
export interface ForecastBasis {
  readonly rows: RowReader;
  readonly providerId: string;
  readonly staff: readonly string[];
  readonly profile: ForecastProfile;
  readonly lines: readonly LineProfile[];
  readonly firstWeek: Day;
  readonly weekDays: readonly Day[];
  readonly common: CommonFacts;
  /** Full weeks, oldest first. */
  readonly pastWeeks: readonly Stretch[];
  readonly pastMonths: PastMonths;
}

/** Reads the basis of a forecast that begins with the week after this one's Monday, or this week where it is Monday. */
export function readBasis(rows: RowReader, providerId: string, today: Day): ForecastBasis {
  const staff = staffOf(rows, providerId);
  const timeZone = readTimeZone(rows);
  const profile = readProfile(rows, providerId);
  const firstWeek = weekOf(today) === today ? today : addDays(weekOf(today), 7);
  return {
    rows,
    providerId,
    staff,
    profile,
    lines: chooseLines(rows, providerId, profile, today, staff),
    firstWeek,
    weekDays: Array.from({ length: weeksAhead }, (_, place) => addDays(firstWeek, 7 * place)),
    common: readCommonFacts(rows, firstWeek, profile.conversionPerMille),
    pastWeeks: stretchesBetween(
      Array.from({ length: historyWeeks + 1 }, (_, place) => addDays(weekOf(today), 7 * (place - historyWeeks))),
      timeZone,
    ),
    pastMonths: monthsBefore(today, timeZone),
  };
}

/** The lines of the agreement in force and of orders; every usual line where nothing is agreed. */
function chooseLines(
  rows: RowReader,
  providerId: string,
  profile: ForecastProfile,
  today: Day,
  staff: readonly string[],
): LineProfile[] {
  const versionId = findInForce(rows, providerId, today);
  const agreed =
    versionId === null
      ? profile.lines.map((line) => line.serviceLine)
      : textsOf(readVersion(rows, versionId).service_lines);
  const ordered = rows
    .all<{ service_line: string }>(
      `SELECT DISTINCT service_line FROM provider_order WHERE provider_party_id = @providerId
         OR COALESCE(assignee_member_id, offered_to_member_id) IN (SELECT value FROM json_each(@staff))`,
      { providerId, staff: JSON.stringify(staff) },
    )
    .map((row) => row.service_line);
  return [...new Set([...agreed, ...ordered])].map(
    (id) => profile.lines.find((line) => line.serviceLine === id) ?? bareProfile(id),
  );
}

/** What a line did: the provider's minutes of each full week, oldest first, and its share of the line [FC13]. */
interface LinePast {
  readonly weeks: readonly number[];
  readonly sharePerMille: number;
}

function readPast({ rows, staff, pastWeeks }: ForecastBasis, line: LineProfile): LinePast {
  const weeks = readMinutes(rows, line, pastWeeks, staff);
  const all = sum(readMinutes(rows, line, pastWeeks.slice(-shareWeeks), null));
  const own = sum(weeks.slice(-shareWeeks));
  return { weeks, sharePerMille: all === 0 ? 1000 : Math.round((own * 1000) / all) };
}

function sum(minutes: readonly number[]): number {
  return minutes.reduce((total, one) => total + one, 0);
}

function factsOf(basis: ForecastBasis, line: LineProfile, sharePerMille: number): WorkloadFacts {
  const { rows, firstWeek, providerId, staff, common } = basis;
  return { ...common, orders: readOrderMinutes(rows, line, firstWeek, providerId, staff), sharePerMille };
}

/** What is known to fall into a week, line by line. */
export function explainParts(basis: ForecastBasis, line: LineProfile, weekOn: Day): WorkPart[] {
  const { sharePerMille } = readPast(basis, line);
  return knownParts(line, weekOn, basis.firstWeek, factsOf(basis, line, sharePerMille));
}

/** A line's forecast with the share that it was taken by. */
export interface MadeLine extends LineForecast {
  readonly sharePerMille: number;
}

/** The forecast of a line as it stands now. */
export function makeLine(basis: ForecastBasis, line: LineProfile): MadeLine {
  const { rows, staff, firstWeek, weekDays, profile, pastMonths } = basis;
  const { weeks, sharePerMille } = readPast(basis, line);
  const facts = factsOf(basis, line, sharePerMille);
  const months = readMinutes(rows, line, pastMonths.stretches, staff).map((minutes, place) => ({
    month: pastMonths.names[place] ?? '',
    minutes,
  }));
  const input = {
    serviceLine: line.serviceLine,
    history: sinceFirst(weeks, (minutes) => minutes > 0),
    months: sinceFirst(months, (figure) => figure.minutes > 0),
    known: weekDays.map((weekOn) => sumParts(knownParts(line, weekOn, firstWeek, facts))),
  };
  return { ...forecastLine(input, weekDays, profile), sharePerMille };
}

function sinceFirst<One>(all: readonly One[], isWork: (one: One) => boolean): One[] {
  const first = all.findIndex(isWork);
  return first < 0 ? [] : all.slice(first);
}

/** The full months before the one that a day is in, oldest first. */
function monthsBefore(day: Day, timeZone: string): PastMonths {
  const starts = [`${day.slice(0, 7)}-01`];
  while (starts.length <= historyMonths) starts.unshift(`${addDays(starts[0] ?? day, -1).slice(0, 7)}-01`);
  return {
    names: starts.slice(0, -1).map((start) => start.slice(0, 7)),
    stretches: stretchesBetween(starts, timeZone),
  };
}
