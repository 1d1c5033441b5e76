import { paidCentsOf } from '../projections/invoice-paid.ts';
import type { RowReader } from '../projections/projection.ts';

interface FigureCheck {
  readonly number: string;
  readonly title: string;
  /** A sentence for each figure that is not what its rows add up to. */
  readonly find: (rows: RowReader) => string[];
}

function wrong(rows: RowReader, sql: string, what: string): string[] {
  return rows.all<{ key: string }>(sql).map((row) => `${what} ${row.key} does not match its rows.`);
}

/** Kept sums are a cache: each is added up again from its rows. */
export const figureChecks: readonly FigureCheck[] = [
  {
    number: 'FC1',
    title: 'Kept ledger balances equal the sums of their entries',
    find: (rows) =>
      wrong(
        rows,
        `SELECT l.account_id || '/' || l.ledger_id AS key FROM trust_ledger l
         LEFT JOIN (SELECT account_id, ledger_id, SUM(effect_cents) AS cents, COUNT(*) AS entries, MAX(day) AS last
           FROM trust_entry GROUP BY account_id, ledger_id) e ON e.account_id = l.account_id AND e.ledger_id = l.ledger_id
         WHERE e.cents IS NOT l.balance_cents OR e.entries IS NOT l.entries OR e.last IS NOT l.last_entry_on`,
        'The balance of ledger',
      ),
  },
  {
    number: 'FC2',
    title: 'Every entry is in the sums of its ledger and its month',
    find: (rows) =>
      wrong(
        rows,
        `SELECT e.account_id || '/' || e.ledger_id || '/' || e.month AS key FROM (
           SELECT account_id, ledger_id, substr(day, 1, 7) AS month, SUM(effect_cents) AS cents, COUNT(*) AS entries,
             SUM(SUM(effect_cents)) OVER (PARTITION BY account_id, ledger_id ORDER BY substr(day, 1, 7)) AS closing
           FROM trust_entry GROUP BY 1, 2, 3) e
         LEFT JOIN trust_month m ON m.account_id = e.account_id AND m.ledger_id = e.ledger_id AND m.month = e.month
         WHERE m.effect_cents IS NOT e.cents OR m.entries IS NOT e.entries
           OR m.closing_cents IS NOT e.closing
         UNION ALL SELECT j.account_id || '/' || j.month FROM trust_journal_month j
         WHERE j.effect_cents IS NOT (SELECT SUM(m.effect_cents) FROM trust_month m
           WHERE m.account_id = j.account_id AND m.month = j.month)`,
        'The month',
      ),
  },
  {
    number: 'FC3',
    title: 'What is paid on an invoice equals its payments',
    find: (rows) =>
      wrong(
        rows,
        `SELECT COALESCE(i.number, i.invoice_id) AS key FROM billing_invoice i
         WHERE i.paid_cents <> ${paidCentsOf('i.invoice_id')}`,
        'What is paid on invoice',
      ),
  },
  {
    number: 'FC4',
    title: 'Billed entries are those on drafts and issued invoices',
    find: (rows) =>
      wrong(
        rows,
        `SELECT t.time_id AS key FROM billing_time t WHERE t.billings <> (SELECT MIN(2, COUNT(DISTINCT l.invoice_id))
           FROM billing_invoice_line l WHERE l.source_id = t.time_id AND l.state IN ('draft', 'issued'))
         UNION ALL SELECT x.expense_id FROM billing_expense x WHERE x.billings <> (SELECT MIN(2, COUNT(DISTINCT l.invoice_id))
           FROM billing_invoice_line l WHERE l.source_id = x.expense_id AND l.state IN ('draft', 'issued'))`,
        'The billing of entry',
      ),
  },
  {
    number: 'FC5',
    title: 'What is cleared is what signed statements cleared',
    find: (rows) =>
      wrong(
        rows,
        `SELECT e.entry_id AS key FROM trust_entry e
         WHERE e.cleared_on IS NOT (SELECT MIN(c.cleared_on) FROM trust_cleared c WHERE c.entry_id = e.entry_id)`,
        'The clearing of entry',
      ),
  },
  {
    number: 'FC6',
    title: 'Kept counts equal the rows',
    find: (rows) =>
      wrong(
        rows,
        `SELECT kind AS key FROM billing_tally WHERE n <> CASE kind
           WHEN 'time' THEN (SELECT COUNT(*) FROM billing_time) WHEN 'expense' THEN (SELECT COUNT(*) FROM billing_expense)
           ELSE (SELECT COUNT(*) FROM billing_invoice) END`,
        'The count of',
      ),
  },
];
