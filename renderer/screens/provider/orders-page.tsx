import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { OrderDetail } from './order-detail.tsx';
import { OrderPanel } from './order-panel.tsx';
import { formatDue, type OrderRow, toneOfDue, toneOfState } from './order-words.ts';
import { ProviderFrame } from './provider-frame.tsx';

type Sort = 'due' | 'number' | 'title' | 'state' | 'serviceLine' | 'contractorName';
type Scope = 'mine' | 'open' | 'review' | 'done' | 'all';

const scopes: readonly { value: Scope; label: string }[] = [
  { value: 'mine', label: 'For me' },
  { value: 'open', label: 'Open' },
  { value: 'review', label: 'To review' },
  { value: 'done', label: 'Done' },
  { value: 'all', label: 'All' },
];

const due: TableColumn<OrderRow, Sort> = {
  key: 'due',
  title: 'Due',
  kind: 'node',
  width: 172,
  sortable: 'due',
  render: (row) => <Mark tone={toneOfDue(row, Date.now())}>{formatDue(row.dueAtMs)}</Mark>,
};
const state: TableColumn<OrderRow, Sort> = {
  key: 'state',
  title: 'State',
  kind: 'node',
  width: 156,
  sortable: 'state',
  render: (row) => <Mark tone={toneOfState(row.state)}>{row.isWaiting ? 'waits for the firm' : row.state}</Mark>,
};
const title: TableColumn<OrderRow, Sort> = { key: 'title', title: 'Work order', kind: 'text', sortable: 'title' };
const all: readonly TableColumn<OrderRow, Sort>[] = [
  { key: 'number', title: 'Number', kind: 'text', width: 144, sortable: 'number' },
  title,
  { key: 'serviceName', title: 'Service', kind: 'text', sortable: 'serviceLine' },
  { key: 'matterTitle', title: 'Matter', kind: 'text' },
  { key: 'contractorName', title: 'With', kind: 'text', width: 140, sortable: 'contractorName' },
  due,
  state,
];

/** Work orders: those that wait for this person, and all others; one of them opened beside the list. */
export function OrdersPage() {
  const { parts, go } = usePlace();
  const [, id] = parts;
  const [scope, setScope] = useState<Scope>('open');
  const [isNew, setNew] = useState(false);
  const canOrder = useCan('work.order');
  return (
    <>
      <ProviderFrame
        fill
        detailWidth="wide"
        actions={
          canOrder && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
              Order work
            </Button>
          )
        }
        detail={id !== undefined && <OrderDetail key={id} orderId={id} onClose={() => go('/provider/orders')} />}
      >
        <DataTable<OrderRow, Sort>
          label="Work orders"
          columns={id === undefined ? all : [title, state]}
          query={(page) => api.work.listOrders.queryOptions({ input: { ...page, scope } })}
          defaultSort={{ by: 'due' }}
          rowId={(row) => row.orderId}
          onOpen={(row) => go(`/provider/orders/${row.orderId}`)}
          selectedId={id}
          filterable
          toolbar={
            id === undefined && (
              <SegmentedControl
                size="xs"
                aria-label="Which work orders"
                value={scope}
                onChange={(value) => setScope(scopes.find((one) => one.value === value)?.value ?? 'open')}
                data={[...scopes]}
              />
            )
          }
          empty={
            <EmptyState
              title={scope === 'mine' ? 'Nothing waits for you' : 'No work order here'}
              text="A work order says the result, its standards, its deadline and when it is accepted. The contractor may decline it."
              action={canOrder && <Button onClick={() => setNew(true)}>Order work</Button>}
            />
          }
        />
      </ProviderFrame>
      {isNew && <OrderPanel onClose={() => setNew(false)} onDone={(orderId) => go(`/provider/orders/${orderId}`)} />}
    </>
  );
}
