import { agingBuckets } from '../../../shared/domain/billing/aging.ts';
import { shareOf } from '../../../shared/domain/billing/figures.ts';
import { ageClients, readMonths, readUnbilledMatters } from './billing-figures.ts';
import { type MakeReport, pageOfRows, titleOver, totalsOf } from './report-table.ts';

/** What clients owe by age. */
export const reportAging: MakeReport = (firm, input, page) => {
  const { aged } = ageClients(firm.rows, input.to);
  const rows = aged.map((row) => ({ client: row.clientName, ...row.buckets, totalCents: row.totalCents }));
  const buckets = agingBuckets.map((bucket) => bucket.name);
  return {
    title: titleOver('Aging', input, false),
    columns: [
      { key: 'client', title: 'Client', kind: 'text' },
      ...buckets.map((name) => ({ key: name, title: name, kind: 'amount' as const })),
      { key: 'totalCents', title: 'Total', kind: 'amount' },
    ],
    ...pageOfRows(rows, page),
    totals: totalsOf(rows, [...buckets, 'totalCents']),
  };
};

/** Work that is on no invoice yet, by matter. */
export const reportUnbilled: MakeReport = (firm, input, page) => {
  const found = readUnbilledMatters(firm.rows, {
    offset: 0,
    limit: Number.MAX_SAFE_INTEGER,
    sort: 'unbilledCents',
    descending: true,
    filter: '',
  });
  const rows = found.rows.map((row) => ({
    matter: row.title,
    client: row.client,
    minutes: row.minutes,
    timeCents: row.time_cents,
    expenseCents: row.expense_cents,
    unbilledCents: row.unbilled_cents,
    oldestOn: row.oldest_on,
  }));
  return {
    title: titleOver('Unbilled work', { ...input, to: firm.today() }, false),
    columns: [
      { key: 'matter', title: 'Matter', kind: 'text' },
      { key: 'client', title: 'Client', kind: 'text' },
      { key: 'minutes', title: 'Hours', kind: 'hours' },
      { key: 'timeCents', title: 'Time', kind: 'amount' },
      { key: 'expenseCents', title: 'Expenses', kind: 'amount' },
      { key: 'unbilledCents', title: 'Total', kind: 'amount' },
      { key: 'oldestOn', title: 'Oldest', kind: 'day' },
    ],
    ...pageOfRows(rows, page),
    totals: totalsOf(rows, ['minutes', 'timeCents', 'expenseCents', 'unbilledCents']),
  };
};

interface PersonSqlRow {
  member_id: string;
  minutes: number;
  billable_minutes: number;
  value_cents: number;
  billed_cents: number;
}

/** Hours and their value by person. */
export const reportTimeByPerson: MakeReport = (firm, input, page) => {
  const rows = firm.rows
    .all<PersonSqlRow>(
      `SELECT timekeeper_member_id AS member_id, SUM(minutes) AS minutes,
         SUM(CASE WHEN is_billable = 1 THEN minutes ELSE 0 END) AS billable_minutes, SUM(amount_cents) AS value_cents,
         SUM(CASE WHEN billed_state = 'billed' THEN amount_cents ELSE 0 END) AS billed_cents
       FROM billing_time WHERE is_removed = 0 AND worked_on BETWEEN ? AND ? GROUP BY timekeeper_member_id`,
      [input.from, input.to],
    )
    .map((row) => ({
      person: firm.memberName(row.member_id),
      minutes: row.minutes,
      billableMinutes: row.billable_minutes,
      billableShare: shareOf(row.billable_minutes, row.minutes).perMille,
      valueCents: row.value_cents,
      billedCents: row.billed_cents,
    }))
    .sort((a, b) => (a.person < b.person ? -1 : 1));
  const totals = totalsOf(rows, ['minutes', 'billableMinutes', 'valueCents', 'billedCents']);
  return {
    title: titleOver('Time by person', input, true),
    columns: [
      { key: 'person', title: 'Person', kind: 'text' },
      { key: 'minutes', title: 'Hours', kind: 'hours' },
      { key: 'billableMinutes', title: 'Billable hours', kind: 'hours' },
      { key: 'billableShare', title: 'Billable', kind: 'share' },
      { key: 'valueCents', title: 'Value', kind: 'amount' },
      { key: 'billedCents', title: 'Billed', kind: 'amount' },
    ],
    ...pageOfRows(rows, page),
    totals: {
      ...totals,
      billableShare: shareOf(Number(totals.billableMinutes ?? 0), Number(totals.minutes ?? 0)).perMille,
    },
  };
};

/** What was billed and collected by month, and what of it came before it was due. */
export const reportBilledAndCollected: MakeReport = (firm, input, page) => {
  const rows = readMonths(firm.rows, input.from, input.to).map((month) => ({
    ...month,
    beforeDueShare: shareOf(month.beforeDueCents, month.collectedCents).perMille,
  }));
  const totals = totalsOf(rows, ['billedCents', 'collectedCents', 'beforeDueCents']);
  return {
    title: titleOver('Billed and collected', input, true),
    columns: [
      { key: 'month', title: 'Month', kind: 'text' },
      { key: 'billedCents', title: 'Billed', kind: 'amount' },
      { key: 'collectedCents', title: 'Collected', kind: 'amount' },
      { key: 'beforeDueCents', title: 'Collected before due', kind: 'amount' },
      { key: 'beforeDueShare', title: 'Share before due', kind: 'share' },
    ],
    ...pageOfRows(rows, page),
    totals: {
      ...totals,
      beforeDueShare: shareOf(Number(totals.beforeDueCents ?? 0), Number(totals.collectedCents ?? 0)).perMille,
    },
  };
};
