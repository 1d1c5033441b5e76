import { Text, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import type { StatementLine } from './trust-words.ts';

interface BankErrorPanelProps {
  readonly accountId: string;
  /** The line of the statement that is the mistake, where it was imported. */
  readonly line: StatementLine | null;
  readonly onClose: () => void;
}

interface BankErrorValues {
  readonly day: string | null;
  readonly amountCents: number | null;
  readonly what: string;
}

/** Notes a mistake of the bank's: it adjusts the bank's balance until the bank corrects it. */
export function BankErrorPanel({ accountId, line, onClose }: BankErrorPanelProps) {
  const today = useToday();
  const draftKey = `trust/bank-error/${line?.lineId ?? accountId}`;
  const note = useCommand(api.trust.noteBankError, { draft: draftKey, say: 'Bank error noted' });
  return (
    <FormPanel<BankErrorValues>
      opened
      title="A mistake of the bank's"
      draftKey={draftKey}
      initial={{
        day: line?.day ?? today,
        amountCents: line === null ? null : 0 - line.amountCents,
        what: line === null ? '' : line.name,
      }}
      submitLabel="Note it"
      onClose={onClose}
      validate={(values) => ({
        ...(values.day === null ? { day: 'Give the day on the statement.' } : {}),
        ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
        ...(values.what.trim() === '' ? { what: 'Say what the bank did.' } : {}),
      })}
      onSubmit={async (values) => {
        const answer = await note.run({
          accountId,
          day: values.day ?? '',
          amountCents: values.amountCents ?? 0,
          what: values.what,
          lineIds: line === null ? [] : [line.lineId],
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            It adjusts the bank's balance, and stands on every packet until the bank has corrected it. Tell the bank
            today, in writing.
          </Text>
          <AmountInput
            label="Missing at the bank"
            description="With a minus where the bank has too much"
            mayBeNegative
            required
            {...form.field('amountCents')}
          />
          <DayInput label="On the statement" today={today} required {...form.field('day')} />
          <TextInput
            label="What happened"
            placeholder="A check of another account"
            required
            {...form.text('what')}
            data-autofocus
          />
        </>
      )}
    />
  );
}
