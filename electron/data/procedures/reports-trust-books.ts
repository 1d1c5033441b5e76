import { addDays, type Day } from '../../../shared/domain/day.ts';
import type { SqlValue } from '../projections/projection.ts';
import type { MakeReport, ReportColumn, ReportInput } from './report-table.ts';
import { titleOver, totalsOf } from './report-table.ts';
import { accountName, accountsOf, ledgerTitleSql } from './trust-account-rows.ts';
import { balancesAsOf, isKnownSql } from './trust-balances.ts';
import type { OpenFirm } from './turn.ts';

interface BookSqlRow {
  entry_id: string;
  ledger_id: string;
  ledger: string;
  day: string;
  type: string;
  kind: string;
  check_number: number | null;
  reference: string | null;
  name: string | null;
  purpose: string | null;
  effect_cents: number;
}

/** Entries of an account in a span of days, oldest first, as they are known now or were at an instant. */
function readBook(firm: OpenFirm, accountId: string, from: Day, input: ReportInput, limit: number): BookSqlRow[] {
  const known = input.knownOnMs === undefined ? '' : `AND ${isKnownSql('e')}`;
  const ledger = input.ledgerId === undefined ? '' : 'AND e.ledger_id = @ledger';
  const parameters: Record<string, SqlValue> = { account: accountId, from, to: input.to, limit };
  if (input.knownOnMs !== undefined) parameters.known = input.knownOnMs;
  if (input.ledgerId !== undefined) parameters.ledger = input.ledgerId;
  return firm.rows.all<BookSqlRow>(
    `SELECT e.entry_id, e.ledger_id, ${ledgerTitleSql('e.ledger_id', 'm')} AS ledger, e.day, e.type, e.kind, e.check_number,
       e.reference, e.name, e.purpose, e.effect_cents
     FROM trust_entry e LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
     WHERE e.account_id = @account AND e.day BETWEEN @from AND @to ${known} ${ledger}
     ORDER BY e.day, e.clock, e.entry_id LIMIT @limit`,
    parameters,
  );
}

function knownOption(input: ReportInput): { knownOnMs?: number } {
  return input.knownOnMs === undefined ? {} : { knownOnMs: input.knownOnMs };
}

function dayBefore(day: Day): Day {
  return addDays(day, -1);
}

const entryColumns: readonly ReportColumn[] = [
  { key: 'day', title: 'Date', kind: 'day' },
  { key: 'account', title: 'Account', kind: 'text' },
  { key: 'ledger', title: 'Ledger', kind: 'text' },
  { key: 'type', title: 'Type', kind: 'text' },
  { key: 'name', title: 'Payor or payee', kind: 'text' },
  { key: 'purpose', title: 'Purpose', kind: 'text' },
  { key: 'reference', title: 'Reference', kind: 'text' },
  { key: 'amountCents', title: 'Amount', kind: 'amount' },
  { key: 'balanceCents', title: 'Balance', kind: 'amount' },
];

function cellsOf(row: BookSqlRow, account: string, balanceCents: number) {
  return {
    day: row.day,
    account,
    ledger: row.ledger,
    type: row.type,
    name: row.name ?? 'Withheld',
    purpose: row.purpose ?? '',
    reference: row.check_number === null ? (row.reference ?? '') : `Check ${row.check_number}`,
    amountCents: row.effect_cents,
    balanceCents,
  };
}

/** Every entry of a period with the journal's balance after it. */
export const reportTrustJournal: MakeReport = (firm, input, limit) => {
  let truncated = false;
  const rows = accountsOf(firm.rows, input.accountId).flatMap((account) => {
    const accountId = account.account_id;
    let balance = balancesAsOf(firm.rows, accountId, dayBefore(input.from), knownOption(input)).journalCents;
    const book = readBook(firm, accountId, input.from, { ...input, ledgerId: undefined }, limit + 1);
    truncated ||= book.length > limit;
    return book.slice(0, limit).map((row) => {
      balance += row.effect_cents;
      return cellsOf(row, accountName(account), balance);
    });
  });
  return {
    title: titleOver('Trust journal', input, true),
    columns: entryColumns,
    rows,
    totals: totalsOf(rows, ['amountCents']),
    truncated,
  };
};

/** The cards of the clients' ledgers: each with what it held, its entries and the balance after each. */
export const reportClientLedgers: MakeReport = (firm, input, limit) => {
  let truncated = false;
  const rows = accountsOf(firm.rows, input.accountId).flatMap((account) => {
    const accountId = account.account_id;
    const before = balancesAsOf(firm.rows, accountId, dayBefore(input.from), knownOption(input)).rows;
    const balances = new Map(before.map((row) => [row.ledgerId, row.balanceCents]));
    const book = readBook(firm, accountId, input.from, input, limit + 1);
    truncated ||= book.length > limit;
    const run = book.slice(0, limit).map((row) => {
      const balance = (balances.get(row.ledger_id) ?? 0) + row.effect_cents;
      balances.set(row.ledger_id, balance);
      return cellsOf(row, accountName(account), balance);
    });
    const opened = before
      .filter((row) => row.balanceCents !== 0 && (input.ledgerId ?? row.ledgerId) === row.ledgerId)
      .map((row) => ({
        ...cellsOf({ ...openingRow, ledger: row.title, day: input.from }, accountName(account), row.balanceCents),
        amountCents: null,
      }));
    // Sorting is stable: within a ledger the opening stands first and the order of the journal stays.
    return [...opened, ...run].sort((a, b) => (a.ledger < b.ledger ? -1 : a.ledger > b.ledger ? 1 : 0));
  });
  return {
    title: titleOver('Client ledgers', input, true),
    columns: entryColumns,
    rows,
    totals: totalsOf(rows, ['amountCents']),
    truncated,
  };
};

const openingRow: BookSqlRow = {
  entry_id: '',
  ledger_id: '',
  ledger: '',
  day: '',
  type: 'opening',
  kind: '',
  check_number: null,
  reference: null,
  name: 'Balance brought forward',
  purpose: null,
  effect_cents: 0,
};
