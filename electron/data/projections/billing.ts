import type * as z from 'zod';
import {
  expenseAmended,
  expenseRecorded,
  expenseRemoved,
  invoiceDiscarded,
  invoiceDrafted,
  invoiceIssued,
  type invoiceLineSchema,
  invoicePaidFromTrust,
  invoiceVoided,
  paymentReceived,
  paymentReversed,
  timeAmended,
  timeRecorded,
  timeRemoved,
} from '../../../shared/events/billing.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { billingSchema, billingTables } from './billing-schema.ts';
import { type AreaProjection, on, type RowWriter } from './projection.ts';

function idOf(event: { readonly aggregate: string }): string {
  return idOfAggregate(event.aggregate);
}

const foldTimeRecorded = on(timeRecorded, (rows, event) => {
  const { head } = event;
  rows.run(
    `INSERT INTO billing_time (time_id, aggregate, clock, member_id, matter_id, timekeeper_member_id, worked_on, minutes,
       units, rate_cents, amount_cents, is_billable, task_code, activity_code, narrative)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      idOf(event),
      event.aggregate,
      event.clock,
      event.memberId,
      head.matterId,
      head.timekeeperMemberId,
      head.workedOn,
      head.minutes,
      head.units,
      head.rateCents,
      head.amountCents,
      head.billable ? 1 : 0,
      head.taskCode ?? null,
      head.activityCode ?? null,
      event.body?.narrative ?? null,
    ],
  );
});

const foldTimeAmended = on(timeAmended, (rows, event) => {
  const { head } = event;
  rows.run(
    `UPDATE billing_time SET matter_id = ?, timekeeper_member_id = ?, worked_on = ?, minutes = ?, units = ?,
       rate_cents = ?, amount_cents = ?, is_billable = ?, task_code = ?, activity_code = ?, narrative = ?
     WHERE aggregate = ?`,
    [
      head.matterId,
      head.timekeeperMemberId,
      head.workedOn,
      head.minutes,
      head.units,
      head.rateCents,
      head.amountCents,
      head.billable ? 1 : 0,
      head.taskCode ?? null,
      head.activityCode ?? null,
      event.body?.narrative ?? null,
      event.aggregate,
    ],
  );
});

const foldTimeRemoved = on(timeRemoved, (rows, event) => {
  rows.run('UPDATE billing_time SET is_removed = 1 WHERE aggregate = ?', [event.aggregate]);
});

const foldExpenseRecorded = on(expenseRecorded, (rows, event) => {
  const { head, body } = event;
  rows.run(
    `INSERT INTO billing_expense (expense_id, aggregate, clock, member_id, matter_id, incurred_on, amount_cents,
       is_billable, expense_code, description, vendor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      idOf(event),
      event.aggregate,
      event.clock,
      event.memberId,
      head.matterId,
      head.incurredOn,
      head.amountCents,
      head.billable ? 1 : 0,
      head.expenseCode ?? null,
      body?.description ?? null,
      body?.vendor ?? null,
    ],
  );
});

const foldExpenseAmended = on(expenseAmended, (rows, event) => {
  const { head, body } = event;
  rows.run(
    `UPDATE billing_expense SET matter_id = ?, incurred_on = ?, amount_cents = ?, is_billable = ?, expense_code = ?,
       description = ?, vendor = ? WHERE aggregate = ?`,
    [
      head.matterId,
      head.incurredOn,
      head.amountCents,
      head.billable ? 1 : 0,
      head.expenseCode ?? null,
      body?.description ?? null,
      body?.vendor ?? null,
      event.aggregate,
    ],
  );
});

const foldExpenseRemoved = on(expenseRemoved, (rows, event) => {
  rows.run('UPDATE billing_expense SET is_removed = 1 WHERE aggregate = ?', [event.aggregate]);
});

interface InvoiceLines {
  readonly invoiceId: string;
  readonly aggregate: string;
  readonly state: 'draft' | 'issued';
  readonly lines: readonly z.infer<typeof invoiceLineSchema>[];
  readonly narratives: Readonly<Record<string, string>> | undefined;
}

