import { addDays, daysBetween, monthsBefore } from '../../../shared/domain/day.ts';
import { firmLedgerId, suspenseLedgerId } from '../../../shared/domain/trust/entry.ts';
import type { SqlValue } from '../projections/projection.ts';
import type { MakeReport, ReportInput, ReportPage } from './report-table.ts';
import { pageOfRows, titleOver, totalsOf } from './report-table.ts';
import { type AccountSqlRow, accountName, accountsOf, lastSigned, ledgerTitleSql } from './trust-account-rows.ts';
import { licenseeOf } from './trust-account-setup.ts';
import { balancesAsOf, isKnownSql } from './trust-balances.ts';
import { bankErrorsOn, readBankErrors } from './trust-bank-rows.ts';
import { listAnsweredExceptions } from './trust-exceptions.ts';
import { trustRulePack } from './trust-rule-pack.ts';
import { readUnidentifiedOn } from './trust-suspense-rows.ts';
import type { OpenFirm } from './turn.ts';

interface OpenSqlRow {
  entry_id: string;
  day: string;
  collected_on: string | null;
  check_number: number | null;
  reference: string | null;
  name: string | null;
  ledger_id: string;
  ledger: string;
  effect_cents: number;
}

/**
 * What the bank had not seen at the end of a day: not cleared on a statement up to it. An entry that was taken back
 * before the bank saw it, and what the bank never sees, are left out [TR25]. Only what no statement up to the day cleared
 * is looked at, which years of cleared entries are not.
 */
function readOpen(firm: OpenFirm, account: AccountSqlRow, input: ReportInput): OpenSqlRow[] {
  const known = input.knownOnMs === undefined ? '' : `AND ${isKnownSql('e')}`;
  const parameters: Record<string, SqlValue> = { account: account.account_id, on: input.to };
  if (input.knownOnMs !== undefined) parameters.known = input.knownOnMs;
  const isOpen = (entry: string) =>
    `(${entry}.cleared_on IS NULL OR ${entry}.cleared_on > @on) AND ${entry}.day <= @on`;
  return firm.rows.all<OpenSqlRow>(
    `SELECT e.entry_id, e.day, e.collected_on, e.check_number, e.reference, e.name, e.ledger_id,
       ${ledgerTitleSql('e.ledger_id', 'm')} AS ledger, e.effect_cents
     FROM (
       SELECT entry_id FROM trust_entry INDEXED BY trust_entry_uncleared
         WHERE account_id = @account AND day <= @on AND cleared_on IS NULL
       UNION SELECT c.entry_id FROM trust_reconciliation r CROSS JOIN trust_cleared c
         ON c.reconciliation_id = r.reconciliation_id WHERE r.account_id = @account AND r.statement_on >= @on) u
     CROSS JOIN trust_entry e ON e.entry_id = u.entry_id LEFT JOIN office_matter m ON m.matter_id = e.ledger_id
     WHERE e.account_id = @account AND ${isOpen('e')} ${known} AND e.counterpart_entry_id IS NULL AND e.offset_group IS NULL
       AND NOT EXISTS (SELECT 1 FROM trust_entry r WHERE r.reverses_entry_id = e.entry_id AND ${isOpen('r')})
       AND NOT EXISTS (SELECT 1 FROM trust_entry o WHERE o.entry_id = e.reverses_entry_id AND ${isOpen('o')})
     ORDER BY e.day, e.clock, e.entry_id`,
    parameters,
  );
}

function referenceOf(row: OpenSqlRow): string {
  return row.check_number === null ? (row.reference ?? '') : `Check ${row.check_number}`;
}

