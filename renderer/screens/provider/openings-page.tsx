import { Text } from '@mantine/core';
import { useLocation } from 'wouter';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProviderFrame } from './provider-frame.tsx';

type Opening = Answers['sharing']['listOpenings']['rows'][number];

const columns: readonly TableColumn<Opening, 'day' | 'memberName' | 'kind'>[] = [
  { key: 'day', title: 'Day', kind: 'day', width: 108, sortable: 'day' },
  { key: 'memberName', title: 'Who', kind: 'text', width: 180, sortable: 'memberName' },
  { key: 'kind', title: 'Kind', kind: 'text', width: 108, sortable: 'kind' },
  { key: 'title', title: 'What', kind: 'text' },
  { key: 'matterTitle', title: 'Matter', kind: 'text' },
];

/** What people outside have opened, day by day: evidence that their work is supervised. */
export function OpeningsPage() {
  const [, go] = useLocation();
  return (
    <ProviderFrame fill>
      <DataTable
        label="What was opened"
        columns={columns}
        defaultSort={{ by: 'day', descending: true }}
        query={(page) => api.sharing.listOpenings.queryOptions({ input: page })}
        rowId={(row) => `${row.day}/${row.memberName}/${row.kind}/${row.thingId}`}
        onOpen={(row) => {
          if (row.matterId !== null) go(`/matters/${row.matterId}/sharing`);
        }}
        toolbar={
          <Text size="sm" c="dimmed">
            One line for each person, thing and day, as their own device reports it.
          </Text>
        }
        empty={
          <EmptyState
            title="Nobody outside has opened anything yet"
            text="Matters, documents, invoices, leads, calls and ledgers that people outside open stand here, one line for each day."
          />
        }
      />
    </ProviderFrame>
  );
}
