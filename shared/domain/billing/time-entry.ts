import { addDays, type Day, formatLongDay, isDay } from '../day.ts';
import { accept, type Decision, decline } from '../refusal.ts';

/** A time entry that somebody wants to record or change. */
export interface TimeInput {
  readonly workedOn: Day;
  readonly today: Day;
  readonly minutes: number;
  readonly narrative: string;
  readonly billable: boolean;
}

/** What the rules need to know about where the entry goes. */
export interface TimeContext {
  readonly isMatterOpen: boolean;
  /** Minutes of the same person on the same day, this entry left out. */
  readonly otherMinutes: number;
  /** The number of the issued invoice that bills this entry, when it is a change. */
  readonly billedOn?: string | undefined;
}

/** Something about an entry worth a second look [BL7]. */
export interface TimeFlag {
  readonly code: 'vague' | 'block billing' | 'late' | 'long day';
  readonly sentence: string;
}

/** Decides a time entry [BL6]. The answer carries flags [BL7]. */
export function decideTimeEntry(
  context: TimeContext,
  input: TimeInput,
): Decision<{ readonly flags: readonly TimeFlag[] }> {
  const locked = declineBilled(context.billedOn);
  if (locked) return locked;
  if (!context.isMatterOpen) {
    return decline('billing.matter-closed', 'The matter is closed. Reopen it to record time on it.', ['matterId']);
  }
  if (!Number.isInteger(input.minutes) || input.minutes < 1 || input.minutes > 1_440) {
    return decline('billing.minutes-out-of-range', 'Give between one minute and 24 hours.', ['minutes']);
  }
  if (!isDay(input.workedOn) || input.workedOn > input.today) {
    return decline('billing.day-in-future', 'Time is recorded on the day of the work, not in the future.', [
      'workedOn',
    ]);
  }
  if (context.otherMinutes + input.minutes > 1_440) {
    return decline(
      'billing.day-too-long',
      `That would make more than 24 hours on ${formatLongDay(input.workedOn)}. Check day and duration.`,
      ['minutes', 'workedOn'],
    );
  }
  if (input.billable && input.narrative.trim() === '') {
    return decline('billing.narrative-missing', 'Say what was done: the client reads it on the invoice.', [
      'narrative',
    ]);
  }
  return accept({ flags: reviewTimeEntry(input, context.otherMinutes) });
}

/** Refuses a change to what an issued invoice bills [BL6] [BL14]. `invoiceNumber` is absent where nothing does. */
export function declineBilled(invoiceNumber: string | undefined): Decision<never> | undefined {
  if (invoiceNumber === undefined) return undefined;
  return decline(
    'billing.already-billed',
    `This is billed on invoice ${invoiceNumber}, so it cannot be changed. Void the invoice first.`,
  );
}

const vague =
  /^(attention to|work(ed)? on|review(ed)?|research(ed)?|various|misc(ellaneous)?|file|case|matter|call|email)( (the )?(file|case|matter|documents?))?\.?$/i;
const doing =
  /\b(draft|review|revis|call|meet|confer|research|prepar|email|attend|analy[sz]|telephone|correspond|discuss)\w*/gi;

/** What a reviewer of the entry would ask about [BL7]. */
export function reviewTimeEntry(input: TimeInput, otherMinutes: number): readonly TimeFlag[] {
  const flags: TimeFlag[] = [];
  const narrative = input.narrative.trim();
  if (vague.test(narrative)) flags.push({ code: 'vague', sentence: 'Say what was done, and for what.' });
  const verbs = new Set(narrative.toLowerCase().match(doing));
  if (input.minutes > 120 && verbs.size >= 3) {
    flags.push({ code: 'block billing', sentence: 'Several tasks in one entry above two hours. Split it by task.' });
  }
  if (input.workedOn < addDays(input.today, -3)) {
    flags.push({ code: 'late', sentence: `Recorded more than three days after ${formatLongDay(input.workedOn)}.` });
  }
  if (otherMinutes + input.minutes > 960) flags.push({ code: 'long day', sentence: 'More than 16 hours on this day.' });
  return flags;
}
