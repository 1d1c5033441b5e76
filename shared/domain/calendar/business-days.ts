import { Temporal } from 'temporal-polyfill';
import type { Day } from '../day.ts';
import { federalHolidays } from './federal-holidays.ts';

const closedByYear = new Map<number, ReadonlySet<Day>>();

/** Days on which federal offices are closed in a year, the Dec 31 kept for the next New Year's Day included. */
function closedDays(year: number): ReadonlySet<Day> {
  const known = closedByYear.get(year);
  if (known) return known;
  const closed = new Set<Day>();
  for (const holiday of [...federalHolidays(year), ...federalHolidays(year + 1)]) {
    closed.add(holiday.day);
    closed.add(holiday.observedOn);
  }
  closedByYear.set(year, closed);
  return closed;
}

/** True for a weekday that is no federal holiday, no observed one and none of the firm's own closures [CA3]. */
export function isBusinessDay(day: Day, closures: ReadonlySet<Day> = new Set()): boolean {
  const date = Temporal.PlainDate.from(day);
  if (date.dayOfWeek > 5) return false;
  return !closedDays(date.year).has(day) && !closures.has(day);
}

/** The day itself when it is a business day, otherwise the next one. */
export function nextBusinessDay(day: Day, closures: ReadonlySet<Day> = new Set()): Day {
  let date = Temporal.PlainDate.from(day);
  while (!isBusinessDay(date.toString(), closures)) date = date.add({ days: 1 });
  return date.toString();
}

/**
 * The `count`th business day after `day` (before it when negative). Zero gives `day` itself, business day or not.
 * Throws on a count that is not whole.
 */
export function addBusinessDays(day: Day, count: number, closures: ReadonlySet<Day> = new Set()): Day {
  if (!Number.isInteger(count)) throw new Error('Business days are counted in whole days.');
  const step = count < 0 ? -1 : 1;
  let date = Temporal.PlainDate.from(day);
  let left = Math.abs(count);
  while (left > 0) {
    date = date.add({ days: step });
    if (isBusinessDay(date.toString(), closures)) left -= 1;
  }
  return date.toString();
}

/** Business days after `from` up to and including `to`; zero when `to` is not later. */
export function businessDaysBetween(from: Day, to: Day, closures: ReadonlySet<Day> = new Set()): number {
  let count = 0;
  let date = Temporal.PlainDate.from(from);
  const end = Temporal.PlainDate.from(to);
  while (Temporal.PlainDate.compare(date, end) < 0) {
    date = date.add({ days: 1 });
    if (isBusinessDay(date.toString(), closures)) count += 1;
  }
  return count;
}
