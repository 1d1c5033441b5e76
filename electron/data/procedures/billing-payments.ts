import {
  type Allocation,
  decideAllocation,
  decideUnapplied,
  type PayableInvoice,
  proposeAllocation,
  type UnappliedBasis,
} from '../../../shared/domain/billing/allocation.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { paymentReceived, paymentReversed } from '../../../shared/events/billing.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { found } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { containsPattern, readPage } from './page-query.ts';
import { clientNameSql } from './shown-names.ts';
import type { Turn } from './turn.ts';

/** Issued invoices of a client that are not paid in full. */
function payableInvoices(rows: RowReader, clientId: string): PayableInvoice[] {
  return rows
    .all<{ invoice_id: string; number: string; issued_on: string; due_on: string; owed_cents: number }>(
      `SELECT invoice_id, number, issued_on, due_on, owed_cents FROM billing_invoice
       WHERE client_id = ? AND state = 'issued' AND owed_cents > 0`,
      [clientId],
    )
    .map((row) => ({
      invoiceId: row.invoice_id,
      number: row.number,
      clientId,
      issuedOn: row.issued_on,
      dueOn: row.due_on,
      balanceCents: row.owed_cents,
    }));
}

interface PaymentInput {
  clientId: string;
  receivedOn: string;
  amountCents: number;
  method: 'check' | 'card' | 'ach' | 'wire' | 'cash';
  payor: string;
  reference: string;
  allocations?: Allocation[] | undefined;
  unappliedBasis?: UnappliedBasis | undefined;
  unappliedNote: string;
}

function decidePayment(turn: Turn, input: PaymentInput) {
  const client = turn.rows.get<{ name: string | null }>(
    'SELECT p.name FROM office_client c LEFT JOIN office_party p ON p.party_id = c.party_id WHERE c.client_id = ?',
    [input.clientId],
  );
  const { name } = found(client, 'billing', 'client', 'clientId');
  if (input.receivedOn > turn.today) {
    return decline('billing.payment-in-future', 'A payment is recorded once it came in, not in the future.', [
      'receivedOn',
    ]);
  }
  const invoices = payableInvoices(turn.rows, input.clientId);
  const allocations = input.allocations ?? proposeAllocation(input.amountCents, invoices).allocations;
  const decision = decideAllocation(input.clientId, input.amountCents, allocations, invoices);
  if (!decision.ok) return decision;
  const basis = decideUnapplied(decision.value.unappliedCents, input.unappliedBasis, input.unappliedNote);
  if (!basis.ok) return basis;
  const id = turn.newId();
  const head = {
    clientId: input.clientId,
    receivedOn: input.receivedOn,
    amountCents: input.amountCents,
    method: input.method,
    allocations: [...allocations],
    ...(basis.value === undefined ? {} : { unappliedBasis: basis.value }),
  };
  const body = {
    payor: input.payor.trim() === '' ? (name ?? '') : input.payor,
    reference: input.reference,
    ...(basis.value === undefined ? {} : { unappliedNote: input.unappliedNote.trim() }),
  };
  const touches = allocations.map((part) => `invoice:${part.invoiceId}`);
  const event = newEvent(paymentReceived, id, head, body, { touches });
  return accept({ events: [event], answer: { id, unappliedCents: decision.value.unappliedCents } });
}

function decideReversal(turn: Turn, input: { paymentId: string; reversedOn: string; reason: string }) {
  const row = turn.rows.get<{ received_on: string; reversed_on: string | null }>(
    'SELECT received_on, reversed_on FROM billing_payment WHERE payment_id = ?',
    [input.paymentId],
  );
  const payment = found(row, 'billing', 'payment', 'paymentId');
  if (payment.reversed_on !== null) {
    return decline('billing.payment-reversed', 'This payment was reversed already. A payment is taken back once.', [
      'paymentId',
    ]);
  }
  if (input.reversedOn < payment.received_on || input.reversedOn > turn.today) {
    return decline('billing.reversal-day', 'A payment is reversed between its day and today. Check the date.', [
      'reversedOn',
    ]);
  }
  const invoices = turn.rows.all<{ invoice_id: string }>(
    'SELECT invoice_id FROM billing_payment_allocation WHERE payment_id = ?',
    [input.paymentId],
  );
  const touches = invoices.map((invoice) => `invoice:${invoice.invoice_id}`);
  const event = newEvent(
    paymentReversed,
    input.paymentId,
    { reversedOn: input.reversedOn },
    { reason: input.reason },
    { touches },
  );
  return accept({ events: [event], answer: { id: input.paymentId } });
}

interface PaymentSqlRow {
  payment_id: string;
  day: string;
  client: string;
  source: 'trust' | 'payment';
  method: string;
  reference: string | null;
  amount_cents: number;
  unapplied_cents: number;
  unapplied_basis: string | null;
  unapplied_note: string | null;
  invoices: string | null;
  reversed: number;
}

