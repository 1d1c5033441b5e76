import type * as z from 'zod';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { disbursementPosted, entryReversed, feeTransferred, receiptPosted } from '../../../shared/events/trust.ts';
import {
  clientTransferred,
  itemReturned,
  ledgerTransferred,
  shortageCured,
} from '../../../shared/events/trust-special-entries.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { on, type RowWriter } from './projection.ts';
import { type EntryWords, insertEntry, otherSideOf, reversalIdOf } from './trust-entry-rows.ts';

type LedgerTransferHead = z.infer<typeof ledgerTransferred.head>;

const foldReceiptPosted = on(receiptPosted, (rows, event) => {
  const { head } = event;
  insertEntry(rows, event, {
    ...head,
    entryId: idOfAggregate(event.aggregate),
    type: 'receipt',
    effectCents: head.amountCents,
  });
});

const foldDisbursementPosted = on(disbursementPosted, (rows, event) => {
  const { head } = event;
  insertEntry(rows, event, {
    ...head,
    entryId: idOfAggregate(event.aggregate),
    type: 'disbursement',
    effectCents: -head.amountCents,
  });
});

const foldFeeTransferred = on(feeTransferred, (rows, event) => {
  const { head } = event;
  insertEntry(rows, event, {
    ...head,
    entryId: idOfAggregate(event.aggregate),
    type: 'fee transfer',
    kind: 'earned fee',
    effectCents: -head.amountCents,
  });
});

/** A reversal lives in the aggregate of the entry that it takes back: of two made apart the first in order counts. */
interface ReversedRow {
  readonly account_id: string;
  readonly ledger_id: string;
  readonly effect_cents: number;
  readonly invoice_id: string | null;
  readonly instrument: string;
  readonly kind: string;
  readonly collected_on: string | null;
}

interface TakingBack {
  readonly entryId: string;
  readonly accountId: string;
  readonly day: string;
  readonly effectCents: number;
  readonly documentIds?: string[] | undefined;
}

/** Folds what takes an entry back: a reversal, or an item that the bank returned. */
export function takeBack(
  rows: RowWriter,
  event: OpenedEvent<TakingBack, EntryWords>,
  type: 'reversal' | 'returned item',
): void {
  const { head } = event;
  // A part of a transfer that was applied anew lives in the aggregate of the transfer.
  const originalId = head.entryId;
  const entryId = reversalIdOf(originalId);
  if (rows.get('SELECT 1 FROM trust_entry WHERE entry_id = ?', [entryId]) !== undefined) {
    rows.run('INSERT INTO trust_repeated_reversal VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', [
      event.id,
      event.aggregate,
      originalId,
      head.accountId,
      head.day,
      head.effectCents,
    ]);
    return;
  }
  const original = rows.get<ReversedRow>(
    `SELECT account_id, ledger_id, effect_cents, invoice_id, instrument, kind, collected_on FROM trust_entry
     WHERE entry_id = ? AND aggregate = ?`,
    [originalId, event.aggregate],
  );
  // Taking back what does not count moves no money; and what is taken back is what was posted, whatever the event says.
  if (original === undefined) return;
  const other = rows.get<ReversedRow>(
    `SELECT account_id, ledger_id, effect_cents, invoice_id, instrument, kind, collected_on FROM trust_entry
     WHERE entry_id = ? AND aggregate = ?`,
    [otherSideOf(originalId), event.aggregate],
  );
  const otherId = reversalIdOf(otherSideOf(originalId));
  insertTakingBack(rows, event, type, original, { entryId, originalId, counterpartEntryId: other && otherId });
  if (other !== undefined) {
    insertTakingBack(rows, event, type, other, {
      entryId: otherId,
      originalId: otherSideOf(originalId),
      counterpartEntryId: entryId,
    });
  }
  rows.run('UPDATE trust_entry SET is_reversed = 1 WHERE entry_id IN (?, ?) AND aggregate = ?', [
    originalId,
    otherSideOf(originalId),
    event.aggregate,
  ]);
}

function insertTakingBack(
  rows: RowWriter,
  event: OpenedEvent<TakingBack, EntryWords>,
  type: 'reversal' | 'returned item',
  original: ReversedRow,
  ids: { entryId: string; originalId: string; counterpartEntryId: string | undefined },
): void {
  insertEntry(rows, event, {
    accountId: original.account_id,
    ledgerId: original.ledger_id,
    day: event.head.day,
    entryId: ids.entryId,
    type,
    kind: original.kind,
    instrument: original.instrument,
    effectCents: -original.effect_cents,
    invoiceId: original.invoice_id,
    reversesEntryId: ids.originalId,
    counterpartEntryId: ids.counterpartEntryId,
    documentIds: event.head.documentIds,
  });
}

const foldEntryReversed = on(entryReversed, (rows, event) => takeBack(rows, event, 'reversal'));
const foldItemReturned = on(itemReturned, (rows, event) => takeBack(rows, event, 'returned item'));

/** A transfer between ledgers has two sides in one event. */
const foldLedgerTransfer = (rows: RowWriter, event: OpenedEvent<LedgerTransferHead, EntryWords>): void => {
  const { head } = event;
  const entryId = idOfAggregate(event.aggregate);
  const side = { ...head, type: 'transfer', kind: head.basis, instrument: 'transfer' };
  insertEntry(rows, event, {
    ...side,
    entryId,
    effectCents: -head.amountCents,
    counterpartEntryId: otherSideOf(entryId),
  });
  insertEntry(rows, event, {
    ...side,
    ledgerId: head.toLedgerId,
    entryId: otherSideOf(entryId),
    effectCents: head.amountCents,
    counterpartEntryId: entryId,
    identifiesEntryId: undefined,
  });
};
const foldLedgerTransferred = on(ledgerTransferred, foldLedgerTransfer);
const foldClientTransferred = on(clientTransferred, foldLedgerTransfer);

const foldShortageCured = on(shortageCured, (rows, event) => {
  const { head } = event;
  insertEntry(rows, event, {
    ...head,
    entryId: idOfAggregate(event.aggregate),
    type: 'receipt',
    kind: 'shortage cure',
    effectCents: head.amountCents,
  });
});

/** Folds of everything that stands in the journal. */
export const trustEntryFolds = [
  foldReceiptPosted,
  foldDisbursementPosted,
  foldFeeTransferred,
  foldEntryReversed,
  foldItemReturned,
  foldLedgerTransferred,
  foldClientTransferred,
  foldShortageCured,
] as const;
