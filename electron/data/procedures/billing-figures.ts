import type { PageRequest } from '../../../shared/contract/page.ts';
import { ageBalances, agingBuckets } from '../../../shared/domain/billing/aging.ts';
import { shareOf } from '../../../shared/domain/billing/figures.ts';
import { addDays, type Day, endOfMonth } from '../../../shared/domain/day.ts';
import { sumCents } from '../../../shared/domain/money.ts';
import { paidCentsAsOf } from '../projections/invoice-paid.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { containsPattern, readPage } from './page-query.ts';
import { matterClientSql, matterTitleSql } from './shown-names.ts';
import { matterAvailableCents } from './trust-ledger-state.ts';
import type { OpenFirm } from './turn.ts';

interface StandingSums {
  unbilledCents: number;
  unbilledMinutes: number;
  draftCents: number;
  owedCents: number;
  overdueCents: number;
}

const unbilled = 'billings = 0 AND is_removed = 0 AND is_billable = 1';
const open = "state = 'issued' AND owed_cents > 0";

function readStanding(rows: RowReader, today: Day): StandingSums {
  const sums = rows.get<StandingSums>(
    `SELECT
       COALESCE((SELECT SUM(amount_cents) FROM billing_time INDEXED BY billing_time_unbilled WHERE ${unbilled}), 0)
         + COALESCE((SELECT SUM(amount_cents) FROM billing_expense WHERE ${unbilled}), 0) AS unbilledCents,
       COALESCE((SELECT SUM(minutes) FROM billing_time INDEXED BY billing_time_unbilled WHERE ${unbilled}), 0) AS unbilledMinutes,
       COALESCE((SELECT SUM(total_cents) FROM billing_invoice WHERE state = 'draft'), 0) AS draftCents,
       COALESCE((SELECT SUM(owed_cents) FROM billing_invoice WHERE ${open}), 0) AS owedCents,
       COALESCE((SELECT SUM(owed_cents) FROM billing_invoice WHERE ${open} AND due_on < @today), 0) AS overdueCents`,
    { today },
  );
  return sums ?? { unbilledCents: 0, unbilledMinutes: 0, draftCents: 0, owedCents: 0, overdueCents: 0 };
}

interface MonthSums {
  readonly month: string;
  readonly billedCents: number;
  readonly collectedCents: number;
  readonly beforeDueCents: number;
}

/** What came in, by day, net of what was taken back: payments whole (unapplied money too), and fees from trust. */
const incoming = `
  SELECT received_on AS day, amount_cents AS cents FROM billing_payment WHERE received_on BETWEEN @from AND @to
  UNION ALL SELECT reversed_on, -amount_cents FROM billing_payment WHERE reversed_on BETWEEN @from AND @to
  UNION ALL SELECT day, -effect_cents FROM trust_entry WHERE invoice_id IS NOT NULL AND day BETWEEN @from AND @to
  UNION ALL SELECT n.paid_on, n.amount_cents FROM billing_trust_notice n WHERE n.is_overtaken = 0
    AND n.paid_on BETWEEN @from AND @to`;

/** The months of a period, each with what was billed, collected, and collected by the invoice's due day. */
export function readMonths(rows: RowReader, from: Day, to: Day): MonthSums[] {
  const sums = new Map<string, { billed: number; collected: number; beforeDue: number }>();
  for (let last = endOfMonth(from); last <= endOfMonth(to); last = endOfMonth(addDays(last, 1))) {
    sums.set(last.slice(0, 7), { billed: 0, collected: 0, beforeDue: 0 });
  }
  const add = (key: 'billed' | 'collected' | 'beforeDue', sql: string): void => {
    for (const row of rows.all<{ month: string; cents: number }>(sql, { from, to })) {
      const month = sums.get(row.month);
      if (month !== undefined) month[key] = row.cents;
    }
  };
  add(
    'billed',
    `SELECT substr(issued_on, 1, 7) AS month, SUM(total_cents) AS cents FROM billing_invoice
     WHERE issued_on BETWEEN @from AND @to AND +state = 'issued' GROUP BY 1`,
  );
  add('collected', `SELECT substr(day, 1, 7) AS month, SUM(cents) AS cents FROM (${incoming}) GROUP BY 1`);
  add(
    'beforeDue',
    `SELECT substr(a.day, 1, 7) AS month, SUM(a.cents) AS cents FROM billing_applied a
     JOIN billing_invoice i ON i.invoice_id = a.invoice_id
     WHERE a.day BETWEEN @from AND @to AND a.day <= i.due_on GROUP BY 1`,
  );
  return [...sums].map(([month, { billed, collected, beforeDue }]) => ({
    month,
    billedCents: billed,
    collectedCents: collected,
    beforeDueCents: beforeDue,
  }));
}