/** True when the lines that are kept are these: then an issue changes their state alone. */
function areLinesKept(rows: RowWriter, { aggregate, lines, narratives }: InvoiceLines): boolean {
  const kept = rows.all<{ source_id: string; amount_cents: number; units: number; narrative: string | null }>(
    'SELECT source_id, amount_cents, units, narrative FROM billing_invoice_line WHERE aggregate = ? ORDER BY position',
    [aggregate],
  );
  return (
    kept.length === lines.length &&
    kept.every((row, position) => {
      const line = lines[position];
      return (
        line !== undefined &&
        row.source_id === line.sourceId &&
        row.amount_cents === line.amountCents &&
        row.units === line.units &&
        row.narrative === (narratives?.[line.sourceId] ?? null)
      );
    })
  );
}

function writeLines(rows: RowWriter, invoice: InvoiceLines): void {
  if (areLinesKept(rows, invoice)) {
    rows.run('UPDATE billing_invoice_line SET state = ? WHERE aggregate = ?', [invoice.state, invoice.aggregate]);
    return;
  }
  rows.run('DELETE FROM billing_invoice_line WHERE aggregate = ?', [invoice.aggregate]);
  invoice.lines.forEach((line, position) => {
    rows.run(
      `INSERT INTO billing_invoice_line (aggregate, position, invoice_id, source_id, kind, day, timekeeper_member_id,
         units, rate_cents, amount_cents, task_code, activity_code, expense_code, narrative, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      [
        invoice.aggregate,
        position,
        invoice.invoiceId,
        line.sourceId,
        line.kind,
        line.day,
        line.timekeeperMemberId ?? null,
        line.units,
        line.rateCents,
        line.amountCents,
        line.taskCode ?? null,
        line.activityCode ?? null,
        line.expenseCode ?? null,
        invoice.narratives?.[line.sourceId] ?? null,
        invoice.state,
      ],
    );
  });
}

const foldInvoiceDrafted = on(invoiceDrafted, (rows, event) => {
  const { head, body, aggregate } = event;
  const invoiceId = idOf(event);
  if (stateOf(rows, aggregate) !== undefined) return;
  rows.run(
    `INSERT INTO billing_invoice (invoice_id, aggregate, event_id, clock, at_ms, matter_id, client_id, state, period_from,
       period_to, discount_cents, fees_cents, expenses_cents, total_cents, note, drafted_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      invoiceId,
      aggregate,
      event.id,
      event.clock,
      event.atMs,
      head.matterId,
      head.clientId,
      head.periodFrom,
      head.periodTo,
      head.discountCents,
      head.feesCents,
      head.expensesCents,
      head.totalCents,
      body?.note ?? null,
      event.memberId,
    ],
  );
  writeLines(rows, { invoiceId, aggregate, state: 'draft', lines: head.lines, narratives: body?.narratives });
});

function stateOf(rows: RowWriter, aggregate: string): string | undefined {
  return rows.get<{ state: string }>('SELECT state FROM billing_invoice WHERE aggregate = ?', [aggregate])?.state;
}

function setState(rows: RowWriter, aggregate: string, state: 'void' | 'discarded', reason: string | null): void {
  rows.run('UPDATE billing_invoice SET state = ?, reason = ? WHERE aggregate = ?', [state, reason, aggregate]);
  rows.run('UPDATE billing_invoice_line SET state = ? WHERE aggregate = ?', [state, aggregate]);
}

const foldInvoiceDiscarded = on(invoiceDiscarded, (rows, event) => {
  if (stateOf(rows, event.aggregate) === 'draft') {
    setState(rows, event.aggregate, 'discarded', event.body?.reason ?? null);
  }
});

/**
 * The client has an issued invoice, so it stands against a discard made apart. Of two issues of one draft made apart the
 * first in order stands; the other is kept as a clash for somebody to answer.
 */
const foldInvoiceIssued = on(invoiceIssued, (rows, event) => {
  const { head, body, aggregate } = event;
  const invoiceId = idOf(event);
  const before = stateOf(rows, aggregate);
  if (before === 'issued' || before === 'void') {
    rows.run('INSERT INTO billing_invoice_clash VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      event.id,
      aggregate,
      invoiceId,
      'issued twice',
      head.issuedOn,
      head.number,
      head.totalCents,
    ]);
    return;
  }
  rows.run(
    `INSERT INTO billing_invoice (invoice_id, aggregate, event_id, clock, at_ms, matter_id, client_id, state, number,
       period_from, period_to, issued_on, due_on, discount_cents, fees_cents, expenses_cents, total_cents, note,
       matter_title, client_name, client_address, issued_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'issued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET event_id = excluded.event_id, state = 'issued', number = excluded.number,
       period_from = excluded.period_from, period_to = excluded.period_to, issued_on = excluded.issued_on,
       due_on = excluded.due_on, discount_cents = excluded.discount_cents, fees_cents = excluded.fees_cents,
       expenses_cents = excluded.expenses_cents, total_cents = excluded.total_cents, note = excluded.note,
       matter_title = excluded.matter_title, client_name = excluded.client_name,
       client_address = excluded.client_address, issued_by = excluded.issued_by, reason = NULL`,
    [
      invoiceId,
      aggregate,
      event.id,
      event.clock,
      event.atMs,
      head.matterId,
      head.clientId,
      head.number,
      head.periodFrom,
      head.periodTo,
      head.issuedOn,
      head.dueOn,
      head.discountCents,
      head.feesCents,
      head.expensesCents,
      head.totalCents,
      body?.note ?? null,
      body?.matterTitle ?? null,
      body?.clientName ?? null,
      body?.clientAddress ?? null,
      event.memberId,
    ],
  );
  writeLines(rows, { invoiceId, aggregate, state: 'issued', lines: head.lines, narratives: body?.narratives });
});

