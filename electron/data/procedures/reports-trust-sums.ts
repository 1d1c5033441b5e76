import { addDays } from '../../../shared/domain/day.ts';
import type { SqlValue } from '../projections/projection.ts';
import type { MakeReport, ReportInput, ReportTable } from './report-table.ts';
import { pageOfRows, titleOver, totalsOf } from './report-table.ts';
import { accountName, accountsOf, ledgerTitleSql } from './trust-account-rows.ts';
import { balancesSql, isKnownSql } from './trust-balances.ts';

/** Parameters of a period: `@asOf` is the day before it, for what stood when it began. */
function periodOf(input: ReportInput, accountId: string): Record<string, SqlValue> {
  return {
    account: accountId,
    from: input.from,
    to: input.to,
    asOf: addDays(input.from, -1),
    ...(input.knownOnMs === undefined ? {} : { known: input.knownOnMs }),
  };
}

const knownOf = (input: ReportInput): string => (input.knownOnMs === undefined ? '' : `AND ${isKnownSql('e')}`);

const accountingKeys = ['openingCents', 'receivedCents', 'paidCents', 'feesCents', 'balanceCents'] as const;
type AccountingKey = (typeof accountingKeys)[number];
type AccountingRow = Record<AccountingKey, number> & { ledger: string };

/** A reversal counts where its entry counted: what was taken back was neither received nor paid. */
const isMoneyIn =
  "(CASE WHEN e.type IN ('reversal', 'returned item') THEN e.effect_cents < 0 ELSE e.effect_cents > 0 END)";

/** What was received, paid and taken for each client in a period, and what is held at its end. Summed in SQL. */
export const reportClientAccounting: MakeReport = (firm, input, page) => {
  const rows: ReportTable['rows'][number][] = [];
  const ledgerOnly = input.ledgerId === undefined ? '' : 'AND s.ledger_id = @ledger';
  for (const account of accountsOf(firm.rows, input.accountId)) {
    const parameters = periodOf(input, account.account_id);
    if (input.ledgerId !== undefined) parameters.ledger = input.ledgerId;
    const found = firm.rows.all<AccountingRow>(
      `WITH sums AS (
         SELECT ledger_id, SUM(opening) AS opening, SUM(received) AS received, SUM(paid) AS paid, SUM(fees) AS fees
         FROM (SELECT ledger_id, cents AS opening, 0 AS received, 0 AS paid, 0 AS fees
             FROM (${balancesSql(input.knownOnMs !== undefined)})
           UNION ALL SELECT e.ledger_id, 0,
             CASE WHEN e.kind <> 'earned fee' AND ${isMoneyIn} THEN e.effect_cents ELSE 0 END,
             CASE WHEN e.kind <> 'earned fee' AND NOT ${isMoneyIn} THEN -e.effect_cents ELSE 0 END,
             CASE WHEN e.kind = 'earned fee' THEN -e.effect_cents ELSE 0 END
           FROM trust_entry e WHERE e.account_id = @account AND e.day BETWEEN @from AND @to ${knownOf(input)})
         GROUP BY ledger_id),
       shown AS (
         SELECT s.ledger_id, ${ledgerTitleSql('s.ledger_id', 'm')} AS ledger, s.opening AS openingCents,
           s.received AS receivedCents, s.paid AS paidCents, s.fees AS feesCents,
           s.opening + s.received - s.paid - s.fees AS balanceCents
         FROM sums s LEFT JOIN office_matter m ON m.matter_id = s.ledger_id
         WHERE (s.opening <> 0 OR s.received <> 0 OR s.paid <> 0 OR s.fees <> 0) ${ledgerOnly})
       SELECT * FROM shown ORDER BY ledger COLLATE NOCASE, ledger_id`,
      parameters,
    );
    rows.push(
      ...found.map((row) => ({
        account: accountName(account),
        ledger: row.ledger,
        ...Object.fromEntries(accountingKeys.map((key) => [key, row[key]])),
      })),
    );
  }
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
    ...pageOfRows(rows, page),
    totals: totalsOf(rows, accountingKeys),
  };
};

interface DaySqlRow {
  day: string;
  journal: number;
  positive: number;
  negative: number;
}

/**
 * Journal and positive ledgers at the end of every day on which something moved: a shortage that other clients' money
 * covers shows on the day it came about [TR22]. Each ledger's steps are added up in SQL, day by day.
 */
