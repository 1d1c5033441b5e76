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

/** What was received, paid and taken for each client in a period, and what is held at its end. */
export const reportClientAccounting: MakeReport = (firm, input, limit) => {
  const rows = accountsOf(firm.rows, input.accountId).flatMap((account) => {
    const accountId = account.account_id;
    const before = balancesAsOf(firm.rows, accountId, dayBefore(input.from), knownOption(input)).rows;
    const after = balancesAsOf(firm.rows, accountId, input.to, knownOption(input)).rows;
    const opening = new Map(before.map((row) => [row.ledgerId, row.balanceCents]));
    const sums = sumBook(readBook(firm, accountId, input.from, input, wholeBook));
    return after
      .filter((row) => (input.ledgerId ?? row.ledgerId) === row.ledgerId)
      .map((row) => ({
        account: accountName(account),
        ledger: row.title,
        openingCents: opening.get(row.ledgerId) ?? 0,
        ...(sums.get(row.ledgerId) ?? { receivedCents: 0, paidCents: 0, feesCents: 0 }),
        balanceCents: row.balanceCents,
      }))
      .filter((row) =>
        [row.openingCents, row.receivedCents, row.paidCents, row.feesCents].some((cents) => cents !== 0),
      );
  });
  return {
    title: titleOver('Accounting to clients', input, true),
    columns: [
      { key: 'account', title: 'Account', kind: 'text' },
      { key: 'ledger', title: 'Ledger', kind: 'text' },
      { key: 'openingCents', title: 'Held before', kind: 'amount' },
      { key: 'receivedCents', title: 'Received', kind: 'amount' },
      { key: 'paidCents', title: 'Paid out', kind: 'amount' },
      { key: 'feesCents', title: 'Earned fees', kind: 'amount' },
      { key: 'balanceCents', title: 'Held after', kind: 'amount' },
    ],
    rows: rows.slice(0, limit),
    totals: totalsOf(rows, ['openingCents', 'receivedCents', 'paidCents', 'feesCents', 'balanceCents']),
    truncated: rows.length > limit,
  };
};

const wholeBook = 1_000_000;

/** A reversal counts where its entry counted: what was taken back was neither received nor paid. */
function sumBook(book: readonly BookSqlRow[]) {
  const sums = new Map<string, { receivedCents: number; paidCents: number; feesCents: number }>();
  for (const row of book) {
    const sum = sums.get(row.ledger_id) ?? { receivedCents: 0, paidCents: 0, feesCents: 0 };
    sums.set(row.ledger_id, sum);
    if (row.kind === 'earned fee') sum.feesCents -= row.effect_cents;
    else if (isMoneyIn(row)) sum.receivedCents += row.effect_cents;
    else sum.paidCents -= row.effect_cents;
  }
  return sums;
}

function isMoneyIn({ type, effect_cents: cents }: BookSqlRow): boolean {
  const isTakingBack = type === 'reversal' || type === 'returned item';
  return isTakingBack ? cents < 0 : cents > 0;
}

/**
 * Journal and positive ledgers at the end of every day on which something moved: a shortage that other clients' money
 * covers shows on the day it came about [TR22].
 */
export const reportDailyTotals: MakeReport = (firm, input, limit) => {
  const rows = accountsOf(firm.rows, input.accountId).flatMap((account) => {
    const accountId = account.account_id;
    const before = balancesAsOf(firm.rows, accountId, dayBefore(input.from), knownOption(input)).rows;
    const ledgers = new Map(before.map((row) => [row.ledgerId, row.balanceCents]));
    const totals = { journalCents: 0, positiveCents: 0, negativeCents: 0 };
    const count = (cents: number, sign: 1 | -1) => {
      totals.journalCents += sign * cents;
      if (cents > 0) totals.positiveCents += sign * cents;
      else totals.negativeCents += sign * cents;
    };
    for (const cents of ledgers.values()) count(cents, 1);
    const days = new Map<string, typeof totals>();
    const book = readBook(firm, accountId, input.from, { ...input, ledgerId: undefined }, wholeBook);
    for (const row of book) {
      const balance = ledgers.get(row.ledger_id) ?? 0;
      count(balance, -1);
      ledgers.set(row.ledger_id, balance + row.effect_cents);
      count(balance + row.effect_cents, 1);
      days.set(row.day, { ...totals });
    }
    return [...days].map(([day, sums]) => ({
      day,
      account: accountName(account),
      ...sums,
      shortageCents: Math.max(0, sums.positiveCents - sums.journalCents),
    }));
  });
  return {
    title: titleOver('Daily totals', input, true),
    columns: [
      { key: 'day', title: 'Date', kind: 'day' },
      { key: 'account', title: 'Account', kind: 'text' },
      { key: 'journalCents', title: 'Journal', kind: 'amount' },
      { key: 'positiveCents', title: 'Ledgers above zero', kind: 'amount' },
      { key: 'negativeCents', title: 'Ledgers below zero', kind: 'amount' },
      { key: 'shortageCents', title: 'Shortage', kind: 'amount' },
    ],
    rows: rows.slice(0, limit),
    totals: {},
    truncated: rows.length > limit,
  };
};