/** Payments into operating and fee transfers from trust, each once: a notice only where its transfer is not seen. */
const arms = [
  `SELECT y.payment_id, y.received_on AS day, y.client_id, 'payment' AS source, y.method, y.reference, y.amount_cents,
      CASE WHEN y.reversed_on IS NULL THEN y.amount_cents - y.applied_cents ELSE 0 END AS unapplied_cents,
      NULL AS invoice_id, y.reversed_on IS NOT NULL AS reversed
    FROM billing_payment y`,
  `SELECT e.entry_id AS payment_id, e.day AS day, i.client_id, 'trust', e.instrument, e.reference,
      -e.effect_cents AS amount_cents, 0, e.invoice_id, e.is_reversed
    FROM trust_entry e INDEXED BY trust_entry_fee LEFT JOIN billing_invoice i ON i.invoice_id = e.invoice_id
    WHERE e.invoice_id IS NOT NULL AND e.effect_cents < 0`,
  `SELECT n.entry_id AS payment_id, n.paid_on AS day, i.client_id, 'trust', 'transfer', '',
      n.amount_cents AS amount_cents, 0, n.invoice_id,
      EXISTS (SELECT 1 FROM billing_trust_notice x WHERE x.entry_id = 'r' || n.entry_id)
    FROM billing_trust_notice n LEFT JOIN billing_invoice i ON i.invoice_id = n.invoice_id
    WHERE n.is_overtaken = 0 AND n.amount_cents > 0`,
];

/** All payments as one table `f`. Sorted by day and not narrowed down, each part gives no more than the window needs. */
function paymentsSql(dayWay?: 'ASC' | 'DESC'): string {
  const parts =
    dayWay === undefined
      ? arms
      : arms.map((arm) => `SELECT * FROM (${arm} ORDER BY day ${dayWay}, payment_id ${dayWay} LIMIT @limit + @offset)`);
  return `(${parts.join(' UNION ALL ')}) f`;
}

/** As many rows as there are payments in all, read from indexes. */
const countedPayments = `(SELECT 1 FROM billing_payment
  UNION ALL SELECT 1 FROM trust_entry INDEXED BY trust_entry_fee WHERE invoice_id IS NOT NULL AND effect_cents < 0
  UNION ALL SELECT 1 FROM billing_trust_notice WHERE is_overtaken = 0 AND amount_cents > 0)`;

const clientJoins = `LEFT JOIN office_client c ON c.client_id = f.client_id
  LEFT JOIN office_party p ON p.party_id = c.party_id`;
const basisJoin = "LEFT JOIN billing_payment y ON f.source = 'payment' AND y.payment_id = f.payment_id";

const invoiceNumbers = `CASE f.source
  WHEN 'trust' THEN (SELECT i.number FROM billing_invoice i WHERE i.invoice_id = f.invoice_id)
  ELSE (SELECT group_concat(i.number, ', ') FROM billing_payment_allocation a
    JOIN billing_invoice i ON i.invoice_id = a.invoice_id WHERE a.payment_id = f.payment_id) END`;

/** Procedures on payments. */
export function createPaymentProcedures(os: Implementer) {
  return {
    recordPayment: os.billing.recordPayment.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decidePayment(turn, input)),
    ),

    reversePayment: os.billing.reversePayment.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideReversal(turn, input)),
    ),

    listPayments: os.billing.listPayments.handler(({ input, context }) => {
      const where: string[] = [];
      const parameters: Record<string, SqlValue> = {};
      if (input.clientId !== undefined) {
        where.push('f.client_id = @client');
        parameters.client = input.clientId;
      }
      if (input.filter.trim() !== '') {
        where.push("p.name LIKE @filter ESCAPE '\\' OR f.reference LIKE @filter ESCAPE '\\'");
        parameters.filter = containsPattern(input.filter);
      }
      const isWholeByDay = where.length === 0 && input.sort === 'day';
      const page = readPage<PaymentSqlRow>(context.firm().rows, input, {
        select: `f.payment_id, f.day, ${clientNameSql('c', 'p')} AS client, f.source, f.method, f.reference,
          f.amount_cents, f.unapplied_cents, y.unapplied_basis, y.unapplied_note, ${invoiceNumbers} AS invoices, f.reversed`,
        from: `${paymentsSql(isWholeByDay ? (input.descending ? 'DESC' : 'ASC') : undefined)} ${clientJoins} ${basisJoin}`,
        countFrom: where.length === 0 ? countedPayments : `${paymentsSql()} ${clientJoins}`,
        where,
        parameters,
        sorts: { day: 'f.day', clientName: 'p.name COLLATE NOCASE', amountCents: 'f.amount_cents' },
        tieBreak: 'f.payment_id',
      });
      return {
        rows: page.rows.map((row) => ({
          paymentId: row.payment_id,
          day: row.day,
          clientName: row.client,
          source: row.source,
          method: row.method,
          reference: row.reference ?? '',
          amountCents: row.amount_cents,
          unappliedCents: row.unapplied_cents,
          unappliedBasis: row.unapplied_basis ?? '',
          unappliedNote: row.unapplied_note ?? '',
          invoices: row.invoices ?? '',
          reversed: row.reversed === 1,
        })),
        total: page.total,
      };
    }),
  };
}
