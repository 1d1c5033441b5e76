import type { Day } from '../../../shared/domain/day.ts';
import { suspenseLedgerId } from '../../../shared/domain/trust/entry.ts';
import { settleUnidentified } from '../../../shared/domain/trust/unidentified.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { isKnownSql } from './trust-balances.ts';

interface ReceiptSqlRow {
  entry_id: string;
  account_id: string;
  day: string;
  collected_on: string;
  name: string | null;
  reference: string | null;
  effect_cents: number;
  identified_cents: number;
}

/** A receipt whose owner is not known yet. */
export interface UnidentifiedRow {
  readonly entryId: string;
  readonly accountId: string;
  readonly day: Day;
  readonly collectedOn: Day;
  readonly payor: string;
  readonly reference: string;
  readonly amountCents: number;
  readonly leftCents: number;
}

/**
 * Receipts of unidentified money with something left at the end of a day, oldest first, of one account or of all (''),
 * as known now or at an earlier instant. What went to owners, to senders and to the state by then is taken off.
 */
export function readUnidentifiedOn(
  rows: RowReader,
  accountId: string,
  asOf: Day,
  knownOnMs?: number | undefined,
): UnidentifiedRow[] {
  const parameters: Record<string, SqlValue> = { account: accountId, asOf };
  if (knownOnMs !== undefined) parameters.known = knownOnMs;
  const counts = (entry: string): string =>
    `${entry}.day <= @asOf ${knownOnMs === undefined ? '' : `AND ${isKnownSql(entry)}`}`;
  const isTakenBack = (entry: string): string =>
    `EXISTS (SELECT 1 FROM trust_entry r WHERE r.reverses_entry_id = ${entry}.entry_id AND ${counts('r')})`;
  const accounts = rows.all<{ account_id: string }>(
    "SELECT account_id FROM trust_account WHERE @account = '' OR account_id = @account ORDER BY account_id",
    { account: accountId },
  );
  const found = accounts.flatMap(({ account_id }) => {
    const own = { ...parameters, account: account_id };
    const receipts = rows.all<ReceiptSqlRow>(
      `SELECT e.entry_id, e.account_id, e.day, COALESCE(e.collected_on, e.day) AS collected_on, e.name, e.reference,
         e.effect_cents, COALESCE((SELECT SUM(-x.effect_cents) FROM trust_entry x
           WHERE x.identifies_entry_id = e.entry_id AND ${counts('x')} AND NOT ${isTakenBack('x')}), 0) AS identified_cents
       FROM trust_entry e WHERE e.account_id = @account AND e.ledger_id = '${suspenseLedgerId}' AND e.type = 'receipt'
         AND ${counts('e')} AND NOT ${isTakenBack('e')} ORDER BY e.day, e.entry_id`,
      own,
    );
    const payments = rows.all<{ day: string; cents: number }>(
      `SELECT p.day, -p.effect_cents AS cents FROM trust_entry p WHERE p.account_id = @account
         AND p.ledger_id = '${suspenseLedgerId}' AND p.type = 'disbursement' AND ${counts('p')}
         AND NOT ${isTakenBack('p')} ORDER BY p.day, p.entry_id`,
      own,
    );
    const left = settleUnidentified(
      receipts.map((row) => ({ day: row.day, leftCents: row.effect_cents - row.identified_cents })),
      payments.map((row) => ({ day: row.day, amountCents: row.cents })),
    );
    return receipts.flatMap((row, place) => {
      const leftCents = left[place] ?? 0;
      return leftCents <= 0 ? [] : [viewReceipt(row, leftCents)];
    });
  });
  return found.sort((a, b) => (a.day < b.day || (a.day === b.day && a.entryId < b.entryId) ? -1 : 1));
}

function viewReceipt(row: ReceiptSqlRow, leftCents: number): UnidentifiedRow {
  return {
    entryId: row.entry_id,
    accountId: row.account_id,
    day: row.day,
    collectedOn: row.collected_on,
    payor: row.name ?? 'Withheld',
    reference: row.reference ?? '',
    amountCents: row.effect_cents,
    leftCents,
  };
}
