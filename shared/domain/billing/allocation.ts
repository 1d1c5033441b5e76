import type { Day } from '../day.ts';
import { allotCents, type Cents, formatCents, sumCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';

/** An issued invoice that may be paid. */
export interface PayableInvoice {
  readonly invoiceId: string;
  readonly number: string;
  readonly clientId: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly balanceCents: Cents;
}

/** A part of a payment that is applied to an invoice. */
export interface Allocation {
  readonly invoiceId: string;
  readonly amountCents: Cents;
}

/** Proposes how to apply a payment: the oldest due first [BL21]. What is left over stays unapplied. */
export function proposeAllocation(
  amountCents: Cents,
  invoices: readonly PayableInvoice[],
): { readonly allocations: readonly Allocation[]; readonly unappliedCents: Cents } {
  const order = (invoice: PayableInvoice): string => `${invoice.dueOn} ${invoice.issuedOn} ${invoice.number}`;
  const sorted = invoices.filter((invoice) => invoice.balanceCents > 0);
  sorted.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
  const allocations: Allocation[] = [];
  let left = amountCents;
  for (const invoice of sorted) {
    if (left <= 0) break;
    const part = Math.min(left, invoice.balanceCents);
    allocations.push({ invoiceId: invoice.invoiceId, amountCents: part });
    left = sumCents([left, -part]);
  }
  return { allocations, unappliedCents: Math.max(0, left) };
}

/** Decides whether a payment may be applied like this [BL20]. `invoices` are those of the payment's client. */
export function decideAllocation(
  clientId: string,
  amountCents: Cents,
  allocations: readonly Allocation[],
  invoices: readonly PayableInvoice[],
): Decision<{ readonly unappliedCents: Cents }> {
  const byId = new Map(invoices.map((invoice) => [invoice.invoiceId, invoice]));
  const seen = new Set<string>();
  for (const part of allocations) {
    const invoice = byId.get(part.invoiceId);
    if (!invoice || invoice.clientId !== clientId) {
      return decline(
        'billing.invoice-not-payable',
        'A payment is applied to issued invoices of the same client only.',
        ['allocations'],
      );
    }
    if (seen.has(part.invoiceId)) {
      return decline(
        'billing.invoice-twice',
        `Invoice ${invoice.number} is listed twice. Put both parts on one line.`,
        ['allocations'],
      );
    }
    seen.add(part.invoiceId);
    if (part.amountCents <= 0 || part.amountCents > invoice.balanceCents) {
      return decline(
        'billing.above-balance',
        `Invoice ${invoice.number} has ${formatCents(invoice.balanceCents)} unpaid. Apply ${formatCents(invoice.balanceCents)} or less.`,
        ['allocations'],
      );
    }
  }
  const unappliedCents = sumCents([amountCents, ...allocations.map((part) => -part.amountCents)]);
  if (unappliedCents < 0) {
    return decline(
      'billing.above-payment',
      `The parts are ${formatCents(-unappliedCents)} above the payment. Apply no more than was received.`,
      ['allocations', 'amountCents'],
    );
  }
  return accept({ unappliedCents });
}

/** Why money that pays no invoice is the firm's all the same, or is not kept. */
export const unappliedBases = ['retainer', 'flat fee', 'to refund'] as const;
export type UnappliedBasis = (typeof unappliedBases)[number];

/**
 * Decides whether money that pays no invoice may stand in the operating account [BL26] (MR 1.15(c)). `note` says where
 * it was agreed, or how it goes back.
 */
export function decideUnapplied(
  unappliedCents: Cents,
  basis: UnappliedBasis | undefined,
  note: string,
): Decision<UnappliedBasis | undefined> {
  if (unappliedCents === 0) return accept(undefined);
  if (basis === undefined) {
    return decline(
      'billing.advance-belongs-in-trust',
      `${formatCents(unappliedCents)} of it pays no invoice. Until it is earned it is the client's, and belongs in trust: deposit it there and post a receipt. If it is the firm's already, say why.`,
      ['unappliedBasis'],
    );
  }
  if (note.trim() === '') {
    return decline(
      'billing.unapplied-unexplained',
      basis === 'to refund'
        ? 'Say how and when it goes back to the client.'
        : 'Name the signed agreement that makes it the firm’s, with its day.',
      ['unappliedNote'],
    );
  }
  return accept(basis);
}

/** Splits an amount by shares in hundredths of a percent that sum to 10,000 [BL22]; the parts sum to the whole. */
export function splitByShares(totalCents: Cents, sharesBasisPoints: readonly number[]): Decision<readonly Cents[]> {
  const sum = sharesBasisPoints.reduce((total, share) => total + share, 0);
  if (sum !== 10_000 || sharesBasisPoints.some((share) => !Number.isInteger(share) || share < 0)) {
    return decline(
      'billing.shares-not-whole',
      `The shares make ${(sum / 100).toFixed(2)} percent. They have to make 100.00.`,
      ['shares'],
    );
  }
  return accept(allotCents(totalCents, sharesBasisPoints));
}

/** Proposes what to take from trust for an invoice: the smaller of available and unpaid, never below zero [BL23]. */
export function proposeTrustApplication(availableCents: Cents, invoiceBalanceCents: Cents): Cents {
  return Math.max(0, Math.min(availableCents, invoiceBalanceCents));
}
