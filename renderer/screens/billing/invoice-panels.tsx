import { Group, Text, TextInput } from '@mantine/core';
import { addDays, formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type Invoice, nameInvoice } from './billing-words.ts';

interface InvoicePanelProps {
  readonly opened: boolean;
  readonly invoice: Invoice;
  readonly onClose: () => void;
}

const dueDaysUsual = 30;

/** Issues a draft: it gets its number and can no longer be changed. */
export function IssueInvoicePanel({ opened, invoice, onClose }: InvoicePanelProps) {
  const today = useToday();
  const draftKey = `billing/issue/${invoice.invoiceId}`;
  const issue = useCommand(api.billing.issueInvoice, {
    draft: draftKey,
    say: (done) => `Invoice ${done.number} issued`,
  });
  const initial: { issuedOn: string | null; dueOn: string | null } = {
    issuedOn: today,
    dueOn: addDays(today, dueDaysUsual),
  };
  return (
    <FormPanel
      opened={opened}
      title="Issue invoice"
      draftKey={draftKey}
      initial={initial}
      submitLabel="Issue"
      onClose={onClose}
      validate={(values) => ({
        ...(values.issuedOn === null ? { issuedOn: 'Give the day.' } : {}),
        ...(values.dueOn === null ? { dueOn: 'Give the day it is due.' } : {}),
      })}
      onSubmit={async ({ issuedOn, dueOn }) => {
        const answer = await issue.run({ invoiceId: invoice.invoiceId, issuedOn: issuedOn ?? '', dueOn: dueOn ?? '' });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            {invoice.clientName} is billed {formatCents(invoice.totalCents)} for {invoice.matterTitle}. The invoice gets
            the next number and cannot be changed afterwards, only voided.
          </Text>
          <Group grow gap="sm" align="flex-start">
            <DayInput label="Issued on" today={today} required {...form.field('issuedOn')} data-autofocus />
            <DayInput
              label="Due on"
              lean="future"
              today={today}
              required
              description={
                form.values.dueOn === null ? undefined : describeDue(form.values.issuedOn, form.values.dueOn)
              }
              {...form.field('dueOn')}
            />
          </Group>
        </>
      )}
    />
  );
}

function describeDue(issuedOn: string | null, dueOn: string): string | undefined {
  return issuedOn !== null && dueOn === addDays(issuedOn, dueDaysUsual)
    ? `${dueDaysUsual} days after issue`
    : undefined;
}

/** Discards a draft: its work is unbilled again. */
export function DiscardInvoicePanel({
  opened,
  invoice,
  onClose,
  onDone,
}: InvoicePanelProps & { readonly onDone: () => void }) {
  const draftKey = `billing/discard/${invoice.invoiceId}`;
  const discard = useCommand(api.billing.discardInvoice, { draft: draftKey, say: 'Draft discarded' });
  return (
    <FormPanel
      opened={opened}
      title="Discard draft"
      draftKey={draftKey}
      initial={{ reason: '' }}
      submitLabel="Discard draft"
      onClose={onClose}
      onSaved={onDone}
      onSubmit={async ({ reason }) => {
        const answer = await discard.run({ invoiceId: invoice.invoiceId, reason });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            The draft of {formatCents(invoice.totalCents)} for {invoice.matterTitle} is discarded. Its{' '}
            {invoice.lines.length} lines wait to be billed again.
          </Text>
          <TextInput label="Reason" {...form.text('reason')} data-autofocus />
        </>
      )}
    />
  );
}

/** Voids an issued invoice that nothing was paid on. */
export function VoidInvoicePanel({ opened, invoice, onClose }: InvoicePanelProps) {
  const today = useToday();
  const draftKey = `billing/void/${invoice.invoiceId}`;
  const voiding = useCommand(api.billing.voidInvoice, {
    draft: draftKey,
    say: `Invoice ${nameInvoice(invoice)} voided`,
  });
  const initial: { voidedOn: string | null; reason: string } = { voidedOn: today, reason: '' };
  return (
    <FormPanel
      opened={opened}
      title="Void invoice"
      draftKey={draftKey}
      initial={initial}
      submitLabel="Void invoice"
      onClose={onClose}
      validate={(values) => ({
        ...(values.voidedOn === null ? { voidedOn: 'Give the day.' } : {}),
        ...(values.reason.trim() === '' ? { reason: 'Say why.' } : {}),
      })}
      onSubmit={async ({ voidedOn, reason }) => {
        const answer = await voiding.run({ invoiceId: invoice.invoiceId, voidedOn: voidedOn ?? '', reason });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            Invoice {nameInvoice(invoice)} of {formatCents(invoice.totalCents)}
            {invoice.issuedOn === null ? '' : `, issued ${formatDay(invoice.issuedOn)},`} no longer counts. Its number
            is not used again, and its work waits to be billed.
          </Text>
          <DayInput label="Voided on" today={today} required {...form.field('voidedOn')} />
          <TextInput label="Reason" required {...form.text('reason')} data-autofocus />
        </>
      )}
    />
  );
}
