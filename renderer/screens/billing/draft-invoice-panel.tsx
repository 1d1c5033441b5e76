import { Group, Text, Textarea } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import type { UnbilledMatter } from './unbilled-tab.tsx';

interface DraftInvoicePanelProps {
  readonly matter: UnbilledMatter | null;
  readonly onClose: () => void;
}

interface DraftValues {
  readonly periodFrom: string | null;
  readonly periodTo: string | null;
  readonly discountCents: number | null;
  readonly note: string;
}

/** Makes a draft invoice of a matter's unbilled work in a period, and opens it for review. */
export function DraftInvoicePanel({ matter, onClose }: DraftInvoicePanelProps) {
  const today = useToday();
  const { go } = usePlace();
  const draftKey = `billing/draft/${matter?.matterId ?? ''}`;
  const draft = useCommand(api.billing.draftInvoice, {
    draft: draftKey,
    onDone: (done) => go(`/billing/invoices/${done.id}`),
  });
  return (
    <FormPanel<DraftValues>
      opened={matter !== null}
      title="Draft an invoice"
      draftKey={draftKey}
      initial={{ periodFrom: matter?.oldestOn ?? null, periodTo: today, discountCents: null, note: '' }}
      submitLabel="Draft invoice"
      onClose={onClose}
      validate={(values) => ({
        ...(values.periodFrom === null ? { periodFrom: 'Give the first day.' } : {}),
        ...(values.periodTo === null ? { periodTo: 'Give the last day.' } : {}),
      })}
      onSubmit={async (values) => {
        const answer = await draft.run({
          matterId: matter?.matterId ?? '',
          periodFrom: values.periodFrom ?? '',
          periodTo: values.periodTo ?? '',
          discountCents: values.discountCents ?? 0,
          note: values.note,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          {matter !== null && (
            <Text>
              {matter.title}: {formatCents(matter.unbilledCents)} to bill. The draft takes all unbilled work of the days
              below; it can be discarded until it is issued.
            </Text>
          )}
          <Group grow gap="sm" align="flex-start">
            <DayInput
              label="Work from"
              lean="past"
              today={today}
              required
              {...form.field('periodFrom')}
              data-autofocus
            />
            <DayInput label="to" lean="past" today={today} required {...form.field('periodTo')} />
          </Group>
          <AmountInput
            label="Discount"
            description="Written down on the whole invoice"
            {...form.field('discountCents')}
          />
          <Textarea label="Note to the client" autosize minRows={2} {...form.text('note')} />
        </>
      )}
    />
  );
}
