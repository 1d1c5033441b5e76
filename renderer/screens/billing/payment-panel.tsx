import { Alert, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { UnappliedBasis } from '../../../shared/domain/billing/allocation.ts';
import { formatCents, sumCents } from '../../../shared/domain/money.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { findClients } from '../../app/find.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { type Invoice, nameInvoice, type PaymentMethod, paymentMethods, unappliedReasons } from './billing-words.ts';

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
  /** Why what pays no invoice is not in trust. */
  readonly unappliedBasis: UnappliedBasis | null;
  readonly unappliedNote: string;
}

/**
 * Money received into the operating account: to one invoice, or the oldest first. What pays no invoice belongs in trust,
 * unless somebody says why not [BL26].
 */
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
        unappliedBasis: null,
        unappliedNote: '',
      }}
      submitLabel="Record payment"
      canRepeat={invoice === null}
      onClose={onClose}
      validate={(values) => ({
        ...(values.client === null ? { client: 'Choose the client.' } : {}),
        ...(values.receivedOn === null ? { receivedOn: 'Give the day.' } : {}),
        ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
      })}
      onSubmit={async ({ client, receivedOn, amountCents, unappliedBasis, ...rest }) => {
        const input = {
          ...rest,
          ...(unappliedBasis === null ? {} : { unappliedBasis }),
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
          {form.values.client !== null && (
            <Unapplied
              clientId={form.values.client.value}
              invoice={invoice}
              amountCents={form.values.amountCents}
              fields={
                <>
                  <Select
                    label="Why it is not in trust"
                    placeholder="It belongs in trust"
                    clearable
                    data={unappliedReasons}
                    error={form.field('unappliedBasis').error}
                    value={form.values.unappliedBasis}
                    onChange={(value) =>
                      form.set(
                        'unappliedBasis',
                        unappliedReasons.find((reason) => reason.value === value)?.value ?? null,
                      )
                    }
                  />
                  <TextInput
                    label="In which agreement, or how it goes back"
                    placeholder="Fee agreement of Mar 2"
                    {...form.text('unappliedNote')}
                  />
                </>
              }
            />
          )}
        </>
      )}
    />
  );
}

interface UnappliedProps {
  readonly clientId: string;
  /** The one invoice that is paid; null where the oldest are. */
  readonly invoice: Invoice | null;
  readonly amountCents: number | null;
  /** What is asked where something is left. */
  readonly fields: ReactNode;
}

/** What the client owes, and of a payment that is more than that: where the rest belongs. */
function Unapplied({ clientId, invoice, amountCents, fields }: UnappliedProps) {
  const { data } = useQuery(
    api.billing.listInvoices.queryOptions({ input: { clientId, state: 'open', sort: 'dueOn', limit: 200 } }),
  );
  if (data === undefined) return null;
  const owedCents = invoice?.owedCents ?? sumCents(data.rows.map((row) => row.owedCents));
  const restCents = (amountCents ?? 0) - owedCents;
  return (
    <Stack gap={12}>
      {invoice === null && <OpenInvoices rows={data.rows} total={data.total} />}
      {restCents > 0 && (
        <>
          <Alert color="yellow" role="status">
            {formatCents(restCents)} of it pays no invoice. Until it is earned it is the client's: deposit it into trust
            and post a receipt there. If it is the firm's already, say why.
          </Alert>
          {fields}
        </>
      )}
    </Stack>
  );
}

function OpenInvoices({ rows, total }: Answers['billing']['listInvoices']) {
  if (total === 0) {
    return (
      <Text size="sm" c="dimmed">
        No invoice is open.
      </Text>
    );
  }
  const shown = rows.slice(0, 20);
  const owed = shown.map((row) => `${nameInvoice(row)} ${formatCents(row.owedCents)}`).join(', ');
  return (
    <Text size="sm" c="dimmed">
      Open, oldest first: {owed}
      {total > shown.length ? ` and ${total - shown.length} more` : ''}.
    </Text>
  );
}
