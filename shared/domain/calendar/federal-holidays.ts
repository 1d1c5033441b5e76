import { Temporal } from 'temporal-polyfill';
import type { Day } from '../day.ts';

/** A federal holiday of one year: its own day and the day on which offices keep it. */
export interface FederalHoliday {
  readonly name: string;
  readonly day: Day;
  readonly observedOn: Day;
}

const monday = 1;
const thursday = 4;
const saturday = 6;
const sunday = 7;

/** The `nth` weekday (1 is Monday) of a month. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (nth - 1) });
}

function lastWeekday(year: number, month: number, weekday: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const last = first.with({ day: first.daysInMonth });
  return last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 });
}

function observe(date: Temporal.PlainDate): Temporal.PlainDate {
  if (date.dayOfWeek === saturday) return date.subtract({ days: 1 });
  if (date.dayOfWeek === sunday) return date.add({ days: 1 });
  return date;
}

/**
 * The federal holidays of a year in order, each with the day it is observed on [CA1] [CA2].
 * The observed day of Jan 1 may lie in the year before. Source: 5 U.S.C. 6103(a).
 */
export function federalHolidays(year: number): readonly FederalHoliday[] {
  const fixed = (month: number, day: number): Temporal.PlainDate => Temporal.PlainDate.from({ year, month, day });
  const dated: [string, Temporal.PlainDate][] = [
    ["New Year's Day", fixed(1, 1)],
    ['Birthday of Martin Luther King, Jr.', nthWeekday(year, 1, monday, 3)],
    ["Washington's Birthday", nthWeekday(year, 2, monday, 3)],
    ['Memorial Day', lastWeekday(year, 5, monday)],
    ...(year >= 2021
      ? ([['Juneteenth National Independence Day', fixed(6, 19)]] as [string, Temporal.PlainDate][])
      : []),
    ['Independence Day', fixed(7, 4)],
    ['Labor Day', nthWeekday(year, 9, monday, 1)],
    ['Columbus Day', nthWeekday(year, 10, monday, 2)],
    ['Veterans Day', fixed(11, 11)],
    ['Thanksgiving Day', nthWeekday(year, 11, thursday, 4)],
    ['Christmas Day', fixed(12, 25)],
  ];
  return dated.map(([name, date]) => ({ name, day: date.toString(), observedOn: observe(date).toString() }));
}
