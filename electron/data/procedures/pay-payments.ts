import type { payPaymentsContract } from '../../../shared/contract/pay-payments.ts';
import {
  backupOf,
  declinePayment,
  declineSource,
  type PayMethod,
} from '../../../shared/domain/provider/provider-payment.ts';
import { declineUnpapered } from '../../../shared/domain/provider/tax-form.ts';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import { providerPaymentMade, providerPaymentReversed } from '../../../shared/events/provider-pay.ts';
import type { SqlValue } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { containsPattern, readPage } from './page-query.ts';
import { type Asker, ownContractors, readContractor } from './pay-contractor-rows.ts';
import { readInvoiceLines, readProviderInvoice } from './pay-invoice-rows.ts';
import { paidNotices, reversedNotices } from './pay-order-notices.ts';
import type { InputOf } from './procedure-input.ts';
import { partyNameSql } from './shown-names.ts';
import type { OpenFirm, Outcome, Turn } from './turn.ts';

type Done = Decision<Outcome<{ id: string }>>;

interface PaymentSqlRow {
  readonly payment_id: string;
  readonly contractor_id: string;
  readonly contractor_name: string;
  readonly paid_on: string;
  readonly method: PayMethod;
  readonly amount_cents: number;
  readonly backup_cents: number;
  readonly interest_cents: number;
  readonly reference: string | null;
  readonly without_tax_form: number;
  readonly reversed_on: string | null;
  readonly paid_by_member_id: string;
  readonly invoices: string | null;
}

const paymentColumns = `y.payment_id, y.contractor_id, ${partyNameSql('p')} AS contractor_name, y.paid_on, y.method,
  y.amount_cents, y.backup_cents, y.interest_cents, y.reference, y.without_tax_form, y.reversed_on, y.paid_by_member_id,
  (SELECT GROUP_CONCAT(i.number, ', ') FROM provider_payment_part part
   JOIN provider_invoice i ON i.invoice_id = part.invoice_id WHERE part.payment_id = y.payment_id) AS invoices`;
const paymentJoins = `provider_payment y LEFT JOIN provider_contractor c ON c.contractor_id = y.contractor_id
  LEFT JOIN office_party p ON p.party_id = c.party_id`;

/** A payment that this person may see; a refusal of any other, as if it were not there. */
export function readProviderPayment({ rows, me }: Pick<Asker, 'rows' | 'me'>, paymentId: string): PaymentSqlRow {
  const own = ownContractors(me, 'y.contractor_id');
  return found(
    rows.get<PaymentSqlRow>(
      `SELECT ${paymentColumns} FROM ${paymentJoins} WHERE ${['y.payment_id = @paymentId', ...own.where].join(' AND ')}`,
      { paymentId, ...own.parameters },
    ),
    'provider',
    'payment',
    'paymentId',
  );
}

function listPayments(firm: OpenFirm, input: InputOf<typeof payPaymentsContract.listPayments>) {
  const own = ownContractors(firm.me, 'y.contractor_id');
  const where = [...own.where];
  const parameters: Record<string, SqlValue> = { ...own.parameters };
  if (input.contractorId !== undefined) {
    where.push('y.contractor_id = @contractorId');
    parameters['contractorId'] = input.contractorId;
  }
  if (input.filter.trim() !== '') {
    where.push("p.name LIKE @filter ESCAPE '\\' OR y.reference LIKE @filter ESCAPE '\\'");
    parameters['filter'] = containsPattern(input.filter);
  }
  const page = readPage<PaymentSqlRow>(firm.rows, input, {
    select: paymentColumns,
    from: paymentJoins,
    where,
    parameters,
    sorts: {
      paidOn: 'y.paid_on',
      contractorName: 'contractor_name COLLATE NOCASE',
      amountCents: 'y.amount_cents',
      method: 'y.method',
    },
    tieBreak: 'y.payment_id',
  });
  return {
    rows: page.rows.map((row) => ({
      paymentId: row.payment_id,
      contractorId: row.contractor_id,
      contractorName: row.contractor_name,
      paidOn: row.paid_on,
      method: row.method,
      amountCents: row.amount_cents,
      backupCents: row.backup_cents,
      interestCents: row.interest_cents,
      reference: row.reference ?? '',
      withoutTaxForm: row.without_tax_form === 1,
      reversedOn: row.reversed_on,
      paidBy: firm.memberName(row.paid_by_member_id),
      invoices: row.invoices ?? '',
    })),
    total: page.total,
  };
}

