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

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
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
