import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDay } from '../../../shared/domain/day.ts';
import type { Refusal } from '../../../shared/domain/refusal.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import type { Action } from './scorecard-words.ts';

interface ActionValues {
  readonly rootCause: string;
  readonly fix: string;
  readonly sopChange: string;
  readonly dueOn: string | null;
}

/** Opens a corrective action. */
export function OpenActionPanel({
  providerId,
  onClose,
}: {
  readonly providerId: string;
  readonly onClose: () => void;
}) {
  const draftKey = `provider/action/${providerId}`;
  const open = useCommand(api.scorecard.openAction, { draft: draftKey, say: 'Corrective action opened' });
  return (
    <FormPanel<ActionValues>
      opened
      title="Open a corrective action"
      draftKey={draftKey}
      initial={{ rootCause: '', fix: '', sopChange: '', dueOn: null }}
      submitLabel="Open"
      onClose={onClose}
      validate={({ rootCause, fix, dueOn }) => ({
        ...(rootCause.trim() === '' ? { rootCause: 'Say why it happened.' } : {}),
        ...(fix.trim() === '' ? { fix: 'Say what will be done.' } : {}),
        ...(dueOn === null ? { dueOn: 'Give the day.' } : {}),
      })}
      onSubmit={async ({ dueOn, ...words }) => {
        const answer = await open.run({ providerId, dueOn: dueOn ?? '', ...words });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <TextInput label="Root cause" required {...form.text('rootCause')} data-autofocus />
          <TextInput label="Fix" required {...form.text('fix')} />
          <TextInput label="Change of an SOP" {...form.text('sopChange')} />
          <DayInput label="Due" lean="future" required {...form.field('dueOn')} />
        </>
      )}
    />
  );
}

/** One corrective action, and the step that comes next. */
export function ActionPanel({ action, onClose }: { readonly action: Action; readonly onClose: () => void }) {
  const canFinish = useCan('work.deliver');
  const canVerify = useCan('work.order');
  const finish = useCommand(api.scorecard.finishAction, { say: 'Noted as done' });
  const verify = useCommand(api.scorecard.verifyAction, { say: 'Verified' });
  const [words, setWords] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const end = (answer: { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }): void => {
    if (answer.ok) onClose();
    else setRefusal(answer.refusal);
  };
  const { actionId } = action;
  const check = async (isEffective: boolean): Promise<void> =>
    end(await verify.run({ actionId, isEffective, note: words }));
  const mayAct = (action.state === 'open' && canFinish) || (action.state === 'done' && canVerify);
  return (
    <SidePanel opened title="Corrective action" onClose={onClose}>
      <Stack gap={12}>
        <FactList
          facts={{
            'Root cause': action.rootCause,
            Fix: action.fix,
            'Change of an SOP': action.sopChange,
            Order: action.orderNumber,
            Due: formatDay(action.dueOn),
            'Opened by': action.openedBy,
            Done: action.doneOn === null ? '' : `${formatDay(action.doneOn)} ${action.what}`,
            'Looked at': action.verifiedOn === null ? '' : `${formatDay(action.verifiedOn)} ${action.verifyNote}`,
          }}
        />
        {refusal !== null && (
          <Text c="var(--annex-danger)" role="alert">
            {refusal.sentence}
          </Text>
        )}
        {mayAct && (
          <Textarea
            label={action.state === 'open' ? 'What was done' : 'What you saw'}
            autosize
            minRows={2}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
        {mayAct && (
          <Group justify="flex-end" gap="sm">
            {action.state === 'open' ? (
              <Button onClick={async () => end(await finish.run({ actionId, what: words }))}>Done</Button>
            ) : (
              <>
                <Button variant="default" onClick={() => void check(false)}>
                  It did not work
                </Button>
                <Button onClick={() => void check(true)}>It works</Button>
              </>
            )}
          </Group>
        )}
      </Stack>
    </SidePanel>
  );
}
