import { addDays } from '../../../shared/domain/day.ts';
import { sumCents } from '../../../shared/domain/money.ts';
import type { SqlValue } from '../projections/projection.ts';
import type { MakeReport, ReportColumn, ReportInput, ReportPage, ReportPart } from './report-table.ts';
import { inWords, pageOfParts, titleOver } from './report-table.ts';
import { type AccountSqlRow, accountName, accountsOf, ledgerTitleSql } from './trust-account-rows.ts';
import { balancesAsOf, isKnownSql, type LedgerBalanceRow } from './trust-balances.ts';
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

/** Entries of one account in a period, or of one ledger of it, as they are known now or were at an instant. */
interface Book {
  readonly where: string;
  readonly parameters: Record<string, SqlValue>;
}

function bookOf(input: ReportInput, accountId: string, ledgerId?: string): Book {
  const known = input.knownOnMs === undefined ? '' : `AND ${isKnownSql('e')}`;
  const ledger = ledgerId === undefined ? '' : 'AND e.ledger_id = @ledger';
  const parameters: Record<string, SqlValue> = { account: accountId, from: input.from, to: input.to };
  if (input.knownOnMs !== undefined) parameters.known = input.knownOnMs;
  if (ledgerId !== undefined) parameters.ledger = ledgerId;
  return { where: `e.account_id = @account AND e.day BETWEEN @from AND @to ${known} ${ledger}`, parameters };
}

const bookOrder = 'ORDER BY e.day, e.clock, e.entry_id';

/** A page of the book, oldest first. */
function readBook(firm: OpenFirm, { where, parameters }: Book, page: ReportPage): BookSqlRow[] {
  return firm.rows.all<BookSqlRow>(
    `SELECT e.entry_id, e.ledger_id, ${ledgerTitleSql('e.ledger_id', 'm')} AS ledger, e.day, e.type, e.kind, e.check_number,
       e.reference, e.name, e.purpose, e.effect_cents
     FROM trust_entry e LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
     WHERE ${where} ${bookOrder} LIMIT @limit OFFSET @offset`,
    { ...parameters, limit: page.limit, offset: page.offset },
  );
}

/** What the first entries of the book come to: those before a page. */
function sumBefore(firm: OpenFirm, { where, parameters }: Book, entries: number): number {
  if (entries === 0) return 0;
  const row = firm.rows.get<{ cents: number | null }>(
    `SELECT SUM(effect_cents) AS cents
     FROM (SELECT e.effect_cents FROM trust_entry e WHERE ${where} ${bookOrder} LIMIT @entries)`,
    { ...parameters, entries },
  );
  return row?.cents ?? 0;
}

interface BookSum {
  readonly ledger_id: string;
  readonly entries: number;
  readonly cents: number;
}

/** How many entries the book has on each ledger, and what they come to. */
function sumByLedger(firm: OpenFirm, { where, parameters }: Book): BookSum[] {
  return firm.rows.all<BookSum>(
    `SELECT e.ledger_id, COUNT(*) AS entries, SUM(e.effect_cents) AS cents FROM trust_entry e WHERE ${where}
     GROUP BY e.ledger_id`,
    parameters,
  );
}

function knownOption(input: ReportInput): { knownOnMs?: number } {
  return input.knownOnMs === undefined ? {} : { knownOnMs: input.knownOnMs };
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
    type: inWords(row.type),
    name: row.name ?? 'Withheld',
    purpose: row.purpose ?? '',
    reference: row.check_number === null ? (row.reference ?? '') : `Check ${row.check_number}`,
    amountCents: row.effect_cents,
    balanceCents,
  };
}

/** Every entry of a period with the journal's balance after it. */
export const reportTrustJournal: MakeReport = (firm, input, page) => {
  let amountCents = 0;
  const parts = accountsOf(firm.rows, input.accountId).map((account): ReportPart => {
    const accountId = account.account_id;
    const book = bookOf(input, accountId);
    const sums = sumByLedger(firm, book);
    amountCents += sumCents(sums.map((sum) => sum.cents));
    return {
      total: sums.reduce((entries, sum) => entries + sum.entries, 0),
      read: (wanted) => {
        const opening = balancesAsOf(firm.rows, accountId, addDays(input.from, -1), knownOption(input)).journalCents;
        return runOver(firm, book, wanted, { account: accountName(account), opening });
      },
    };
  });
  return {
    title: titleOver('Trust journal', input, true),
    columns: entryColumns,
    ...pageOfParts(parts, page),
    totals: { amountCents },
  };
};

/** The cells of a page of a book with the balance after each entry. */
function runOver(
  firm: OpenFirm,
  book: Book,
  page: ReportPage,
  from: { readonly account: string; readonly opening: number },
): ReturnType<typeof cellsOf>[] {
  let balance = from.opening + sumBefore(firm, book, page.offset);
  return readBook(firm, book, page).map((row) => {
    balance += row.effect_cents;
    return cellsOf(row, from.account, balance);
  });
}

/** A ledger's card in a period: what it held, where it held anything, then its entries. */
function cardOf(
  firm: OpenFirm,
  input: ReportInput,
  account: AccountSqlRow,
  ledger: LedgerBalanceRow & { readonly entries: number },
): ReportPart {
  const name = accountName(account);
  const openings = ledger.balanceCents === 0 ? 0 : 1;
  const book = bookOf(input, account.account_id, ledger.ledgerId);
  const opening = {
    ...cellsOf({ ...openingRow, ledger: ledger.title, day: input.from }, name, ledger.balanceCents),
    amountCents: null,
  };
  return {
    total: openings + ledger.entries,
    read: ({ offset, limit }) => {
      const isOpened = openings === 1 && offset === 0;
      const wanted = { offset: Math.max(0, offset - openings), limit: limit - (isOpened ? 1 : 0) };
      const run =
        wanted.limit === 0 ? [] : runOver(firm, book, wanted, { account: name, opening: ledger.balanceCents });
      return isOpened ? [opening, ...run] : run;
    },
  };
}

/** The cards of the clients' ledgers: each with what it held, its entries and the balance after each. */
export const reportClientLedgers: MakeReport = (firm, input, page) => {
  let amountCents = 0;
  const parts = accountsOf(firm.rows, input.accountId).flatMap((account) => {
    const accountId = account.account_id;
    const sums = sumByLedger(firm, bookOf(input, accountId, input.ledgerId));
    amountCents += sumCents(sums.map((sum) => sum.cents));
    const entries = new Map(sums.map((sum) => [sum.ledger_id, sum.entries]));
    return balancesAsOf(firm.rows, accountId, addDays(input.from, -1), knownOption(input))
      .rows.filter((row) => (input.ledgerId ?? row.ledgerId) === row.ledgerId)
      .map((row) => cardOf(firm, input, account, { ...row, entries: entries.get(row.ledgerId) ?? 0 }));
  });
  return {
    title: titleOver('Client ledgers', input, true),
    columns: entryColumns,
    ...pageOfParts(parts, page),
    totals: { amountCents },
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
