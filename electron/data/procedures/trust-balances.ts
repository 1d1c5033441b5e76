import type { Day } from '../../../shared/domain/day.ts';
import { sumCents } from '../../../shared/domain/money.ts';
import type { RowReader } from '../projections/projection.ts';
import { ledgerTitleSql } from './trust-account-rows.ts';

/** The balance at the end of the month before the day's own, and what the day's own month added up to that day. */
const bySums = `SELECT l.ledger_id, COALESCE(d.cents, 0) + COALESCE((SELECT m.closing_cents FROM trust_month m
      WHERE m.account_id = l.account_id AND m.ledger_id = l.ledger_id AND m.month < substr(@asOf, 1, 7)
      ORDER BY m.month DESC LIMIT 1), 0) AS cents
    FROM trust_ledger l LEFT JOIN (
      SELECT ledger_id, SUM(effect_cents) AS cents FROM trust_entry INDEXED BY trust_entry_journal
      WHERE account_id = @account AND day BETWEEN substr(@asOf, 1, 7) || '-01' AND @asOf GROUP BY ledger_id) d
    ON d.ledger_id = l.ledger_id WHERE l.account_id = @account`;

/**
 * SQL that is true for an entry that was known at `@known`: written by then, and not one that a later signer had still
 * not seen [TR41]. It hangs on events alone, so it is the same on every device. `entry` is an alias of trust_entry.
 */
export function isKnownSql(entry: string): string {
  return `(${entry}.at_ms <= @known AND NOT EXISTS (SELECT 1 FROM trust_late t
    JOIN trust_reconciliation r ON r.reconciliation_id = t.reconciliation_id
    WHERE t.entry_id = ${entry}.entry_id AND r.at_ms >= @known))`;
}

/** As known at an earlier instant: what is known now, less what was written later or was late at a later signature. */
const byKnowledge = `SELECT ledger_id, SUM(cents) AS cents FROM (
    SELECT ledger_id, cents FROM (${bySums})
    UNION ALL
    SELECT ledger_id, -effect_cents FROM trust_entry INDEXED BY trust_entry_known
      WHERE account_id = @account AND at_ms > @known AND day <= @asOf
    UNION ALL
    SELECT ledger_id, -effect_cents FROM trust_entry WHERE entry_id IN (
      SELECT t.entry_id FROM trust_reconciliation r JOIN trust_late t ON t.reconciliation_id = r.reconciliation_id
      WHERE r.account_id = @account AND r.at_ms >= @known) AND at_ms <= @known AND day <= @asOf)
  GROUP BY ledger_id`;

/** SQL of every ledger's balance (`ledger_id`, `cents`) of `@account` at the end of `@asOf`, as known at `@known` where so asked. */
export function balancesSql(isAsKnown: boolean): string {
  return isAsKnown ? byKnowledge : bySums;
}

/** A ledger's balance on a day. */
export interface LedgerBalanceRow {
  readonly ledgerId: string;
  readonly title: string;
  readonly balanceCents: number;
}

/** Every ledger's balance at the end of a day, by title, as known now or at an earlier instant; and both totals. */
export function balancesAsOf(
  rows: RowReader,
  accountId: string,
  asOf: Day,
  options: { readonly knownOnMs?: number } = {},
): { rows: LedgerBalanceRow[]; totalCents: number; journalCents: number } {
  const sums = balancesSql(options.knownOnMs !== undefined);
  const parameters: Record<string, string | number> = { account: accountId, asOf };
  if (options.knownOnMs !== undefined) parameters.known = options.knownOnMs;
  const found = rows.all<LedgerBalanceRow>(
    `SELECT b.ledger_id AS ledgerId, ${ledgerTitleSql('b.ledger_id', 'm')} AS title, b.cents AS balanceCents
     FROM (${sums}) b LEFT JOIN office_matter m ON m.matter_id = b.ledger_id ORDER BY title COLLATE NOCASE, b.ledger_id`,
    parameters,
  );
  const totalCents = sumCents(found.map((row) => row.balanceCents));
  return {
    rows: found,
    totalCents,
    journalCents: options.knownOnMs === undefined ? journalAt(rows, accountId, asOf) : totalCents,
  };
}

/** The journal's balance at the end of a day, added up apart from the ledgers. */
function journalAt(rows: RowReader, accountId: string, asOf: Day): number {
  const row = rows.get<{ cents: number }>(
    `SELECT COALESCE((SELECT SUM(effect_cents) FROM trust_journal_month
         WHERE account_id = @account AND month < substr(@asOf, 1, 7)), 0)
       + COALESCE((SELECT SUM(effect_cents) FROM trust_entry
         WHERE account_id = @account AND day BETWEEN substr(@asOf, 1, 7) || '-01' AND @asOf), 0) AS cents`,
    { account: accountId, asOf },
  );
  return row?.cents ?? 0;
}
