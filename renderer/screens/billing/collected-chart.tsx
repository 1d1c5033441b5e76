import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { formatCents } from '../../../shared/domain/money.ts';
import { formatMonth } from '../../components/periods.ts';
import { SimpleTable } from '../../components/simple-table.tsx';
import classes from './collected-chart.module.css';

/** What came in during a month, and how much of it before it was due. */
export interface CollectedMonth {
  readonly month: string;
  readonly billedCents: number;
  readonly collectedCents: number;
  readonly beforeDueCents: number;
}

interface CollectedChartProps {
  readonly months: readonly CollectedMonth[];
}

/** "How much was collected before it was due?": a bar for each month, the table one key away. */
export function CollectedChart({ months }: CollectedChartProps) {
  const [isTable, setTable] = useState(false);
  const bars = measureBars(months);
  const isEmpty = months.every((month) => month.collectedCents <= 0);
  return (
    <section aria-label="How much was collected before it was due?">
      <Group justify="space-between" mb={8}>
        <div>
          <Title order={2}>How much was collected before it was due?</Title>
          <Text size="xs" c="dimmed">
            The full part of a bar came before its due day, the hatched part later. The share stands above.
          </Text>
        </div>
        <Button variant="default" onClick={() => setTable(!isTable)}>
          {isTable ? 'Show the chart' : 'Show the table'}
        </Button>
      </Group>
      {isTable ? (
        <MonthTable months={months} />
      ) : isEmpty ? (
        <Text c="dimmed">Nothing was collected in these days.</Text>
      ) : (
        <div className={classes.chart} style={{ gridTemplateColumns: `repeat(${bars.length}, minmax(28px, 72px))` }}>
          {bars.map((bar) => (
            <div key={bar.month} className={classes.column} role="img" aria-label={bar.sentence} title={bar.sentence}>
              <div className={classes.place}>
                <span className={classes.share}>{bar.share}</span>
                {bar.latePercent > 0 && <div className={classes.late} style={{ height: `${bar.latePercent}%` }} />}
                {bar.earlyPercent > 0 && <div className={classes.early} style={{ height: `${bar.earlyPercent}%` }} />}
              </div>
              <span className={classes.month}>{bar.label}</span>
              <span className={classes.amount}>{bar.amount}</span>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

interface Bar {
  readonly month: string;
  readonly label: string;
  readonly share: string;
  readonly amount: string;
  readonly earlyPercent: number;
  readonly latePercent: number;
  readonly sentence: string;
}

const barPercentMax = 88;

/** Heights and labels of the bars: zero-based, all by the same largest month. */
export function measureBars(months: readonly CollectedMonth[]): Bar[] {
  const largest = Math.max(1, ...months.map((month) => month.collectedCents));
  return months.map((month) => {
    const collected = Math.max(0, month.collectedCents);
    const early = Math.min(collected, Math.max(0, month.beforeDueCents));
    const percent = collected === 0 ? null : Math.round((early * 100) / collected);
    const name = formatMonth(month.month);
    return {
      month: month.month,
      label: name.slice(0, 3) === 'Jan' ? `Jan ’${name.slice(-2)}` : name.slice(0, 3),
      share: percent === null ? '' : `${percent}%`,
      amount: collected === 0 ? '–' : shorten(collected),
      earlyPercent: (early * barPercentMax) / largest,
      latePercent: ((collected - early) * barPercentMax) / largest,
      sentence:
        percent === null
          ? `${name}: nothing collected`
          : `${name}: ${formatCents(collected)} collected, ${formatCents(early)} (${percent}%) before it was due`,
    };
  });
}

/** "12.3k": an amount as it fits under a bar. */
function shorten(cents: number): string {
  const dollars = cents / 100;
  if (dollars < 1_000) return String(Math.round(dollars));
  return dollars < 1_000_000 ? `${(dollars / 1_000).toFixed(1)}k` : `${(dollars / 1_000_000).toFixed(1)}m`;
}

function MonthTable({ months }: CollectedChartProps) {
  return (
    <SimpleTable
      label="Collected by month"
      rows={months}
      rowId={(month) => month.month}
      columns={[
        { key: 'month', title: 'Month', kind: 'text', render: (month) => formatMonth(month.month) },
        { key: 'billedCents', title: 'Billed', kind: 'amount' },
        { key: 'collectedCents', title: 'Collected', kind: 'amount' },
        { key: 'beforeDueCents', title: 'Before due', kind: 'amount' },
        {
          key: 'share',
          title: 'Share before due',
          kind: 'count',
          render: (month) =>
            month.collectedCents <= 0 ? '–' : `${Math.round((month.beforeDueCents * 100) / month.collectedCents)}%`,
        },
      ]}
    />
  );
}
