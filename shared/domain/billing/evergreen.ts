import { type Cents, sumCents } from '../money.ts';

/** What a replenishing deposit looks at. */
export interface EvergreenInput {
  readonly trustAvailableCents: Cents;
  readonly unbilledCents: Cents;
  /** Unpaid invoices that are to be paid from trust. */
  readonly unpaidCents: Cents;
  readonly thresholdCents: Cents;
  readonly targetCents: Cents;
  /** "projected" asks before the money is used up; "balance" only once it is. */
  readonly mode: 'projected' | 'balance';
  readonly hasOpenRequest: boolean;
}

const stepCents = 5_000;

/**
 * What to ask the client for [BL25]: zero where nothing is due, otherwise the amount up to the target, rounded up to
 * 50.00. A threshold of zero asks never.
 */
export function computeEvergreen(input: EvergreenInput): {
  readonly projectedCents: Cents;
  readonly requestCents: Cents;
} {
  const projectedCents = sumCents([input.trustAvailableCents, -input.unbilledCents, -input.unpaidCents]);
  const measuredCents = input.mode === 'projected' ? projectedCents : input.trustAvailableCents;
  if (input.thresholdCents <= 0 || input.hasOpenRequest || measuredCents >= input.thresholdCents) {
    return { projectedCents, requestCents: 0 };
  }
  const missingCents = Math.max(0, sumCents([input.targetCents, -measuredCents]));
  return { projectedCents, requestCents: Math.ceil(missingCents / stepCents) * stepCents };
}