function readSummary(firm: OpenFirm, from: Day, to: Day) {
  const months = from <= to ? readMonths(firm.rows, from, to) : [];
  const collectedCents = sumCents(months.map((month) => month.collectedCents));
  const collectedBeforeDueCents = sumCents(months.map((month) => month.beforeDueCents));
  return {
    ...readStanding(firm.rows, firm.today()),
    billedCents: sumCents(months.map((month) => month.billedCents)),
    collectedCents,
    collectedBeforeDueCents,
    collectedBeforeDuePerMille: shareOf(collectedBeforeDueCents, collectedCents).perMille,
    months,
  };
}

interface OwedSqlRow {
  invoice_id: string;
  number: string | null;
  client_id: string;
  client: string;
  matter: string;
  due_on: string;
  balance_cents: number;
}

/** Invoices that may have been owed on a day: those open now, and those paid or voided later. */
function owedCandidates(rows: RowReader, asOf: Day): string[] {
  const queries = [
    `SELECT invoice_id FROM billing_invoice WHERE ${open} AND @asOf = @asOf`,
    'SELECT invoice_id FROM billing_applied WHERE day > @asOf',
    'SELECT invoice_id FROM billing_invoice WHERE voided_on IS NOT NULL AND voided_on > @asOf',
  ];
  const found = queries.flatMap((sql) => rows.all<{ invoice_id: string }>(sql, { asOf }));
  return [...new Set(found.map((row) => row.invoice_id))];
}

/** Invoices with something owed at the end of a day. */
export function readOwed(rows: RowReader, asOf: Day): OwedSqlRow[] {
  return rows.all<OwedSqlRow>(
    `SELECT * FROM (
       SELECT i.invoice_id, i.number, i.client_id, COALESCE(${matterClientSql('m', 'c', 'p')}, i.client_name) AS client,
         COALESCE(i.matter_title, ${matterTitleSql('m')}) AS matter, i.due_on,
         i.total_cents - ${paidCentsAsOf('i.invoice_id', '@asOf')} AS balance_cents
       FROM json_each(@candidates) k CROSS JOIN billing_invoice i ON i.invoice_id = k.value
       LEFT JOIN office_matter m ON m.matter_id = i.matter_id
       LEFT JOIN office_client c ON c.client_id = i.client_id LEFT JOIN office_party p ON p.party_id = c.party_id
       WHERE i.issued_on <= @asOf AND (i.voided_on IS NULL OR i.voided_on > @asOf))
     WHERE balance_cents > 0 ORDER BY client COLLATE NOCASE, client_id, due_on, invoice_id`,
    { asOf, candidates: JSON.stringify(owedCandidates(rows, asOf)) },
  );
}

/** What each client owes by age as of a day [BL24], with the totals of each bucket and of all. */
export function ageClients(rows: RowReader, asOf: Day) {
  const byClient = new Map<string, OwedSqlRow[]>();
  for (const row of readOwed(rows, asOf)) {
    const own = byClient.get(row.client_id);
    if (own) own.push(row);
    else byClient.set(row.client_id, [row]);
  }
  const aged = [...byClient].map(([clientId, owed]) => {
    const items = owed.map((row) => ({ dueOn: row.due_on, balanceCents: row.balance_cents }));
    const { buckets, totalCents } = ageBalances(items, asOf);
    return { clientId, clientName: owed[0]?.client ?? '', buckets, totalCents };
  });
  const totals = agingBuckets.map((bucket) => sumCents(aged.map((row) => row.buckets[bucket.name])));
  return { aged, totals: [...totals, sumCents(aged.map((row) => row.totalCents))] };
}

