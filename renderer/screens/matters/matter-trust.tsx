import { Button, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { sumCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { Amount } from '../../components/amount.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';

/** The trust money of a matter: balance and available together, and what makes the difference. */
export function MatterTrust({ matterId }: { matterId: string }) {
  const [, go] = useLocation();
  const ledgers = useQuery(api.trust.listLedgers.queryOptions({ input: { matterId, limit: 50 } }));
  if (ledgers.data === undefined) {
    return ledgers.isLoading ? (
      <Loader size="sm" aria-label="Loading" />
    ) : (
      <Text c="dimmed">{ledgers.error?.message}</Text>
    );
  }
  const { rows } = ledgers.data;
  const total = (pick: (row: (typeof rows)[number]) => number) => <Amount cents={sumCents(rows.map(pick))} withSign />;
  return (
    <SimpleTable
      label="Trust ledgers of the matter"
      rows={rows}
      rowId={(row) => `${row.accountId}/${row.ledgerId}`}
      onOpen={(row) => go(`/trust/${row.accountId}/ledgers/${row.ledgerId}`)}
      empty={
        <EmptyState
          title="No trust money"
          text="A deposit is posted as a receipt on the client’s ledger, under Trust."
          action={<Button onClick={() => go('/trust')}>Go to Trust</Button>}
        />
      }
      columns={[
        { key: 'accountName', title: 'Account', kind: 'text' },
        { key: 'balanceCents', title: 'Balance', kind: 'amount', width: 120, total: total((row) => row.balanceCents) },
        { key: 'uncollectedCents', title: 'On hold', kind: 'amount', width: 110 },
        { key: 'pendingCents', title: 'Asked for', kind: 'amount', width: 110 },
        {
          key: 'availableCents',
          title: 'Available',
          kind: 'amount',
          width: 120,
          total: total((row) => row.availableCents),
        },
        { key: 'lastEntryOn', title: 'Last entry', kind: 'day', width: 104 },
      ]}
    />
  );
}
