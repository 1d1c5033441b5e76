import { Temporal } from 'temporal-polyfill';
import { accept, type Decision, decline, type Refusal, refuse } from '../refusal.ts';

/**
 * The instant of a local time in a named zone, in epoch milliseconds [WO5]: `2026-12-01T17:00` in `America/New_York`.
 * A time that a change of the clocks leaves out is taken an hour later, one that comes twice at its first coming.
 */
export function instantOf(dueLocal: string, dueZone: string): Decision<number> {
  const bad = (sentence: string, field: string) => decline<number>('provider.due-unreadable', sentence, [field]);
  let local: Temporal.PlainDateTime;
  try {
    local = Temporal.PlainDateTime.from(dueLocal);
  } catch {
    return bad('Give the day and the time when it is due.', 'dueLocal');
  }
  try {
    return accept(local.toZonedDateTime(dueZone, { disambiguation: 'compatible' }).epochMilliseconds);
  } catch {
    return bad(`"${dueZone}" is no time zone. Choose one of the list, such as America/New_York.`, 'dueZone');
  }
}

/** A refusal of an order that is due at or before now [WO6]; null where it is due in the future. */
export function declinePastDue(dueAtMs: number, nowMs: number): Refusal | null {
  if (dueAtMs > nowMs) return null;
  return refuse('provider.due-in-the-past', 'This is due in the past. Give a day and time that are still to come.', [
    'dueLocal',
  ]);
}

/** A refusal of a day for the answer to an offer that has passed, or comes after the work is due [WO6]; null where it fits. */
export function declineAnswerBy(answerByMs: number | undefined, dueAtMs: number, nowMs: number): Refusal | null {
  if (answerByMs === undefined || (answerByMs > nowMs && answerByMs <= dueAtMs)) return null;
  return refuse('provider.answer-day', 'Ask for the answer between now and the time when the work is due.', [
    'answerByMs',
  ]);
}
