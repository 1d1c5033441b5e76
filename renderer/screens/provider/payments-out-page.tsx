import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { namePayMethod } from '../../../shared/domain/provider/provider-payment.ts';
import { api, client } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { AskReason } from '../../components/ask-reason.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import type { PaymentRow } from './pay-words.ts';
import { ProviderFrame } from './provider-frame.tsx';

const columns: readonly TableColumn<PaymentRow, 'paidOn' | 'contractorName' | 'amountCents' | 'method'>[] = [
  { key: 'paidOn', title: 'Paid', kind: 'day', width: 104, sortable: 'paidOn' },
  { key: 'contractorName', title: 'Contractor', kind: 'text', sortable: 'contractorName' },
  { key: 'invoices', title: 'Invoices', kind: 'text' },
  {
    key: 'method',
    title: 'Method',
    kind: 'text',
    width: 120,
    sortable: 'method',
    render: (row) => namePayMethod(row.method),
  },
  { key: 'reference', title: 'Reference', kind: 'text', width: 136 },
  { key: 'amountCents', title: 'Amount', kind: 'amount', width: 112, sortable: 'amountCents' },
  {
    key: 'reversedOn',
    title: 'Reversed',
    kind: 'day',
    width: 104,
  },
];

/** Payments to contractors, with the remittance advice of each. */
export function PaymentsOutPage() {
  const [payment, setPayment] = useState<PaymentRow | null>(null);
  return (
    <ProviderFrame fill>
      <DataTable
        label="Payments to contractors"
        columns={columns}
        defaultSort={{ by: 'paidOn', descending: true }}
        query={(page) => api.pay.listPayments.queryOptions({ input: page })}
        rowId={(row) => row.paymentId}
        onOpen={setPayment}
        filterable
        empty={
          <EmptyState
            title="Nothing is paid yet"
            text="Record a payment on an approved invoice; its remittance advice stands here."
          />
        }
      />
      {payment !== null && <PaymentPanel payment={payment} onClose={() => setPayment(null)} />}
    </ProviderFrame>
  );
}

function PaymentPanel({ payment, onClose }: { readonly payment: PaymentRow; readonly onClose: () => void }) {
  const today = useToday();
  const canPay = useCan('provider.pay');
  const [isAsking, setAsking] = useState(false);
  const reverse = useCommand(api.pay.reversePayment, { say: 'Payment reversed', onDone: onClose });
  const { paymentId } = payment;
  return (
    <SidePanel opened title="Remittance advice" onClose={onClose} width={860} isCovered={isAsking}>
      <Group justify="space-between" align="flex-start" mb={8}>
        <FactList
          facts={{
            'Recorded by': payment.paidBy,
            'Kept back for tax': payment.backupCents === 0 ? '' : formatCents(payment.backupCents),
            'Without a tax form': payment.withoutTaxForm ? 'yes, for a reason' : '',
            Reversed: payment.reversedOn === null ? '' : formatDay(payment.reversedOn),
          }}
        />
        {canPay && payment.reversedOn === null && (
          <Button variant="default" onClick={() => setAsking(true)}>
            Reverse
          </Button>
        )}
      </Group>
      <PdfView
        title="Remittance advice"
        load={() => client.pay.remittance({ paymentId })}
        height="calc(100vh - 230px)"
      />
      <AskReason
        opened={isAsking}
        title="Reverse this payment"
        consequence="Its invoices are open again, and the year's ledger leaves it out."
        confirmLabel="Reverse"
        isRequired
        onClose={() => setAsking(false)}
        onConfirm={async (reason) => {
          const done = await reverse.run({ paymentId, reversedOn: today, reason });
          return done.ok ? null : done.refusal;
        }}
      />
    </SidePanel>
  );
}
