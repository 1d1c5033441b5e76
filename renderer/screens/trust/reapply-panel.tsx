import { Text, TextInput } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { usePassphraseStep } from '../../components/use-passphrase-step.tsx';
import { findOpenInvoices } from './find-ledgers.ts';
import type { ExceptionRow } from './trust-words.ts';

interface ReapplyPanelProps {
  readonly exception: ExceptionRow;
  readonly onClose: () => void;
}

interface ReapplyValues {
  readonly invoice: SearchOption | null;
  readonly amountCents: number | null;
  readonly day: string | null;
  readonly reason: string;
}

/** A fee whose invoice does not owe it any more counts for another; with no invoice all of it goes back to trust. */
export function ReapplyPanel({ exception, onClose }: ReapplyPanelProps) {
  const today = useToday();
  const draftKey = `trust/reapply/${exception.entryId ?? ''}`;
  const reapply = useCommand(api.trust.reapplyFee, { draft: draftKey, say: 'Fee applied to the other invoice' });
  const reverse = useCommand(api.trust.reverseEntry, { say: 'Fee returned to trust' });
  const step = usePassphraseStep();
  return (
    <>
      <FormPanel<ReapplyValues>
        opened
        title="Put the fee right"
        draftKey={draftKey}
        isCovered={step.isAsking}
        initial={{ invoice: null, amountCents: exception.amountCents, day: today, reason: '' }}
        submitLabel="Put it right"
        onClose={onClose}
        validate={(values) => ({
          ...(values.day === null ? { day: 'Give the day.' } : {}),
          ...(values.invoice !== null && values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
          ...(values.reason.trim() === '' ? { reason: 'Say why.' } : {}),
        })}
        onSubmit={(values) => {
          const common = { entryId: exception.entryId ?? '', day: values.day ?? '', reason: values.reason };
          const { invoice } = values;
          const amountCents = values.amountCents ?? 0;
          return step.ask(
            {
              title: 'Put the fee right',
              consequence:
                invoice === null
                  ? 'The whole transfer is taken back. Pay it from the operating account into trust today.'
                  : `${formatCents(amountCents)} of the fee counts for invoice ${invoice.label}. What is left goes back to trust: pay it in today.`,
              confirmLabel: 'Put it right',
            },
            async (passphrase) => {
              const answer =
                invoice === null
                  ? await reverse.run({ ...common, passphrase })
                  : await reapply.run({
                      ...common,
                      parts: [{ invoiceId: invoice.value, amountCents }],
                      passphrase,
                    });
              return answer.ok ? null : answer.refusal;
            },
          );
        }}
        fields={(form) => (
          <>
            <Text>{exception.sentence}</Text>
            <SearchSelect
              label="Apply to invoice"
              description="Leave it empty to return all of it to trust"
              placeholder="Number or client"
              search={findOpenInvoices}
              {...form.field('invoice')}
              data-autofocus
            />
            {form.values.invoice !== null && <AmountInput label="Amount" required {...form.field('amountCents')} />}
            <DayInput label="Day" today={today} required {...form.field('day')} />
            <TextInput label="Reason" placeholder="The invoice was void" required {...form.text('reason')} />
          </>
        )}
      />
      {step.dialog}
    </>
  );
}
