import { Button, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import type { matterRowSchema } from '../../../shared/contract/office.ts';
import { api } from '../../app/client.ts';
import { useMatterList, usePanels } from '../../app/panels.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';

type MatterRow = z.infer<typeof matterRowSchema>;
type MatterSort =
  | 'number'
  | 'title'
  | 'clientName'
  | 'practiceArea'
  | 'openedOn'
  | 'unbilledCents'
  | 'owedCents'
  | 'trustCents';
type MatterState = 'open' | 'closed' | 'all';

const columns: readonly TableColumn<MatterRow, MatterSort>[] = [
  { key: 'number', title: 'Number', kind: 'text', width: 104, sortable: 'number' },
  { key: 'title', title: 'Matter', kind: 'text', sortable: 'title' },
  { key: 'clientName', title: 'Client', kind: 'text', sortable: 'clientName' },
  { key: 'practiceArea', title: 'Area', kind: 'text', width: 120, sortable: 'practiceArea' },
  { key: 'openedOn', title: 'Opened', kind: 'day', width: 96, sortable: 'openedOn' },
  { key: 'unbilledCents', title: 'Unbilled', kind: 'amount', width: 92, sortable: 'unbilledCents' },
  { key: 'owedCents', title: 'Owed', kind: 'amount', width: 92, sortable: 'owedCents' },
  { key: 'trustCents', title: 'In trust', kind: 'amount', width: 96, sortable: 'trustCents' },
  { key: 'trustAvailableCents', title: 'Available', kind: 'amount', width: 108 },
];
const narrow: readonly TableColumn<MatterRow, MatterSort>[] = [
  { key: 'number', title: 'Number', kind: 'text', width: 108, sortable: 'number' },
  { key: 'title', title: 'Matter', kind: 'text', sortable: 'title' },
];
const states: readonly { value: MatterState; label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
  { value: 'all', label: 'All' },
];

interface MatterListProps {
  readonly selectedId: string | undefined;
  readonly onOpen: (matterId: string) => void;
}

/** Matters with what is unbilled, owed and in trust. */
export function MatterList({ selectedId, onOpen }: MatterListProps) {
  const [state, setState] = useState<MatterState>('open');
  const { client, show } = useMatterList();
  const open = usePanels((store) => store.open);
  const isNarrow = selectedId !== undefined;
  return (
    <DataTable<MatterRow, MatterSort>
      label="Matters"
      columns={isNarrow ? narrow : columns}
      query={(page) =>
        api.office.listMatters.queryOptions({
          input: { ...page, state, ...(client === null ? {} : { clientId: client.clientId }) },
        })
      }
      defaultSort={{ by: 'number', descending: true }}
      rowId={(row) => row.matterId}
      onOpen={(row) => onOpen(row.matterId)}
      selectedId={selectedId}
      filterable
      toolbar={
        !isNarrow && (
          <Group gap="sm" wrap="nowrap">
            <SegmentedControl
              size="xs"
              aria-label="Which matters"
              value={state}
              onChange={(value) => setState(states.find((entry) => entry.value === value)?.value ?? 'open')}
              data={[...states]}
            />
            {client !== null && (
              <Button
                variant="default"
                onClick={() => show(null)}
                aria-label={`Show all clients, not only ${client.name}`}
              >
                Only {client.name} ✕
              </Button>
            )}
          </Group>
        )
      }
      empty={
        state === 'open' && client === null ? (
          <EmptyState
            title="No matter is open"
            text="A matter comes from a lead whose conflict check is cleared, or is opened here for a client."
            action={<Button onClick={() => open({ kind: 'matter' })}>Open a matter</Button>}
          />
        ) : (
          <EmptyState title="No matter here" />
        )
      }
    />
  );
}
