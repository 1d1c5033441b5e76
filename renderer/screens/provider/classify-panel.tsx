import { Select, Text, Textarea } from '@mantine/core';
import { addDays } from '../../../shared/domain/day.ts';
import { classificationDecisions } from '../../../shared/domain/provider/classification.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import type { ClassificationFile } from './pay-words.ts';

interface DecisionValues {
  readonly decision: (typeof classificationDecisions)[number];
  readonly reviewOn: string | null;
  readonly reasons: string;
}

/** The attorney's decision, with reasons; its review becomes a task. */
export function ClassifyPanel({ file, onClose }: { readonly file: ClassificationFile; readonly onClose: () => void }) {
  const today = useToday();
  const draftKey = `provider/classify/${file.contractorId}`;
  const decide = useCommand(api.classification.decide, { draft: draftKey, say: 'Decision recorded' });
  return (
    <FormPanel<DecisionValues>
      opened
      title={`How is ${file.name} classified?`}
      draftKey={draftKey}
      initial={{ decision: 'independent contractor', reviewOn: addDays(today, 365), reasons: '' }}
      submitLabel="Decide"
      onClose={onClose}
      validate={({ reviewOn, reasons }) => ({
        ...(reviewOn === null ? { reviewOn: 'Give the day.' } : {}),
        ...(reasons.trim() === '' ? { reasons: 'Say why.' } : {}),
      })}
      onSubmit={async ({ decision, reviewOn, reasons }) => {
        const { contractorId } = file;
        const answer = await decide.run({ contractorId, decision, reviewOn: reviewOn ?? today, reasons });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text c="dimmed">{file.score.sentence}</Text>
          <Select
            label="Decision"
            data={[...classificationDecisions]}
            allowDeselect={false}
            value={form.values.decision}
            onChange={(value) =>
              form.set('decision', classificationDecisions.find((one) => one === value) ?? 'independent contractor')
            }
          />
          <Textarea label="Reasons" required autosize minRows={4} {...form.text('reasons')} data-autofocus />
          <DayInput label="Review by" lean="future" today={today} required {...form.field('reviewOn')} />
        </>
      )}
    />
  );
}
