import { formatCents } from '../../../shared/domain/money.ts';
import type { RowReader } from '../projections/projection.ts';
import type { FoundException } from './trust-exceptions.ts';

interface OddInvoiceRow {
  invoice_id: string;
  number: string | null;
  state: string;
  day: string;
  paid_cents: number;
  total_cents: number;
}

/** Invoices paid above their total, or paid though void or never issued: what devices apart can bring about. */
function findOddInvoices(rows: RowReader): FoundException[] {
  return rows
    .all<OddInvoiceRow>(
      `SELECT invoice_id, number, state, COALESCE(voided_on, issued_on, period_to) AS day, paid_cents, total_cents
       FROM billing_invoice
       WHERE (state = 'issued' AND paid_cents > total_cents) OR (state <> 'issued' AND paid_cents <> 0)`,
    )
    .map((row) => {
      const name = row.number === null ? 'A draft invoice' : `Invoice ${row.number}`;
      const isOverpaid = row.state === 'issued';
      const overCents = isOverpaid ? row.paid_cents - row.total_cents : row.paid_cents;
      return {
        key: `billing/${isOverpaid ? 'overpaid' : 'paid-not-issued'}/${row.invoice_id}`,
        accountId: '',
        code: isOverpaid ? 'billing.invoice-overpaid' : 'billing.paid-not-issued',
        sentence: isOverpaid
          ? `${name} is paid ${formatCents(overCents)} above its total. Refund it or move the payment.`
          : `${name} is ${row.state}, yet ${formatCents(overCents)} was paid on it. Reverse the payment or bill it anew.`,
        day: row.day,
        amountCents: overCents,
      };
    });
}

function findTwiceBilled(rows: RowReader): FoundException[] {
  return rows
    .all<{ source_id: string; day: string; amount_cents: number; what: string }>(
      `SELECT time_id AS source_id, worked_on AS day, amount_cents, 'A time entry' AS what FROM billing_time WHERE billings > 1
       UNION ALL
       SELECT expense_id, incurred_on, amount_cents, 'An expense' FROM billing_expense WHERE billings > 1`,
    )
    .map((row) => ({
      key: `billing/billed-twice/${row.source_id}`,
      accountId: '',
      code: 'billing.billed-twice',
      sentence: `${row.what} of ${formatCents(row.amount_cents)} is on two invoices that were made apart. Discard or void one.`,
      day: row.day,
      amountCents: row.amount_cents,
    }));
}

function findClashes(rows: RowReader): FoundException[] {
  return rows
    .all<{ event_id: string; number: string | null; first: string | null; day: string; amount_cents: number }>(
      `SELECT c.event_id, c.number, i.number AS first, c.day, c.amount_cents
       FROM billing_invoice_clash c LEFT JOIN billing_invoice i ON i.invoice_id = c.invoice_id`,
    )
    .map((row) => ({
      key: `billing/issued-twice/${row.event_id.slice(0, 33)}`,
      accountId: '',
      code: 'billing.issued-twice',
      sentence: `One draft was issued twice, apart: as ${row.first ?? ''}, which counts, and as ${row.number ?? ''}. Tell the client which one stands.`,
      day: row.day,
      amountCents: row.amount_cents,
    }));
}

function findRepeatedNumbers(rows: RowReader): FoundException[] {
  return rows
    .all<{ number: string; day: string; cents: number }>(
      // The index alone says which numbers stand twice; the rest is read of those, of which there is hardly ever one.
      `SELECT number, MAX(issued_on) AS day, SUM(total_cents) AS cents FROM billing_invoice
       WHERE number IN (SELECT number FROM billing_invoice WHERE number IS NOT NULL GROUP BY number HAVING COUNT(*) > 1)
       GROUP BY number`,
    )
    .map((row) => ({
      key: `billing/number-twice/${row.number}`,
      accountId: '',
      code: 'billing.number-twice',
      sentence: `Two invoices carry the number ${row.number}. Void one and issue it anew.`,
      day: row.day,
      amountCents: row.cents,
    }));
}

/** What devices apart brought about in billing, and somebody must answer for. */
export function billingExceptions(rows: RowReader): FoundException[] {
  return [...findOddInvoices(rows), ...findTwiceBilled(rows), ...findClashes(rows), ...findRepeatedNumbers(rows)];
}
