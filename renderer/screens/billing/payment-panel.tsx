import { Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { findClients } from '../../app/find.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { type Invoice, nameInvoice, type PaymentMethod, paymentMethods } from './billing-words.ts';

interface PaymentPanelProps {
  readonly opened: boolean;
  /** The invoice that is paid; null for a client's money, oldest invoice first. */
  readonly invoice: Invoice | null;
  readonly onClose: () => void;
}

interface PaymentValues {
  readonly client: SearchOption | null;
  readonly receivedOn: string | null;
  readonly amountCents: number | null;
  readonly method: PaymentMethod;
  readonly payor: string;
  readonly reference: string;
}

/** Money received into the operating account. What an invoice does not take goes to the oldest, then waits unapplied. */
export function PaymentPanel({ opened, invoice, onClose }: PaymentPanelProps) {
  const today = useToday();
  const draftKey = invoice === null ? 'billing/payment' : `billing/payment/${invoice.invoiceId}`;
  const record = useCommand(api.billing.recordPayment, {
    draft: draftKey,
    say: (done) =>
      done.unappliedCents > 0
        ? `Payment recorded, ${formatCents(done.unappliedCents)} is unapplied`
        : 'Payment recorded',
  });
  return (
    <FormPanel<PaymentValues>
      opened={opened}
      title={invoice === null ? 'Record a payment' : `Payment on ${nameInvoice(invoice)}`}
      draftKey={draftKey}
      initial={{
        client: invoice === null ? null : { value: invoice.clientId, label: invoice.clientName },
        receivedOn: today,
        amountCents: invoice?.owedCents ?? null,
        method: 'check',
        payor: '',
        reference: '',
      }}
      submitLabel="Record payment"
      canRepeat={invoice === null}
      onClose={onClose}
      validate={(values) => ({
        ...(values.client === null ? { client: 'Choose the client.' } : {}),
        ...(values.receivedOn === null ? { receivedOn: 'Give the day.' } : {}),
        ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
      })}
      onSubmit={async ({ client, receivedOn, amountCents, ...rest }) => {
        const input = {
          ...rest,
          clientId: client?.value ?? '',
          receivedOn: receivedOn ?? '',
          amountCents: amountCents ?? 0,
        };
        const answer = await record.run(
          invoice === null
            ? input
            : {
                ...input,
                allocations: [
                  { invoiceId: invoice.invoiceId, amountCents: Math.min(input.amountCents, invoice.owedCents) },
                ],
              },
        );
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          {invoice === null ? (
            <SearchSelect label="Client" search={findClients} required {...form.field('client')} data-autofocus />
          ) : (
            <Text>
              {invoice.clientName} owes {formatCents(invoice.owedCents)} on this invoice.
            </Text>
          )}
          {invoice === null && form.values.client !== null && <OpenInvoices clientId={form.values.client.value} />}
          <Group grow gap="sm" align="flex-start">
            <DayInput label="Received on" lean="past" today={today} required {...form.field('receivedOn')} />
            <AmountInput
              label="Amount"
              required
              {...form.field('amountCents')}
              data-autofocus={invoice !== null || undefined}
            />
          </Group>
          <Group grow gap="sm" align="flex-start">
            <Select
              label="Method"
              data={paymentMethods}
              allowDeselect={false}
              value={form.values.method}
              onChange={(value) => {
                const chosen = paymentMethods.find((method) => method.value === value);
                if (chosen !== undefined) form.set('method', chosen.value);
              }}
            />
            <TextInput label="Reference" placeholder="Check number" {...form.text('reference')} />
          </Group>
          <TextInput label="Paid by" placeholder="The client, where empty" {...form.text('payor')} />
        </>
      )}
    />
  );
}

function OpenInvoices({ clientId }: { readonly clientId: string }) {
  const { data } = useQuery(
    api.billing.listInvoices.queryOptions({ input: { clientId, state: 'open', sort: 'dueOn', limit: 20 } }),
  );
  if (data === undefined) return null;
  if (data.total === 0) {
    return (
      <Text size="sm" c="dimmed">
        No invoice is open: the payment waits unapplied until one is issued.
      </Text>
    );
  }
  const owed = data.rows.map((row) => `${nameInvoice(row)} ${formatCents(row.owedCents)}`).join(', ');
  return (
    <Text size="sm" c="dimmed">
      Open, oldest first: {owed}
      {data.total > data.rows.length ? ` and ${data.total - data.rows.length} more` : ''}.
    </Text>
  );
}
