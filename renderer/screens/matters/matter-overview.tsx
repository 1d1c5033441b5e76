import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { api } from '../../app/client.ts';
import { useMe } from '../../app/use-status.ts';
import { Amount } from '../../components/amount.tsx';
import { DayText } from '../../components/day-text.tsx';
import { Facts } from '../../components/detail.tsx';
import { Figure } from '../../components/figure.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import type { Matter } from './amend-matter-panel.tsx';
import { sayFee } from './fee-values.ts';

/** A matter at a glance: its figures, what it is, what is to be done. */
export function MatterOverview({ matter }: { matter: Matter }) {
  const [, go] = useLocation();
  const held = useMe()?.workspaces ?? [];
  const tasks = useQuery(api.office.listTasks.queryOptions({ input: { matterId: matter.matterId, limit: 20 } })).data;
  const isLow = matter.fee.replenishBelowCents > 0 && matter.trustAvailableCents < matter.fee.replenishBelowCents;
  return (
    <Stack gap="lg">
      <Group gap={4} ml={-12} align="flex-start">
        {held.includes('billing') && (
          <>
            <Figure
              label="Unbilled"
              value={<Amount cents={matter.unbilledCents} />}
              onOpen={() => go(`/matters/${matter.matterId}/time`)}
            />
            <Figure label="Owed" value={<Amount cents={matter.owedCents} />} onOpen={() => go('/billing/invoices')} />
          </>
        )}
        {held.includes('trust') && (
          <>
            <Figure
              label="In trust"
              value={<Amount cents={matter.trustCents} />}
              onOpen={() => go(`/matters/${matter.matterId}/trust`)}
            />
            <Figure
              label="Available"
              value={<Amount cents={matter.trustAvailableCents} />}
              tone={isLow ? 'look' : 'plain'}
              {...(isLow ? { hint: 'Below the agreed deposit' } : {})}
              onOpen={() => go(`/matters/${matter.matterId}/trust`)}
            />
          </>
        )}
      </Group>
      {matter.description !== '' && <Text style={{ whiteSpace: 'pre-line' }}>{matter.description}</Text>}
      <Facts
        facts={{
          Client: matter.clientName,
          'Practice area': matter.practiceArea,
          Responsible: matter.responsibleName,
          Fee: sayFee(matter.fee),
          Agreement: matter.fee.signedOn === undefined ? 'Not signed yet' : <DayText day={matter.fee.signedOn} />,
          Opened: <DayText day={matter.openedOn} />,
          Closed: matter.closedOn === null ? '' : <DayText day={matter.closedOn} />,
          Lead: matter.leadId === null ? '' : <Link href={`/reception/leads/${matter.leadId}`}>Open the lead</Link>,
        }}
      />
      <section>
        <Title order={3} mb={4}>
          To do
        </Title>
        <SimpleTable
          label="Tasks of the matter"
          rows={tasks?.rows ?? []}
          rowId={(row) => row.taskId}
          empty={<Text c="dimmed">Nothing is to be done.</Text>}
          columns={[
            { key: 'title', title: 'What', kind: 'text' },
            { key: 'assigneeName', title: 'Who', kind: 'text', width: 160 },
            { key: 'dueOn', title: 'Due', kind: 'day', width: 100 },
          ]}
        />
      </section>
    </Stack>
  );
}
