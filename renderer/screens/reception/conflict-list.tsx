import { Button, SegmentedControl } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { CheckNamesPanel } from './check-names-panel.tsx';
import { ConflictMark } from './lead-list.tsx';

interface ConflictRow {
  readonly conflictId: string;
  readonly names: string;
  readonly ranAtMs: number;
  readonly ranBy: string;
  readonly hits: number;
  readonly result: string;
}

const columns: readonly TableColumn<ConflictRow, 'ranAtMs'>[] = [
  { key: 'names', title: 'Names searched', kind: 'text' },
  { key: 'result', title: 'Result', kind: 'node', width: 140, render: (row) => <ConflictMark result={row.result} /> },
  { key: 'hits', title: 'Hits', kind: 'count', width: 60 },
  { key: 'ranBy', title: 'Run by', kind: 'text', width: 160 },
  {
    key: 'ranAtMs',
    title: 'When',
    kind: 'node',
    width: 190,
    sortable: 'ranAtMs',
    render: (row) => <InstantText atMs={row.ranAtMs} />,
  },
];
const narrow = columns.slice(0, 2);

interface ConflictListProps {
  readonly selectedId: string | undefined;
  readonly onOpen: (conflictId: string) => void;
}

/** Conflict checks that were run, newest first; or those that wait for an attorney. */
export function ConflictList({ selectedId, onOpen }: ConflictListProps) {
  const [state, setState] = useState<'all' | 'to decide'>('all');
  const [isChecking, setChecking] = useState(false);
  return (
    <>
      <DataTable<ConflictRow, 'ranAtMs'>
        label="Conflict checks"
        columns={selectedId === undefined ? columns : narrow}
        query={(page) => api.intake.listConflictChecks.queryOptions({ input: { ...page, state } })}
        defaultSort={{ by: 'ranAtMs', descending: true }}
        rowId={(row) => row.conflictId}
        onOpen={(row) => onOpen(row.conflictId)}
        selectedId={selectedId}
        filterable={selectedId === undefined}
        toolbar={
          <>
            <SegmentedControl
              size="xs"
              aria-label="Which checks"
              value={state}
              onChange={(value) => setState(value === 'to decide' ? 'to decide' : 'all')}
              data={[
                { value: 'all', label: 'All' },
                { value: 'to decide', label: 'To decide' },
              ]}
            />
            {selectedId === undefined && (
              <Button
                variant="default"
                leftSection={<IconSearch size={16} aria-hidden />}
                onClick={() => setChecking(true)}
              >
                Check names
              </Button>
            )}
          </>
        }
        empty={
          <EmptyState
            title={state === 'all' ? 'No conflict check was run' : 'No check waits for a decision'}
            text="A check searches everybody the firm knows: clients, the other sides, their relatives and companies."
            action={<Button onClick={() => setChecking(true)}>Check names</Button>}
          />
        }
      />
      <CheckNamesPanel opened={isChecking} onClose={() => setChecking(false)} />
    </>
  );
}
