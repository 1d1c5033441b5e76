import { Text, TextInput } from '@mantine/core';
import { formatDay } from '../../../shared/domain/day.ts';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { usePassphraseStep } from '../../components/use-passphrase-step.tsx';
import { describeEntry, type EntryRow } from './trust-words.ts';

interface ReversePanelProps {
  readonly entry: EntryRow;
  readonly onClose: () => void;
}

/** Takes an entry back, once and whole, by an entry of its own. */
export function ReversePanel({ entry, onClose }: ReversePanelProps) {
  const today = useToday();
  const draftKey = `trust/reverse/${entry.entryId}`;
  const reverse = useCommand(api.trust.reverseEntry, { draft: draftKey, say: 'Entry reversed' });
  const step = usePassphraseStep();
  const what = `${describeEntry(entry)} of ${formatCents(Math.abs(entry.amountCents))} on ${formatDay(entry.day)}`;
  return (
    <>
      <FormPanel<{ day: string | null; reason: string }>
        opened
        title="Reverse entry"
        draftKey={draftKey}
        isCovered={step.isAsking}
        initial={{ day: today, reason: '' }}
        submitLabel="Reverse"
        onClose={onClose}
        validate={(values) => ({
          ...(values.day === null ? { day: 'Give the day.' } : {}),
          ...(values.reason.trim() === '' ? { reason: 'Say why.' } : {}),
        })}
        onSubmit={(values) =>
          step.ask(
            {
              title: 'Reverse entry',
              consequence: `${what} is taken back: ${formatCents(-entry.amountCents)} goes on the ledger ${entry.ledgerTitle}. Both entries stay in the journal.`,
              confirmLabel: 'Reverse',
            },
            async (passphrase) => {
              const answer = await reverse.run({
                entryId: entry.entryId,
                day: values.day ?? '',
                reason: values.reason,
                passphrase,
              });
              return answer.ok ? null : answer.refusal;
            },
          )
        }
        fields={(form) => (
          <>
            <Text>
              {what}, {entry.name}. An entry is never changed: a reversal takes it back, once and whole.
            </Text>
            <DayInput label="Day" today={today} required {...form.field('day')} />
            <TextInput
              label="Reason"
              placeholder="Check returned by the bank"
              required
              {...form.text('reason')}
              data-autofocus
            />
          </>
        )}
      />
      {step.dialog}
    </>
  );
}
