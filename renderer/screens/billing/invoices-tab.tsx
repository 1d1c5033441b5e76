import { Button, Select } from '@mantine/core';
import { useMemo } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { Amount } from '../../components/amount.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { describeInvoice, type InvoiceRow, nameInvoice } from './billing-words.ts';
import { invoiceFilters, useInvoiceFilter } from './invoice-filter.ts';

type InvoiceSort = 'issuedOn' | 'number' | 'clientName' | 'totalCents' | 'owedCents' | 'dueOn';
type InvoiceColumn = TableColumn<InvoiceRow, InvoiceSort>;

const number: InvoiceColumn = {
  key: 'number',
  title: 'Number',
  kind: 'node',
  width: 124,
  sortable: 'number',
  render: nameInvoice,
};
const clientName: InvoiceColumn = { key: 'clientName', title: 'Client', kind: 'text', sortable: 'clientName' };
const total: InvoiceColumn = { key: 'totalCents', title: 'Total', kind: 'amount', width: 112, sortable: 'totalCents' };
const allColumns: readonly InvoiceColumn[] = [
  number,
  clientName,
  { key: 'matterTitle', title: 'Matter', kind: 'text' },
  { key: 'issuedOn', title: 'Issued', kind: 'day', width: 104, sortable: 'issuedOn' },
  { key: 'dueOn', title: 'Due', kind: 'day', width: 104, sortable: 'dueOn' },
  total,
  {
    key: 'owedCents',
    title: 'Owed',
    kind: 'amount',
    width: 112,
    sortable: 'owedCents',
    render: (row) => (row.owedCents === 0 ? '–' : <Amount cents={row.owedCents} />),
  },
  {
    key: 'state',
    title: 'State',
    kind: 'node',
    width: 136,
    render: (row) => <Mark tone={describeInvoice(row).tone}>{describeInvoice(row).word}</Mark>,
  },
];
/** What is left of the list beside an open invoice. */
const fewColumns: readonly InvoiceColumn[] = [{ ...number, width: 104 }, clientName, { ...total, width: 100 }];

/** Invoices and drafts. */
export function InvoicesTab({ selectedId }: { readonly selectedId: string | undefined }) {
  const { go } = usePlace();
  const { filter, show } = useInvoiceFilter();
  const columns = useMemo(() => (selectedId === undefined ? allColumns : fewColumns), [selectedId]);
  return (
    <DataTable
      key={filter}
      label="Invoices"
      columns={columns}
      defaultSort={{ by: 'issuedOn', descending: true }}
      query={(page) => api.billing.listInvoices.queryOptions({ input: { ...page, state: filter } })}
      rowId={(row) => row.invoiceId}
      selectedId={selectedId}
      onOpen={(row) => go(`/billing/invoices/${row.invoiceId}`)}
      filterable={selectedId === undefined}
      toolbar={
        <Select
          aria-label="Which invoices"
          w={140}
          data={invoiceFilters}
          value={filter}
          allowDeselect={false}
          onChange={(value) => {
            const chosen = invoiceFilters.find((one) => one.value === value);
            if (chosen !== undefined) show(chosen.value);
          }}
        />
      }
      empty={
        <EmptyState
          title={filter === 'all' ? 'No invoice is drafted yet' : 'No invoice is in this list'}
          text="An invoice begins as a draft of a matter's unbilled work."
          action={<Button onClick={() => go('/billing/unbilled')}>See what can be billed</Button>}
        />
      }
    />
  );
}
