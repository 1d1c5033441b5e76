import type { OpenedEvent } from '../../../shared/events/event.ts';
import { feeReapplied } from '../../../shared/events/trust.ts';
import { on } from './projection.ts';
import { type EntryWords, insertEntry, reversalIdOf } from './trust-entry-rows.ts';

/** The entry id of a part of a transfer that was applied anew. */
export function reappliedIdOf(entryId: string, place: number): string {
  return `a${place}${entryId}`;
}

interface TransferRow {
  readonly account_id: string;
  readonly ledger_id: string;
  readonly effect_cents: number;
  readonly invoice_id: string | null;
  readonly instrument: string;
  readonly kind: string;
}

/**
 * Fees taken for one invoice count for others: the transfer is taken back and posted anew in one event, in the
 * aggregate of the transfer, so it counts once beside reversals made apart.
 */
const foldFeeReapplied = on(feeReapplied, (rows, event) => {
  const { head, aggregate } = event;
  const originalId = head.entryId;
  const original = rows.get<TransferRow>(
    `SELECT account_id, ledger_id, effect_cents, invoice_id, instrument, kind FROM trust_entry
     WHERE entry_id = ? AND aggregate = ? AND is_reversed = 0 AND type = 'fee transfer'`,
    [originalId, aggregate],
  );
  if (original === undefined) return;
  const base = {
    accountId: original.account_id,
    ledgerId: original.ledger_id,
    day: head.day,
    kind: original.kind,
    instrument: original.instrument,
    offsetGroup: event.id,
  };
  const worded: OpenedEvent<unknown, EntryWords> = event;
  insertEntry(rows, worded, {
    ...base,
    entryId: reversalIdOf(originalId),
    type: 'reversal',
    effectCents: -original.effect_cents,
    invoiceId: original.invoice_id,
    reversesEntryId: originalId,
  });
  for (const [place, part] of head.parts.entries()) {
    insertEntry(rows, worded, {
      ...base,
      entryId: reappliedIdOf(originalId, place),
      type: 'fee transfer',
      effectCents: -part.amountCents,
      invoiceId: part.invoiceId,
    });
  }
  rows.run('UPDATE trust_entry SET is_reversed = 1 WHERE entry_id = ? AND aggregate = ?', [originalId, aggregate]);
});

export const trustFeeReappliedFolds = [foldFeeReapplied] as const;
