import type { SqlValue } from '../projections/projection.ts';
import { decideDiscard, decideDraft } from './billing-drafting.ts';
import { typedFilter, wholeTotal } from './billing-filter.ts';
import { invoicePaper } from './billing-invoice-paper.ts';
import {
  type InvoiceSqlRow,
  invoiceColumns,
  invoiceJoins,
  invoiceRow,
  readInvoice,
  readLines,
  readPayments,
} from './billing-invoice-rows.ts';
import { decideIssuing, decideVoiding } from './billing-issuing.ts';
import { reviewDraft } from './billing-review.ts';
import type { Implementer } from './implementer.ts';
import { readLatePage } from './late-page.ts';
import { paperAnswer } from './letterhead.ts';
import { matterAvailableCents } from './trust-ledger-state.ts';
import type { OpenFirm } from './turn.ts';

const stateConditions = {
  all: '1',
  draft: "i.state = 'draft'",
  discarded: "i.state = 'discarded'",
  void: "i.state = 'void'",
  issued: "i.state = 'issued' AND i.owed_cents > 0 AND i.paid_cents <= 0",
  'partly paid': "i.state = 'issued' AND i.owed_cents > 0 AND i.paid_cents > 0",
  paid: "i.state = 'issued' AND i.owed_cents <= 0",
  open: "i.state = 'issued' AND i.owed_cents > 0",
  overdue: "i.state = 'issued' AND i.owed_cents > 0 AND i.due_on < @today",
} as const;

function getInvoice(firm: OpenFirm, invoiceId: string) {
  const { rows } = firm;
  const today = firm.today();
  const invoice = readInvoice(rows, invoiceId);
  if (invoice.withheld !== 1) firm.noteOpened({ kind: 'invoice', thingId: invoiceId, matterId: invoice.matter_id });
  const violations = invoice.state === 'draft' ? reviewDraft(rows, invoice, today) : [];
  return {
    ...invoiceRow(invoice, today),
    periodFrom: invoice.period_from,
    periodTo: invoice.period_to,
    feesCents: invoice.fees_cents,
    expensesCents: invoice.expenses_cents,
    discountCents: invoice.discount_cents,
    note: invoice.note ?? '',
    lines: readLines(rows, invoiceId).map((line) => ({
      sourceId: line.source_id,
      kind: line.kind,
      day: line.day,
      narrative: line.narrative ?? 'Withheld',
      timekeeperName: line.timekeeper_member_id === null ? '' : firm.memberName(line.timekeeper_member_id),
      units: line.units,
      rateCents: line.rate_cents,
      amountCents: line.amount_cents,
    })),
    payments: readPayments(rows, invoiceId),
    trustAvailableCents: matterAvailableCents(rows, invoice.matter_id, today),
    violations: violations
      .filter((violation) => violation.severity === 'blocking')
      .map((violation) => ({ code: `billing.${violation.rule}`, sentence: violation.sentence })),
  };
}

/** Procedures on invoices. */
export function createInvoiceProcedures(os: Implementer) {
  return {
    listInvoices: os.billing.listInvoices.handler(({ input, context }) => {
      const firm = context.firm();
      const today = firm.today();
      const where: string[] = [];
      const parameters: Record<string, SqlValue> = { today };
      if (input.matterId !== undefined) {
        where.push('i.matter_id = @matter');
        parameters.matter = input.matterId;
      }
      if (input.clientId !== undefined) {
        where.push('i.client_id = @client');
        parameters.client = input.clientId;
      }
      where.push(...typedFilter(firm.rows, input.filter, 'invoice', parameters));
      const inState = input.state === 'all' ? [] : [stateConditions[input.state]];
      // Nearly every invoice is paid: there the sort's own index is walked, and not the state's.
      const walked = input.state === 'paid' ? ["+i.state = 'issued' AND +i.owed_cents <= 0"] : inState;
      const page = readLatePage<InvoiceSqlRow>(firm.rows, input, {
        select: invoiceColumns,
        base: 'billing_invoice i',
        key: ['i.rowid'],
        joins: invoiceJoins,
        ...wholeTotal(firm.rows, 'invoice', [...where, ...inState]),
        where: [...where, ...walked],
        countWhere: [...where, ...inState],
        parameters,
        sorts: {
          issuedOn: { by: 'i.issued_on' },
          number: { by: 'i.number' },
          clientName: {
            by: ['p.name COLLATE NOCASE', 'i.issued_on'],
            base: `office_party p CROSS JOIN office_client c ON c.party_id = p.party_id
              CROSS JOIN billing_invoice i ON i.client_id = c.client_id`,
          },
          totalCents: { by: 'i.total_cents' },
          owedCents: { by: 'i.owed_cents' },
          dueOn: { by: 'i.due_on' },
        },
        tieBreak: 'i.invoice_id',
      });
      return { rows: page.rows.map((row) => invoiceRow(row, today)), total: page.total };
    }),

    getInvoice: os.billing.getInvoice.handler(({ input, context }) => getInvoice(context.firm(), input.invoiceId)),

    draftInvoice: os.billing.draftInvoice.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideDraft(turn, input)),
    ),

    discardInvoice: os.billing.discardInvoice.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideDiscard(turn, input.invoiceId, input.reason)),
    ),

    issueInvoice: os.billing.issueInvoice.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideIssuing(turn, input)),
    ),

    voidInvoice: os.billing.voidInvoice.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideVoiding(turn, input)),
    ),

    invoicePdf: os.billing.invoicePdf.handler(({ input, context }) => {
      const firm = context.firm();
      const paper = invoicePaper(firm, input.invoiceId);
      return paperAnswer(firm, 'invoice', paper, `Invoice ${paper.number ?? 'draft'}.pdf`);
    }),
  };
}
