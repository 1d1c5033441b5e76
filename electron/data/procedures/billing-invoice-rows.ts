import { deriveInvoiceStatus } from '../../../shared/domain/billing/invoice-status.ts';
import { type Day, daysBetween } from '../../../shared/domain/day.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import { matterClientSql, matterTitleSql } from './shown-names.ts';

export interface InvoiceSqlRow {
  invoice_id: string;
  number: string | null;
  matter_id: string;
  matter_number: string | null;
  title: string;
  client_id: string;
  client: string;
  client_address: string | null;
  state: 'draft' | 'issued' | 'void' | 'discarded';
  period_from: string;
  period_to: string;
  issued_on: string | null;
  due_on: string | null;
  discount_cents: number;
  fees_cents: number;
  expenses_cents: number;
  total_cents: number;
  paid_cents: number;
  note: string | null;
  withheld: number | null;
}

/** An issued invoice keeps the names that it was issued with. */
export const invoiceColumns = `i.invoice_id, i.number, i.matter_id, m.number AS matter_number,
  COALESCE(i.matter_title, ${matterTitleSql('m')}) AS title, i.client_id,
  COALESCE(i.client_name, ${matterClientSql('m', 'c', 'p')}) AS client, i.client_address, i.state, i.period_from, i.period_to,
  i.issued_on, i.due_on, i.discount_cents, i.fees_cents, i.expenses_cents, i.total_cents, i.paid_cents, i.note, m.withheld`;

export const invoiceJoins = `LEFT JOIN office_matter m ON m.matter_id = i.matter_id
  LEFT JOIN office_client c ON c.client_id = i.client_id LEFT JOIN office_party p ON p.party_id = c.party_id`;

/** An invoice's row. Throws a refusal where it is not known. */
export function readInvoice(rows: RowReader, invoiceId: string): InvoiceSqlRow {
  const row = rows.get<InvoiceSqlRow>(
    `SELECT ${invoiceColumns} FROM billing_invoice i ${invoiceJoins} WHERE i.invoice_id = ?`,
    [invoiceId],
  );
  return found(row, 'billing', 'invoice', 'invoiceId');
}

/** An invoice as lists show it, as of a day. */
export function invoiceRow(row: InvoiceSqlRow, today: Day) {
  const standing = deriveInvoiceStatus(
    {
      isIssued: row.state === 'issued' || row.state === 'void',
      isDiscarded: row.state === 'discarded',
      isVoid: row.state === 'void',
      totalCents: row.total_cents,
      paidCents: row.paid_cents,
      dueOn: row.due_on ?? undefined,
    },
    today,
  );
  return {
    invoiceId: row.invoice_id,
    number: row.number ?? '',
    matterId: row.matter_id,
    matterTitle: row.title,
    clientId: row.client_id,
    clientName: row.client,
    state: standing.status,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    totalCents: row.total_cents,
    paidCents: row.paid_cents,
    owedCents: standing.balanceCents,
    overdueDays: standing.isOverdue && row.due_on !== null ? daysBetween(row.due_on, today) : 0,
  };
}

export interface LineSqlRow {
  source_id: string;
  kind: 'time' | 'expense';
  day: string;
  timekeeper_member_id: string | null;
  units: number;
  rate_cents: number;
  amount_cents: number;
  task_code: string | null;
  activity_code: string | null;
  expense_code: string | null;
  narrative: string | null;
}

/** The lines of an invoice in the order in which it prints them. */
export function readLines(rows: RowReader, invoiceId: string): LineSqlRow[] {
  return rows.all<LineSqlRow>('SELECT * FROM billing_invoice_line WHERE aggregate = ? ORDER BY position', [
    `invoice:${invoiceId}`,
  ]);
}

/** What came in for an invoice and stands, oldest first: amounts above zero. */
export function readPayments(rows: RowReader, invoiceId: string) {
  return rows.all<{ day: string; what: string; amountCents: number; source: 'trust' | 'payment' }>(
    `SELECT a.received_on AS day, 'Payment, ' || y.method AS what, a.amount_cents AS amountCents, 'payment' AS source
       FROM billing_payment_allocation a JOIN billing_payment y ON y.payment_id = a.payment_id
       WHERE a.invoice_id = @invoice AND a.reversed_on IS NULL
     UNION ALL
     SELECT e.day, 'From trust', -e.effect_cents, 'trust' FROM trust_entry e
       WHERE e.invoice_id = @invoice AND e.type = 'fee transfer' AND e.is_reversed = 0
     UNION ALL
     SELECT n.paid_on, 'From trust', n.amount_cents, 'trust' FROM billing_trust_notice n
       WHERE n.invoice_id = @invoice AND n.amount_cents > 0
         AND n.is_overtaken = 0
         AND NOT EXISTS (SELECT 1 FROM billing_trust_notice x WHERE x.entry_id = 'r' || n.entry_id)
     ORDER BY 1`,
    { invoice: invoiceId },
  );
}
