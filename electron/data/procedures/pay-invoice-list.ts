import type { payInvoicesContract } from '../../../shared/contract/pay-invoices.ts';
import { lateInterest } from '../../../shared/domain/provider/pay-terms.ts';
import type { SqlValue } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { containsPattern, readPage } from './page-query.ts';
import { ownContractors, readContractor } from './pay-contractor-rows.ts';
import {
  type InvoiceSqlRow,
  invoiceColumns,
  invoiceJoins,
  invoiceRow,
  openSql,
  readInvoiceLines,
  readProviderInvoice,
} from './pay-invoice-rows.ts';
import { type MatchedLine, matchInvoice } from './pay-match.ts';
import type { InputOf } from './procedure-input.ts';
import type { OpenFirm } from './turn.ts';

const standing = 'i.withdrawn_at_ms IS NULL';

/** The invoices of each scope, as conditions that all hold. */
const scopes: Readonly<Record<InputOf<typeof payInvoicesContract.listInvoices>['scope'], readonly string[]>> = {
  all: [],
  'to decide': [standing, 'i.approved_cents IS NULL'],
  'to pay': [standing, `${openSql} > 0`],
  late: [standing, `${openSql} > 0`, 'i.due_on < @today'],
  paid: [standing, 'i.approved_cents > 0', `${openSql} <= 0`],
  // Also what is open past its day: the numerator of the late share, so that it can be opened.
  'paid late': [
    standing,
    'i.approved_cents > 0',
    `(${openSql} > 0 AND i.due_on < @today) OR (${openSql} <= 0 AND EXISTS (
       SELECT 1 FROM provider_payment_part part JOIN provider_payment pay ON pay.payment_id = part.payment_id
       WHERE part.invoice_id = i.invoice_id AND pay.reversed_on IS NULL AND pay.paid_on > i.due_on))`,
  ],
};

function listInvoices(firm: OpenFirm, input: InputOf<typeof payInvoicesContract.listInvoices>) {
  const own = ownContractors(firm.me, 'i.contractor_id');
  const where = [...own.where, ...scopes[input.scope]];
  const parameters: Record<string, SqlValue> = { ...own.parameters };
  if (where.some((condition) => condition.includes('@today'))) parameters['today'] = firm.today();
  if (input.contractorId !== undefined) {
    where.push('i.contractor_id = @contractorId');
    parameters['contractorId'] = input.contractorId;
  }
  if (input.filter.trim() !== '') {
    where.push("i.number LIKE @filter ESCAPE '\\' OR p.name LIKE @filter ESCAPE '\\'");
    parameters['filter'] = containsPattern(input.filter);
  }
  const page = readPage<InvoiceSqlRow>(firm.rows, input, {
    select: invoiceColumns,
    from: invoiceJoins,
    where,
    parameters,
    sorts: {
      dueOn: 'i.due_on',
      receivedOn: 'i.received_on',
      number: 'i.number COLLATE NOCASE',
      contractorName: 'contractor_name COLLATE NOCASE',
      totalCents: 'i.total_cents',
      openCents: 'open_cents',
    },
    tieBreak: 'i.invoice_id',
  });
  return { rows: page.rows.map((row) => invoiceRow(row, firm.today())), total: page.total };
}

function canBillOn(firm: OpenFirm, { line, order }: MatchedLine): boolean {
  if (order === null || order.matter_id === null || order.billing_mode !== 'client cost') return false;
  if (firm.me.outside || (line.approved_cents ?? 0) <= 0) return false;
  return firm.rows.get('SELECT 1 AS yes FROM billing_expense WHERE expense_id = ?', [line.line_id]) === undefined;
}

function matchedLine(firm: OpenFirm, matched: MatchedLine) {
  const { line, order, match } = matched;
  return {
    lineId: line.line_id,
    kind: line.kind,
    orderId: line.order_id,
    orderNumber: order?.number ?? '',
    orderTitle: order?.title ?? '',
    workedOn: line.worked_on,
    hundredths: line.hundredths,
    rateCents: line.rate_cents,
    amountCents: line.amount_cents,
    description: line.description ?? '',
    timekeeper: line.timekeeper ?? '',
    approvedCents: line.approved_cents,
    reason: line.reason ?? '',
    differences: match.differences.map(({ code, sentence }) => ({ code, sentence })),
    undisputedCents: match.undisputedCents,
    canBillOn: canBillOn(firm, matched),
  };
}

function getInvoice(firm: OpenFirm, invoiceId: string) {
  const row = readProviderInvoice(firm, invoiceId);
  const contractor = readContractor(firm, row.contractor_id);
  const lines = matchInvoice(firm.rows, contractor, row, readInvoiceLines(firm.rows, invoiceId));
  return {
    ...invoiceRow(row, firm.today()),
    source: row.source,
    note: row.note ?? '',
    receivedBy: firm.memberName(row.received_by_member_id),
    decidedBy: row.decided_by_member_id === null ? '' : firm.memberName(row.decided_by_member_id),
    withdrawnReason: row.withdrawn_reason ?? '',
    interestCents: lateInterest(
      Math.max(0, row.open_cents),
      row.due_on,
      firm.today(),
      contractor.interest_basis_points,
    ),
    lines: lines.map((line) => matchedLine(firm, line)),
    payments: firm.rows.all<{ paymentId: string; paidOn: string; amountCents: number; reference: string }>(
      `SELECT pay.payment_id AS paymentId, pay.paid_on AS paidOn, part.amount_cents AS amountCents,
         COALESCE(pay.reference, '') AS reference
       FROM provider_payment_part part JOIN provider_payment pay ON pay.payment_id = part.payment_id
       WHERE part.invoice_id = ? AND pay.reversed_on IS NULL ORDER BY pay.paid_on, pay.payment_id`,
      [invoiceId],
    ),
  };
}

/** Contractors' invoices as lists and detail show them. */
export function createPayInvoiceListProcedures(os: Implementer) {
  return {
    listInvoices: os.pay.listInvoices.handler(({ input, context }) => listInvoices(context.firm(), input)),
    getInvoice: os.pay.getInvoice.handler(({ input, context }) => getInvoice(context.firm(), input.invoiceId)),
  };
}
