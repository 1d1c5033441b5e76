import { api } from '../../app/client.ts';
import { useMatterList } from '../../app/panels.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';

interface ClientRow {
  readonly clientId: string;
  readonly number: string;
  readonly name: string;
  readonly openedOn: string;
  readonly matters: number;
  readonly owedCents: number;
  readonly trustCents: number;
}
type ClientSort = 'name' | 'number' | 'openedOn' | 'matters' | 'owedCents' | 'trustCents';

const columns: readonly TableColumn<ClientRow, ClientSort>[] = [
  { key: 'number', title: 'Number', kind: 'text', width: 112, sortable: 'number' },
  { key: 'name', title: 'Client', kind: 'text', sortable: 'name' },
  { key: 'openedOn', title: 'Since', kind: 'day', width: 104, sortable: 'openedOn' },
  { key: 'matters', title: 'Matters', kind: 'count', width: 80, sortable: 'matters' },
  { key: 'owedCents', title: 'Owed', kind: 'amount', width: 120, sortable: 'owedCents' },
  { key: 'trustCents', title: 'In trust', kind: 'amount', width: 132, sortable: 'trustCents' },
];

/** Clients; opening one shows its matters. */
export function ClientList({ onShowMatters }: { onShowMatters: () => void }) {
  const show = useMatterList((store) => store.show);
  return (
    <DataTable<ClientRow, ClientSort>
      label="Clients"
      columns={columns}
      query={(page) => api.office.listClients.queryOptions({ input: page })}
      defaultSort={{ by: 'name' }}
      rowId={(row) => row.clientId}
      onOpen={(row) => {
        show({ clientId: row.clientId, name: row.name });
        onShowMatters();
      }}
      filterable
      empty={<EmptyState title="No client yet" text="Somebody becomes a client when their first matter is opened." />}
    />
  );
}