/** The work orders of an invoice's lines that are approved, wholly or in part. */
function approvedOrders(turn: Turn, invoiceId: string): (string | null)[] {
  return readInvoiceLines(turn.rows, invoiceId)
    .filter((line) => (line.approved_cents ?? 0) > 0)
    .map((line) => line.order_id);
}

function decidePay(turn: Turn, input: InputOf<typeof payPaymentsContract.recordPayment>): Done {
  const { contractorId, paidOn, method, amountCents, interestCents, allocations, reference } = input;
  const contractor = readContractor(turn, contractorId);
  const invoices = allocations.map(({ invoiceId }) => readProviderInvoice(turn, invoiceId));
  const backupCents = backupOf(amountCents, contractor.backup_basis_points);
  const payable = invoices.map((row) => ({
    invoiceId: row.invoice_id,
    number: row.number,
    contractorId: row.contractor_id,
    openCents: row.open_cents,
  }));
  const payment = { paidOn, amountCents, backupCents, interestCents, allocations };
  const refusal =
    declineSource(input.source) ??
    declinePayment(payment, contractorId, payable, turn.today) ??
    declineUnpapered({ entity: contractor.entity, form: contractor.form }, input.overrideReason);
  if (refusal !== null) return { ok: false, refusal };
  const id = turn.newId();
  const withoutTaxForm = contractor.form === 'none';
  const made = newEvent(
    providerPaymentMade,
    id,
    { contractorId, method, withoutTaxForm, ...payment, allocations: [...allocations] },
    { reference, overrideReason: withoutTaxForm ? input.overrideReason : '' },
  );
  const settled = payable.filter((invoice) =>
    allocations.some((part) => part.invoiceId === invoice.invoiceId && part.amountCents === invoice.openCents),
  );
  const notices = settled.flatMap((invoice) =>
    paidNotices(turn, { ...invoice, paidOn }, approvedOrders(turn, invoice.invoiceId)),
  );
  return accept({ events: [made, ...notices], answer: { id } });
}

function decideReverse(turn: Turn, input: InputOf<typeof payPaymentsContract.reversePayment>): Done {
  const payment = readProviderPayment(turn, input.paymentId);
  if (payment.reversed_on !== null)
    return decline('provider.payment-reversed', 'This payment was reversed already.', ['paymentId']);
  if (input.reversedOn < payment.paid_on || input.reversedOn > turn.today)
    return decline('provider.reversal-day', 'A payment is reversed between its own day and today. Check the day.', [
      'reversedOn',
    ]);
  const { paymentId, reversedOn, reason } = input;
  const invoiceIds = turn.rows.all<{ invoice_id: string }>(
    'SELECT invoice_id FROM provider_payment_part WHERE payment_id = ?',
    [paymentId],
  );
  const notices = invoiceIds.flatMap(({ invoice_id: invoiceId }) => {
    const { number } = readProviderInvoice(turn, invoiceId);
    return reversedNotices(turn, { invoiceId, number, reversedOn }, approvedOrders(turn, invoiceId));
  });
  return accept({
    events: [newEvent(providerPaymentReversed, paymentId, { reversedOn }, { reason }), ...notices],
    answer: { id: paymentId },
  });
}

/** Payments to contractors. */
export function createPayPaymentProcedures(os: Implementer) {
  return {
    recordPayment: os.pay.recordPayment.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decidePay(turn, input)),
    ),
    reversePayment: os.pay.reversePayment.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideReverse(turn, input)),
    ),
    listPayments: os.pay.listPayments.handler(({ input, context }) => listPayments(context.firm(), input)),
  };
}