interface UnbilledSqlRow {
  matter_id: string;
  title: string;
  client: string;
  minutes: number;
  time_cents: number;
  expense_cents: number;
  unbilled_cents: number;
  oldest_on: string;
}

/** Work to bill by matter: reads only what is unbilled. */
const unbilledByMatter = `(
  SELECT matter_id, SUM(minutes) AS minutes, SUM(time_cents) AS time_cents, SUM(expense_cents) AS expense_cents,
    SUM(time_cents + expense_cents) AS unbilled_cents, MIN(day) AS oldest_on
  FROM (SELECT matter_id, minutes, amount_cents AS time_cents, 0 AS expense_cents, worked_on AS day
      FROM billing_time INDEXED BY billing_time_unbilled WHERE ${unbilled}
    UNION ALL SELECT matter_id, 0, 0, amount_cents, incurred_on FROM billing_expense WHERE ${unbilled})
  GROUP BY matter_id) u`;

const unbilledMatterIds = `(SELECT matter_id FROM billing_time INDEXED BY billing_time_unbilled WHERE ${unbilled}
  UNION SELECT matter_id FROM billing_expense WHERE ${unbilled})`;

/** Matters with work to bill, a page at a time. */
export function readUnbilledMatters(rows: RowReader, request: PageRequest) {
  const parameters: Record<string, SqlValue> = {};
  const where: string[] = [];
  if (request.filter.trim() !== '') {
    where.push(
      "m.title LIKE @filter ESCAPE '\\' OR m.number LIKE @filter ESCAPE '\\' OR p.name LIKE @filter ESCAPE '\\'",
    );
    parameters.filter = containsPattern(request.filter);
  }
  return readPage<UnbilledSqlRow>(rows, request, {
    select: `u.*, ${matterTitleSql('m')} AS title, ${matterClientSql('m', 'c', 'p')} AS client`,
    from: `${unbilledByMatter} LEFT JOIN office_matter m ON m.matter_id = u.matter_id
      LEFT JOIN office_client c ON c.client_id = m.client_id LEFT JOIN office_party p ON p.party_id = c.party_id`,
    ...(where.length === 0 ? { countFrom: unbilledMatterIds } : {}),
    where,
    parameters,
    sorts: { unbilledCents: 'u.unbilled_cents', title: 'm.title COLLATE NOCASE', oldestOn: 'u.oldest_on' },
    tieBreak: 'u.matter_id',
  });
}

/** Procedures that answer the figures of billing. */
export function createBillingFigureProcedures(os: Implementer) {
  return {
    summary: os.billing.summary.handler(({ input, context }) => readSummary(context.firm(), input.from, input.to)),

    aging: os.billing.aging.handler(({ input, context }) => {
      const { aged, totals } = ageClients(context.firm().rows, input.asOf);
      return {
        asOf: input.asOf,
        rows: aged.map(({ clientId, clientName, buckets, totalCents }) => ({
          clientId,
          clientName,
          currentCents: buckets.Current,
          days30Cents: buckets['1-30'],
          days60Cents: buckets['31-60'],
          days90Cents: buckets['61-90'],
          days120Cents: buckets['91-120'],
          olderCents: buckets['Over 120'],
          totalCents,
        })),
        totals,
      };
    }),

    unbilledMatters: os.billing.unbilledMatters.handler(({ input, context }) => {
      const firm = context.firm();
      const page = readUnbilledMatters(firm.rows, input);
      return {
        rows: page.rows.map((row) => ({
          matterId: row.matter_id,
          title: row.title,
          clientName: row.client,
          minutes: row.minutes,
          timeCents: row.time_cents,
          expenseCents: row.expense_cents,
          unbilledCents: row.unbilled_cents,
          oldestOn: row.oldest_on,
          trustAvailableCents: matterAvailableCents(firm.rows, row.matter_id, firm.today()),
        })),
        total: page.total,
      };
    }),
  };
}
