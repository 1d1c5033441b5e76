import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { Amount } from '../../components/amount.tsx';
import { Answer } from '../../components/answer.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';

const ages = [
  { key: 'currentCents', title: 'Not due' },
  { key: 'days30Cents', title: '1–30 days' },
  { key: 'days60Cents', title: '31–60' },
  { key: 'days90Cents', title: '61–90' },
  { key: 'days120Cents', title: '91–120' },
  { key: 'olderCents', title: 'Over 120' },
  { key: 'totalCents', title: 'Owed' },
] as const;

/** What is left of the ages beside a client's invoices. */
const kept: readonly string[] = ['currentCents', 'totalCents'];

/** What clients owe by age, as of a day; a client opens to the invoices behind the figures. */
export function AgingTab({ selectedId }: { readonly selectedId: string | undefined }) {
  const today = useToday();
  const { go } = usePlace();
  const [asOf, setAsOf] = useState(today);
  const query = useQuery(api.billing.aging.queryOptions({ input: { asOf }, placeholderData: (before) => before }));
  return (
    <>
      <Group gap="sm" py={12} align="flex-end">
        <DayInput
          label="As of"
          w={150}
          lean="past"
          today={today}
          value={asOf}
          onChange={(day) => {
            if (day !== null) setAsOf(day);
          }}
        />
        <Text size="xs" c="dimmed" pb={8}>
          Days past the due day. A client opens to the invoices.
        </Text>
      </Group>
      <Answer query={query} what="what is owed">
        {({ rows, totals }) => (
          <SimpleTable
            label="Owed by age"
            rows={rows}
            rowId={(row) => row.clientId}
            selectedId={selectedId}
            onOpen={(row) => go(selectedId === row.clientId ? '/billing/aging' : `/billing/aging/${row.clientId}`)}
            empty={
              <EmptyState title="Nobody owes anything" text="Issued invoices that are not paid stand here by age." />
            }
            columns={[
              { key: 'clientName', title: 'Client', kind: 'text', total: 'Total' },
              ...ages.flatMap((age, place) =>
                selectedId !== undefined && !kept.includes(age.key)
                  ? []
                  : [
                      {
                        ...age,
                        kind: 'amount' as const,
                        width: 104,
                        render: (row: Record<(typeof ages)[number]['key'], number>) =>
                          row[age.key] === 0 ? '–' : <Amount cents={row[age.key]} danger={place > 2 && place < 6} />,
                        total: <Amount cents={totals[place] ?? 0} withSign={age.key === 'totalCents'} />,
                      },
                    ],
              ),
            ]}
          />
        )}
      </Answer>
    </>
  );
}
