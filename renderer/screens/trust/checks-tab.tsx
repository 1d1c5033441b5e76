import { Button, Menu, SegmentedControl, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCheckRanges } from '../../../shared/domain/trust/check-numbers.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { AlignmentPanel } from './alignment-panel.tsx';
import { PositivePayPanel } from './positive-pay-panel.tsx';
import { PrintChecksPanel } from './print-checks-panel.tsx';
import { useTrustPanel } from './trust-panels.ts';
import { useOpenEntry } from './use-open-entry.ts';

type CheckRow = Answers['trust']['checkRegister']['rows'][number];
type CheckColumn = TableColumn<CheckRow, 'checkNumber' | 'day' | 'amountCents'>;

const tones = { outstanding: 'look', cleared: 'good', void: 'plain', spoiled: 'plain' } as const;
const words = { outstanding: 'Outstanding', cleared: 'Cleared', void: 'Void', spoiled: 'Spoiled' } as const;

const columns: readonly CheckColumn[] = [
  { key: 'checkNumber', title: 'Check', kind: 'text', width: 88, sortable: 'checkNumber' },
  { key: 'day', title: 'Day', kind: 'day', width: 112, sortable: 'day' },
  {
    key: 'payee',
    title: 'Payee',
    kind: 'text',
    render: (row) => (row.state === 'spoiled' ? row.reason : row.payee),
  },
  {
    key: 'state',
    title: 'State',
    kind: 'node',
    width: 190,
    render: (row) => (
      <Mark tone={row.isDoubled ? 'danger' : tones[row.state]}>
        {row.isDoubled ? `${words[row.state]}, number used twice` : words[row.state]}
      </Mark>
    ),
  },
  { key: 'prints', title: 'Printed', kind: 'text', render: describePrints },
  { key: 'amountCents', title: 'Amount', kind: 'amount', width: 116, sortable: 'amountCents' },
];

function describePrints({ prints }: CheckRow): string {
  const last = prints.at(-1);
  if (last === undefined) return '';
  return prints.length === 1 ? last.by : `${prints.length} times, last by ${last.by}: ${last.reason}`;
}

const states = [
  { value: 'all', label: 'All' },
  { value: 'outstanding', label: 'Outstanding' },
  { value: 'to print', label: 'To print' },
] as const;

/** The check register of an account: what became of each number, and what waits for the printer. */
export function ChecksTab({ accountId }: { readonly accountId: string }) {
  const [state, setState] = useState<(typeof states)[number]['value']>('all');
  const openEntry = useOpenEntry();
  return (
    <DataTable
      key={state}
      label="Check register"
      columns={columns}
      defaultSort={{ by: 'checkNumber', descending: true }}
      query={(page) => api.trust.checkRegister.queryOptions({ input: { ...page, accountId, state } })}
      rowId={(row) => `${row.checkNumber}${row.entryId ?? ''}`}
      onOpen={(row) => {
        if (row.entryId !== null) void openEntry(row.entryId);
      }}
      filterable
      filterLabel="Number or payee"
      toolbar={
        <>
          <SegmentedControl
            aria-label="Which checks"
            size="xs"
            value={state}
            onChange={(value) => setState(states.find((one) => one.value === value)?.value ?? 'all')}
            data={[...states]}
          />
          <MissingNumbers accountId={accountId} />
          <CheckMenu accountId={accountId} />
        </>
      }
      empty={
        <EmptyState
          title={state === 'all' ? 'No check was written yet' : 'No check is here'}
          text="A check takes its number when it is posted, and keeps it whatever becomes of it."
        />
      }
    />
  );
}

/** Numbers that nothing is known of. */
function MissingNumbers({ accountId }: { readonly accountId: string }) {
  const missing =
    useQuery(api.trust.checkRegister.queryOptions({ input: { accountId, limit: 1 } })).data?.missing ?? [];
  if (missing.length === 0) return null;
  return (
    <Text size="sm" c="var(--annex-look)" truncate>
      Missing: {formatCheckRanges(missing.map(({ from, to }) => [from, to] as const))}. Account for each.
    </Text>
  );
}

function CheckMenu({ accountId }: { readonly accountId: string }) {
  const canPost = useCan('trust.post');
  const canPrepare = useCan('trust.prepare');
  const open = useTrustPanel((store) => store.open);
  const [shown, setShown] = useState<'print' | 'alignment' | 'positive pay' | null>(null);
  const close = (): void => setShown(null);
  return (
    <>
      {canPost && (
        <Button variant="default" style={{ flex: 'none' }} onClick={() => setShown('print')}>
          Print checks
        </Button>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" style={{ flex: 'none' }} rightSection={<IconChevronDown size={16} aria-hidden />}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {canPost && <Menu.Item onClick={() => open({ kind: 'spoil', accountId })}>Spoiled check</Menu.Item>}
          {canPost && <Menu.Item onClick={() => setShown('alignment')}>Check alignment page</Menu.Item>}
          {canPrepare && <Menu.Item onClick={() => setShown('positive pay')}>Positive pay file</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {shown === 'print' && <PrintChecksPanel accountId={accountId} onClose={close} />}
      {shown === 'alignment' && <AlignmentPanel accountId={accountId} onClose={close} />}
      {shown === 'positive pay' && <PositivePayPanel accountId={accountId} onClose={close} />}
    </>
  );
}
