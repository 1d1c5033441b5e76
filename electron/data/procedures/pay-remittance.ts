import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { namePayMethod } from '../../../shared/domain/provider/provider-payment.ts';
import type { TablePaper } from '../paper/paper-data.ts';
import type { Implementer } from './implementer.ts';
import { paperAnswer, paperBase } from './letterhead.ts';
import { readProviderPayment } from './pay-payments.ts';
import type { OpenFirm } from './turn.ts';

/** What tells a contractor for which invoices a payment is, and what of each was disputed. */
function remittancePaper(firm: OpenFirm, paymentId: string): TablePaper {
  const payment = readProviderPayment(firm, paymentId);
  const parts = firm.rows.all<{
    number: string;
    invoiced_on: string;
    total_cents: number;
    approved_cents: number | null;
    amount_cents: number;
  }>(
    `SELECT i.number, i.invoiced_on, i.total_cents, i.approved_cents, part.amount_cents
     FROM provider_payment_part part JOIN provider_invoice i ON i.invoice_id = part.invoice_id
     WHERE part.payment_id = ? ORDER BY i.invoiced_on, i.number`,
    [paymentId],
  );
  const rows = parts.map((part) => ({
    cells: [
      part.number,
      part.invoiced_on,
      part.total_cents,
      part.total_cents - (part.approved_cents ?? 0),
      part.amount_cents,
    ],
  }));
  const interest = { cells: ['Interest', payment.paid_on, null, null, payment.interest_cents] };
  const reference = payment.reference ? `, ${payment.reference}` : '';
  const sent = payment.amount_cents - payment.backup_cents;
  return {
    ...paperBase(firm),
    title: 'Remittance advice',
    asOfLine: `${payment.contractor_name}, paid ${formatDay(payment.paid_on)} by ${namePayMethod(payment.method)}${reference}`,
    columns: [
      { title: 'Invoice', kind: 'text', weight: 2 },
      { title: 'Date', kind: 'day' },
      { title: 'Invoiced', kind: 'amount' },
      { title: 'Disputed', kind: 'amount' },
      { title: 'Paid now', kind: 'amount' },
    ],
    rows: payment.interest_cents > 0 ? [...rows, interest] : rows,
    totals: ['Total', null, null, null, payment.amount_cents],
    notes: [
      ...(payment.backup_cents > 0
        ? [`${formatCents(payment.backup_cents)} was withheld for federal income tax; ${formatCents(sent)} was sent.`]
        : []),
      ...(payment.reversed_on === null ? [] : [`This payment was reversed on ${formatDay(payment.reversed_on)}.`]),
    ],
  };
}

/** The remittance advice of a payment. */
export function createRemittanceProcedures(os: Implementer) {
  return {
    remittance: os.pay.remittance.handler(({ input, context }) => {
      const firm = context.firm();
      const paper = remittancePaper(firm, input.paymentId);
      return paperAnswer(firm, 'table', paper, `${paper.title} ${paper.asOfLine.split(',')[0] ?? ''}.pdf`);
    }),
  };
}
