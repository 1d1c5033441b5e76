import { Temporal } from 'temporal-polyfill';
import { accept, type Decision, decline } from '../refusal.ts';

/**
 * A time zone by its name in the IANA list [CA10], such as `America/New_York`; an empty name stands for none. Refuses any
 * other text, and offsets such as `+02:00`, which know no daylight saving time.
 */
export function checkTimeZone(name: string, field: string): Decision<string> {
  if (name === '') return accept(name);
  const bad = decline<string>(
    'calendar.time-zone-unknown',
    `"${name}" is no time zone. Choose one of the list, such as America/New_York.`,
    [field],
  );
  if (/^[+-\d]/.test(name)) return bad;
  try {
    return accept(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId);
  } catch {
    return bad;
  }
}
