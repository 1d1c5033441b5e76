import type { SqlValue } from '../projections/projection.ts';
import { decideDiscard, decideDraft } from './billing-drafting.ts';
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
import { paperAnswer } from './letterhead.ts';
import { containsPattern, readPage } from './page-query.ts';
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
      const where: string[] = input.state === 'all' ? [] : [stateConditions[input.state]];
      const parameters: Record<string, SqlValue> = { today };
      if (input.matterId !== undefined) {
        where.push('i.matter_id = @matter');
        parameters.matter = input.matterId;
      }
      if (input.clientId !== undefined) {
        where.push('i.client_id = @client');
        parameters.client = input.clientId;
      }
      if (input.filter.trim() !== '') {
        where.push(
          "i.number LIKE @filter ESCAPE '\\' OR m.title LIKE @filter ESCAPE '\\' OR p.name LIKE @filter ESCAPE '\\'",
        );
        parameters.filter = containsPattern(input.filter);
      }
      const page = readPage<InvoiceSqlRow>(firm.rows, input, {
        select: invoiceColumns,
        from: invoiceJoins,
        ...(input.filter.trim() === '' ? { countFrom: 'billing_invoice i' } : {}),
        where,
        parameters,
        sorts: {
          issuedOn: 'i.issued_on',
          number: 'i.number',
          clientName: 'p.name COLLATE NOCASE',
          totalCents: 'i.total_cents',
          owedCents: 'i.owed_cents',
          dueOn: 'i.due_on',
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
