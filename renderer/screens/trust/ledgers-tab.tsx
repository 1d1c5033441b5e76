import { Button, Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useTrustPanel } from './trust-panels.ts';
import type { LedgerRow } from './trust-words.ts';

type LedgerColumn = TableColumn<LedgerRow, 'title' | 'balanceCents' | 'lastEntryOn'>;

const title: LedgerColumn = { key: 'title', title: 'Ledger', kind: 'text', sortable: 'title' };
const balance: LedgerColumn = {
  key: 'balanceCents',
  title: 'Balance',
  kind: 'amount',
  width: 116,
  sortable: 'balanceCents',
};
const available: LedgerColumn = { key: 'availableCents', title: 'Available', kind: 'amount', width: 116 };
const allColumns: readonly LedgerColumn[] = [
  title,
  { key: 'clientName', title: 'Client', kind: 'text' },
  { key: 'lastEntryOn', title: 'Last entry', kind: 'day', width: 108, sortable: 'lastEntryOn' },
  balance,
  available,
  { key: 'uncollectedCents', title: 'Not collected', kind: 'amount', width: 116 },
  { key: 'pendingCents', title: 'Spoken for', kind: 'amount', width: 108 },
];
/** What is left of the list beside an open card: balance and available stay together. */
const fewColumns: readonly LedgerColumn[] = [title, { ...balance, width: 108 }, { ...available, width: 112 }];

interface LedgersTabProps {
  readonly accountId: string;
  readonly selectedId: string | undefined;
}

/** The client ledgers of an account. */
export function LedgersTab({ accountId, selectedId }: LedgersTabProps) {
  const { go } = usePlace();
  const canPrepare = useCan('trust.prepare');
  const open = useTrustPanel((store) => store.open);
  const [withMoney, setWithMoney] = useState(false);
  const columns = useMemo(() => (selectedId === undefined ? allColumns : fewColumns), [selectedId]);
  return (
    <DataTable
      key={String(withMoney)}
      label="Ledgers"
      columns={columns}
      defaultSort={{ by: 'title' }}
      query={(page) => api.trust.listLedgers.queryOptions({ input: { ...page, accountId, withMoney } })}
      rowId={(row) => row.ledgerId}
      selectedId={selectedId}
      onOpen={(row) => go(`/trust/${accountId}/ledgers/${row.ledgerId}`)}
      filterable
      toolbar={
        selectedId === undefined && (
          <Switch
            label="With money alone"
            checked={withMoney}
            onChange={(event) => setWithMoney(event.currentTarget.checked)}
          />
        )
      }
      empty={
        <EmptyState
          title="No ledger has an entry yet"
          text="A client's ledger begins with the first receipt on the matter."
          action={canPrepare && <Button onClick={() => open({ kind: 'receipt', accountId })}>Post a receipt</Button>}
        />
      }
    />
  );
}
