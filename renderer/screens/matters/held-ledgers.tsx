import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';

/** The way to each ledger that still holds money of a matter: the refund and the final accounting begin there. */
export function HeldLedgers({ matterId }: { readonly matterId: string }) {
  const [, go] = useLocation();
  const input = { matterId, withMoney: true, limit: 20 };
  const rows = useQuery(api.trust.listLedgers.queryOptions({ input })).data?.rows ?? [];
  return (
    <Group gap="sm" mt={8}>
      {rows.map((row) => (
        <Button
          key={row.accountId}
          variant="default"
          onClick={() => go(`/trust/${row.accountId}/ledgers/${row.ledgerId}`)}
        >
          {rows.length === 1 ? 'Go to the ledger' : `Go to ${formatCents(row.balanceCents)} in ${row.accountName}`}
        </Button>
      ))}
    </Group>
  );
}
