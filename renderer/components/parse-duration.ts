import { accept, type Decision, decline } from '../../shared/domain/refusal.ts';

const minutesMax = 1_440;

/**
 * Reads a duration as people type it into whole minutes: "1.5" and "1.5h" (hours), "1:30", "90m", "1h 30m". Parts of a
 * minute count as a whole one. Refuses what it does not understand, nothing, and more than a day.
 */
export function parseDuration(text: string): Decision<number> {
  const typed = text.trim().toLowerCase().replace(/\s+/g, '');
  if (typed === '') return decline('time.duration-missing', 'Give the time worked.');
  const minutes = readClock(typed) ?? readParts(typed) ?? readHours(typed);
  if (minutes === undefined) {
    return decline('time.duration-not-understood', `"${text.trim()}" is not a duration. Type 1.5, 1:30 or 90m.`);
  }
  if (minutes === 0) return decline('time.duration-missing', 'Give the time worked.');
  if (minutes > minutesMax) return decline('time.duration-too-long', 'A day has 24 hours. Give 24:00 or less.');
  return accept(minutes);
}

function readClock(typed: string): number | undefined {
  const found = /^(\d{0,2}):([0-5]\d)$/.exec(typed);
  return found === null ? undefined : Number(found[1]) * 60 + Number(found[2]);
}

function readParts(typed: string): number | undefined {
  const found = /^(?:(\d+)h)?(?:(\d+)m(?:in)?)?$/.exec(typed);
  if (found === null || (found[1] === undefined && found[2] === undefined)) return undefined;
  return Number(found[1] ?? 0) * 60 + Number(found[2] ?? 0);
}

function readHours(typed: string): number | undefined {
  const found = /^(\d*)(?:\.(\d{0,4}))?h?$/.exec(typed);
  if (found === null || (found[1] ?? '') + (found[2] ?? '') === '') return undefined;
  const tenThousandths = Number((found[1] ?? '') + (found[2] ?? '').padEnd(4, '0'));
  return Math.ceil((tenThousandths * 60) / 10_000);
}
