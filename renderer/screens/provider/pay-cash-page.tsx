import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCents } from '../../../shared/domain/money.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { Answer } from '../../components/answer.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Figure } from '../../components/figure.tsx';
import { Mark } from '../../components/mark.tsx';
import { PeriodInput } from '../../components/period-input.tsx';
import { readPeriod } from '../../components/periods.ts';
import { ProviderFrame } from './provider-frame.tsx';

type Ahead = Answers['pay']['listPaidAhead']['rows'][number];

const columns: readonly TableColumn<Ahead, 'matterTitle' | 'amountCents' | 'contractorName'>[] = [
  { key: 'matterTitle', title: 'Matter', kind: 'text', sortable: 'matterTitle' },
  { key: 'contractorName', title: 'Contractor', kind: 'text', sortable: 'contractorName' },
  { key: 'number', title: 'Invoice', kind: 'text', width: 112 },
  { key: 'description', title: 'What', kind: 'text' },
  {
    key: 'standing',
    title: 'The client',
    kind: 'node',
    width: 184,
    render: (row) => (
      <Mark tone={row.standing === 'not billed' ? 'look' : 'info'}>
        {row.standing === 'not billed' ? 'not billed yet' : `has not paid ${row.clientInvoiceNumber}`}
      </Mark>
    ),
  },
  { key: 'amountCents', title: 'Paid', kind: 'amount', width: 112, sortable: 'amountCents' },
];

/** What is owed to contractors and when, how well the firm pays, and what it has laid out for clients. */
export function PayCashPage() {
  const { go } = usePlace();
  const today = useToday();
  const [period, setPeriod] = useState(() => readPeriod('this year', today));
  const figures = useQuery(api.pay.payFigures.queryOptions({ input: period, placeholderData: (before) => before }));
  return (
    <ProviderFrame>
      <Stack gap={16} pt="sm">
        <Group justify="space-between" align="flex-end">
          <Title order={2}>Does the firm pay its contractors fairly and on time?</Title>
          <PeriodInput value={period} onChange={setPeriod} today={today} />
        </Group>
        <Answer query={figures} what="the figures">
          {(now) => (
            <Group gap={12} align="flex-start">
              <Figure
                label="Invoices to decide"
                value={now.toDecide}
                tone={now.toDecide > 0 ? 'look' : 'plain'}
                onOpen={() => go('/provider/invoices/to-decide')}
              />
              <Figure
                label="To pay"
                value={formatCents(now.toPayCents)}
                onOpen={() => go('/provider/invoices/to-pay')}
              />
              <Figure label="Within 5 business days" value={formatCents(now.withinFiveDaysCents)} />
              <Figure
                label="Late"
                value={formatCents(now.lateCents)}
                tone={now.lateCents > 0 ? 'danger' : 'plain'}
                onOpen={() => go('/provider/invoices/late')}
              />
              <Figure
                label="Late share of the period"
                value={now.lateShare === null ? '–' : `${Math.round((now.lateShare.late * 100) / now.lateShare.of)} %`}
                hint={
                  now.lateShare === null ? 'nothing fell due' : `${now.lateShare.late} of ${now.lateShare.of} invoices`
                }
                onOpen={() => go('/provider/invoices/paid-late')}
              />
              <Figure
                label="Laid out for clients"
                value={formatCents(now.aheadCents)}
                hint="paid although the client has not"
              />
            </Group>
          )}
        </Answer>
        <section aria-label="Paid although the client has not">
          <Title order={3}>Paid although the client has not</Title>
          <Text c="dimmed" mb={8}>
            Clients’ own costs that the firm has paid. A contractor is paid by the day agreed, whether or not the client
            pays.
          </Text>
          <DataTable
            label="Paid although the client has not"
            height={320}
            columns={columns}
            defaultSort={{ by: 'matterTitle' }}
            query={(page) => api.pay.listPaidAhead.queryOptions({ input: page })}
            rowId={(row) => row.lineId}
            onOpen={(row) => go(`/provider/invoices/all/${row.invoiceId}`)}
            empty={
              <EmptyState
                title="Nothing is laid out"
                text="Every client's cost that the firm paid is paid by the client."
              />
            }
          />
        </section>
      </Stack>
    </ProviderFrame>
  );
}
