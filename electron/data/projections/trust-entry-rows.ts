import type { OpenedEvent } from '../../../shared/events/event.ts';
import type { RowWriter, SqlValue } from './projection.ts';

/** A reversal's own entry id: one for each entry, so two reversals of one entry are seen to be the same. */
export function reversalIdOf(entryId: string): string {
  return `r${entryId}`;
}

/** The entry id of the receiving side of a transfer between ledgers. */
export function otherSideOf(entryId: string): string {
  return `t${entryId}`;
}

export interface EntryWords {
  readonly name: string;
  readonly purpose: string;
  readonly reference: string;
  readonly transferEnd?: unknown;
  readonly callBack?: unknown;
  readonly incident?: string | undefined;
  readonly notified?: string | undefined;
}

export interface EntryRow {
  readonly entryId: string;
  readonly accountId: string;
  readonly ledgerId: string;
  readonly day: string;
  readonly type: string;
  readonly kind: string;
  readonly instrument: string;
  readonly effectCents: number;
  readonly checkNumber?: number | undefined;
  readonly collectedOn?: string | undefined;
  readonly invoiceId?: string | null | undefined;
  readonly requestId?: string | undefined;
  readonly reversesEntryId?: string | undefined;
  readonly counterpartEntryId?: string | undefined;
  readonly identifiesEntryId?: string | undefined;
  /** When it was written, where that is before it came into these books. */
  readonly writtenOn?: string | undefined;
  readonly documentIds?: readonly string[] | undefined;
  readonly offsetGroup?: string | undefined;
}

/** Inserts an entry; what follows from it is kept by triggers. */
export function insertEntry(rows: RowWriter, event: OpenedEvent<unknown, EntryWords>, entry: EntryRow): void {
  rows.run(
    `INSERT INTO trust_entry (entry_id, aggregate, event_id, clock, at_ms, device_id, member_id, account_id, ledger_id,
       day, type, kind, instrument, check_number, effect_cents, collected_on, invoice_id, request_id, reverses_entry_id,
       counterpart_entry_id, identifies_entry_id, written_on, document_ids, details, offset_group,
       name, purpose, reference)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      entry.entryId,
      event.aggregate,
      event.id,
      event.clock,
      event.atMs,
      event.deviceId,
      event.memberId,
      entry.accountId,
      entry.ledgerId,
      entry.day,
      entry.type,
      entry.kind,
      entry.instrument,
      entry.checkNumber ?? null,
      entry.effectCents,
      entry.collectedOn ?? null,
      entry.invoiceId ?? null,
      entry.requestId ?? null,
      entry.reversesEntryId ?? null,
      entry.counterpartEntryId ?? null,
      entry.identifiesEntryId ?? null,
      entry.writtenOn ?? null,
      JSON.stringify(entry.documentIds ?? []),
      detailsOf(event.body),
      entry.offsetGroup ?? null,
      ...wordsOf(event.body),
    ],
  );
}

export function wordsOf(body: Pick<EntryWords, 'name' | 'purpose' | 'reference'> | null): SqlValue[] {
  return [body?.name ?? null, body?.purpose ?? null, body?.reference ?? null];
}

/** What an entry says besides, as JSON: the other end of a transfer, the call that confirmed it, an incident. */
export function detailsOf(body: EntryWords | null): string | null {
  if (body === null) return null;
  const { transferEnd, callBack, incident, notified } = body;
  return JSON.stringify({ transferEnd, callBack, incident, notified });
}
