import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { Mark } from '../../components/mark.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { nameBasis, nameMethod } from './billing-words.ts';

type PaymentRow = Answers['billing']['listPayments']['rows'][number];

const columns: readonly TableColumn<PaymentRow, 'day' | 'clientName' | 'amountCents'>[] = [
  { key: 'day', title: 'Day', kind: 'day', width: 108, sortable: 'day' },
  { key: 'clientName', title: 'Client', kind: 'text', sortable: 'clientName' },
  {
    key: 'source',
    title: 'From',
    kind: 'node',
    width: 96,
    render: (row) => (row.source === 'trust' ? 'Trust' : 'Client'),
  },
  { key: 'method', title: 'Method', kind: 'node', width: 96, render: (row) => nameMethod(row.method) },
  { key: 'reference', title: 'Reference', kind: 'text', width: 140 },
  { key: 'invoices', title: 'On invoices', kind: 'text' },
  { key: 'amountCents', title: 'Amount', kind: 'amount', width: 120, sortable: 'amountCents' },
  { key: 'unappliedCents', title: 'Unapplied', kind: 'amount', width: 112 },
  {
    key: 'reversed',
    title: 'State',
    kind: 'node',
    width: 100,
    render: (row) =>
      row.reversed ? (
        <Mark tone="danger">Reversed</Mark>
      ) : row.unappliedCents > 0 ? (
        <Mark tone="look">Unapplied</Mark>
      ) : (
        ''
      ),
  },
];

/** Money received: from trust, and into the operating account. */
export function PaymentsTab({ onRecord }: { readonly onRecord: () => void }) {
  const canPrepare = useCan('billing.prepare');
  const [opened, setOpened] = useState<PaymentRow | null>(null);
  const [isReversing, setReversing] = useState(false);
  const canReverse = canPrepare && opened !== null && opened.source === 'payment' && !opened.reversed;
  return (
    <>
      <DataTable
        label="Payments"
        columns={columns}
        defaultSort={{ by: 'day', descending: true }}
        query={(page) => api.billing.listPayments.queryOptions({ input: page })}
        rowId={(row) => row.paymentId}
        selectedId={opened?.paymentId}
        onOpen={setOpened}
        filterable
        empty={
          <EmptyState
            title="No payment is recorded yet"
            text="Money received into the operating account, and fees transferred from trust, stand here."
            action={canPrepare && <Button onClick={onRecord}>Record a payment</Button>}
          />
        }
      />
      <SidePanel opened={opened !== null && !isReversing} title="Payment" onClose={() => setOpened(null)}>
        {opened !== null && (
          <Stack gap={12}>
            <FactList
              facts={{
                Client: opened.clientName,
                Day: formatDay(opened.day),
                Amount: formatCents(opened.amountCents),
                Unapplied: opened.unappliedCents > 0 ? formatCents(opened.unappliedCents) : '',
                'Not in trust': nameBasis(opened.unappliedBasis, opened.unappliedNote),
                From: opened.source === 'trust' ? 'Trust account' : 'Client',
                Method: nameMethod(opened.method),
                Reference: opened.reference,
                Invoices: opened.invoices,
                State: opened.reversed ? 'Reversed' : '',
              }}
            />
            {opened.source === 'trust' && (
              <Text c="dimmed">
                A transfer from trust is reversed in the trust journal, by the account's custodian.
              </Text>
            )}
            {canReverse && (
              <Button variant="default" onClick={() => setReversing(true)} style={{ alignSelf: 'flex-start' }}>
                Reverse
              </Button>
            )}
          </Stack>
        )}
      </SidePanel>
      {opened !== null && (
        <ReversePaymentPanel
          key={opened.paymentId}
          opened={isReversing}
          payment={opened}
          onClose={() => {
            setReversing(false);
            setOpened(null);
          }}
        />
      )}
    </>
  );
}

interface ReversePaymentPanelProps {
  readonly opened: boolean;
  readonly payment: PaymentRow;
  readonly onClose: () => void;
}

function ReversePaymentPanel({ opened, payment, onClose }: ReversePaymentPanelProps) {
  const today = useToday();
  const draftKey = `billing/reverse/${payment.paymentId}`;
  const reverse = useCommand(api.billing.reversePayment, { draft: draftKey, say: 'Payment reversed' });
  const initial: { reversedOn: string | null; reason: string } = { reversedOn: today, reason: '' };
  return (
    <FormPanel
      opened={opened}
      title="Reverse payment"
      draftKey={draftKey}
      initial={initial}
      submitLabel="Reverse payment"
      onClose={onClose}
      validate={(values) => ({
        ...(values.reversedOn === null ? { reversedOn: 'Give the day.' } : {}),
        ...(values.reason.trim() === '' ? { reason: 'Say why.' } : {}),
      })}
      onSubmit={async ({ reversedOn, reason }) => {
        const answer = await reverse.run({ paymentId: payment.paymentId, reversedOn: reversedOn ?? '', reason });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            The payment of {formatCents(payment.amountCents)} from {payment.clientName} is taken back. The invoices it
            paid are owed again. The payment stays in the list as reversed.
          </Text>
          <DayInput label="Reversed on" lean="past" today={today} required {...form.field('reversedOn')} />
          <TextInput label="Reason" placeholder="Check returned" required {...form.text('reason')} data-autofocus />
        </>
      )}
    />
  );
}
