import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { ContractorDetail } from './contractor-detail.tsx';
import { ContractorPanel } from './contractor-panel.tsx';
import { type Contractor, describeTaxForm } from './pay-words.ts';
import { ProviderFrame } from './provider-frame.tsx';

type Column = TableColumn<Contractor, 'name' | 'form' | 'state' | 'openCents' | 'reviewOn'>;

const fewColumns: readonly Column[] = [
  { key: 'name', title: 'Contractor', kind: 'text', sortable: 'name' },
  {
    key: 'form',
    title: 'Tax form',
    kind: 'node',
    width: 168,
    sortable: 'form',
    render: (row) => <Mark tone={describeTaxForm(row).tone}>{describeTaxForm(row).word}</Mark>,
  },
];
const furtherColumns: readonly Column[] = [
  { key: 'entity', title: 'Taxed as', kind: 'text', width: 150 },
  { key: 'state', title: 'State', kind: 'text', width: 72, sortable: 'state' },
  { key: 'termDays', title: 'Days', kind: 'count', width: 64 },
  { key: 'openCents', title: 'To pay', kind: 'amount', width: 112, sortable: 'openCents' },
];
const firmColumns: readonly Column[] = [
  { key: 'decision', title: 'Classified as', kind: 'text', width: 176 },
  { key: 'reviewOn', title: 'Review', kind: 'day', width: 104, sortable: 'reviewOn' },
];

/** Whom the firm pays for work: tax forms, terms, classification. */
export function ContractorsPage() {
  const { parts, go } = usePlace();
  const selectedId = parts[1];
  const canPay = useCan('provider.pay');
  const [isAdding, setAdding] = useState(false);
  const all = canPay ? [...fewColumns, ...furtherColumns, ...firmColumns] : [...fewColumns, ...furtherColumns];
  const add = canPay && (
    <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      Register a contractor
    </Button>
  );
  return (
    <ProviderFrame
      fill
      actions={add}
      detailWidth="half"
      detail={
        selectedId !== undefined && (
          <ContractorDetail key={selectedId} contractorId={selectedId} onClose={() => go('/provider/contractors')} />
        )
      }
    >
      <DataTable
        label="Contractors"
        columns={selectedId === undefined ? all : fewColumns}
        defaultSort={{ by: 'name' }}
        query={(page) => api.pay.listContractors.queryOptions({ input: page })}
        rowId={(row) => row.contractorId}
        selectedId={selectedId}
        onOpen={(row) => go(`/provider/contractors/${row.contractorId}`)}
        filterable
        empty={
          <EmptyState
            title="No contractor is registered"
            text="Whoever invoices the firm for work stands here once: tax form, days to pay, and how they are classified."
            action={add}
          />
        }
      />
      {isAdding && <ContractorPanel contractor={null} onClose={() => setAdding(false)} />}
    </ProviderFrame>
  );
}
