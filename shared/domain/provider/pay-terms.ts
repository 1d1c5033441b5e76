import { addBusinessDays } from '../calendar/business-days.ts';
import { addDays, type Day, daysBetween } from '../day.ts';
import { type Cents, scaleCents } from '../money.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** The longest time to pay that the firm may agree: what the statutes on paying freelancers allow without more. */
export const longestTermDays = 30;
export const usualTermDays = 15;
/** An invoice is approved or disputed within so many business days of its arrival. */
export const approvalBusinessDays = 3;

/** A refusal of terms of payment that are too long or no terms [PY4]; null where they stand. */
export function declineTerms(termDays: number): Refusal | null {
  if (Number.isInteger(termDays) && termDays >= 0 && termDays <= longestTermDays) return null;
  return refuse(
    'provider.terms-too-long',
    `Agree to pay within ${longestTermDays} days: several states hold a firm to that. Usual are ${usualTermDays}.`,
    ['termDays'],
  );
}

/** The day by which an invoice is paid: its arrival and the agreed days. A stated due day that is later wins. */
export function dueDay(receivedOn: Day, termDays: number, statedDueOn?: Day): Day {
  const agreed = addDays(receivedOn, termDays);
  return statedDueOn !== undefined && statedDueOn > agreed ? statedDueOn : agreed;
}

/** The day by which an invoice is approved or disputed. */
export function approveBy(receivedOn: Day): Day {
  return addBusinessDays(receivedOn, approvalBusinessDays);
}

/** What the pay calendar says of an invoice on a day. */
export type PayUrgency = 'paid' | 'late' | 'today' | 'tomorrow' | 'soon' | 'later';

/** How urgent a payment is: reminded five and one business days before, and on the day [PY5]. */
export function urgencyOf(openCents: Cents, dueOn: Day, today: Day): PayUrgency {
  if (openCents <= 0) return 'paid';
  if (dueOn < today) return 'late';
  if (dueOn === today) return 'today';
  if (dueOn <= addBusinessDays(today, 1)) return 'tomorrow';
  return dueOn <= addBusinessDays(today, 5) ? 'soon' : 'later';
}

/** Interest on what was paid late, in cents: simple, on actual days of 365, rounded half up. `yearlyBasisPoints` is 600 for 6 %. */
export function lateInterest(paidCents: Cents, dueOn: Day, paidOn: Day, yearlyBasisPoints: number): Cents {
  const days = Math.max(0, daysBetween(dueOn, paidOn));
  return scaleCents(paidCents, yearlyBasisPoints * days, 10_000 * 365);
}

/** The part of payments that came late, by number: what the firm is measured by [PY6]. Null where nothing fell due. */
export function lateShare(due: readonly { readonly dueOn: Day; readonly settledOn: Day | null }[], today: Day) {
  const fallen = due.filter(({ dueOn, settledOn }) => dueOn < today || settledOn !== null);
  const late = fallen.filter(({ dueOn, settledOn }) => (settledOn ?? today) > dueOn);
  return fallen.length === 0 ? null : { late: late.length, of: fallen.length };
}
