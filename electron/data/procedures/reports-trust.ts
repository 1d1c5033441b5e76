import type { SqlValue } from '../projections/projection.ts';
import type { MakeReport } from './report-table.ts';
import { inWords, pageOfRows, titleOver, totalsOf } from './report-table.ts';
import { accountName, accountsOf, ledgerTitleSql, readAccount } from './trust-account-rows.ts';
import { balancesAsOf, isKnownSql } from './trust-balances.ts';

/** What every ledger holds at the end of a day; ledgers at zero are left out. */
export const reportLedgerBalances: MakeReport = (firm, input, page) => {
  const known = input.knownOnMs === undefined ? {} : { knownOnMs: input.knownOnMs };
  const rows = accountsOf(firm.rows, input.accountId).flatMap((account) =>
    balancesAsOf(firm.rows, account.account_id, input.to, known)
      .rows.filter((ledger) => ledger.balanceCents !== 0)
      .map((ledger) => ({ account: accountName(account), ledger: ledger.title, balanceCents: ledger.balanceCents })),
  );
  return {
    title: titleOver('Ledger balances', input, false),
    columns: [
      { key: 'account', title: 'Account', kind: 'text' },
      { key: 'ledger', title: 'Ledger', kind: 'text' },
      { key: 'balanceCents', title: 'Balance', kind: 'amount' },
    ],
    ...pageOfRows(rows, page),
    totals: totalsOf(rows, ['balanceCents']),
  };
};

interface FeeSqlRow {
  day: string;
  account_name: string | null;
  last_four: string | null;
  ledger: string;
  number: string | null;
  type: string;
  instrument: string;
  check_number: number | null;
  cents: number;
}

/** Earned fees taken from trust, with the invoice of each; reversals as amounts below zero. */
export const reportFeeTransfers: MakeReport = (firm, input, page) => {
  const parameters: Record<string, SqlValue> = { from: input.from, to: input.to };
  if (input.accountId !== undefined) parameters.account = readAccount(firm.rows, input.accountId).account_id;
  if (input.knownOnMs !== undefined) parameters.known = input.knownOnMs;
  const where = `e.invoice_id IS NOT NULL AND e.day BETWEEN @from AND @to
    ${input.accountId === undefined ? '' : 'AND e.account_id = @account'}
    ${input.knownOnMs === undefined ? '' : `AND ${isKnownSql('e')}`}`;
  const whole = firm.rows.get<{ total: number; cents: number }>(
    `SELECT COUNT(*) AS total, COALESCE(-SUM(e.effect_cents), 0) AS cents FROM trust_entry e WHERE ${where}`,
    parameters,
  );
  const found = firm.rows.all<FeeSqlRow>(
    `SELECT e.day, a.name AS account_name, a.last_four, ${ledgerTitleSql('e.ledger_id', 'm')} AS ledger, i.number, e.type,
       e.instrument, e.check_number, -e.effect_cents AS cents
     FROM trust_entry e LEFT JOIN trust_account a ON a.account_id = e.account_id
     LEFT JOIN office_matter m ON m.matter_id = e.ledger_id LEFT JOIN billing_invoice i ON i.invoice_id = e.invoice_id
     WHERE ${where} ORDER BY e.day, e.clock, e.entry_id LIMIT @limit OFFSET @offset`,
    { ...parameters, limit: page.limit, offset: page.offset },
  );
  const rows = found.map((row) => ({
    day: row.day,
    account: accountName({ name: row.account_name, last_four: row.last_four }),
    ledger: row.ledger,
    invoice: row.number ?? '',
    type: inWords(row.type),
    reference: row.check_number === null ? row.instrument : `Check ${row.check_number}`,
    amountCents: row.cents,
  }));
  return {
    title: titleOver('Fee transfers', input, true),
    columns: [
      { key: 'day', title: 'Date', kind: 'day' },
      { key: 'account', title: 'Account', kind: 'text' },
      { key: 'ledger', title: 'Ledger', kind: 'text' },
      { key: 'invoice', title: 'Invoice', kind: 'text' },
      { key: 'type', title: 'Type', kind: 'text' },
      { key: 'reference', title: 'Paid by', kind: 'text' },
      { key: 'amountCents', title: 'Amount', kind: 'amount' },
    ],
    rows,
    total: whole?.total ?? 0,
    totals: { amountCents: whole?.cents ?? 0 },
  };
};
