import { Button, Select } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { Amount } from '../../components/amount.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { ImportInvoicePanel } from './import-invoice-panel.tsx';
import { InvoiceInDetail } from './invoice-in-detail.tsx';
import { InvoiceInPanel } from './invoice-in-panel.tsx';
import { describeInvoiceIn, type InvoiceInRow } from './pay-words.ts';
import { ProviderFrame } from './provider-frame.tsx';

type Column = TableColumn<
  InvoiceInRow,
  'dueOn' | 'receivedOn' | 'number' | 'contractorName' | 'totalCents' | 'openCents'
>;

const number: Column = { key: 'number', title: 'Number', kind: 'text', width: 120, sortable: 'number' };
const contractor: Column = { key: 'contractorName', title: 'Contractor', kind: 'text', sortable: 'contractorName' };
const dueOn: Column = { key: 'dueOn', title: 'Due', kind: 'day', width: 104, sortable: 'dueOn' };
const state: Column = {
  key: 'state',
  title: 'State',
  kind: 'node',
  width: 136,
  render: (row) => <Mark tone={describeInvoiceIn(row).tone}>{describeInvoiceIn(row).word}</Mark>,
};
const allColumns: readonly Column[] = [
  dueOn,
  number,
  contractor,
  { key: 'receivedOn', title: 'Received', kind: 'day', width: 104, sortable: 'receivedOn' },
  { key: 'approveBy', title: 'Decide by', kind: 'day', width: 104 },
  { key: 'totalCents', title: 'Invoiced', kind: 'amount', width: 112, sortable: 'totalCents' },
  {
    key: 'openCents',
    title: 'To pay',
    kind: 'amount',
    width: 112,
    sortable: 'openCents',
    render: (row) => (row.openCents === 0 ? '–' : <Amount cents={row.openCents} />),
  },
  state,
];
/** What is left of the list beside an open invoice. */
const fewColumns: readonly Column[] = [dueOn, { ...number, width: 88 }, { ...state, width: 132 }];

const scopes = [
  { value: 'all', label: 'All invoices' },
  { value: 'to decide', label: 'To decide' },
  { value: 'to pay', label: 'To pay' },
  { value: 'late', label: 'Late' },
  { value: 'paid', label: 'Paid' },
  { value: 'paid late', label: 'Late share' },
] as const;

/** Contractors' invoices by the day on which they are due: the pay calendar. */
export function InvoicesInPage() {
  const { parts, go } = usePlace();
  const chosen = scopes.find(({ value }) => value.replaceAll(' ', '-') === parts[1]);
  const selectedId = chosen === undefined ? parts[1] : parts[2];
  const scope = chosen?.value ?? 'all';
  const base = `/provider/invoices/${scope.replaceAll(' ', '-')}`;
  const [panel, setPanel] = useState<'type' | 'import' | null>(null);
  const close = (): void => setPanel(null);
  return (
    <ProviderFrame
      fill
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={() => setPanel('import')}
          >
            Import LEDES or CSV
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setPanel('type')}>
            Enter an invoice
          </Button>
        </>
      }
      detailWidth="wide"
      detail={
        selectedId !== undefined && <InvoiceInDetail key={selectedId} invoiceId={selectedId} onClose={() => go(base)} />
      }
    >
      <DataTable
        key={scope}
        label="Contractors' invoices"
        columns={selectedId === undefined ? allColumns : fewColumns}
        defaultSort={{ by: 'dueOn', descending: scope === 'all' }}
        query={(page) => api.pay.listInvoices.queryOptions({ input: { ...page, scope } })}
        rowId={(row) => row.invoiceId}
        selectedId={selectedId}
        onOpen={(row) => go(`${base}/${row.invoiceId}`)}
        filterable={selectedId === undefined}
        toolbar={
          <Select
            aria-label="Which invoices"
            w={140}
            data={[...scopes]}
            allowDeselect={false}
            value={scope}
            onChange={(value) => go(`/provider/invoices/${(value ?? 'all').replaceAll(' ', '-')}`)}
          />
        }
        empty={
          <EmptyState
            title={scope === 'all' ? 'No contractor has invoiced yet' : 'No invoice is in this list'}
            text="An invoice is held against the work order, its acceptance and the price agreed. What is undisputed is paid on time."
          />
        }
      />
      {panel === 'type' && <InvoiceInPanel onClose={close} />}
      {panel === 'import' && <ImportInvoicePanel onClose={close} />}
    </ProviderFrame>
  );
}