/** Checks that are outstanding and deposits in transit at the end of a day. */
export const reportOutstanding: MakeReport = (firm, input, page) => {
  const rows = accountsOf(firm.rows, input.accountId).flatMap((account) => [
    ...readOpen(firm, account, input).map((row) => ({
      account: accountName(account),
      what: row.effect_cents > 0 ? 'Deposit in transit' : 'Outstanding payment',
      day: row.day,
      reference: referenceOf(row),
      name: row.name ?? 'Withheld',
      ledger: row.ledger,
      ageDays: daysBetween(row.day, input.to),
      amountCents: row.effect_cents,
    })),
    ...bankErrorsOn(readBankErrors(firm.rows, account.account_id), input.to).map((error) => ({
      account: accountName(account),
      what: 'Bank error',
      day: error.day,
      reference: '',
      name: error.what,
      ledger: '',
      ageDays: daysBetween(error.day, input.to),
      amountCents: error.amountCents,
    })),
  ]);
  return {
    title: titleOver('Outstanding at the bank', input, false),
    columns: [
      { key: 'account', title: 'Account', kind: 'text' },
      { key: 'what', title: 'What', kind: 'text' },
      { key: 'day', title: 'Date', kind: 'day' },
      { key: 'reference', title: 'Reference', kind: 'text' },
      { key: 'name', title: 'Payor or payee', kind: 'text' },
      { key: 'ledger', title: 'Ledger', kind: 'text' },
      { key: 'ageDays', title: 'Days', kind: 'count' },
      { key: 'amountCents', title: 'Amount', kind: 'amount' },
    ],
    ...pageOfRows(rows, page),
    totals: totalsOf(rows, ['amountCents']),
  };
};

interface QuietSqlRow {
  ledger_id: string;
  last_on: string | null;
}

function lastMoved(firm: OpenFirm, account: AccountSqlRow, input: ReportInput): ReadonlyMap<string, string> {
  const found = firm.rows.all<QuietSqlRow>(
    `SELECT l.ledger_id, (SELECT MAX(e.day) FROM trust_entry e WHERE e.account_id = l.account_id
       AND e.ledger_id = l.ledger_id AND e.day <= @to) AS last_on FROM trust_ledger l WHERE l.account_id = @account`,
    { account: account.account_id, to: input.to },
  );
  return new Map(found.flatMap((row) => (row.last_on === null ? [] : [[row.ledger_id, row.last_on] as const])));
}

/** Balances that have not moved and payments that nobody cashed, for longer than the rule pack allows. */
function readQuiet(firm: OpenFirm, input: ReportInput, days: { balance: number; check: number }) {
  const known = input.knownOnMs === undefined ? {} : { knownOnMs: input.knownOnMs };
  return accountsOf(firm.rows, input.accountId).flatMap((account) => {
    const moved = lastMoved(firm, account, input);
    const balances = balancesAsOf(firm.rows, account.account_id, input.to, known)
      .rows.filter((row) => ![firmLedgerId, suspenseLedgerId].includes(row.ledgerId) && row.balanceCents > 0)
      .map((row) => ({ ...row, since: moved.get(row.ledgerId) ?? input.to }))
      .filter((row) => daysBetween(row.since, input.to) > days.balance)
      .map((row) => ({
        account: accountName(account),
        what: 'Balance that has not moved',
        ledger: row.title,
        name: '',
        since: row.since,
        days: daysBetween(row.since, input.to),
        amountCents: row.balanceCents,
      }));
    const checks = readOpen(firm, account, input)
      .filter((row) => row.effect_cents < 0 && daysBetween(row.day, input.to) > days.check)
      .map((row) => ({
        account: accountName(account),
        what: `${referenceOf(row) || 'Payment'}, not cashed`,
        ledger: row.ledger,
        name: row.name ?? 'Withheld',
        since: row.day,
        days: daysBetween(row.day, input.to),
        amountCents: -row.effect_cents,
      }));
    return [...balances, ...checks];
  });
}

const quietColumns = [
  { key: 'account', title: 'Account', kind: 'text' },
  { key: 'what', title: 'What', kind: 'text' },
  { key: 'ledger', title: 'Ledger', kind: 'text' },
  { key: 'name', title: 'Payee', kind: 'text' },
  { key: 'since', title: 'Since', kind: 'day' },
  { key: 'days', title: 'Days', kind: 'count' },
  { key: 'amountCents', title: 'Amount', kind: 'amount' },
] as const;

