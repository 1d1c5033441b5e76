import { totalInvoice } from '../../../shared/domain/billing/invoice-totals.ts';
import { addDays, daysBetween } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import type { InvoicePaper, InvoiceTimekeeper } from '../paper/paper-data.ts';
import { type LineSqlRow, readInvoice, readLines, readPayments } from './billing-invoice-rows.ts';
import { readBilledMatter } from './billing-matter.ts';
import { invoiceLine, usualTermDays } from './billing-review.ts';
import { refuseNow } from './found.ts';
import { addressLines, paperBase } from './letterhead.ts';
import { matterAvailableCents } from './trust-ledger-state.ts';
import type { OpenFirm } from './turn.ts';

function timekeepers(firm: OpenFirm, lines: readonly LineSqlRow[]): InvoiceTimekeeper[] {
  return totalInvoice(lines.map(invoiceLine), 0).timekeepers.map((total) => {
    const own = lines.filter((line) => line.timekeeper_member_id === total.timekeeperMemberId);
    return {
      name: firm.memberName(total.timekeeperMemberId),
      tenths: total.units,
      rateCents: own[0]?.rate_cents ?? 0,
      amountCents: total.amountCents,
    };
  });
}

function priorBalance(firm: OpenFirm, clientId: string, invoiceId: string): number {
  const row = firm.rows.get<{ cents: number }>(
    `SELECT COALESCE(SUM(owed_cents), 0) AS cents FROM billing_invoice
     WHERE client_id = ? AND state = 'issued' AND owed_cents > 0 AND invoice_id <> ?`,
    [clientId, invoiceId],
  );
  return row?.cents ?? 0;
}

function trustBlock(firm: OpenFirm, matterId: string): Pick<InvoicePaper, 'trust'> {
  const row = firm.rows.get<{ cents: number; ledgers: number }>(
    'SELECT COALESCE(SUM(balance_cents), 0) AS cents, COUNT(*) AS ledgers FROM trust_ledger WHERE ledger_id = ?',
    [matterId],
  );
  if (row === undefined || row.ledgers === 0) return {};
  const asOf = firm.today();
  return { trust: { balanceCents: row.cents, availableCents: matterAvailableCents(firm.rows, matterId, asOf), asOf } };
}

/** An invoice or draft as paper. Refuses a discarded draft, and one whose words this device may not read. */
export function invoicePaper(firm: OpenFirm, invoiceId: string): InvoicePaper {
  const invoice = readInvoice(firm.rows, invoiceId);
  if (invoice.state === 'discarded') {
    refuseNow('billing.invoice-discarded', 'This draft was discarded. Make a new one.', ['invoiceId']);
  }
  const matter = readBilledMatter(firm.rows, invoice.matter_id);
  const lines = readLines(firm.rows, invoiceId);
  const payments = readPayments(firm.rows, invoiceId).map(({ day, what, amountCents }) => ({ day, what, amountCents }));
  const issuedOn = invoice.issued_on ?? firm.today();
  const dueOn = invoice.due_on ?? addDays(issuedOn, usualTermDays);
  const term = daysBetween(issuedOn, dueOn);
  const prior = priorBalance(firm, invoice.client_id, invoiceId);
  const address = invoice.client_address ?? matter.clientAddress;
  return {
    ...paperBase(firm),
    ...(invoice.number === null ? {} : { number: invoice.number }),
    state: invoice.state,
    issuedOn,
    dueOn,
    terms: term === 0 ? 'Due on receipt' : `Net ${term}`,
    period: { from: invoice.period_from, to: invoice.period_to },
    client: { name: invoice.client, addressLines: addressLines(address) },
    matter: { number: matter.number, name: invoice.title },
    fees: lines
      .filter((line) => line.kind === 'time')
      .map((line) => ({
        day: line.day,
        timekeeper: line.timekeeper_member_id === null ? '' : firm.memberName(line.timekeeper_member_id),
        narrative: line.narrative ?? 'Withheld',
        tenths: line.units,
        rateCents: line.rate_cents,
        amountCents: line.amount_cents,
        ...(line.task_code === null ? {} : { taskCode: line.task_code }),
        ...(line.amount_cents === 0 ? { isNoCharge: true } : {}),
      })),
    expenses: lines
      .filter((line) => line.kind === 'expense')
      .map((line) => ({ day: line.day, narrative: line.narrative ?? 'Withheld', amountCents: line.amount_cents })),
    adjustments:
      invoice.discount_cents === 0 ? [] : [{ what: 'Discount on fees', amountCents: -invoice.discount_cents }],
    taxCents: 0,
    totalCents: invoice.total_cents,
    payments,
    dueCents: invoice.total_cents - payments.reduce((sum, payment) => sum + payment.amountCents, 0),
    timekeepers: timekeepers(firm, lines),
    ...trustBlock(firm, invoice.matter_id),
    ...(prior === 0 ? {} : { priorBalanceCents: prior }),
    paymentLines: [
      `Please pay ${formatCents(Math.max(0, invoice.total_cents - invoice.paid_cents))} and name the invoice number.`,
    ],
    ...(invoice.note === null || invoice.note === '' ? {} : { note: invoice.note }),
  };
}
