import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatCents, sumCents } from '../../../shared/domain/money.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useTrustPanel } from './trust-panels.ts';

type DepositRow = Answers['trust']['listDeposits']['rows'][number];
type DepositColumn = TableColumn<DepositRow, 'day' | 'totalCents'>;

const day: DepositColumn = { key: 'day', title: 'Deposited', kind: 'day', width: 112, sortable: 'day' };
const items: DepositColumn = { key: 'items', title: 'Items', kind: 'count', width: 72 };
const total: DepositColumn = {
  key: 'totalCents',
  title: 'Total',
  kind: 'amount',
  width: 120,
  sortable: 'totalCents',
};
const madeBy: DepositColumn = { key: 'madeBy', title: 'Made by', kind: 'text' };
const allColumns: readonly DepositColumn[] = [day, items, total, madeBy, { key: 'note', title: 'Note', kind: 'text' }];
/** What is left of the list beside an open slip. */
const fewColumns: readonly DepositColumn[] = [day, items, total, madeBy];

interface DepositsTabProps {
  readonly accountId: string;
  readonly selectedId: string | undefined;
}

/** The deposit slips of an account, and what was received and lies on none yet. */
export function DepositsTab({ accountId, selectedId }: DepositsTabProps) {
  const { go } = usePlace();
  const canPrepare = useCan('trust.prepare');
  const open = useTrustPanel((store) => store.open);
  return (
    <DataTable
      label="Deposits"
      columns={selectedId === undefined ? allColumns : fewColumns}
      defaultSort={{ by: 'day', descending: true }}
      query={({ filter: _, ...page }) => api.trust.listDeposits.queryOptions({ input: { ...page, accountId } })}
      rowId={(row) => row.depositId}
      selectedId={selectedId}
      onOpen={(row) => go(`/trust/${accountId}/deposits/${row.depositId}`)}
      toolbar={canPrepare && selectedId === undefined && <Waiting accountId={accountId} />}
      empty={
        <EmptyState
          title="No deposit slip was made yet"
          text="Checks and cash go to the bank on a slip, every item whole. Write the receipts down and make their slip in one go."
          action={
            canPrepare && <Button onClick={() => open({ kind: 'batch', accountId })}>Receipts of one deposit</Button>
          }
        />
      }
    />
  );
}

/** What lies in the drawer, and the way to put it on a slip. */
function Waiting({ accountId }: { readonly accountId: string }) {
  const open = useTrustPanel((store) => store.open);
  const rows = useQuery(api.trust.listDepositable.queryOptions({ input: { accountId } })).data?.rows;
  if (rows === undefined) return null;
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No check and no cash waits for the bank.
      </Text>
    );
  }
  const sum = formatCents(sumCents(rows.map((row) => row.amountCents)));
  return (
    <>
      <Text size="sm" className="annex-figures">
        {rows.length === 1 ? 'One receipt waits' : `${rows.length} receipts wait`} for the bank: {sum}
      </Text>
      <Button variant="default" onClick={() => open({ kind: 'deposit', accountId })}>
        Make a slip
      </Button>
    </>
  );
}
