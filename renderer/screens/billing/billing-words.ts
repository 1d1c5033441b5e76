import type { UnappliedBasis } from '../../../shared/domain/billing/allocation.ts';
import type { Answers } from '../../app/answers.ts';
import type { MarkTone } from '../../components/mark.tsx';

export type TimeRow = Answers['billing']['listTime']['rows'][number];
export type ExpenseRow = Answers['billing']['listExpenses']['rows'][number];
export type InvoiceRow = Answers['billing']['listInvoices']['rows'][number];
export type Invoice = Answers['billing']['getInvoice'];

interface Word {
  readonly tone: MarkTone;
  readonly word: string;
}

/** An invoice's state as a mark; overdue stands before the rest, with its days. */
export function describeInvoice(invoice: Pick<InvoiceRow, 'state' | 'overdueDays' | 'owedCents'>): Word {
  if (
    invoice.overdueDays > 0 &&
    invoice.owedCents > 0 &&
    (invoice.state === 'issued' || invoice.state === 'partly paid')
  ) {
    return { tone: 'danger', word: `${invoice.overdueDays} ${invoice.overdueDays === 1 ? 'day' : 'days'} overdue` };
  }
  switch (invoice.state) {
    case 'draft':
      return { tone: 'look', word: 'Draft' };
    case 'issued':
      return { tone: 'info', word: 'Issued' };
    case 'partly paid':
      return { tone: 'info', word: 'Partly paid' };
    case 'paid':
      return { tone: 'good', word: 'Paid' };
    case 'void':
      return { tone: 'plain', word: 'Void' };
    case 'discarded':
      return { tone: 'plain', word: 'Discarded' };
  }
}

/** What became of work: a mark for a time entry or an expense. */
export function describeWork(row: Pick<TimeRow, 'state' | 'billable'>): Word {
  switch (row.state) {
    case 'unbilled':
      return row.billable ? { tone: 'look', word: 'Unbilled' } : { tone: 'plain', word: 'Not billable' };
    case 'drafted':
      return { tone: 'info', word: 'On a draft' };
    case 'billed':
      return { tone: 'good', word: 'Billed' };
    case 'removed':
      return { tone: 'plain', word: 'Removed' };
  }
}

/** What an invoice is called: its number, or that it is a draft. */
export function nameInvoice(invoice: Pick<InvoiceRow, 'number' | 'state'>): string {
  return invoice.number === '' ? (invoice.state === 'discarded' ? 'Discarded draft' : 'Draft') : invoice.number;
}

export const paymentMethods = [
  { value: 'check', label: 'Check' },
  { value: 'card', label: 'Card' },
  { value: 'ach', label: 'ACH' },
  { value: 'wire', label: 'Wire' },
  { value: 'cash', label: 'Cash' },
] as const;
export type PaymentMethod = (typeof paymentMethods)[number]['value'];

/** Why money that pays no invoice is not in trust [BL26]. */
export const unappliedReasons = [
  { value: 'flat fee', label: 'Flat fee, the firm’s on receipt by a signed agreement' },
  { value: 'retainer', label: 'Retainer for availability, earned on receipt' },
  { value: 'to refund', label: 'Paid too much: it goes back' },
] as const satisfies readonly { value: UnappliedBasis; label: string }[];

/** "Flat fee, …: Agreement of Mar 2"; empty where nobody was asked. */
export function nameBasis(basis: string, note: string): string {
  const label = unappliedReasons.find((reason) => reason.value === basis)?.label;
  return label === undefined ? '' : `${label}: ${note}`;
}

/** A payment's method, as it is chosen; a transfer from trust is none that is chosen. */
export function nameMethod(method: string): string {
  return paymentMethods.find((one) => one.value === method)?.label ?? 'Transfer';
}

/** "82.4%"; a dash where there is nothing to share. */
export function formatPerMille(perMille: number | null): string {
  return perMille === null ? '–' : `${Math.floor(perMille / 10)}.${perMille % 10}%`;
}
