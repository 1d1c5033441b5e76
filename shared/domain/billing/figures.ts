import type { Day } from '../day.ts';
import { type Cents, scaleCents, sumCents } from '../money.ts';

/** A share with its parts, so that a screen can open it. `perMille` is null where the denominator is zero [BL30]. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
  readonly perMille: number | null;
}

/** Builds a share; whole numbers in, tenths of a percent out, rounded half up. */
export function shareOf(numerator: number, denominator: number): Share {
  if (denominator <= 0) return { numerator, denominator, perMille: null };
  return { numerator, denominator, perMille: scaleCents(1_000, numerator, denominator) };
}

/** "78.4%", or "n/a" [BL30]. */
export function formatShare(share: Share): string {
  if (share.perMille === null) return 'n/a';
  const magnitude = Math.abs(share.perMille);
  return `${share.perMille < 0 ? '-' : ''}${Math.floor(magnitude / 10)}.${magnitude % 10}%`;
}

/** An issued invoice with what came in for it. */
export interface BilledInvoice {
  readonly dueOn: Day;
  readonly totalCents: Cents;
  readonly payments: readonly { readonly paidOn: Day; readonly amountCents: Cents }[];
}

/** Of what was billed on invoices due from `from` to `to`, the share that was paid on or before its due day [BL31]. */
export function collectedBeforeDue(invoices: readonly BilledInvoice[], from: Day, to: Day): Share {
  const due = invoices.filter((invoice) => invoice.dueOn >= from && invoice.dueOn <= to && invoice.totalCents > 0);
  const early = due.map((invoice) => {
    const inTime = invoice.payments.filter((payment) => payment.paidOn <= invoice.dueOn);
    return Math.min(invoice.totalCents, Math.max(0, sumCents(inTime.map((payment) => payment.amountCents))));
  });
  return shareOf(sumCents(early), sumCents(due.map((invoice) => invoice.totalCents)));
}

/** The sums of a period that the figures of billing are made of. Hours in minutes, money in cents. */
export interface BillingSums {
  readonly billableMinutes: number;
  readonly availableMinutes: number;
  /** Billable time at its standard rate, before anything was taken off. */
  readonly standardCents: Cents;
  readonly billedCents: Cents;
  readonly collectedCents: Cents;
  readonly feesCollectedCents: Cents;
  readonly wipCents: Cents;
  readonly receivableCents: Cents;
  /** Billed in the last 365 days. */
  readonly yearBilledCents: Cents;
}

/** The figures of billing [BL32]. Days and cents an hour are null where there is nothing to divide by [BL30]. */
export interface BillingFigures {
  readonly utilization: Share;
  readonly realization: Share;
  readonly collection: Share;
  readonly overallRealization: Share;
  readonly effectiveRateCents: Cents | null;
  readonly wipDays: number | null;
  readonly receivableDays: number | null;
  readonly lockupDays: number | null;
}

/** Computes the figures of billing from the sums of a period [BL32]. */
export function computeBillingFigures(sums: BillingSums): BillingFigures {
  const days = (cents: Cents): number | null =>
    sums.yearBilledCents > 0 ? scaleCents(365, cents, sums.yearBilledCents) : null;
  const wipDays = days(sums.wipCents);
  const receivableDays = days(sums.receivableCents);
  return {
    utilization: shareOf(sums.billableMinutes, sums.availableMinutes),
    realization: shareOf(sums.billedCents, sums.standardCents),
    collection: shareOf(sums.collectedCents, sums.billedCents),
    overallRealization: shareOf(sums.collectedCents, sums.standardCents),
    effectiveRateCents: sums.billableMinutes > 0 ? scaleCents(sums.feesCollectedCents, 60, sums.billableMinutes) : null,
    wipDays,
    receivableDays,
    lockupDays: wipDays === null || receivableDays === null ? null : wipDays + receivableDays,
  };
}
