import {
  type BillableSource,
  type InvoiceDraft,
  type InvoiceViolation,
  reviewInvoice,
} from '../../../shared/domain/billing/invoice-review.ts';
import type { InvoiceLine } from '../../../shared/domain/billing/invoice-totals.ts';
import { addDays, type Day } from '../../../shared/domain/day.ts';
import type { RowReader } from '../projections/projection.ts';
import { type InvoiceSqlRow, type LineSqlRow, readLines } from './billing-invoice-rows.ts';

/** Days from issue to due that a draft is shown with. */
export const usualTermDays = 30;

interface SourceSqlRow {
  id: string;
  matter_id: string;
  amount_cents: number;
  is_billable: number;
  is_removed: number;
  billed_on: string | null;
}

/** What is behind the lines of an invoice, by source id. */
function readSources(rows: RowReader, invoiceId: string): ReadonlyMap<string, BillableSource> {
  const billedOn = `(SELECT o.number FROM billing_invoice_line k JOIN billing_invoice o ON o.invoice_id = k.invoice_id
    WHERE k.source_id = l.source_id AND k.state = 'issued' AND k.invoice_id <> l.invoice_id LIMIT 1)`;
  const found = rows.all<SourceSqlRow>(
    `SELECT s.time_id AS id, s.matter_id, s.amount_cents, s.is_billable, s.is_removed, ${billedOn} AS billed_on
       FROM billing_invoice_line l JOIN billing_time s ON s.aggregate = 'time:' || l.source_id
       WHERE l.aggregate = 'invoice:' || @invoice AND l.kind = 'time'
     UNION ALL
     SELECT s.expense_id, s.matter_id, s.amount_cents, s.is_billable, s.is_removed, ${billedOn}
       FROM billing_invoice_line l JOIN billing_expense s ON s.aggregate = 'expense:' || l.source_id
       WHERE l.aggregate = 'invoice:' || @invoice AND l.kind = 'expense'`,
    { invoice: invoiceId },
  );
  return new Map(
    found.map((row) => [
      row.id,
      {
        matterId: row.matter_id,
        amountCents: row.amount_cents,
        isBillable: row.is_billable === 1,
        isRemoved: row.is_removed === 1,
        billedOn: row.billed_on ?? undefined,
      },
    ]),
  );
}

/** A line as the rules and events carry it. */
export function invoiceLine(row: LineSqlRow): InvoiceLine {
  return {
    sourceId: row.source_id,
    kind: row.kind,
    day: row.day,
    units: row.units,
    rateCents: row.rate_cents,
    amountCents: row.amount_cents,
    ...(row.timekeeper_member_id === null ? {} : { timekeeperMemberId: row.timekeeper_member_id }),
    ...(row.task_code === null ? {} : { taskCode: row.task_code }),
    ...(row.activity_code === null ? {} : { activityCode: row.activity_code }),
    ...(row.expense_code === null ? {} : { expenseCode: row.expense_code }),
  };
}

/** The words of an invoice's lines, by source id. */
export function narrativesOf(lines: readonly LineSqlRow[]): Record<string, string> {
  return Object.fromEntries(lines.map((line) => [line.source_id, line.narrative ?? '']));
}

/** Everything that speaks against issuing a draft with these dates; today and the usual term where not given. */
export function reviewDraft(
  rows: RowReader,
  invoice: InvoiceSqlRow,
  today: Day,
  dates: { issuedOn?: Day; dueOn?: Day } = {},
): readonly InvoiceViolation[] {
  const lines = readLines(rows, invoice.invoice_id);
  const issuedOn = dates.issuedOn ?? today;
  const draft: InvoiceDraft = {
    matterId: invoice.matter_id,
    periodFrom: invoice.period_from,
    periodTo: invoice.period_to,
    issuedOn,
    dueOn: dates.dueOn ?? addDays(issuedOn, usualTermDays),
    lines: lines.map(invoiceLine),
    narratives: narrativesOf(lines),
    discountCents: invoice.discount_cents,
    feesCents: invoice.fees_cents,
    expensesCents: invoice.expenses_cents,
    totalCents: invoice.total_cents,
  };
  return reviewInvoice(draft, readSources(rows, invoice.invoice_id));
}
