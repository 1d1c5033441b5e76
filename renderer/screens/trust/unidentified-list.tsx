import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { Mark } from '../../components/mark.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { useTrustPanel } from './trust-panels.ts';
import type { UnidentifiedRow } from './trust-words.ts';

/** Receipts whose owner is not known, with how long they wait. */
export function UnidentifiedList({ accountId }: { readonly accountId: string }) {
  const canPost = useCan('trust.post');
  const open = useTrustPanel((store) => store.open);
  const rows = useQuery(api.trust.listUnidentified.queryOptions({ input: { accountId } })).data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <SimpleTable
      label="Whose money is this?"
      rows={rows}
      rowId={(row) => row.entryId}
      columns={[
        { key: 'day', title: 'Received', kind: 'day', width: 100 },
        { key: 'payor', title: 'From', kind: 'text' },
        {
          key: 'waited',
          title: 'Waits',
          kind: 'text',
          width: 150,
          render: (row: UnidentifiedRow) => (
            <Mark tone={row.isOverdue ? 'danger' : 'look'}>
              {row.waitedBusinessDays === 1 ? '1 business day' : `${row.waitedBusinessDays} business days`}
            </Mark>
          ),
        },
        { key: 'leftCents', title: 'Left', kind: 'amount', width: 108 },
        ...(canPost
          ? [
              {
                key: 'found',
                title: '',
                kind: 'text' as const,
                width: 112,
                render: (row: UnidentifiedRow) => (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => open({ kind: 'move', accountId, receipt: row })}
                  >
                    Owner found
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
