import { createHash } from 'node:crypto';
import type { payInvoicesContract } from '../../../shared/contract/pay-invoices.ts';
import { declineApproval } from '../../../shared/domain/provider/invoice-match.ts';
import { dueDay } from '../../../shared/domain/provider/pay-terms.ts';
import {
  contentKey,
  declineDuplicate,
  declineInvoice,
  declineLineDecisions,
  type ProviderInvoice,
} from '../../../shared/domain/provider/provider-invoice.ts';
import { accept, type Decision, decline, type Refusal } from '../../../shared/domain/refusal.ts';
import { expenseRecorded } from '../../../shared/events/billing.ts';
import {
  providerInvoiceDecided,
  providerInvoiceReceived,
  providerInvoiceWithdrawn,
} from '../../../shared/events/provider-pay.ts';
import type { RowReader } from '../projections/projection.ts';
import { readBilledMatter } from './billing-matter.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { type Asker, readContractor } from './pay-contractor-rows.ts';
import { readInvoiceLines, readProviderInvoice } from './pay-invoice-rows.ts';
import { matchInvoice } from './pay-match.ts';
import { invoicedNotices, withdrawnNotices } from './pay-order-notices.ts';
import type { InputOf } from './procedure-input.ts';
import type { Outcome, Turn } from './turn.ts';

type Done = Decision<Outcome<{ id: string }>>;

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** What is known of a contractor's invoices that stand: their numbers, and hashes of their contents. */
function knownInvoices(rows: RowReader, contractorId: string) {
  return rows.all<{ number: string; contentKey: string; invoicedOn: string }>(
    `SELECT number, content_hash AS contentKey, invoiced_on AS invoicedOn FROM provider_invoice_standing
     WHERE contractor_id = ? AND withdrawn_at_ms IS NULL`,
    [contractorId],
  );
}

/** Why an invoice would not be taken in now, or null: its own faults first, then whether it is here already. */
export function declineReceived(
  firm: Pick<Asker, 'rows'> & { readonly today: string | (() => string) },
  contractorId: string,
  invoice: ProviderInvoice,
): Refusal | null {
  const today = typeof firm.today === 'string' ? firm.today : firm.today();
  return (
    declineInvoice(invoice, today) ??
    declineDuplicate(invoice.number, hashOf(contentKey(invoice)), knownInvoices(firm.rows, contractorId))
  );
}

function decideReceive(turn: Turn, input: InputOf<typeof payInvoicesContract.receiveInvoice>): Done {
  const contractor = readContractor(turn, input.contractorId);
  const { contractorId, number, invoicedOn, totalCents, source, note } = input;
  const receivedOn = input.receivedOn ?? turn.today;
  const invoice = { number, invoicedOn, receivedOn, totalCents, lines: input.lines };
  const refusal = declineReceived(turn, contractorId, invoice);
  if (refusal !== null) return { ok: false, refusal };
  const orders = input.lines.map((line) => line.orderId);
  for (const orderId of orders) {
    const known = 'SELECT 1 AS yes FROM provider_order WHERE order_id = ?';
    if (orderId !== undefined && turn.rows.get(known, [orderId]) === undefined)
      return { ok: false, refusal: notFound('provider', 'work order', 'lines') };
  }
  const id = turn.newId();
  const lines = input.lines.map((line) => ({ lineId: turn.newId(), ...line }));
  const head = {
    ...{ contractorId, number, invoicedOn, receivedOn, totalCents, source },
    dueOn: dueDay(receivedOn, contractor.term_days, input.statedDueOn),
    contentHash: hashOf(contentKey(invoice)),
    lines: lines.map(({ description: _d, timekeeper: _t, ...line }) => line),
  };
  const body = {
    lines: lines.map(({ lineId, description, timekeeper }) => ({ lineId, description, timekeeper })),
    note,
  };
  return accept({
    events: [newEvent(providerInvoiceReceived, id, head, body), ...invoicedNotices(turn, id, number, orders)],
    answer: { id },
  });
}

