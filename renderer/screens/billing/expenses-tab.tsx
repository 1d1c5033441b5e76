import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Mark } from '../../components/mark.tsx';
import { describeWork, type ExpenseRow } from './billing-words.ts';
import { ExpensePanel } from './expense-panel.tsx';
import { RemoveWorkPanel } from './remove-work-panel.tsx';
import { WorkDetailPanel } from './work-detail-panel.tsx';

const columns: readonly TableColumn<ExpenseRow, 'incurredOn' | 'matterTitle' | 'amountCents'>[] = [
  { key: 'incurredOn', title: 'Day', kind: 'day', width: 108, sortable: 'incurredOn' },
  { key: 'matterTitle', title: 'Matter', kind: 'text', sortable: 'matterTitle' },
  { key: 'description', title: 'Description', kind: 'text' },
  { key: 'vendor', title: 'Vendor', kind: 'text', width: 180 },
  { key: 'expenseCode', title: 'Code', kind: 'text', width: 72 },
  { key: 'amountCents', title: 'Amount', kind: 'amount', width: 112, sortable: 'amountCents' },
  {
    key: 'state',
    title: 'State',
    kind: 'node',
    width: 108,
    render: (row) => <Mark tone={describeWork(row).tone}>{describeWork(row).word}</Mark>,
  },
];

/** Expenses; an unbilled one opens to be changed. */
export function ExpensesTab({ onRecord }: { readonly onRecord: () => void }) {
  const canRecord = useCan('time.record');
  const [state, setState] = useState<'unbilled' | 'all'>('all');
  const [opened, setOpened] = useState<ExpenseRow | null>(null);
  const [step, setStep] = useState<'look' | 'change' | 'remove'>('look');
  const remove = useCommand(api.billing.removeExpense, { say: 'Expense removed' });
  const close = (): void => setOpened(null);
  return (
    <>
      <DataTable
        key={state}
        label="Expenses"
        columns={columns}
        defaultSort={{ by: 'incurredOn', descending: true }}
        query={(page) => api.billing.listExpenses.queryOptions({ input: { ...page, state } })}
        rowId={(row) => row.expenseId}
        selectedId={opened?.expenseId}
        onOpen={(row) => {
          setOpened(row);
          setStep(row.state === 'unbilled' && canRecord ? 'change' : 'look');
        }}
        filterable
        toolbar={
          <SegmentedControl
            aria-label="Which expenses"
            size="xs"
            value={state}
            onChange={(value) => setState(value === 'unbilled' ? 'unbilled' : 'all')}
            data={[
              { value: 'all', label: 'All' },
              { value: 'unbilled', label: 'Unbilled' },
            ]}
          />
        }
        empty={
          <EmptyState
            title={state === 'all' ? 'No expense is recorded yet' : 'No expense waits to be billed'}
            text="Filing fees, travel, experts: what was spent for a matter is billed with its time."
            action={canRecord && <Button onClick={onRecord}>Record an expense</Button>}
          />
        }
      />
      {opened !== null && step === 'change' && (
        <ExpensePanel
          key={opened.expenseId}
          opened
          expense={opened}
          onClose={close}
          onRemove={() => setStep('remove')}
        />
      )}
      {opened !== null && step === 'remove' && (
        <RemoveWorkPanel
          opened
          title="Remove expense"
          id={opened.expenseId}
          amountCents={opened.amountCents}
          matterTitle={opened.matterTitle}
          onClose={close}
          onRemove={async (reason) => {
            const answer = await remove.run({ expenseId: opened.expenseId, reason });
            return answer.ok ? null : answer.refusal;
          }}
        />
      )}
      <WorkDetailPanel
        opened={opened !== null && step === 'look'}
        title="Expense"
        row={opened}
        facts={
          opened === null
            ? {}
            : {
                Day: opened.incurredOn,
                Description: opened.description,
                Vendor: opened.vendor,
                Code: opened.expenseCode,
              }
        }
        invoiceId={null}
        onClose={close}
      />
    </>
  );
}
