import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { Amount } from '../../components/amount.tsx';
import { Answer } from '../../components/answer.tsx';
import { DetailHead } from '../../components/detail-head.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { describeInvoice, nameInvoice } from './billing-words.ts';

interface ClientInvoicesProps {
  readonly clientId: string;
  readonly onClose: () => void;
}

/** A client's open invoices: the lines behind what is owed. */
export function ClientInvoices({ clientId, onClose }: ClientInvoicesProps) {
  const { go } = usePlace();
  const query = useQuery(
    api.billing.listInvoices.queryOptions({ input: { clientId, state: 'open', sort: 'dueOn', limit: 500 } }),
  );
  return (
    <Answer query={query} what="the client's invoices">
      {({ rows }) => (
        <Stack gap={16} p="md">
          <DetailHead over="Open invoices" title={rows[0]?.clientName ?? 'Client'} onClose={onClose} />
          <SimpleTable
            label="Open invoices"
            rows={rows}
            rowId={(row) => row.invoiceId}
            onOpen={(row) => go(`/billing/invoices/${row.invoiceId}`)}
            empty={<EmptyState title="No invoice is open" />}
            columns={[
              {
                key: 'number',
                title: 'Number',
                kind: 'node',
                width: 84,
                render: (row) => <span style={{ whiteSpace: 'nowrap' }}>{nameInvoice(row)}</span>,
                total: 'Owed',
              },
              { key: 'dueOn', title: 'Due', kind: 'day', width: 96 },
              {
                key: 'state',
                title: 'State',
                kind: 'node',
                render: (row) => <Mark tone={describeInvoice(row).tone}>{describeInvoice(row).word}</Mark>,
              },
              {
                key: 'owedCents',
                title: 'Owed',
                kind: 'amount',
                width: 104,
                total: <Amount cents={rows.reduce((sum, row) => sum + row.owedCents, 0)} withSign />,
              },
            ]}
          />
        </Stack>
      )}
    </Answer>
  );
}