function decideLines(turn: Turn, input: InputOf<typeof payInvoicesContract.decideInvoice>): Done {
  const invoice = readProviderInvoice(turn, input.invoiceId);
  if (invoice.withdrawn_at_ms !== null)
    return decline('provider.invoice-withdrawn', 'This invoice was withdrawn. There is nothing to decide.', [
      'invoiceId',
    ]);
  const lines = readInvoiceLines(turn.rows, input.invoiceId);
  const asked = lines.map((line) => ({ lineId: line.line_id, amountCents: line.amount_cents }));
  const refusal = declineLineDecisions(asked, input.lines, invoice.paid_cents);
  if (refusal !== null) return { ok: false, refusal };
  const contractor = readContractor(turn, invoice.contractor_id);
  for (const [index, { line, match }] of matchInvoice(turn.rows, contractor, invoice, lines).entries()) {
    const approvedCents = input.lines.find(({ lineId }) => lineId === line.line_id)?.approvedCents ?? 0;
    const notOwed = declineApproval(match, approvedCents, index + 1);
    if (notOwed !== null) return { ok: false, refusal: notOwed };
  }
  const decided = newEvent(
    providerInvoiceDecided,
    input.invoiceId,
    { lines: input.lines.map(({ lineId, approvedCents }) => ({ lineId, approvedCents })) },
    { reasons: input.lines.filter(({ reason }) => reason !== '').map(({ lineId, reason }) => ({ lineId, reason })) },
  );
  const orders = lines.map((line) => line.order_id);
  return accept({
    events: [decided, ...invoicedNotices(turn, input.invoiceId, invoice.number, orders)],
    answer: { id: input.invoiceId },
  });
}

function decideWithdraw(turn: Turn, invoiceId: string, reason: string): Done {
  const invoice = readProviderInvoice(turn, invoiceId);
  if (invoice.withdrawn_at_ms !== null)
    return decline('provider.invoice-withdrawn', 'This invoice was withdrawn already.', ['invoiceId']);
  if (invoice.paid_cents > 0)
    return decline('provider.invoice-paid', 'Something of this invoice is paid. Reverse the payment first.', [
      'invoiceId',
    ]);
  if (turn.me.outside && invoice.approved_cents !== null)
    return decline('provider.invoice-decided', 'The firm has decided on this invoice. Ask the firm to withdraw it.', [
      'invoiceId',
    ]);
  const orders = readInvoiceLines(turn.rows, invoiceId).map((line) => line.order_id);
  const notices = withdrawnNotices(turn, { invoiceId, number: invoice.number }, orders);
  return accept({
    events: [newEvent(providerInvoiceWithdrawn, invoiceId, {}, { reason }), ...notices],
    answer: { id: invoiceId },
  });
}

/** Records a line as its matter's expense. The expense carries the line's id, so that it is billed on once. */
function decideBillOn(turn: Turn, invoiceId: string, lineId: string): Done {
  const invoice = readProviderInvoice(turn, invoiceId);
  const lines = readInvoiceLines(turn.rows, invoiceId);
  const line = found(
    lines.find((one) => one.line_id === lineId),
    'provider',
    'line of the invoice',
    'lineId',
  );
  const order = turn.rows.get<{ matter_id: string | null; billing_mode: string; number: string }>(
    'SELECT matter_id, billing_mode, number FROM provider_order WHERE order_id = ?',
    [line.order_id ?? ''],
  );
  if (order === undefined || order.matter_id === null || order.billing_mode !== 'client cost')
    return decline('provider.no-client-cost', 'Only work that was ordered as a client’s cost is billed on.', [
      'lineId',
    ]);
  if ((line.approved_cents ?? 0) <= 0 || invoice.withdrawn_at_ms !== null)
    return decline('provider.line-not-approved', 'Approve this line before you bill it on.', ['lineId']);
  const known = 'SELECT 1 AS yes FROM billing_expense WHERE expense_id = ?';
  if (turn.rows.get(known, [lineId]) !== undefined)
    return decline('provider.billed-on', 'This line is on the matter already.', ['lineId']);
  const matter = readBilledMatter(turn.rows, order.matter_id);
  if (!matter.isOpen)
    return decline('billing.matter-closed', 'The matter is closed. Reopen it to record a cost on it.', ['lineId']);
  const head = {
    matterId: order.matter_id,
    incurredOn: line.worked_on ?? invoice.invoiced_on,
    amountCents: line.approved_cents ?? 0,
    billable: true,
  };
  const description = line.description || `Work order ${order.number}`;
  const body = { description, vendor: invoice.contractor_name };
  const surroundings = { matterId: order.matter_id, withheld: matter.withheld };
  return accept({ events: [newEvent(expenseRecorded, lineId, head, body, surroundings)], answer: { id: lineId } });
}

/** What happens to a contractor's invoice: it comes in, is decided on, withdrawn, billed on. */
export function createPayInvoiceProcedures(os: Implementer) {
  return {
    receiveInvoice: os.pay.receiveInvoice.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideReceive(turn, input)),
    ),
    decideInvoice: os.pay.decideInvoice.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideLines(turn, input)),
    ),
    withdrawInvoice: os.pay.withdrawInvoice.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideWithdraw(turn, input.invoiceId, input.reason)),
    ),
    billOn: os.pay.billOn.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideBillOn(turn, input.invoiceId, input.lineId)),
    ),
  };
}
