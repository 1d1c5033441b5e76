import type * as z from 'zod';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { accountContinued, carriedReversed } from '../../../shared/events/trust-cut-over.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on, type RowWriter } from './projection.ts';
import { insertAccount } from './trust-account-opening.ts';
import { takeBack } from './trust-entry-folds.ts';
import { insertEntry } from './trust-entry-rows.ts';

type Continued = OpenedEvent<z.infer<typeof accountContinued.head>, z.infer<typeof accountContinued.body>>;

/** The reconciliation that the cut-over stands for. */
export function cutOverReconciliationId(accountId: string): string {
  return `c${accountId}`;
}

/** The words of one carried entry; null where this device may not read them. */
function wordsFor(event: Continued, name: string | undefined, purpose: string): OpenedEvent<unknown, EntryWords> {
  return { ...event, body: event.body === null ? null : { name: name ?? 'Unknown', purpose, reference: '' } };
}

interface EntryWords {
  readonly name: string;
  readonly purpose: string;
  readonly reference: string;
}

/** What the bank had of each ledger, cleared; then what it had not seen. All on the day of the books. */
function insertCarried(rows: RowWriter, event: Continued): string[] {
  const { head, body } = event;
  const accountId = idOfAggregate(event.aggregate);
  const common = { accountId, day: head.openedOn };
  const openingIds = head.ledgers.map(({ ledgerId, clearedCents }, index) => {
    const entryId = `${accountId}b${index}`;
    insertEntry(rows, wordsFor(event, 'Books taken over', 'Opening balance'), {
      ...common,
      entryId,
      ledgerId,
      type: 'receipt',
      kind: 'opening balance',
      instrument: 'transfer',
      effectCents: clearedCents,
      collectedOn: head.openedOn,
      documentIds: head.documentId === undefined ? [] : [head.documentId],
    });
    return entryId;
  });
  for (const [index, item] of head.outstanding.entries()) {
    insertEntry(rows, wordsFor(event, body?.payees[index], 'Outstanding when the books were taken over'), {
      ...common,
      entryId: `${accountId}o${index}`,
      ledgerId: item.ledgerId,
      type: 'disbursement',
      kind: 'carried over',
      instrument: item.checkNumber === undefined ? 'transfer' : 'check',
      effectCents: -item.amountCents,
      checkNumber: item.checkNumber,
      writtenOn: item.writtenOn,
    });
  }
  for (const [index, item] of head.inTransit.entries()) {
    insertEntry(rows, wordsFor(event, body?.payors[index], 'In transit when the books were taken over'), {
      ...common,
      entryId: `${accountId}i${index}`,
      ledgerId: item.ledgerId,
      type: 'receipt',
      kind: 'carried over',
      instrument: 'check',
      effectCents: item.amountCents,
      collectedOn: item.collectedOn,
      writtenOn: item.writtenOn,
    });
  }
  return openingIds;
}

const foldContinued = on(accountContinued, (rows, event) => {
  const { head, aggregate } = event;
  const accountId = idOfAggregate(aggregate);
  const reconciliationId = cutOverReconciliationId(accountId);
  insertAccount(rows, event);
  rows.run('INSERT INTO trust_reconciliation_head VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
    reconciliationId,
    event.deviceId,
    event.id,
    aggregate,
  ]);
  const openingIds = insertCarried(rows, event);
  rows.run(
    `INSERT INTO trust_reconciliation (reconciliation_id, aggregate, event_id, clock, at_ms, member_id, account_id,
       statement_from, statement_on, bank_balance_cents, adjusted_bank_cents, journal_cents, ledgers_cents, prepared_by,
       is_cut_over, document_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`,
    [
      reconciliationId,
      aggregate,
      event.id,
      event.clock,
      event.atMs,
      event.memberId,
      accountId,
      head.openedOn,
      head.openedOn,
      head.bankBalanceCents,
      head.journalCents,
      head.journalCents,
      head.journalCents,
      event.memberId,
      head.documentId ?? null,
    ],
  );
  for (const entryId of openingIds) {
    rows.run('INSERT INTO trust_cleared VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      reconciliationId,
      entryId,
      head.openedOn,
      aggregate,
    ]);
  }
});

const foldCarriedReversed = on(carriedReversed, (rows, event) => takeBack(rows, event, 'reversal'));

export const trustCutOverFolds = [foldContinued, foldCarriedReversed] as const;
