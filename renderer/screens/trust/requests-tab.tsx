import { Button, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { usePlace } from '../../app/use-place.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { useTrustPanel } from './trust-panels.ts';
import { describeRequest, type RequestRow } from './trust-words.ts';

type RequestColumn = TableColumn<RequestRow, 'day' | 'payee' | 'amountCents'>;

const day: RequestColumn = { key: 'day', title: 'Day', kind: 'day', width: 112, sortable: 'day' };
const payee: RequestColumn = { key: 'payee', title: 'Payee', kind: 'text', sortable: 'payee' };
const amount: RequestColumn = {
  key: 'amountCents',
  title: 'Amount',
  kind: 'amount',
  width: 108,
  sortable: 'amountCents',
};
const state: RequestColumn = {
  key: 'state',
  title: 'State',
  kind: 'node',
  width: 112,
  render: (row) => <Mark tone={describeRequest(row.state).tone}>{describeRequest(row.state).word}</Mark>,
};
const allColumns: readonly RequestColumn[] = [
  day,
  payee,
  { key: 'ledgerTitle', title: 'Ledger', kind: 'text' },
  {
    key: 'requestedBy',
    title: 'Asked for by',
    kind: 'node',
    width: 260,
    render: (row) => (
      <Group gap={8} wrap="nowrap">
        <span>{row.requestedBy}</span>
        {row.samePerson && <Mark tone="look">Approved it too</Mark>}
      </Group>
    ),
  },
  amount,
  { key: 'availableCents', title: 'Available', kind: 'amount', width: 112 },
  state,
];
/** What is left of the list beside an open request. */
const fewColumns: readonly RequestColumn[] = [day, payee, amount, state];

const states = [
  { value: 'open', label: 'Open' },
  { value: 'waiting', label: 'To approve' },
  { value: 'approved', label: 'To post' },
  { value: 'all', label: 'All' },
] as const;

interface RequestsTabProps {
  readonly accountId?: string | undefined;
  readonly selectedId: string | undefined;
  /** Where the list is: a request opens under it. */
  readonly path: string;
}

/** Requests to pay out of trust: what waits for the attorney, and what waits to be posted. */
export function RequestsTab({ accountId, selectedId, path }: RequestsTabProps) {
  const { go } = usePlace();
  const canPrepare = useCan('trust.prepare');
  const open = useTrustPanel((store) => store.open);
  const [shown, setShown] = useState<(typeof states)[number]['value']>('open');
  const account = accountId === undefined ? {} : { accountId };
  return (
    <DataTable
      key={shown}
      label="Requests"
      columns={selectedId === undefined ? allColumns : fewColumns}
      defaultSort={{ by: 'day', descending: true }}
      query={(page) => api.trust.listRequests.queryOptions({ input: { ...page, ...account, state: shown } })}
      rowId={(row) => row.requestId}
      selectedId={selectedId}
      onOpen={(row) => go(`${path}/${row.requestId}`)}
      filterable
      toolbar={
        <SegmentedControl
          aria-label="Which requests"
          size="xs"
          value={shown}
          onChange={(value) => setShown(states.find((one) => one.value === value)?.value ?? 'open')}
          data={[...states]}
        />
      }
      empty={
        <EmptyState
          title={shown === 'all' ? 'Nothing was asked for yet' : 'Nothing waits'}
          text="Whoever prepares a payment asks for it here; an attorney approves it; the custodian posts it."
          action={
            canPrepare && <Button onClick={() => open({ kind: 'request', ...account })}>Request a disbursement</Button>
          }
        />
      }
    />
  );
}
