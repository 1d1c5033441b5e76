import { Checkbox, Fieldset, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents, sumCents } from '../../../shared/domain/money.ts';
import { namePayMethod, payMethods } from '../../../shared/domain/provider/provider-payment.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import type { InvoiceIn, InvoiceInRow } from './pay-words.ts';

interface PayValues {
  readonly paidOn: string | null;
  readonly method: (typeof payMethods)[number];
  readonly amountCents: number | null;
  readonly interestCents: number | null;
  readonly reference: string;
  readonly overrideReason: string;
  /** Other open invoices of the contractor that the same payment settles. */
  readonly also: readonly string[];
}

/** Records a payment on an invoice, whole or in part, and on others of the same contractor, whole. */
export function PayPanel({ invoice, onClose }: { readonly invoice: InvoiceIn; readonly onClose: () => void }) {
  const today = useToday();
  const { contractorId, invoiceId } = invoice;
  const draftKey = `provider/pay/${invoiceId}`;
  const listed = api.pay.listInvoices.queryOptions({ input: { contractorId, scope: 'to pay', limit: 50 } });
  const others = (useQuery(listed).data?.rows ?? []).filter((row) => row.invoiceId !== invoiceId);
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
        also: [],
      }}
      submitLabel="Record payment"
      onClose={onClose}
      validate={({ paidOn, amountCents }) => ({
        ...(paidOn === null ? { paidOn: 'Give the day.' } : {}),
        ...(amountCents === null ? { amountCents: 'Give the amount.' } : {}),
      })}
      onSubmit={async ({ paidOn, amountCents, interestCents, also, ...rest }) => {
        const parts = [{ invoiceId, amountCents: amountCents ?? 0 }, ...openParts(others, also)];
        const answer = await record.run({
          ...rest,
          contractorId,
          paidOn: paidOn ?? today,
          amountCents: sumCents(parts.map((part) => part.amountCents)) + (interestCents ?? 0),
          interestCents: interestCents ?? 0,
          allocations: parts,
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
          {others.length > 0 && (
            <OtherInvoices others={others} chosen={form.values.also} onChange={(also) => form.set('also', also)} />
          )}
          <Text fw={600}>{`Payment of $${formatCents(paymentCents(form.values, others))}`}</Text>
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

function openParts(others: readonly InvoiceInRow[], also: readonly string[]) {
  return others
    .filter((row) => also.includes(row.invoiceId))
    .map((row) => ({ invoiceId: row.invoiceId, amountCents: row.openCents }));
}

function paymentCents(values: PayValues, others: readonly InvoiceInRow[]): number {
  const parts = openParts(others, values.also).map((part) => part.amountCents);
  return sumCents([values.amountCents ?? 0, values.interestCents ?? 0, ...parts]);
}

interface OtherInvoicesProps {
  readonly others: readonly InvoiceInRow[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

function OtherInvoices({ others, chosen, onChange }: OtherInvoicesProps) {
  return (
    <Fieldset legend="Pay with it, whole">
      <Checkbox.Group value={[...chosen]} onChange={onChange}>
        <Stack gap={6}>
          {others.map((row) => (
            <Checkbox
              key={row.invoiceId}
              value={row.invoiceId}
              label={`${row.number}: ${formatCents(row.openCents)}, due ${formatDay(row.dueOn)}`}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </Fieldset>
  );
}
