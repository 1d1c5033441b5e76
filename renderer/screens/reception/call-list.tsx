import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import type { callRowSchema } from '../../../shared/contract/intake.ts';
import { api } from '../../app/client.ts';
import { usePanels } from '../../app/panels.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { InstantText } from '../../components/instant-text.tsx';
import { Mark } from '../../components/mark.tsx';

export type CallRow = z.infer<typeof callRowSchema>;
type CallSort = 'startedAtMs' | 'callerName' | 'outcome';

const columns: readonly TableColumn<CallRow, CallSort>[] = [
  {
    key: 'startedAtMs',
    title: 'When',
    kind: 'node',
    width: 190,
    sortable: 'startedAtMs',
    render: (row) => <InstantText atMs={row.startedAtMs} />,
  },
  { key: 'callerName', title: 'Caller', kind: 'text', sortable: 'callerName' },
  { key: 'callerNumber', title: 'Number', kind: 'text', width: 132 },
  { key: 'reason', title: 'Reason', kind: 'text' },
  { key: 'forName', title: 'For', kind: 'text', width: 140 },
  {
    key: 'outcome',
    title: 'Outcome',
    kind: 'node',
    width: 190,
    sortable: 'outcome',
    render: (row) => <CallMarks call={row} />,
  },
];

const narrow = columns
  .filter((column) => ['startedAtMs', 'callerName', 'reason', 'outcome'].includes(column.key))
  .map((column) => (column.key === 'startedAtMs' ? { ...column, width: 190 } : column));

interface CallListProps {
  readonly selectedId: string | undefined;
  readonly onOpen: (callId: string) => void;
}

/** Calls, newest first; or those that wait to be returned. */
export function CallList({ selectedId, onOpen }: CallListProps) {
  const [state, setState] = useState<'all' | 'to return'>('all');
  const open = usePanels((store) => store.open);
  return (
    <DataTable<CallRow, CallSort>
      key={state}
      label="Calls"
      columns={selectedId === undefined ? columns : narrow}
      query={(page) => api.intake.listCalls.queryOptions({ input: { ...page, state } })}
      defaultSort={{ by: 'startedAtMs', descending: state === 'all' }}
      rowId={(row) => row.callId}
      onOpen={(row) => onOpen(row.callId)}
      selectedId={selectedId}
      filterable
      toolbar={
        <SegmentedControl
          size="xs"
          aria-label="Which calls"
          value={state}
          onChange={(value) => setState(value === 'to return' ? 'to return' : 'all')}
          data={[
            { value: 'all', label: 'All' },
            { value: 'to return', label: 'To return' },
          ]}
        />
      }
      empty={
        state === 'all' ? (
          <EmptyState
            title="No call has been logged"
            text="Log the next one while you speak: who it is, what about, who should call back."
            action={<Button onClick={() => open({ kind: 'call' })}>Log a call</Button>}
          />
        ) : (
          <EmptyState title="No call waits to be returned" />
        )
      }
    />
  );
}

/** Outcome, urgency and what still waits, in words. */
export function CallMarks({ call }: { call: CallRow }) {
  const isWaiting = call.callbackByMs !== null && call.returnedAtMs === null;
  const isLate = isWaiting && call.callbackByMs !== null && call.callbackByMs < Date.now();
  return (
    <span style={{ display: 'inline-flex', gap: 4 }}>
      <Mark tone="plain">{call.outcome}</Mark>
      {call.urgency === 'urgent' && <Mark tone="look">urgent</Mark>}
      {isLate ? <Mark tone="look">overdue</Mark> : isWaiting ? <Mark tone="info">to return</Mark> : null}
    </span>
  );
}
