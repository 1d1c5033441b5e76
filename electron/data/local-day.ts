import { Temporal } from 'temporal-polyfill';
import type { RowReader } from './projections/projection.ts';

/** The firm's time zone by its IANA name; empty where the firm named none: then days are those of each machine. */
export function readTimeZone(rows: RowReader): string {
  return rows.get<{ zone: string | null }>('SELECT time_zone AS zone FROM office_firm LIMIT 1')?.zone ?? '';
}

/** A zone by its name, this machine's where it is empty. */
function zoneOrHere(timeZone: string): string {
  return timeZone === '' ? Temporal.Now.timeZoneId() : timeZone;
}

/**
 * The day of an instant in a time zone, or where this machine is. The calendar knows the machine's; asking for a time
 * zone by its name would load tables that cost a start 20 ms.
 */
export function localDay(atMs: number, timeZone = ''): string {
  if (timeZone !== '') return localTime(atMs, timeZone).toPlainDate().toString();
  const here = new Date(atMs);
  return new Temporal.PlainDate(here.getFullYear(), here.getMonth() + 1, here.getDate()).toString();
}

/**
 * Answers the day of an instant in a time zone, and remembers the last one until it ends: asking a zone by its name costs
 * as much as all the rules of a command.
 */
export function createDayOf(): (atMs: number, timeZone: string) => string {
  let known = { timeZone: '', day: '', fromMs: 0, toMs: 0 };
  return (atMs, timeZone) => {
    if (timeZone === '') return localDay(atMs);
    if (known.timeZone !== timeZone || atMs < known.fromMs || atMs >= known.toMs) {
      const day = localDay(atMs, timeZone);
      const next = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
      known = { timeZone, day, fromMs: startOfDay(day, timeZone), toMs: startOfDay(next, timeZone) };
    }
    return known.day;
  };
}

/** The date and time of an instant in a time zone, or where this machine is. */
export function localTime(atMs: number, timeZone = ''): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zoneOrHere(timeZone));
}

/** The instant at which a day begins in a time zone, or where this machine is, in epoch milliseconds. */
export function startOfDay(day: string, timeZone = ''): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zoneOrHere(timeZone)).epochMilliseconds;
}

/** What is added to an instant of a stretch to read its local time as UTC: from when on, and how much, in milliseconds. */
export function offsetsBetween(fromMs: number, toMs: number, timeZone = ''): (readonly [fromMs: number, ms: number])[] {
  const offsets: [number, number][] = [];
  for (let at: Temporal.ZonedDateTime | null = localTime(fromMs, timeZone); at !== null; ) {
    if (at.epochMilliseconds > toMs) break;
    offsets.push([at.epochMilliseconds, at.offsetNanoseconds / 1_000_000]);
    at = at.getTimeZoneTransition('next');
  }
  return offsets;
}
