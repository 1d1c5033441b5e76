import type { Day } from '../../../shared/domain/day.ts';
import { sumCents } from '../../../shared/domain/money.ts';
import type { RowReader } from '../projections/projection.ts';
import { ledgerTitleSql } from './trust-account-rows.ts';

interface BalanceSqlRow {
  ledger_id: string;
  title: string;
  balance_cents: number;
}

/** Balances now, less what is dated later: whole months, and the rest of the day's own. Most reports are of late. */
const bySums = `SELECT ledger_id, SUM(cents) AS cents FROM (
    SELECT ledger_id, balance_cents AS cents FROM trust_ledger WHERE account_id = @account
    UNION ALL
    SELECT ledger_id, -effect_cents FROM trust_month WHERE account_id = @account AND month > substr(@asOf, 1, 7)
    UNION ALL
    SELECT ledger_id, -effect_cents FROM trust_entry
      WHERE account_id = @account AND day > @asOf AND day <= substr(@asOf, 1, 7) || '-31')
  GROUP BY ledger_id`;

/** As known at an earlier instant: entry by entry, by when this device came to know of each. */
const byKnowledge = `SELECT e.ledger_id, SUM(e.effect_cents) AS cents
  FROM trust_entry e JOIN event v ON v.event_id = e.event_id
  WHERE e.account_id = @account AND e.day <= @asOf AND v.known_ms <= @known GROUP BY e.ledger_id`;

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
  const sums = options.knownOnMs === undefined ? bySums : byKnowledge;
  const parameters: Record<string, string | number> = { account: accountId, asOf };
  if (options.knownOnMs !== undefined) parameters.known = options.knownOnMs;
  const found = rows
    .all<BalanceSqlRow>(
      `SELECT b.ledger_id, ${ledgerTitleSql('b.ledger_id', 'm')} AS title, b.cents AS balance_cents
       FROM (${sums}) b LEFT JOIN office_matter m ON m.matter_id = b.ledger_id ORDER BY title COLLATE NOCASE, b.ledger_id`,
      parameters,
    )
    .map((row) => ({ ledgerId: row.ledger_id, title: row.title, balanceCents: row.balance_cents }));
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
