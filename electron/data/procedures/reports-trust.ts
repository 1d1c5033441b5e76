import type { SqlValue } from '../projections/projection.ts';
import type { MakeReport } from './report-table.ts';
import { titleOver, totalsOf } from './report-table.ts';
import { type AccountSqlRow, accountName, ledgerTitleSql, readAccount, readAccounts } from './trust-account-rows.ts';
import { balancesAsOf } from './trust-balances.ts';
import { journalPage } from './trust-entries.ts';
import type { OpenFirm } from './turn.ts';

function accountsOf(firm: OpenFirm, accountId: string | undefined): AccountSqlRow[] {
  if (accountId !== undefined) return [readAccount(firm.rows, accountId)];
  return readAccounts(firm.rows);
}

/** What every ledger holds at the end of a day; ledgers at zero are left out. */
export const reportLedgerBalances: MakeReport = (firm, input) => {
  const rows = accountsOf(firm, input.accountId).flatMap((account) =>
    balancesAsOf(firm.rows, account.account_id, input.to)
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
    rows,
    totals: totalsOf(rows, ['balanceCents']),
  };
};

/** Every entry of a period with the journal's balance after it. */
export const reportTrustJournal: MakeReport = (firm, input, limit) => {
  let truncated = false;
  const rows = accountsOf(firm, input.accountId).flatMap((account) => {
    const page = journalPage(firm, {
      accountId: account.account_id,
      from: input.from,
      to: input.to,
      descending: false,
      offset: 0,
      limit,
    });
    truncated ||= page.total > page.rows.length;
    return page.rows.map((entry) => ({
      day: entry.day,
      account: accountName(account),
      ledger: entry.ledgerTitle,
      type: entry.type,
      name: entry.name,
      purpose: entry.purpose,
      reference: entry.checkNumber === null ? entry.reference : `Check ${entry.checkNumber}`,
      amountCents: entry.amountCents,
      balanceCents: entry.balanceCents,
    }));
  });
  return {
    title: titleOver('Trust journal', input, true),
    columns: [
      { key: 'day', title: 'Date', kind: 'day' },
      { key: 'account', title: 'Account', kind: 'text' },
      { key: 'ledger', title: 'Ledger', kind: 'text' },
      { key: 'type', title: 'Type', kind: 'text' },
      { key: 'name', title: 'Payor or payee', kind: 'text' },
      { key: 'purpose', title: 'Purpose', kind: 'text' },
      { key: 'reference', title: 'Reference', kind: 'text' },
      { key: 'amountCents', title: 'Amount', kind: 'amount' },
      { key: 'balanceCents', title: 'Balance', kind: 'amount' },
    ],
    rows,
    totals: totalsOf(rows, ['amountCents']),
    truncated,
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
export const reportFeeTransfers: MakeReport = (firm, input, limit) => {
  const parameters: Record<string, SqlValue> = { from: input.from, to: input.to, limit: limit + 1 };
  if (input.accountId !== undefined) parameters.account = readAccount(firm.rows, input.accountId).account_id;
  const found = firm.rows.all<FeeSqlRow>(
    `SELECT e.day, a.name AS account_name, a.last_four, ${ledgerTitleSql('e.ledger_id', 'm')} AS ledger, i.number, e.type,
       e.instrument, e.check_number, -e.effect_cents AS cents
     FROM trust_entry e LEFT JOIN trust_account a ON a.account_id = e.account_id
     LEFT JOIN office_matter m ON m.matter_id = e.ledger_id LEFT JOIN billing_invoice i ON i.invoice_id = e.invoice_id
     WHERE e.invoice_id IS NOT NULL AND e.day BETWEEN @from AND @to
       ${input.accountId === undefined ? '' : 'AND e.account_id = @account'}
     ORDER BY e.day, e.clock, e.entry_id LIMIT @limit`,
    parameters,
  );
  const rows = found.slice(0, limit).map((row) => ({
    day: row.day,
    account: accountName({ name: row.account_name, last_four: row.last_four }),
    ledger: row.ledger,
    invoice: row.number ?? '',
    type: row.type,
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
    totals: totalsOf(rows, ['amountCents']),
    truncated: found.length > limit,
  };
};