function quietReport(name: string, input: ReportInput, page: ReportPage, rows: ReturnType<typeof readQuiet>) {
  return {
    title: titleOver(name, input, false),
    columns: quietColumns,
    ...pageOfRows(rows, page),
    totals: totalsOf(rows, ['amountCents']),
  };
}

/** Dormant balances and stale checks, by the days of the rule pack [TR34]. */
export const reportDormant: MakeReport = (firm, input, page) => {
  const pack = trustRulePack(firm.rows, input.to);
  const days = { balance: pack.dormantDays.value, check: pack.staleCheckDays.value };
  return quietReport('Dormant balances and stale checks', input, page, readQuiet(firm, input, days));
};

/** Receipts that nobody could name for as many months as the rule pack says [TE6]. */
function readUnnamed(firm: OpenFirm, input: ReportInput, before: string) {
  const accounts = new Map(accountsOf(firm.rows, input.accountId).map((one) => [one.account_id, accountName(one)]));
  return readUnidentifiedOn(firm.rows, input.accountId ?? '', input.to, input.knownOnMs)
    .filter((row) => row.day <= before)
    .map((row) => ({
      account: accounts.get(row.accountId) ?? '',
      what: 'Money that nobody could name',
      ledger: 'Unidentified money',
      name: row.payor,
      since: row.day,
      days: daysBetween(row.day, input.to),
      amountCents: row.leftCents,
    }));
}

/**
 * What may be the state's [TE6] [TE11]: client money that has not moved and money that nobody can name for the months of
 * the rule pack, and checks that the bank need not pay any more.
 */
export const reportUnclaimed: MakeReport = (firm, input, page) => {
  const pack = trustRulePack(firm.rows, input.to);
  const quiet = readQuiet(firm, input, {
    balance: daysBetween(monthsBefore(input.to, pack.unclaimedMonths.value), input.to) - 1,
    check: pack.staleCheckEscalateDays.value,
  });
  const unnamed = readUnnamed(firm, input, monthsBefore(input.to, pack.unidentifiedMonths.value));
  return quietReport('Unclaimed money', input, page, [...quiet, ...unnamed]);
};

/** Every exception of a period with who must act, by when, and the answer. */
export const reportExceptions: MakeReport = (firm, input, page) => {
  const rows = listAnsweredExceptions(firm, { accountId: input.accountId, state: 'all' })
    .filter((row) => row.day >= input.from && row.day <= input.to)
    .map((row) => ({
      day: row.day,
      sentence: row.sentence,
      amountCents: row.amountCents,
      who: row.who,
      dueOn: row.dueOn,
      state: row.resolvedBy === '' ? (row.overdue ? 'Overdue' : 'Open') : 'Answered',
      answer: row.resolvedBy === '' ? '' : `${row.resolvedBy}: ${row.explanation}`,
    }));
  return {
    title: titleOver('Exceptions', input, true),
    columns: [
      { key: 'day', title: 'Date', kind: 'day' },
      { key: 'sentence', title: 'What was found', kind: 'text' },
      { key: 'amountCents', title: 'Amount', kind: 'amount' },
      { key: 'who', title: 'Who must act', kind: 'text' },
      { key: 'dueOn', title: 'By', kind: 'day' },
      { key: 'state', title: 'State', kind: 'text' },
      { key: 'answer', title: 'Answer', kind: 'text' },
    ],
    ...pageOfRows(rows, page),
    totals: {},
  };
};

const nameOf = (firm: OpenFirm, memberId: string | null): string =>
  memberId === null ? '' : firm.memberName(memberId);

