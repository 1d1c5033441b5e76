import { Text, Textarea } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import { formatMonth } from '../../components/periods.ts';
import { GradeInput } from './grade-input.tsx';

interface CardPanelProps {
  readonly providerId: string;
  readonly month: string;
  readonly onClose: () => void;
}

/** Issues a month's scorecard as it stands. */
export function IssueCardPanel({ providerId, month, onClose }: CardPanelProps) {
  const draftKey = `provider/card/${providerId}/${month}`;
  const issue = useCommand(api.scorecard.issue, { draft: draftKey, say: 'Scorecard issued' });
  return (
    <FormPanel
      opened
      title={`Issue the scorecard of ${formatMonth(month)}`}
      draftKey={draftKey}
      initial={{ note: '' }}
      submitLabel="Issue"
      onClose={onClose}
      onSubmit={async ({ note }) => {
        const answer = await issue.run({ providerId, month, note });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>The figures are kept as they stand now; what arrives later changes the living scorecard alone.</Text>
          <Textarea label="What to talk about" autosize minRows={3} {...form.text('note')} data-autofocus />
        </>
      )}
    />
  );
}

/** The provider's grades of the firm. */
export function RateFirmPanel({ providerId, month, onClose }: CardPanelProps) {
  const draftKey = `provider/firm-grades/${providerId}/${month}`;
  const rate = useCommand(api.scorecard.rateFirm, { draft: draftKey, say: 'Graded' });
  return (
    <FormPanel
      opened
      title={`Grade the firm for ${formatMonth(month)}`}
      draftKey={draftKey}
      initial={{ briefClarity: 3, responseTime: 3, payment: 3, note: '' }}
      submitLabel="Grade"
      onClose={onClose}
      onSubmit={async (values) => {
        const answer = await rate.run({ providerId, month, ...values });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <GradeInput label="Clear briefs" {...form.field('briefClarity')} />
          <GradeInput label="Time to answer" {...form.field('responseTime')} />
          <GradeInput label="Payment" {...form.field('payment')} />
          <Textarea label="In words" autosize minRows={3} {...form.text('note')} />
        </>
      )}
    />
  );
}
