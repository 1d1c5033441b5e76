import type { Day } from '../../../shared/domain/day.ts';
import { approveBy, urgencyOf } from '../../../shared/domain/provider/pay-terms.ts';
import type { InvoiceLineKind } from '../../../shared/domain/provider/provider-invoice.ts';
import type { RowReader } from '../projections/projection.ts';
import { found } from './found.ts';
import { type Asker, ownContractors } from './pay-contractor-rows.ts';
import { partyNameSql } from './shown-names.ts';

/** Cents paid on an invoice by payments that stand. `invoice` is the column with its id. */
const paidSql = (invoice: string): string =>
  `(SELECT COALESCE(SUM(part.amount_cents), 0) FROM provider_payment_part part
    JOIN provider_payment pay ON pay.payment_id = part.payment_id
    WHERE part.invoice_id = ${invoice} AND pay.reversed_on IS NULL)`;
/** The day of the last payment on an invoice that stands. */
export const lastPaidSql = (invoice: string): string =>
  `(SELECT MAX(pay.paid_on) FROM provider_payment_part part
    JOIN provider_payment pay ON pay.payment_id = part.payment_id
    WHERE part.invoice_id = ${invoice} AND pay.reversed_on IS NULL)`;

export const openSql = `CASE WHEN i.withdrawn_at_ms IS NOT NULL THEN 0
  ELSE COALESCE(i.approved_cents, 0) - ${paidSql('i.invoice_id')} END`;

/** Cents that a contractor is owed: approved and not paid. */
export const openCentsOfContractorSql = (contractor: string): string =>
  `(SELECT COALESCE(SUM(${openSql}), 0) FROM provider_invoice_standing i WHERE i.contractor_id = ${contractor})`;

export interface InvoiceSqlRow {
  readonly invoice_id: string;
  readonly contractor_id: string;
  readonly contractor_name: string;
  readonly number: string;
  readonly invoiced_on: string;
  readonly received_on: string;
  readonly due_on: string;
  readonly total_cents: number;
  readonly source: 'typed' | 'ledes' | 'csv';
  readonly note: string | null;
  readonly approved_cents: number | null;
  readonly paid_cents: number;
  readonly open_cents: number;
  readonly last_paid_on: string | null;
  readonly decided_by_member_id: string | null;
  readonly withdrawn_at_ms: number | null;
  readonly withdrawn_reason: string | null;
  readonly received_by_member_id: string;
}

export const invoiceColumns = `i.invoice_id, i.contractor_id, ${partyNameSql('p')} AS contractor_name, i.number,
  i.invoiced_on, i.received_on, i.due_on, i.total_cents, i.source, i.note, i.approved_cents,
  ${paidSql('i.invoice_id')} AS paid_cents, ${openSql} AS open_cents, ${lastPaidSql('i.invoice_id')} AS last_paid_on,
  i.decided_by_member_id, i.withdrawn_at_ms, i.withdrawn_reason, i.received_by_member_id`;
export const invoiceJoins = `provider_invoice_standing i LEFT JOIN provider_contractor c ON c.contractor_id = i.contractor_id
  LEFT JOIN office_party p ON p.party_id = c.party_id`;

function stateOf(row: InvoiceSqlRow) {
  if (row.withdrawn_at_ms !== null) return 'withdrawn' as const;
  if (row.approved_cents === null) return 'to decide' as const;
  if (row.open_cents > 0) return 'to pay' as const;
  return row.approved_cents === 0 ? ('disputed' as const) : ('paid' as const);
}

/** An invoice as lists show it. */
export function invoiceRow(row: InvoiceSqlRow, today: Day) {
  const state = stateOf(row);
  return {
    invoiceId: row.invoice_id,
    contractorId: row.contractor_id,
    contractorName: row.contractor_name,
    number: row.number,
    invoicedOn: row.invoiced_on,
    receivedOn: row.received_on,
    dueOn: row.due_on,
    approveBy: approveBy(row.received_on),
    totalCents: row.total_cents,
    approvedCents: row.approved_cents,
    paidCents: row.paid_cents,
    openCents: row.open_cents,
    state,
    // What nobody has decided on falls due all the same.
    urgency: urgencyOf(state === 'to decide' ? row.total_cents : row.open_cents, row.due_on, today),
    settledOn: state === 'paid' ? row.last_paid_on : null,
  };
}

/** An invoice that this person may see; a refusal of any other, as if it were not there. */
export function readProviderInvoice({ rows, me }: Pick<Asker, 'rows' | 'me'>, invoiceId: string): InvoiceSqlRow {
  const own = ownContractors(me, 'i.contractor_id');
  return found(
    rows.get<InvoiceSqlRow>(
      `SELECT ${invoiceColumns} FROM ${invoiceJoins} WHERE ${['i.invoice_id = @invoiceId', ...own.where].join(' AND ')}`,
      { invoiceId, ...own.parameters },
    ),
    'provider',
    'invoice',
    'invoiceId',
  );
}

export interface InvoiceLineSqlRow {
  readonly line_id: string;
  readonly kind: InvoiceLineKind;
  readonly order_id: string | null;
  readonly worked_on: string | null;
  readonly hundredths: number;
  readonly rate_cents: number;
  readonly amount_cents: number;
  readonly description: string | null;
  readonly timekeeper: string | null;
  readonly approved_cents: number | null;
  readonly reason: string | null;
}

/** The lines of an invoice in their order. */
export function readInvoiceLines(rows: RowReader, invoiceId: string): InvoiceLineSqlRow[] {
  return rows.all<InvoiceLineSqlRow>(
    `SELECT line_id, kind, order_id, worked_on, hundredths, rate_cents, amount_cents, description, timekeeper,
       approved_cents, reason
     FROM provider_invoice_line WHERE invoice_id = ? ORDER BY place`,
    [invoiceId],
  );
}

/** A line as the rules see it. */
export function lineForRules(line: InvoiceLineSqlRow) {
  return {
    kind: line.kind,
    orderId: line.order_id ?? undefined,
    workedOn: line.worked_on ?? undefined,
    hundredths: line.hundredths,
    rateCents: line.rate_cents,
    amountCents: line.amount_cents,
    description: line.description ?? '',
  };
}
