import { accept, type Decision, decline } from '../refusal.ts';

const dayMinutes = 1_440;

/**
 * Reads a duration as people type it into whole minutes: "1.5", ".3", "1:30", "90m", "1h30", "2 h" [BL5].
 * Parts of a minute round half up. Refuses nothing, zero, what it does not understand and more than a day.
 */
export function parseDuration(text: string): Decision<number> {
  const typed = text.trim().toLowerCase().replace(/\s+/g, '');
  const minutes = readClock(typed) ?? readUnits(typed) ?? readHours(typed);
  if (typed === '') return decline('billing.duration-missing', 'Give the time worked.');
  if (minutes === undefined) {
    return decline('billing.duration-not-understood', `"${text.trim()}" is not a duration. Type 1.5, 1:30 or 90m.`);
  }
  if (minutes <= 0) return decline('billing.duration-zero', 'The time worked has to be above zero.');
  if (minutes > dayMinutes) {
    const advice = /^\d+$/.test(typed) ? ` For minutes type ${typed}m.` : ' Check it.';
    return decline('billing.duration-too-long', `That is more than 24 hours.${advice}`);
  }
  return accept(minutes);
}

function readClock(typed: string): number | undefined {
  const found = /^(\d{0,4}):([0-5]\d)$/.exec(typed);
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined;
}

function readUnits(typed: string): number | undefined {
  const found = /^(?:(\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})h(?:ours?|rs?)?)?(?:(\d{1,5})m?(?:in(?:utes?|s)?)?)?$/.exec(
    typed,
  );
  if (!found || (found[1] === undefined && !typed.includes('m'))) return undefined;
  const fromHours = found[1] === undefined ? 0 : hoursToMinutes(found[1]);
  return fromHours + Number(found[2] ?? 0);
}

function readHours(typed: string): number | undefined {
  return /^(\d{1,4}(\.\d{0,4})?|\.\d{1,4})$/.test(typed) ? hoursToMinutes(typed) : undefined;
}

/** Decimal hours to minutes on digits, half up: no floating point. */
function hoursToMinutes(hours: string): number {
  const [whole = '', decimals = ''] = hours.split('.');
  const tenThousandths = Number(whole) * 10_000 + Number(decimals.padEnd(4, '0'));
  return Math.floor((tenThousandths * 60 + 5_000) / 10_000);
}

/** "1:30": minutes as a clock shows them. */
export function formatMinutes(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** "1.5": tenths of an hour as an invoice shows them. */
export function formatUnits(units: number): string {
  return `${Math.floor(units / 10)}.${units % 10}`;
}
