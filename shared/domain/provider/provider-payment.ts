import type { Day } from '../day.ts';
import { type Cents, formatCents, scaleCents, sumCents } from '../money.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** How a contractor is paid. What a card or a payment service pays is reported by that service, not by the firm. */
export const payMethods = ['ach', 'check', 'wire', 'card', 'payment service'] as const;
export type PayMethod = (typeof payMethods)[number];

/** "ACH", "check": a method as people write it. */
export function namePayMethod(method: PayMethod): string {
  return method === 'ach' ? 'ACH' : method;
}

/** A payment that somebody wants to record. */
export interface ProviderPaymentInput {
  readonly paidOn: Day;
  readonly amountCents: Cents;
  /** Kept back for the tax office and not sent to the contractor; part of the amount. */
  readonly backupCents: Cents;
  /** Interest for being late; part of the amount, on no invoice. */
  readonly interestCents: Cents;
  readonly allocations: readonly { readonly invoiceId: string; readonly amountCents: Cents }[];
}

/** An approved invoice as a payment sees it. */
export interface PayableProviderInvoice {
  readonly invoiceId: string;
  readonly number: string;
  readonly contractorId: string;
  readonly openCents: Cents;
}

/** Why a payment cannot be recorded, or null [PY11]: real, not in the future, and for no more than is approved and open. */
export function declinePayment(
  input: ProviderPaymentInput,
  contractorId: string,
  invoices: readonly PayableProviderInvoice[],
  today: Day,
): Refusal | null {
  if (input.paidOn > today)
    return refuse('provider.paid-in-the-future', 'This day is still to come. Record the payment once it is made.', [
      'paidOn',
    ]);
  const negative = [input.amountCents - 1, input.backupCents, input.interestCents].some((cents) => cents < 0);
  if (negative || input.allocations.some(({ amountCents }) => amountCents <= 0))
    return refuse('provider.payment-amount', 'Every amount of a payment is above zero.', ['amountCents']);
  if (new Set(input.allocations.map(({ invoiceId }) => invoiceId)).size !== input.allocations.length)
    return refuse('provider.invoice-named-twice', 'The payment names an invoice twice. Put the amounts together.', [
      'allocations',
    ]);
  for (const part of input.allocations) {
    const invoice = invoices.find((candidate) => candidate.invoiceId === part.invoiceId);
    if (invoice === undefined || invoice.contractorId !== contractorId)
      return refuse(
        'provider.not-their-invoice',
        'A payment is for invoices of the same contractor. Choose them again.',
        ['allocations'],
      );
    if (part.amountCents > invoice.openCents)
      return refuse(
        'provider.paid-twice',
        `${formatCents(invoice.openCents)} is approved and open on ${invoice.number}. Pay that or less; approve more of it first.`,
        ['allocations'],
      );
  }
  const sum = sumCents([...input.allocations.map((part) => part.amountCents), input.interestCents]);
  if (sum !== input.amountCents)
    return refuse(
      'provider.payment-sum',
      `The parts make ${formatCents(sum)}, the payment ${formatCents(input.amountCents)}. They have to be the same.`,
      ['amountCents'],
    );
  return input.backupCents <= input.amountCents
    ? null
    : refuse('provider.backup-beyond', 'No more can be kept back than is paid.', ['backupCents']);
}

/** Whose money a payment is made of. */
type PaymentSource = 'operating' | 'trust';

/** A refusal to pay a contractor out of trust [PY11]: what a client's own cost may take goes another way. */
export function declineSource(source: PaymentSource): Refusal | null {
  if (source === 'operating') return null;
  return refuse(
    'provider.not-from-trust',
    'The firm pays its contractors out of its own money. Where this is a client’s own cost and the client has authorised it, ask for the payment on the client’s ledger under Trust.',
    ['source'],
  );
}

/** The tax that is kept back from a payment, in cents, rounded half up; `basisPoints` is 2400 for 24 %. */
export function backupOf(amountCents: Cents, basisPoints: number): Cents {
  return scaleCents(amountCents, basisPoints, 10_000);
}