export const reportDailyTotals: MakeReport = (firm, input, page) => {
  const rows = accountsOf(firm.rows, input.accountId).flatMap((account) => {
    const found = firm.rows.all<DaySqlRow>(
      `WITH opening AS (SELECT ledger_id, cents FROM (${balancesSql(input.knownOnMs !== undefined)})),
       moved AS (SELECT e.ledger_id, e.day, SUM(e.effect_cents) AS cents FROM trust_entry e
         WHERE e.account_id = @account AND e.day BETWEEN @from AND @to ${knownOf(input)} GROUP BY e.ledger_id, e.day),
       run AS (SELECT m.day, m.cents, COALESCE(o.cents, 0)
           + SUM(m.cents) OVER (PARTITION BY m.ledger_id ORDER BY m.day) AS after
         FROM moved m LEFT JOIN opening o ON o.ledger_id = m.ledger_id),
       steps AS (SELECT day, SUM(cents) AS journal, SUM(MAX(after, 0) - MAX(after - cents, 0)) AS positive,
           SUM(MIN(after, 0) - MIN(after - cents, 0)) AS negative FROM run GROUP BY day)
       SELECT day,
         COALESCE((SELECT SUM(cents) FROM opening), 0) + SUM(journal) OVER (ORDER BY day) AS journal,
         COALESCE((SELECT SUM(MAX(cents, 0)) FROM opening), 0) + SUM(positive) OVER (ORDER BY day) AS positive,
         COALESCE((SELECT SUM(MIN(cents, 0)) FROM opening), 0) + SUM(negative) OVER (ORDER BY day) AS negative
       FROM steps ORDER BY day`,
      periodOf(input, account.account_id),
    );
    return found.map((row) => ({
      day: row.day,
      account: accountName(account),
      journalCents: row.journal,
      positiveCents: row.positive,
      negativeCents: row.negative,
      shortageCents: Math.max(0, row.positive - row.journal),
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
    ...pageOfRows(rows, page),
    totals: {},
  };
};

interface ClosingSqlRow {
  day: string;
  name: string | null;
  last_four: string | null;
  ledger: string;
  client: string | null;
  gross_cents: number;
  fee: number;
  cost: number;
  lien: number;
  other: number;
  net_cents: number;
  state: string;
  decided_by: string | null;
}

const lineSum = (kind: string): string => `COALESCE((SELECT SUM(json_extract(j.value, '$.amountCents'))
  FROM json_each(k.lines) j WHERE json_extract(j.value, '$.kind') = '${kind}'), 0)`;

/** Settlements that were divided in a period: what came in and where every cent of it goes [TE13]. */
export const reportClosingStatements: MakeReport = (firm, input, page) => {
  const parameters: Record<string, SqlValue> = { from: input.from, to: input.to };
  if (input.accountId !== undefined) parameters.account = input.accountId;
  if (input.ledgerId !== undefined) parameters.ledger = input.ledgerId;
  if (input.knownOnMs !== undefined) parameters.known = input.knownOnMs;
  const where = `k.day BETWEEN @from AND @to ${input.accountId === undefined ? '' : 'AND k.account_id = @account'}
    ${input.ledgerId === undefined ? '' : 'AND k.ledger_id = @ledger'}
    ${input.knownOnMs === undefined ? '' : 'AND k.at_ms <= @known'}`;
  const counted = firm.rows.get<{ total: number }>(
    `SELECT COUNT(*) AS total FROM trust_closing k WHERE ${where}`,
    parameters,
  );
  const found = firm.rows.all<ClosingSqlRow>(
    `SELECT k.day, a.name, a.last_four, ${ledgerTitleSql('k.ledger_id', 'm')} AS ledger, k.client, k.gross_cents,
       ${lineSum('fee')} AS fee, ${lineSum('cost')} AS cost, ${lineSum('lien')} AS lien, ${lineSum('other')} AS other,
       k.net_cents, k.state, k.decided_by
     FROM trust_closing k LEFT JOIN trust_account a ON a.account_id = k.account_id
     LEFT JOIN office_matter m ON m.matter_id = k.ledger_id
     WHERE ${where} ORDER BY k.day, k.clock, k.closing_id LIMIT @limit OFFSET @offset`,
    { ...parameters, limit: page.limit, offset: page.offset },
  );
  const rows = found.map((row) => ({
    day: row.day,
    account: accountName({ name: row.name, last_four: row.last_four }),
    ledger: row.ledger,
    client: row.client ?? 'Withheld',
    grossCents: row.gross_cents,
    feeCents: row.fee,
    costCents: row.cost,
    lienCents: row.lien,
    otherCents: row.other,
    netCents: row.net_cents,
    leftCents: row.gross_cents - row.fee - row.cost - row.lien - row.other - row.net_cents,
    state: row.state,
    decidedBy: row.decided_by === null ? '' : firm.memberName(row.decided_by),
  }));
  return {
    title: titleOver('Settlement closing statements', input, true),
    columns: [
      { key: 'day', title: 'Date', kind: 'day' },
      { key: 'account', title: 'Account', kind: 'text' },
      { key: 'ledger', title: 'Ledger', kind: 'text' },
      { key: 'client', title: 'Client', kind: 'text' },
      { key: 'grossCents', title: 'Settlement', kind: 'amount' },
      { key: 'feeCents', title: 'Fees', kind: 'amount' },
      { key: 'costCents', title: 'Costs', kind: 'amount' },
      { key: 'lienCents', title: 'Liens', kind: 'amount' },
      { key: 'otherCents', title: 'Others', kind: 'amount' },
      { key: 'netCents', title: 'To the client', kind: 'amount' },
      { key: 'leftCents', title: 'Left over', kind: 'amount' },
      { key: 'state', title: 'State', kind: 'text' },
      { key: 'decidedBy', title: 'Decided by', kind: 'text' },
    ],
    rows,
    total: counted?.total ?? 0,
    totals: {},
  };
};
