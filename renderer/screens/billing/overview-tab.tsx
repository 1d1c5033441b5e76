import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { Amount } from '../../components/amount.tsx';
import { Answer } from '../../components/answer.tsx';
import { Figure } from '../../components/figure.tsx';
import { formatHours } from '../../components/format-hours.ts';
import { PeriodInput } from '../../components/period-input.tsx';
import { readPeriod } from '../../components/periods.ts';
import classes from './billing.module.css';
import { formatPerMille } from './billing-words.ts';
import { CollectedChart } from './collected-chart.tsx';
import { type InvoiceFilter, useInvoiceFilter } from './invoice-filter.ts';

/** The figures of billing: what waits, what is owed, and how much came before it was due. */
export function OverviewTab() {
  const today = useToday();
  const { go } = usePlace();
  const show = useInvoiceFilter((store) => store.show);
  const [period, setPeriod] = useState(() => readPeriod('last 12 months', today));
  const query = useQuery(api.billing.summary.queryOptions({ input: period, placeholderData: (before) => before }));
  const openInvoices = (filter: InvoiceFilter): void => {
    show(filter);
    go('/billing/invoices');
  };
  return (
    <Answer query={query} what="the figures of billing">
      {(figures) => (
        <Stack gap={24} pt={16} maw={1100}>
          <section className={classes.figures} aria-label="Now">
            <Figure
              label="To bill"
              value={<Amount cents={figures.unbilledCents} withSign />}
              hint={`${formatHours(figures.unbilledMinutes)} h and expenses`}
              onOpen={() => go('/billing/unbilled')}
            />
            <Figure
              label="On drafts"
              value={<Amount cents={figures.draftCents} withSign />}
              hint="waits for review"
              {...(figures.draftCents > 0 ? { tone: 'look' as const } : {})}
              onOpen={() => openInvoices('draft')}
            />
            <Figure
              label="Owed by clients"
              value={<Amount cents={figures.owedCents} withSign />}
              hint="issued and not paid"
              onOpen={() => go('/billing/aging')}
            />
            <Figure
              label="Overdue"
              value={<Amount cents={figures.overdueCents} withSign />}
              hint={figures.overdueCents > 0 ? 'past its due day' : 'nothing is past its due day'}
              {...(figures.overdueCents > 0 ? { tone: 'danger' as const } : {})}
              onOpen={() => openInvoices('overdue')}
            />
          </section>
          <section aria-label="In the period">
            <PeriodInput value={period} onChange={setPeriod} today={today} />
            <div className={classes.figures} style={{ marginTop: 12 }}>
              <Figure
                label="Billed"
                value={<Amount cents={figures.billedCents} withSign />}
                onOpen={() => go('/reports/billed-and-collected')}
              />
              <Figure
                label="Collected"
                value={<Amount cents={figures.collectedCents} withSign />}
                hint="all money received"
                onOpen={() => go('/billing/payments')}
              />
              <Figure
                label="Collected before due"
                value={formatPerMille(figures.collectedBeforeDuePerMille)}
                hint="of what was collected"
                tone="good"
              />
            </div>
          </section>
          {figures.months.length > 0 ? (
            <CollectedChart months={figures.months} />
          ) : (
            <Text c="dimmed">Nothing was billed or collected in these days.</Text>
          )}
        </Stack>
      )}
    </Answer>
  );
}
