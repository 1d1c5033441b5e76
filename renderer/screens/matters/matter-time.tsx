import { Button } from '@mantine/core';
import type { z } from 'zod';
import type { timeRowSchema } from '../../../shared/contract/billing.ts';
import { formatUnits } from '../../../shared/domain/billing/duration.ts';
import { api } from '../../app/client.ts';
import { usePanels } from '../../app/panels.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import type { Matter } from './amend-matter-panel.tsx';

type TimeRow = z.infer<typeof timeRowSchema>;
type TimeSort = 'workedOn' | 'timekeeperName' | 'amountCents';

const columns: readonly TableColumn<TimeRow, TimeSort>[] = [
  { key: 'workedOn', title: 'Day', kind: 'day', width: 108, sortable: 'workedOn' },
  { key: 'narrative', title: 'Narrative', kind: 'text' },
  { key: 'timekeeperName', title: 'Who', kind: 'text', width: 140, sortable: 'timekeeperName' },
  { key: 'units', title: 'Hours', kind: 'hours', width: 72, render: (row) => formatUnits(row.units) },
  { key: 'amountCents', title: 'Amount', kind: 'amount', width: 108, sortable: 'amountCents' },
  {
    key: 'state',
    title: 'State',
    kind: 'node',
    width: 104,
    render: (row) => <Mark tone="plain">{row.billable ? row.state : 'not billable'}</Mark>,
  },
];

/** The time worked on a matter. */
export function MatterTime({ matter }: { matter: Matter }) {
  const open = usePanels((store) => store.open);
  const canRecord = useCan('time.record');
  const record = (
    <Button
      variant="default"
      onClick={() => open({ kind: 'time', matterId: matter.matterId, matterTitle: `${matter.number} ${matter.title}` })}
    >
      Record time
    </Button>
  );
  return (
    <DataTable<TimeRow, TimeSort>
      label="Time of the matter"
      columns={columns}
      query={(page) => api.billing.listTime.queryOptions({ input: { ...page, matterId: matter.matterId } })}
      defaultSort={{ by: 'workedOn', descending: true }}
      rowId={(row) => row.timeId}
      filterable
      filterLabel="Filter time"
      toolbar={canRecord && record}
      empty={
        <EmptyState
          title="No time is recorded"
          text="Start the timer, or record what was worked."
          action={canRecord && record}
        />
      }
    />
  );
}
