import type { payPaymentsContract } from '../../../shared/contract/pay-payments.ts';
import { addBusinessDays } from '../../../shared/domain/calendar/business-days.ts';
import type { Day } from '../../../shared/domain/day.ts';
import { lateShare } from '../../../shared/domain/provider/pay-terms.ts';
import type { RowReader } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { readPage } from './page-query.ts';
import { type InvoiceSqlRow, invoiceColumns, invoiceJoins, invoiceRow, openSql } from './pay-invoice-rows.ts';
import type { InputOf } from './procedure-input.ts';
import { numberedMatterSql, partyNameSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';

/** Invoices that stand, are approved, and fell due in a period: what the late share is made of. */
function shareOf(rows: RowReader, from: Day, to: Day, today: Day) {
  const due = rows
    .all<InvoiceSqlRow>(
      `SELECT ${invoiceColumns} FROM ${invoiceJoins}
       WHERE i.withdrawn_at_ms IS NULL AND i.approved_cents > 0 AND i.due_on BETWEEN ? AND ?`,
      [from, to],
    )
    .map((row) => invoiceRow(row, today));
  return lateShare(due, today);
}

const aheadFrom = `provider_invoice_line l JOIN provider_invoice_standing i ON i.invoice_id = l.invoice_id
  JOIN provider_order o ON o.order_id = l.order_id
  LEFT JOIN provider_contractor c ON c.contractor_id = i.contractor_id
  LEFT JOIN office_party p ON p.party_id = c.party_id
  LEFT JOIN office_matter m ON m.matter_id = o.matter_id
  LEFT JOIN billing_invoice_line b ON b.source_id = l.line_id AND b.state = 'issued'
  LEFT JOIN billing_invoice n ON n.invoice_id = b.invoice_id`;
/** A client's cost whose invoice is paid whole, while the client's own invoice is not, or was never written. */
const aheadWhere = [
  "o.billing_mode = 'client cost' AND o.matter_id IS NOT NULL",
  `i.withdrawn_at_ms IS NULL AND l.approved_cents > 0 AND ${openSql} <= 0`,
  'n.invoice_id IS NULL OR n.owed_cents > 0',
];

function aheadCents(rows: RowReader): number {
  const where = aheadWhere.map((condition) => `(${condition})`).join(' AND ');
  return (
    rows.get<{ cents: number }>(`SELECT COALESCE(SUM(l.approved_cents), 0) AS cents FROM ${aheadFrom} WHERE ${where}`)
      ?.cents ?? 0
  );
}

interface AheadSqlRow {
  readonly invoiceId: string;
  readonly lineId: string;
  readonly contractorName: string;
  readonly number: string;
  readonly matterId: string;
  readonly matterTitle: string;
  readonly description: string;
  readonly amountCents: number;
  readonly clientInvoiceId: string | null;
  readonly clientInvoiceNumber: string;
}

function listPaidAhead(firm: OpenFirm, input: InputOf<typeof payPaymentsContract.listPaidAhead>) {
  const page = readPage<AheadSqlRow>(firm.rows, input, {
    select: `i.invoice_id AS invoiceId, l.line_id AS lineId, ${partyNameSql('p')} AS contractorName, i.number,
      o.matter_id AS matterId, ${numberedMatterSql('m')} AS matterTitle,
      COALESCE(l.description, 'Withheld') AS description, l.approved_cents AS amountCents,
      n.invoice_id AS clientInvoiceId, COALESCE(n.number, '') AS clientInvoiceNumber`,
    from: aheadFrom,
    where: aheadWhere,
    parameters: {},
    sorts: {
      matterTitle: 'matterTitle COLLATE NOCASE',
      amountCents: 'l.approved_cents',
      contractorName: 'contractorName COLLATE NOCASE',
    },
    tieBreak: 'l.line_id',
  });
  return {
    rows: page.rows.map((row) => ({
      ...row,
      standing: row.clientInvoiceId === null ? ('not billed' as const) : ('billed, not paid' as const),
    })),
    total: page.total,
    sumCents: aheadCents(firm.rows),
  };
}

function payFigures(firm: OpenFirm, { from, to }: InputOf<typeof payPaymentsContract.payFigures>) {
  const today = firm.today();
  const sums = firm.rows.get<{ undecided: number; open: number; late: number; soon: number }>(
    `SELECT COALESCE(SUM(i.approved_cents IS NULL), 0) AS undecided, COALESCE(SUM(open), 0) AS open,
       COALESCE(SUM(CASE WHEN i.due_on < @today THEN open ELSE 0 END), 0) AS late,
       COALESCE(SUM(CASE WHEN i.due_on BETWEEN @today AND @until THEN open ELSE 0 END), 0) AS soon
     FROM (SELECT i.approved_cents, i.due_on, ${openSql} AS open FROM provider_invoice_standing i
           WHERE i.withdrawn_at_ms IS NULL) i`,
    { today, until: addBusinessDays(today, 5) },
  );
  return {
    toDecide: sums?.undecided ?? 0,
    toPayCents: sums?.open ?? 0,
    lateCents: sums?.late ?? 0,
    withinFiveDaysCents: sums?.soon ?? 0,
    lateShare: shareOf(firm.rows, from, to, today),
    aheadCents: aheadCents(firm.rows),
  };
}

/** What the firm owes its contractors, how well it pays, and what it has laid out for clients. */
export function createPayFigureProcedures(os: Implementer) {
  return {
    payFigures: os.pay.payFigures.handler(({ input, context }) => payFigures(context.firm(), input)),
    listPaidAhead: os.pay.listPaidAhead.handler(({ input, context }) => listPaidAhead(context.firm(), input)),
  };
}
