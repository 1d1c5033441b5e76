import { Group, Select, Text, TextInput } from '@mantine/core';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { namePayMethod, payMethods } from '../../../shared/domain/provider/provider-payment.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import type { InvoiceIn } from './pay-words.ts';

interface PayValues {
  readonly paidOn: string | null;
  readonly method: (typeof payMethods)[number];
  readonly amountCents: number | null;
  readonly interestCents: number | null;
  readonly reference: string;
  readonly overrideReason: string;
}

/** Records a payment on an invoice, whole or in part. */
export function PayPanel({ invoice, onClose }: { readonly invoice: InvoiceIn; readonly onClose: () => void }) {
  const today = useToday();
  const { contractorId, invoiceId } = invoice;
  const draftKey = `provider/pay/${invoiceId}`;
  const record = useCommand(api.pay.recordPayment, { draft: draftKey, say: 'Payment recorded' });
  return (
    <FormPanel<PayValues>
      opened
      title={`Pay invoice ${invoice.number}`}
      draftKey={draftKey}
      initial={{
        paidOn: today,
        method: 'ach',
        amountCents: invoice.openCents,
        interestCents: invoice.interestCents === 0 ? null : invoice.interestCents,
        reference: '',
        overrideReason: '',
      }}
      submitLabel="Record payment"
      onClose={onClose}
      validate={({ paidOn, amountCents }) => ({
        ...(paidOn === null ? { paidOn: 'Give the day.' } : {}),
        ...(amountCents === null ? { amountCents: 'Give the amount.' } : {}),
      })}
      onSubmit={async ({ paidOn, amountCents, interestCents, ...rest }) => {
        const part = amountCents ?? 0;
        const answer = await record.run({
          ...rest,
          contractorId,
          paidOn: paidOn ?? today,
          amountCents: part + (interestCents ?? 0),
          interestCents: interestCents ?? 0,
          allocations: [{ invoiceId, amountCents: part }],
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            {formatCents(invoice.openCents)} is approved and open, due {formatDay(invoice.dueOn)}.
          </Text>
          <Group grow align="flex-start">
            <DayInput label="Paid on" lean="past" today={today} required {...form.field('paidOn')} />
            <AmountInput
              label="On the invoice"
              required
              {...form.field('amountCents')}
              error={form.errors['amountCents'] ?? form.errors['allocations']}
              data-autofocus
            />
          </Group>
          <Group grow align="flex-start">
            <Select
              label="Method"
              data={payMethods.map((value) => ({ value, label: namePayMethod(value) }))}
              allowDeselect={false}
              value={form.values.method}
              onChange={(value) => form.set('method', payMethods.find((one) => one === value) ?? 'ach')}
            />
            <AmountInput label="Interest" {...form.field('interestCents')} />
          </Group>
          <TextInput label="Reference" placeholder="Check or trace number" {...form.text('reference')} />
          <TextInput
            label="Why it is paid without a tax form"
            description="Only where none is recorded"
            {...form.text('overrideReason')}
          />
        </>
      )}
    />
  );
}