const foldInvoiceVoided = on(invoiceVoided, (rows, event) => {
  if (stateOf(rows, event.aggregate) !== 'issued') return;
  rows.run('UPDATE billing_invoice SET voided_on = ? WHERE aggregate = ?', [event.head.voidedOn, event.aggregate]);
  setState(rows, event.aggregate, 'void', event.body?.reason ?? null);
});

const foldPaymentReceived = on(paymentReceived, (rows, event) => {
  const { head, body, aggregate } = event;
  const paymentId = idOf(event);
  rows.run(
    `INSERT INTO billing_payment (payment_id, aggregate, clock, member_id, client_id, received_on, amount_cents,
       applied_cents, method, payor, reference, unapplied_basis, unapplied_note)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      paymentId,
      aggregate,
      event.clock,
      event.memberId,
      head.clientId,
      head.receivedOn,
      head.amountCents,
      head.allocations.reduce((sum, allocation) => sum + allocation.amountCents, 0),
      head.method,
      body?.payor ?? null,
      body?.reference ?? null,
      head.unappliedBasis ?? null,
      body?.unappliedNote ?? null,
    ],
  );
  head.allocations.forEach((allocation, position) => {
    rows.run(
      `INSERT INTO billing_payment_allocation (payment_id, position, aggregate, invoice_id, received_on, amount_cents)
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      [paymentId, position, aggregate, allocation.invoiceId, head.receivedOn, allocation.amountCents],
    );
  });
});

const foldPaymentReversed = on(paymentReversed, (rows, event) => {
  const { aggregate, head } = event;
  rows.run(
    'UPDATE billing_payment SET reversed_on = ?, reverse_reason = ? WHERE aggregate = ? AND reversed_on IS NULL',
    [head.reversedOn, event.body?.reason ?? null, aggregate],
  );
  rows.run('UPDATE billing_payment_allocation SET reversed_on = ? WHERE aggregate = ? AND reversed_on IS NULL', [
    head.reversedOn,
    aggregate,
  ]);
});

/** A notice's aggregate is named after the entry, so two notices of one entry are one. */
const foldPaidFromTrust = on(invoicePaidFromTrust, (rows, event) => {
  const { head } = event;
  rows.run('INSERT INTO billing_trust_notice VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING', [
    idOf(event),
    event.aggregate,
    head.invoiceId,
    head.paidOn,
    head.amountCents,
  ]);
});

/** Time, expenses, invoices, payments and notices of what was paid from trust. */
export const billingProjection: AreaProjection = {
  area: 'billing',
  shapeVersion: 3,
  tables: billingTables,
  schema: billingSchema,
  folds: new Map([
    foldTimeRecorded,
    foldTimeAmended,
    foldTimeRemoved,
    foldExpenseRecorded,
    foldExpenseAmended,
    foldExpenseRemoved,
    foldInvoiceDrafted,
    foldInvoiceDiscarded,
    foldInvoiceIssued,
    foldInvoiceVoided,
    foldPaymentReceived,
    foldPaymentReversed,
    foldPaidFromTrust,
  ]),
};
