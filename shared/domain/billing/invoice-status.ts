import type { Day } from '../day.ts';
import { type Cents, sumCents } from '../money.ts';

export const invoiceStatuses = ['draft', 'discarded', 'issued', 'partly paid', 'paid', 'void'] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

/** What the state of an invoice follows from. */
export interface InvoiceFacts {
  readonly isIssued: boolean;
  readonly isDiscarded: boolean;
  readonly isVoid: boolean;
  readonly totalCents: Cents;
  /** Applied payments and trust transfers, less what was taken back. */
  readonly paidCents: Cents;
  readonly dueOn?: Day | undefined;
}

/** State and balance of an invoice on a day. A void or a draft has no balance. */
export interface InvoiceStanding {
  readonly status: InvoiceStatus;
  readonly balanceCents: Cents;
  readonly isOverdue: boolean;
}

/** Derives the state of an invoice [BL15]. */
export function deriveInvoiceStatus(facts: InvoiceFacts, asOf: Day): InvoiceStanding {
  const none = { balanceCents: 0, isOverdue: false };
  if (facts.isVoid) return { status: 'void', ...none };
  if (!facts.isIssued) return { status: facts.isDiscarded ? 'discarded' : 'draft', ...none };
  const balanceCents = sumCents([facts.totalCents, -facts.paidCents]);
  const isOverdue = balanceCents > 0 && facts.dueOn !== undefined && facts.dueOn < asOf;
  if (balanceCents <= 0) return { status: 'paid', balanceCents, isOverdue };
  return { status: facts.paidCents > 0 ? 'partly paid' : 'issued', balanceCents, isOverdue };
}
