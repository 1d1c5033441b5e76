import { Alert, Text } from '@mantine/core';
import { api } from '../../app/client.ts';
import type { MatterSharing } from '../../app/sharing-words.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import type { Matter } from './amend-matter-panel.tsx';
import {
  ConsentFields,
  type ConsentValues,
  checkConsent,
  consentFields,
  consentInput,
  emptyConsent,
} from './consent-fields.tsx';

interface GivePanelProps {
  readonly matter: Matter;
  readonly sharing: MatterSharing;
  readonly onClose: () => void;
}

/** Gives a withheld matter to the people outside, after the consent is recorded. */
export function GiveMatterPanel({ matter, sharing, onClose }: GivePanelProps) {
  const today = useToday();
  const draftKey = `sharing/give/${matter.matterId}`;
  const give = useCommand(api.sharing.giveMatter, {
    draft: draftKey,
    say: ({ texts }) => (texts === 0 ? 'Given' : `Given, with ${texts} texts from before`),
  });
  const names = sharing.readers.map((reader) => reader.name).join(', ');
  return (
    <FormPanel<ConsentValues>
      opened
      title={`Give ${matter.number} to the people outside`}
      draftKey={draftKey}
      initial={emptyConsent(today, matter.clientName)}
      submitLabel="Give the matter"
      onClose={onClose}
      validate={checkConsent}
      onSubmit={async (values) => {
        const consent = consentInput(values, today);
        const from = values.from === null ? {} : { from: values.from };
        const answer = await give.run({ matterId: matter.matterId, consent, ...from });
        if (answer.ok) return null;
        return { ...answer.refusal, fields: answer.refusal.fields.map((field) => consentFields[field] ?? field) };
      }}
      fields={(form) => (
        <>
          <Alert color="blue" variant="light" p="sm">
            {names === ''
              ? 'Nobody outside reads anything at present. Whoever joins later will read this matter.'
              : `${names} will read its names, narratives and files in the workspaces they hold.`}{' '}
            What they have read cannot be taken back.
          </Alert>
          <ConsentFields form={form} matterId={matter.matterId} today={today} />
          <DayInput
            label="Share what happened from this day on"
            description="Empty: everything since the matter was opened, its lead and first call too"
            lean="past"
            today={today}
            {...form.field('from')}
          />
          <Text size="sm" c="dimmed">
            ABA Formal Opinion 08-451 asks for the client’s informed consent before confidential information goes to
            people outside the firm.
          </Text>
        </>
      )}
    />
  );
}

/** Records the consent of a matter that is shared already. */
export function ConsentPanel({ matter, onClose }: Omit<GivePanelProps, 'sharing'>) {
  const today = useToday();
  const draftKey = `sharing/consent/${matter.matterId}`;
  const record = useCommand(api.sharing.recordConsent, { draft: draftKey, say: 'Consent recorded' });
  return (
    <FormPanel<ConsentValues>
      opened
      title={`Consent for ${matter.number}`}
      draftKey={draftKey}
      initial={emptyConsent(today, matter.clientName)}
      submitLabel="Record the consent"
      onClose={onClose}
      validate={checkConsent}
      onSubmit={async (values) => {
        const answer = await record.run({ matterId: matter.matterId, consent: consentInput(values, today) });
        if (answer.ok) return null;
        return { ...answer.refusal, fields: answer.refusal.fields.map((field) => consentFields[field] ?? field) };
      }}
      fields={(form) => <ConsentFields form={form} matterId={matter.matterId} today={today} />}
    />
  );
}
