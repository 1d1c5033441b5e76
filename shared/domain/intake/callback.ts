import { addBusinessDays } from '../calendar/business-days.ts';
import { type Day, daysBetween } from '../day.ts';

const dayMs = 86_400_000;
const urgentMs = 15 * 60_000;

/**
 * When a call asks to be returned, in epoch milliseconds [IN7]: 15 minutes after its end when urgent, otherwise at the
 * same hour of the next business day. `today` is the firm's day of the call.
 */
export function callbackDueMs(endedAtMs: number, urgency: 'normal' | 'urgent', today: Day): number {
  if (urgency === 'urgent') return endedAtMs + urgentMs;
  return endedAtMs + daysBetween(today, addBusinessDays(today, 1)) * dayMs;
}
