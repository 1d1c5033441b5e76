import { useState } from 'react';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { DraftInvoicePanel } from './draft-invoice-panel.tsx';

/** A matter with work that no invoice bills yet. */
export type UnbilledMatter = Answers['billing']['unbilledMatters']['rows'][number];

const columns: readonly TableColumn<UnbilledMatter, 'unbilledCents' | 'title' | 'oldestOn'>[] = [
  { key: 'title', title: 'Matter', kind: 'text', sortable: 'title' },
  { key: 'clientName', title: 'Client', kind: 'text' },
  { key: 'oldestOn', title: 'Oldest work', kind: 'day', width: 116, sortable: 'oldestOn' },
  { key: 'minutes', title: 'Worked', kind: 'hours', width: 80 },
  { key: 'timeCents', title: 'Time', kind: 'amount', width: 112 },
  { key: 'expenseCents', title: 'Expenses', kind: 'amount', width: 104 },
  { key: 'unbilledCents', title: 'To bill', kind: 'amount', width: 120, sortable: 'unbilledCents' },
  { key: 'trustAvailableCents', title: 'Available in trust', kind: 'amount', width: 132 },
];

/** Matters with work to bill; one opens to make a draft of it. */
export function UnbilledTab() {
  const { go } = usePlace();
  const canPrepare = useCan('billing.prepare');
  const [opened, setOpened] = useState<UnbilledMatter | null>(null);
  return (
    <>
      <DataTable
        label="Matters to bill"
        columns={columns}
        defaultSort={{ by: 'unbilledCents', descending: true }}
        query={(page) => api.billing.unbilledMatters.queryOptions({ input: page })}
        rowId={(row) => row.matterId}
        selectedId={opened?.matterId}
        onOpen={(row) => (canPrepare ? setOpened(row) : go(`/matters/${row.matterId}`))}
        filterable
        empty={
          <EmptyState
            title="Nothing waits to be billed"
            text="Time and expenses that no invoice bills yet stand here by matter."
          />
        }
      />
      <DraftInvoicePanel matter={opened} onClose={() => setOpened(null)} />
    </>
  );
}
