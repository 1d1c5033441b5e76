import { decideIssue, decideVoid } from '../../../shared/domain/billing/invoice-review.ts';
import { formatInvoiceNumber, invoiceSeries, nextInvoiceNumber } from '../../../shared/domain/billing/number-series.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { invoiceIssued, invoiceVoided } from '../../../shared/events/billing.ts';
import type { RowReader } from '../projections/projection.ts';
import { type InvoiceSqlRow, readInvoice, readLines } from './billing-invoice-rows.ts';
import { readBilledMatter } from './billing-matter.ts';
import { invoiceLine, narrativesOf, reviewDraft } from './billing-review.ts';
import { newEvent } from './new-event.ts';
import type { Turn } from './turn.ts';

/** The next number of this device's series; the highest is found in SQL, so ten years of invoices cost nothing [BL13]. */
function nextNumber(rows: RowReader, deviceId: string): string {
  const device = rows.get<{ ordinal: number }>('SELECT ordinal FROM roster_device WHERE device_id = ?', [deviceId]);
  if (device === undefined) throw new Error('This device is not in the roster.');
  const series = invoiceSeries(device.ordinal);
  const highest = rows.get<{ n: number | null }>(
    `SELECT MAX(CAST(substr(number, @skip) AS INTEGER)) AS n FROM (
       SELECT number FROM billing_invoice WHERE number >= @from AND number < @to
       UNION ALL SELECT number FROM billing_invoice_clash WHERE number >= @from AND number < @to)`,
    { skip: series.length + 2, from: `${series}-`, to: `${series}.` },
  );
  const known = highest?.n ?? 0;
  return nextInvoiceNumber(series, known > 0 ? [formatInvoiceNumber(series, known)] : []);
}

function isNumberKnown(rows: RowReader, number: string): boolean {
  return rows.get('SELECT 1 AS known FROM billing_invoice WHERE number = ?', [number]) !== undefined;
}

function surroundingsOf(invoice: InvoiceSqlRow) {
  return { matterId: invoice.matter_id, withheld: invoice.withheld === 1, touches: [`matter:${invoice.matter_id}`] };
}

interface IssueInput {
  invoiceId: string;
  issuedOn: string;
  dueOn: string;
}

/** Decides the issue of a draft under the next number of this device [BL13] [BL16]. */
export function decideIssuing(turn: Turn, input: IssueInput) {
  const invoice = readInvoice(turn.rows, input.invoiceId);
  const gap = turn.gap('billing', [`invoice:${input.invoiceId}`, `matter:${invoice.matter_id}`]);
  if (gap) return { ok: false, refusal: gap } as const;
  if (invoice.state !== 'draft') {
    return decline('billing.not-a-draft', 'Only a draft is issued. Make a draft first.', ['invoiceId']);
  }
  if (input.issuedOn > turn.today) {
    return decline('billing.issue-in-future', 'An invoice is issued today or earlier, not in the future.', [
      'issuedOn',
    ]);
  }
  const violations = reviewDraft(turn.rows, invoice, turn.today, input);
  const number = nextNumber(turn.rows, turn.me.deviceId);
  const taken = new Set(isNumberKnown(turn.rows, number) ? [number] : []);
  const decision = decideIssue(violations, number, taken);
  if (!decision.ok) return decision;
  const lines = readLines(turn.rows, input.invoiceId);
  const matter = readBilledMatter(turn.rows, invoice.matter_id);
  const head = {
    matterId: invoice.matter_id,
    clientId: invoice.client_id,
    periodFrom: invoice.period_from,
    periodTo: invoice.period_to,
    lines: lines.map(invoiceLine),
    discountCents: invoice.discount_cents,
    feesCents: invoice.fees_cents,
    expensesCents: invoice.expenses_cents,
    totalCents: invoice.total_cents,
    number,
    issuedOn: input.issuedOn,
    dueOn: input.dueOn,
  };
  const body = {
    narratives: narrativesOf(lines),
    note: invoice.note ?? '',
    matterTitle: matter.title,
    clientName: matter.clientName,
    clientAddress: matter.clientAddress,
  };
  const event = newEvent(invoiceIssued, input.invoiceId, head, body, surroundingsOf(invoice));
  return accept({ events: [event], answer: { id: input.invoiceId, number } });
}

interface VoidInput {
  invoiceId: string;
  voidedOn: string;
  reason: string;
}

/** Decides the void of an unpaid invoice [BL14]; refused also while a request asks for its fees from trust. */
export function decideVoiding(turn: Turn, input: VoidInput) {
  const invoice = readInvoice(turn.rows, input.invoiceId);
  const gap = turn.gap('billing', [`invoice:${input.invoiceId}`]);
  if (gap) return { ok: false, refusal: gap } as const;
  const decision = decideVoid(
    {
      number: invoice.number ?? '',
      isIssued: invoice.state === 'issued' || invoice.state === 'void',
      isVoid: invoice.state === 'void',
      paidCents: invoice.paid_cents,
    },
    input.reason,
  );
  if (!decision.ok) return decision;
  if (input.voidedOn > turn.today || input.voidedOn < (invoice.issued_on ?? '')) {
    return decline('billing.void-day', 'An invoice is voided between its issue and today. Check the date.', [
      'voidedOn',
    ]);
  }
  const asked = turn.rows.get(
    `SELECT 1 AS known FROM trust_request WHERE invoice_id = ? AND state <> 'declined' AND posted_entry_id IS NULL`,
    [input.invoiceId],
  );
  if (asked !== undefined) {
    return decline('billing.fee-requested', 'A request asks for these fees from trust. Decline it first.', [
      'invoiceId',
    ]);
  }
  const event = newEvent(
    invoiceVoided,
    input.invoiceId,
    { voidedOn: input.voidedOn },
    { reason: decision.value.reason },
    surroundingsOf(invoice),
  );
  return accept({ events: [event], answer: { id: input.invoiceId } });
}