/** What a yearly filing asks of each account: bank, number, the balance on the day, who answers for it. */
export const reportAccountFiling: MakeReport = (firm, input, page) => {
  const known = input.knownOnMs === undefined ? {} : { knownOnMs: input.knownOnMs };
  const rows = accountsOf(firm.rows, input.accountId).map((account) => {
    const signed = lastSigned(firm.rows, account.account_id);
    const signer =
      signed === undefined
        ? undefined
        : firm.rows.get<{ member_id: string }>(
            'SELECT member_id FROM trust_reconciliation WHERE reconciliation_id = ?',
            [signed.reconciliation_id],
          );
    return {
      account: accountName(account),
      bank: account.bank ?? '',
      number: account.last_four === null ? '' : `ending in ${account.last_four}`,
      kind: account.kind === 'iolta' ? 'Pooled (IOLTA)' : 'Separate',
      openedOn: account.opened_on,
      balanceCents: balancesAsOf(firm.rows, account.account_id, input.to, known).journalCents,
      reconciledOn: signed?.statement_on ?? null,
      signedBy: signer === undefined ? '' : firm.memberName(signer.member_id),
      licensee: nameOf(firm, licenseeOf(firm.rows, account.account_id)),
    };
  });
  return {
    title: titleOver('Trust accounts for the yearly filing', input, false),
    columns: [
      { key: 'account', title: 'Account', kind: 'text' },
      { key: 'bank', title: 'Bank', kind: 'text' },
      { key: 'number', title: 'Number', kind: 'text' },
      { key: 'kind', title: 'Kind', kind: 'text' },
      { key: 'openedOn', title: 'Opened', kind: 'day' },
      { key: 'balanceCents', title: 'Balance', kind: 'amount' },
      { key: 'reconciledOn', title: 'Reconciled to', kind: 'day' },
      { key: 'signedBy', title: 'Signed by', kind: 'text' },
      { key: 'licensee', title: 'Who answers for it', kind: 'text' },
    ],
    ...pageOfRows(rows, page),
    totals: totalsOf(rows, ['balanceCents']),
  };
};

/**
 * What the bank may hold day by day from now on: every payment counts at once, every deposit when it is collected. Below
 * zero the bank would return an item and tell the bar.
 */
export const reportProjection: MakeReport = (firm, input, page) => {
  const rows = accountsOf(firm.rows, input.accountId).flatMap((account) => {
    const open = readOpen(firm, account, input);
    const outstanding = open.reduce((sum, row) => sum + row.effect_cents, 0);
    const journal = balancesAsOf(firm.rows, account.account_id, input.to).journalCents;
    let balanceCents = journal - outstanding;
    const steps = open
      .map((row) => ({
        row,
        valueDay: row.effect_cents > 0 ? later(row.collected_on ?? row.day, addDays(input.to, 1)) : input.to,
      }))
      .sort((a, b) => (a.valueDay < b.valueDay ? -1 : a.valueDay > b.valueDay ? 1 : 0));
    const first = {
      day: input.to,
      account: accountName(account),
      what: 'The bank, by what has cleared',
      amountCents: null,
      balanceCents,
      state: '',
    };
    return [
      first,
      ...steps.map(({ row, valueDay }) => {
        balanceCents += row.effect_cents;
        return {
          day: valueDay,
          account: accountName(account),
          what: `${referenceOf(row)} ${row.name ?? 'Withheld'}`.trim(),
          amountCents: row.effect_cents,
          balanceCents,
          state: balanceCents < 0 ? 'Overdrawn' : '',
        };
      }),
    ];
  });
  return {
    title: titleOver('Projected bank balance', input, false),
    columns: [
      { key: 'day', title: 'Value date', kind: 'day' },
      { key: 'account', title: 'Account', kind: 'text' },
      { key: 'what', title: 'What', kind: 'text' },
      { key: 'amountCents', title: 'Amount', kind: 'amount' },
      { key: 'balanceCents', title: 'Bank after', kind: 'amount' },
      { key: 'state', title: 'State', kind: 'text' },
    ],
    ...pageOfRows(rows, page),
    totals: {},
  };
};

function later(a: string, b: string): string {
  return a > b ? a : b;
}
