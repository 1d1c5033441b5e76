import type { Day } from '../day.ts';
import { type Cents, formatCents, sumCents } from '../money.ts';
import { type Refusal, refuse } from '../refusal.ts';

export const invoiceLineKinds = ['fee', 'expense', 'adjustment'] as const;
export type InvoiceLineKind = (typeof invoiceLineKinds)[number];

/** A line of a contractor's invoice. Units in hundredths; `amountCents` is what the line asks for. */
export interface ProviderInvoiceLine {
  readonly kind: InvoiceLineKind;
  readonly orderId?: string | undefined;
  readonly workedOn?: Day | undefined;
  readonly hundredths: number;
  readonly rateCents: Cents;
  readonly amountCents: Cents;
  readonly description: string;
}

/** An invoice as it came in, before the firm has decided on it. */
export interface ProviderInvoice {
  readonly number: string;
  readonly invoicedOn: Day;
  readonly receivedOn: Day;
  readonly totalCents: Cents;
  readonly lines: readonly ProviderInvoiceLine[];
}

/** Why an invoice cannot be taken in, or null [PY7]. Negative lines are adjustments; the sum is the total, above zero. */
export function declineInvoice(invoice: ProviderInvoice, today: Day): Refusal | null {
  if (invoice.number.trim() === '')
    return refuse('provider.invoice-number', 'Give the number of the invoice.', ['number']);
  if (invoice.invoicedOn > today)
    return refuse('provider.invoice-in-future', 'The invoice is dated in the future. Check its day.', ['invoicedOn']);
  if (invoice.receivedOn < invoice.invoicedOn || invoice.receivedOn > today)
    return refuse('provider.received-day', 'An invoice arrives between its own day and today. Check the day.', [
      'receivedOn',
    ]);
  if (invoice.lines.length === 0)
    return refuse('provider.invoice-empty', 'The invoice has no line. Add what it is for.', ['lines']);
  const negative = invoice.lines.findIndex((line) => line.amountCents < 0 && line.kind !== 'adjustment');
  if (negative >= 0)
    return refuse(
      'provider.negative-line',
      `Line ${negative + 1} is below zero. Only an adjustment may be; make it one, or ask for a credit note.`,
      ['lines'],
    );
  const sum = sumCents(invoice.lines.map((line) => line.amountCents));
  if (sum !== invoice.totalCents)
    return refuse(
      'provider.invoice-sum',
      `The lines make ${formatCents(sum)} and the invoice says ${formatCents(invoice.totalCents)}. Correct the one that is wrong.`,
      ['totalCents', 'lines'],
    );
  return sum > 0
    ? null
    : refuse('provider.invoice-zero', 'The invoice asks for nothing. There is nothing to pay.', ['totalCents']);
}

/** A number as it is compared: capitals, no blanks or punctuation, no leading noughts. */
export function comparableNumber(number: string): string {
  return number
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+(?=.)/, '');
}

/** What an invoice is about, as text: two with the same were sent twice, whatever their numbers. */
export function contentKey(invoice: Pick<ProviderInvoice, 'totalCents' | 'lines'>): string {
  const lines = invoice.lines.map((line) =>
    [
      line.orderId ?? '',
      line.workedOn ?? '',
      line.hundredths,
      line.rateCents,
      line.amountCents,
      line.description.trim().toLowerCase(),
    ].join('|'),
  );
  return `${invoice.totalCents}\n${lines.sort().join('\n')}`;
}

/** An invoice of the same contractor that is here already. */
export interface KnownInvoice {
  readonly number: string;
  readonly contentKey: string;
  readonly invoicedOn: Day;
}

/** A refusal of an invoice that came before, by its number or by what it is for [PY8]; null where it is new. */
export function declineDuplicate(number: string, key: string, known: readonly KnownInvoice[]): Refusal | null {
  const sameNumber = known.find((other) => comparableNumber(other.number) === comparableNumber(number));
  if (sameNumber !== undefined)
    return refuse('provider.invoice-twice', `Invoice ${sameNumber.number} of this contractor is here already.`, [
      'number',
    ]);
  const same = known.find((other) => other.contentKey === key);
  if (same === undefined) return null;
  return refuse(
    'provider.invoice-content-twice',
    `Invoice ${same.number} of this contractor is for the same lines. Ask whether this one replaces it; then withdraw the first.`,
    ['lines'],
  );
}

/** The firm's decision on one line: what is approved of it; what is left is disputed, with a reason. */
export interface LineDecision {
  readonly lineId: string;
  readonly approvedCents: Cents;
  readonly reason: string;
}

/** Why a decision on an invoice does not stand, or null [PY9]: each line once, no more than it asks, each dispute with a reason. */
export function declineLineDecisions(
  lines: readonly { readonly lineId: string; readonly amountCents: Cents }[],
  decisions: readonly LineDecision[],
  paidCents: Cents,
): Refusal | null {
  for (const [index, line] of lines.entries()) {
    const found = decisions.filter((decision) => decision.lineId === line.lineId);
    const [decision] = found;
    if (decision === undefined || found.length > 1)
      return refuse('provider.line-undecided', `Decide line ${index + 1} once: approve it, or dispute it or a part.`, [
        'lines',
      ]);
    const isWithin =
      line.amountCents >= 0
        ? decision.approvedCents >= 0 && decision.approvedCents <= line.amountCents
        : decision.approvedCents === line.amountCents;
    if (!isWithin)
      return refuse(
        'provider.line-beyond',
        `Line ${index + 1} asks for ${formatCents(line.amountCents)}. Approve that or less.`,
        ['lines'],
      );
    if (decision.approvedCents !== line.amountCents && decision.reason.trim() === '')
      return refuse(
        'provider.dispute-reason',
        `Say why line ${index + 1} is disputed: the contractor has to be able to answer.`,
        ['lines'],
      );
  }
  if (decisions.length !== lines.length)
    return refuse('provider.line-unknown', 'A decision names a line that the invoice does not have.', ['lines']);
  const approved = sumCents(decisions.map((decision) => decision.approvedCents));
  if (approved >= paidCents) return null;
  return refuse(
    'provider.approved-below-paid',
    `${formatCents(paidCents)} of this invoice is paid already, so no less can be approved. Reverse the payment first.`,
    ['lines'],
  );
}
