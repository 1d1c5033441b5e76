import type * as z from 'zod';
import { comparableNumber } from '../../../shared/domain/provider/provider-invoice.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import {
  contractorAmended,
  contractorAssessed,
  type contractorBody,
  contractorClassified,
  type contractorHead,
  contractorRegistered,
  providerInvoiceDecided,
  providerInvoiceReceived,
  providerInvoiceWithdrawn,
  providerPaymentMade,
  providerPaymentReversed,
  reportingThresholdConfirmed,
} from '../../../shared/events/provider-pay.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { type AreaProjection, on, type RowWriter, type SqlValue } from './projection.ts';
import { providerPaySchema, providerPayTables } from './provider-pay-schema.ts';

function put(rows: RowWriter, table: string, row: Readonly<Record<string, SqlValue>>): void {
  const names = Object.keys(row);
  rows.run(
    `INSERT OR REPLACE INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
    row,
  );
}

type ContractorEvent = OpenedEvent<z.infer<typeof contractorHead>, z.infer<typeof contractorBody>>;

/** What the register says now is what its last event says. */
function writeContractor(rows: RowWriter, { aggregate, head, body, memberId, atMs }: ContractorEvent): void {
  const contractorId = idOfAggregate(aggregate);
  put(rows, 'provider_contractor', {
    contractor_id: contractorId,
    aggregate,
    party_id: head.partyId,
    entity: head.entity,
    is_attorney: head.isAttorney ? 1 : 0,
    state: head.state,
    form: head.form,
    signed_on: head.signedOn ?? null,
    form_document_id: head.formDocumentId ?? null,
    backup_basis_points: head.backupBasisPoints,
    term_days: head.termDays,
    interest_basis_points: head.interestBasisPoints,
    has_taxpayer_number: head.hasTaxpayerNumber ? 1 : 0,
    taxpayer_number: body?.taxpayerNumber ?? null,
    note: body?.note ?? null,
    changed_at_ms: atMs,
    changed_by_member_id: memberId,
  });
  rows.run('DELETE FROM provider_contractor_member WHERE aggregate = ?', [aggregate]);
  for (const memberOfTheirs of new Set(head.memberIds)) {
    const row = { aggregate, contractor_id: contractorId, member_id: memberOfTheirs };
    put(rows, 'provider_contractor_member', row);
    put(rows, 'provider_contractor_actor', row);
  }
}

const foldReceived = on(providerInvoiceReceived, (rows, event) => {
  const { aggregate, head, body, memberId, atMs } = event;
  const invoiceId = idOfAggregate(aggregate);
  put(rows, 'provider_invoice', {
    invoice_id: invoiceId,
    aggregate,
    contractor_id: head.contractorId,
    number: head.number,
    comparable_number: comparableNumber(head.number),
    invoiced_on: head.invoicedOn,
    received_on: head.receivedOn,
    due_on: head.dueOn,
    total_cents: head.totalCents,
    source: head.source,
    content_hash: head.contentHash,
    note: body?.note ?? null,
    received_by_member_id: memberId,
    at_ms: atMs,
  });
  const texts = new Map(body?.lines.map((line) => [line.lineId, line]));
  head.lines.forEach((line, place) => {
    put(rows, 'provider_invoice_line', {
      line_id: line.lineId,
      aggregate,
      invoice_id: invoiceId,
      place,
      kind: line.kind,
      order_id: line.orderId ?? null,
      worked_on: line.workedOn ?? null,
      hundredths: line.hundredths,
      rate_cents: line.rateCents,
      amount_cents: line.amountCents,
      description: texts.get(line.lineId)?.description ?? null,
      timekeeper: texts.get(line.lineId)?.timekeeper ?? null,
    });
  });
});

const foldDecided = on(providerInvoiceDecided, (rows, { aggregate, head, body, memberId, atMs }) => {
  const reasons = new Map(body?.reasons.map((one) => [one.lineId, one.reason]));
  for (const { lineId, approvedCents } of head.lines) {
    rows.run('UPDATE provider_invoice_line SET approved_cents = ?, reason = ? WHERE aggregate = ? AND line_id = ?', [
      approvedCents,
      reasons.get(lineId) ?? null,
      aggregate,
      lineId,
    ]);
  }
  rows.run(
    `UPDATE provider_invoice SET decided_at_ms = ?, decided_by_member_id = ?,
       approved_cents = (SELECT SUM(approved_cents) FROM provider_invoice_line l WHERE l.aggregate = provider_invoice.aggregate)
     WHERE aggregate = ?`,
    [atMs, memberId, aggregate],
  );
});

const foldPaid = on(providerPaymentMade, (rows, { aggregate, head, body, memberId, atMs }) => {
  const paymentId = idOfAggregate(aggregate);
  put(rows, 'provider_payment', {
    payment_id: paymentId,
    aggregate,
    contractor_id: head.contractorId,
    paid_on: head.paidOn,
    method: head.method,
    amount_cents: head.amountCents,
    backup_cents: head.backupCents,
    interest_cents: head.interestCents,
    without_tax_form: head.withoutTaxForm ? 1 : 0,
    reference: body?.reference ?? null,
    override_reason: body?.overrideReason ?? null,
    paid_by_member_id: memberId,
    at_ms: atMs,
  });
  for (const { invoiceId, amountCents } of head.allocations)
    put(rows, 'provider_payment_part', {
      aggregate,
      payment_id: paymentId,
      invoice_id: invoiceId,
      amount_cents: amountCents,
    });
});

/** Contractors, what they invoice, what the firm approves and pays, and how they are classified. */
export const providerPayProjection: AreaProjection = {
  area: 'provider',
  shapeVersion: 2,
  tables: providerPayTables,
  schema: providerPaySchema,
  folds: new Map([
    on(contractorRegistered, writeContractor),
    on(contractorAmended, writeContractor),
    foldReceived,
    foldDecided,
    on(providerInvoiceWithdrawn, (rows, { id, aggregate, body, memberId, atMs }) =>
      put(rows, 'provider_invoice_withdrawal', {
        event_id: id,
        aggregate,
        invoice_id: idOfAggregate(aggregate),
        at_ms: atMs,
        member_id: memberId,
        reason: body?.reason ?? null,
      }),
    ),
    foldPaid,
    on(providerPaymentReversed, (rows, { aggregate, head, body }) =>
      rows.run(
        'UPDATE provider_payment SET reversed_on = ?, reversed_reason = ? WHERE aggregate = ? AND reversed_on IS NULL',
        [head.reversedOn, body?.reason ?? null, aggregate],
      ),
    ),
    on(reportingThresholdConfirmed, (rows, { id, aggregate, head, body, memberId, atMs }) =>
      put(rows, 'provider_threshold', {
        event_id: id,
        aggregate,
        form: head.form,
        year: head.year,
        threshold_cents: head.thresholdCents,
        source: body?.source ?? null,
        member_id: memberId,
        at_ms: atMs,
      }),
    ),
    on(contractorAssessed, (rows, { id, aggregate, clock, head, body, memberId, atMs }) =>
      put(rows, 'provider_assessment', {
        event_id: id,
        aggregate,
        contractor_id: head.contractorId,
        clock,
        pack_version: head.packVersion,
        answers: body === null ? null : JSON.stringify(body.answers),
        member_id: memberId,
        at_ms: atMs,
      }),
    ),
    on(contractorClassified, (rows, { id, aggregate, clock, head, body, memberId, atMs }) =>
      put(rows, 'provider_classification', {
        event_id: id,
        aggregate,
        contractor_id: head.contractorId,
        clock,
        decision: body?.decision ?? null,
        decided_on: head.decidedOn,
        review_on: head.reviewOn,
        pack_version: head.packVersion,
        points: body?.points ?? null,
        reasons: body?.reasons ?? null,
        member_id: memberId,
        at_ms: atMs,
      }),
    ),
  ]),
};
