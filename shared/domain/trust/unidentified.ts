import { addBusinessDays, businessDaysBetween } from '../calendar/business-days.ts';
import type { Day } from '../day.ts';
import { type Cents, sumCents } from '../money.ts';

/** A receipt whose owner is not known, with what of it was not identified. */
export interface SuspenseReceipt {
  readonly day: Day;
  readonly leftCents: Cents;
}

/** Money that left the ledger of unidentified money for its sender or for the state. `amountCents` is above zero. */
export interface SuspensePayment {
  readonly day: Day;
  readonly amountCents: Cents;
}

/**
 * What of each receipt is left once payments are taken off [TE6]: a payment of exactly what a receipt has left is that
 * receipt's, any other takes the oldest first. In the order of the receipts; nothing goes below zero.
 */
export function settleUnidentified(
  receipts: readonly SuspenseReceipt[],
  payments: readonly SuspensePayment[],
): readonly Cents[] {
  const left = receipts.map((receipt) => receipt.leftCents);
  const oldest = receipts
    .map((_, place) => place)
    .sort((a, b) => ((receipts[a]?.day ?? '') < (receipts[b]?.day ?? '') ? -1 : 1));
  for (const { amountCents } of payments) {
    const exact = oldest.find((place) => left[place] === amountCents);
    let rest = amountCents;
    for (const place of exact === undefined ? oldest : [exact]) {
      const taken = Math.min(rest, left[place] ?? 0);
      left[place] = sumCents([left[place] ?? 0, -taken]);
      rest = sumCents([rest, -taken]);
    }
  }
  return left;
}

/** The clock of unidentified money [TE6]: how many business days it waits, until when its owner is to be found. */
export function suspenseClock(receivedOn: Day, today: Day, businessDays: number) {
  const waitedBusinessDays = businessDaysBetween(receivedOn, today);
  return {
    waitedBusinessDays,
    dueOn: addBusinessDays(receivedOn, businessDays),
    isOverdue: waitedBusinessDays > businessDays,
  };
}
