import type { OpenedEvent } from '../../../shared/events/event.ts';
import {
  accountOpened,
  custodyHanded,
  custodyOverridden,
  disbursementDeclined,
  disbursementRequested,
  exceptionResolved,
  requestInvoiceNamed,
  rulesConfirmed,
} from '../../../shared/events/trust.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { type AreaProjection, on, type RowWriter } from './projection.ts';
import { insertAccount, insertCustody } from './trust-account-opening.ts';
import { trustApprovalFolds, trustApprovalSchema, trustApprovalTables } from './trust-approvals.ts';
import { trustBankFolds, trustBankSchema, trustBankTables } from './trust-bank.ts';
import { trustCheckRegisterFolds, trustCheckRegisterSchema, trustCheckRegisterTables } from './trust-check-register.ts';
import { trustClosingFolds, trustClosingSchema, trustClosingTables } from './trust-closing.ts';
import { trustColumnsFolds, trustColumnsSchema, trustColumnsTables } from './trust-columns.ts';
import { trustCutOverFolds } from './trust-cut-over.ts';
import { trustEntryFolds } from './trust-entry-folds.ts';
import { detailsOf, wordsOf } from './trust-entry-rows.ts';
import { trustFeeReappliedFolds } from './trust-fee-reapplied.ts';
import { trustHoldFolds, trustHoldSchema, trustHoldTables } from './trust-holds.ts';
import { trustReconcilingFolds, trustReconcilingSchema, trustReconcilingTables } from './trust-reconciling.ts';
import { trustSchema, trustTables } from './trust-schema.ts';
import { trustSpecialFolds, trustSpecialSchema, trustSpecialTables } from './trust-special-entries.ts';

/** The id behind the colon of an aggregate. */
function idOf(event: OpenedEvent): string {
  return idOfAggregate(event.aggregate);
}

const foldAccountOpened = on(accountOpened, (rows, event) => insertAccount(rows, event));

/** A hand-over or override counts when it ends the custody in force; of two made apart the first in order stands. */
function endsCurrentCustody(rows: RowWriter, aggregate: string, endsCustody: string): boolean {
  const account = rows.get<{ custody_event_id: string }>(
    'SELECT custody_event_id FROM trust_account WHERE aggregate = ?',
    [aggregate],
  );
  return account?.custody_event_id === endsCustody;
}

const foldCustodyHanded = on(custodyHanded, (rows, event) => {
  const { head } = event;
  const isInForce = endsCurrentCustody(rows, event.aggregate, head.endsCustody);
  insertCustody(rows, event, {
    accountId: idOf(event),
    kind: 'handed',
    deviceId: head.toDeviceId,
    isInForce,
    ends: head.endsCustody,
  });
  if (!isInForce) return;
  rows.run('UPDATE trust_account SET custodian_device_id = ?, custody_event_id = ? WHERE aggregate = ?', [
    head.toDeviceId,
    event.id,
    event.aggregate,
  ]);
});

const foldCustodyOverridden = on(custodyOverridden, (rows, event) => {
  const { head } = event;
  const isInForce = endsCurrentCustody(rows, event.aggregate, head.endsCustody);
  insertCustody(rows, event, {
    accountId: idOf(event),
    kind: 'overridden',
    deviceId: head.toDeviceId,
    isInForce,
    ends: head.endsCustody,
    bankBalanceCents: head.bankBalanceCents,
    reason: event.body?.reason,
  });
  if (!isInForce) return;
  rows.run(
    `UPDATE trust_account SET custodian_device_id = ?, custody_event_id = ?,
       next_check_number = MAX(next_check_number, ?) WHERE aggregate = ?`,
    [head.toDeviceId, event.id, head.nextCheckNumber, event.aggregate],
  );
});

const foldRequested = on(disbursementRequested, (rows, event) => {
  const { head } = event;
  rows.run(
    `INSERT INTO trust_request (request_id, aggregate, event_id, clock, at_ms, member_id, account_id, ledger_id, day,
       amount_cents, kind, instrument, invoice_id, state, document_ids, details, name, purpose, reference)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      idOf(event),
      event.aggregate,
      event.id,
      event.clock,
      event.atMs,
      event.memberId,
      head.accountId,
      head.ledgerId,
      head.day,
      head.amountCents,
      head.kind,
      head.instrument,
      head.invoiceId ?? null,
      JSON.stringify(head.documentIds ?? []),
      detailsOf(event.body),
      ...wordsOf(event.body),
    ],
  );
});

/** Of two invoices named apart the first stands; and none is named for a request that has one. */
const foldInvoiceNamed = on(requestInvoiceNamed, (rows, event) => {
  rows.run(
    "UPDATE trust_request SET invoice_id = ? WHERE aggregate = ? AND kind = 'earned fee' AND invoice_id IS NULL",
    [event.head.invoiceId, event.aggregate],
  );
});

/** A refusal stands, whatever was approved apart: it keeps the money. */
const foldDeclined = on(disbursementDeclined, (rows, event) => {
  rows.run(
    `UPDATE trust_request SET state = 'declined', decided_by = ?, decided_at_ms = ?, decision_note = ?
     WHERE aggregate = ? AND state <> 'declined'`,
    [event.memberId, event.atMs, event.body?.reason ?? null, event.aggregate],
  );
});

const foldExceptionResolved = on(exceptionResolved, (rows, event) => {
  rows.run('INSERT INTO trust_resolution VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    event.id,
    event.aggregate,
    event.head.exceptionKey,
    event.memberId,
    event.atMs,
    event.body?.explanation ?? null,
  ]);
});

const foldRulesConfirmed = on(rulesConfirmed, (rows, event) => {
  const { state, packVersion, values, certificationDays } = event.head;
  rows.run('INSERT INTO trust_rules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    event.id,
    event.aggregate,
    event.clock,
    event.atMs,
    event.memberId,
    state,
    packVersion,
    values.firmFundsCeilingCents ?? null,
    JSON.stringify({ values, certificationDays }),
  ]);
});

/** Trust accounts, their entries, requests, reconciliations, answered exceptions and confirmed rules. */
export const trustProjection: AreaProjection = {
  area: 'trust',
  shapeVersion: 13,
  tables: [
    ...trustTables,
    ...trustBankTables,
    ...trustReconcilingTables,
    ...trustHoldTables,
    ...trustSpecialTables,
    ...trustCheckRegisterTables,
    ...trustClosingTables,
    ...trustColumnsTables,
    ...trustApprovalTables,
  ],
  schema: `${trustSchema}${trustBankSchema}${trustReconcilingSchema}${trustHoldSchema}${trustSpecialSchema}${trustCheckRegisterSchema}${trustClosingSchema}${trustColumnsSchema}${trustApprovalSchema}`,
  folds: new Map([
    foldAccountOpened,
    foldCustodyHanded,
    foldCustodyOverridden,
    foldRequested,
    foldInvoiceNamed,
    foldDeclined,
    foldExceptionResolved,
    foldRulesConfirmed,
    ...trustBankFolds,
    ...trustReconcilingFolds,
    ...trustEntryFolds,
    ...trustFeeReappliedFolds,
    ...trustHoldFolds,
    ...trustSpecialFolds,
    ...trustCutOverFolds,
    ...trustCheckRegisterFolds,
    ...trustClosingFolds,
    ...trustColumnsFolds,
    ...trustApprovalFolds,
  ]),
};
