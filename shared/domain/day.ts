import { Temporal } from 'temporal-polyfill';

/** A calendar day as ISO text, `YYYY-MM-DD`. Sorts as text. */
export type Day = string;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** True for an existing calendar day in ISO text. Plain arithmetic: every event's days pass here when it is folded. */
export function isDay(value: unknown): value is Day {
  const found = typeof value === 'string' ? dayPattern.exec(value) : null;
  if (found === null) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const most = month === 2 && isLeapYear(year) ? 29 : (monthDays[month - 1] ?? 0);
  return day >= 1 && day <= most;
}

/** The day `days` later (earlier when negative). Throws on an invalid day. */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/**
 * The day's number in the proleptic Gregorian calendar, counted from 0000-03-01 so that the leap day ends a year. Plain
 * arithmetic, held to Temporal's answers by a test: lists ask it of thousands of entries. Throws on an invalid day.
 */
function dayNumber(day: Day): number {
  if (!isDay(day)) throw new RangeError(`Not a day: ${String(day)}`);
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))];
  const year = Number(day.slice(0, 4)) - (month < 3 ? 1 : 0);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. Throws on an invalid day. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same day so many months before; the month's last where it has no such day. */
export function monthsBefore(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).subtract({ months }).toString();
}

/** The last day of the month that `day` is in. */
export function endOfMonth(day: Day): Day {
  const date = Temporal.PlainDate.from(day);
  return date.with({ day: date.daysInMonth }).toString();
}

/** "03/15/2026": the US form. */
export function formatDay(day: Day): string {
  const [year, month, date] = day.split('-');
  return `${month}/${date}/${year}`;
}

const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Mar 4": for sentences, where the year is plain from the context. */
export function formatShortDay(day: Day): string {
  const [, month, date] = day.split('-');
  return `${shortMonths[Number(month) - 1] ?? ''} ${Number(date)}`;
}

/** "Mar 4, 2026": for sentences where the year is not plain. */
export function formatLongDay(day: Day): string {
  return `${formatShortDay(day)}, ${day.slice(0, 4)}`;
}
