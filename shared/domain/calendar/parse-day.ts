import { Temporal } from 'temporal-polyfill';
import type { Day } from '../day.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { addBusinessDays } from './business-days.ts';

/** Where a day without a year is looked for: work lies in the past, a deadline ahead. */
export type DayLean = 'near' | 'past' | 'future';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * Reads a day as people type it: "today", "fri", "next tue", "+30", "+5b", "3/15", "3/15/26", "mar 15", "eom",
 * "2026-03-15" [CA4] to [CA9]. `reference` is the day on which it is typed. Refuses what it does not understand and
 * days that do not exist.
 */
export function parseDay(text: string, reference: Day, lean: DayLean = 'near'): Decision<Day> {
  const typed = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const today = Temporal.PlainDate.from(reference);
  return (
    parseWord(typed, today) ??
    parseOffset(typed, today) ??
    parseWeekday(typed, today) ??
    parseIso(typed) ??
    parseNumeric(typed, today, lean) ??
    parseMonthName(typed, today, lean) ??
    decline('calendar.day-not-understood', `"${text.trim()}" is not a day. Type 3/15, 3/15/26, today, fri or +30.`)
  );
}

function parseWord(typed: string, today: Temporal.PlainDate): Decision<Day> | undefined {
  switch (typed) {
    case 'today':
    case 'now':
      return accept(today.toString());
    case 'tomorrow':
    case 'tom':
      return accept(today.add({ days: 1 }).toString());
    case 'yesterday':
      return accept(today.subtract({ days: 1 }).toString());
    case 'eom':
      return accept(today.with({ day: today.daysInMonth }).toString());
    default:
      return undefined;
  }
}

function parseOffset(typed: string, today: Temporal.PlainDate): Decision<Day> | undefined {
  const found = /^([+-]) ?(\d{1,5}) ?([dwmyb]?)$/.exec(typed);
  if (!found) return undefined;
  const count = Number(found[2]) * (found[1] === '-' ? -1 : 1);
  switch (found[3]) {
    case 'w':
      return accept(today.add({ weeks: count }).toString());
    case 'm':
      return accept(today.add({ months: count }).toString());
    case 'y':
      if (Math.abs(count) > 500) return undefined;
      return accept(today.add({ years: count }).toString());
    case 'b':
      if (Math.abs(count) > 5_000) return undefined;
      return accept(addBusinessDays(today.toString(), count));
    default:
      return accept(today.add({ days: count }).toString());
  }
}

function parseWeekday(typed: string, today: Temporal.PlainDate): Decision<Day> | undefined {
  const found = /^(?:(next|last|this) )?([a-z]{2,9})\.?$/.exec(typed);
  const word = found?.[2];
  if (!word) return undefined;
  const index = word.length < 3 ? -1 : weekdays.findIndex((name) => name.startsWith(word.replace(/^thurs?$/, 'thu')));
  const short = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'].indexOf(word);
  const weekday = (index >= 0 ? index : short) + 1;
  if (weekday === 0) return undefined;
  const ahead = (weekday - today.dayOfWeek + 7) % 7;
  if (found[1] === 'next') return accept(today.add({ days: ahead + 7 }).toString());
  if (found[1] === 'last') return accept(today.subtract({ days: ahead === 0 ? 7 : 7 - ahead }).toString());
  return accept(today.add({ days: ahead }).toString());
}

function parseIso(typed: string): Decision<Day> | undefined {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (!found) return undefined;
  return buildDay(Number(found[1]), Number(found[2]), Number(found[3]));
}

function parseNumeric(typed: string, today: Temporal.PlainDate, lean: DayLean): Decision<Day> | undefined {
  const separated = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$/.exec(typed);
  const run = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(typed);
  const found = separated ?? run;
  if (found) {
    const [, month, day, year] = found;
    if (year === undefined) return placeInYear(Number(month), Number(day), today, lean);
    return buildDay(widenYear(year, today.year), Number(month), Number(day));
  }
  if (/^\d{1,2}$/.test(typed)) return buildDay(today.year, today.month, Number(typed));
  return undefined;
}

function parseMonthName(typed: string, today: Temporal.PlainDate, lean: DayLean): Decision<Day> | undefined {
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}|\d{2}))?$/.exec(typed);
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?(?:,? (\d{4}|\d{2}))?$/.exec(typed);
  const word = monthFirst?.[1] ?? dayFirst?.[2];
  const day = Number(monthFirst?.[2] ?? dayFirst?.[1]);
  const year = monthFirst?.[3] ?? dayFirst?.[3];
  if (word === undefined) return undefined;
  const month = months.findIndex((name) => name.startsWith(word === 'sept' ? 'sep' : word)) + 1;
  if (month === 0) return undefined;
  if (year === undefined) return placeInYear(month, day, today, lean);
  return buildDay(widenYear(year, today.year), month, day);
}

/** [CA6] */
function widenYear(year: string, referenceYear: number): number {
  if (year.length === 4) return Number(year);
  const century = Math.floor(referenceYear / 100) * 100;
  const candidate = century + Number(year);
  if (candidate > referenceYear + 20) return candidate - 100;
  return candidate + 100 <= referenceYear + 20 ? candidate + 100 : candidate;
}

/** [CA5] Tries the years around the reference day; Feb 29 looks as far as the nearest leap year. */
function placeInYear(month: number, day: number, today: Temporal.PlainDate, lean: DayLean): Decision<Day> {
  const candidates: Temporal.PlainDate[] = [];
  for (const offset of month === 2 && day === 29
    ? [-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    : [-1, 0, 1]) {
    const built = buildDay(today.year + offset, month, day);
    if (built.ok) candidates.push(Temporal.PlainDate.from(built.value));
  }
  const allowed = candidates.filter((date) => {
    const order = Temporal.PlainDate.compare(date, today);
    if (lean === 'past') return order <= 0;
    return lean === 'near' || order >= 0;
  });
  const distance = (date: Temporal.PlainDate): number => Math.abs(today.until(date, { largestUnit: 'days' }).days);
  const [nearest] = allowed.sort((a, b) => distance(a) - distance(b));
  return nearest ? accept(nearest.toString()) : buildDay(today.year, month, day);
}

/** [CA8] */
function buildDay(year: number, month: number, day: number): Decision<Day> {
  const monthName = months[month - 1];
  if (!monthName) {
    return decline('calendar.day-does-not-exist', `There is no month ${month}. Type month, day, year: 3/15/26.`);
  }
  const name = `${monthName.charAt(0).toUpperCase()}${monthName.slice(1)}`;
  if (year < 1800 || year > 2300) {
    return decline('calendar.day-does-not-exist', `The year ${year} is out of range. Check the year.`);
  }
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  if (day < 1 || day > first.daysInMonth) {
    return decline('calendar.day-does-not-exist', `${name} ${year} has no day ${day}. Check the date.`);
  }
  return accept(first.with({ day }).toString());
}
