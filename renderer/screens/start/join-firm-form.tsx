import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useTakeStatus } from '../../app/take-status.ts';
import { useCommand } from '../../app/use-command.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { checkNewPassphrase } from './new-passphrase.ts';

const initial = { code: '', deviceName: 'This computer', passphrase: '', again: '' };

/** Joins a firm with an invitation code. */
export function JoinFirmForm() {
  const take = useTakeStatus();
  const enrol = useCommand(api.firm.enrol, { onDone: take });
  return (
    <DraftForm
      draftKey={null}
      initial={initial}
      submitLabel="Join the firm"
      validate={(values) => ({
        ...(values.code.trim() === '' ? { code: 'Paste the code you were given.' } : {}),
        ...checkNewPassphrase(values),
      })}
      onSubmit={async ({ again: _, ...values }) => {
        const answer = await enrol.run({ ...values, code: values.code.trim() });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Textarea
            label="Invitation code"
            required
            autosize
            minRows={3}
            maxRows={6}
            data-autofocus
            {...form.text('code')}
          />
          <TextInput label="Name of this machine" {...form.text('deviceName')} />
          <PasswordInput
            label="Passphrase for this machine"
            description="At least 10 characters."
            required
            autoComplete="new-password"
            {...form.text('passphrase')}
          />
          <PasswordInput label="Passphrase again" required autoComplete="new-password" {...form.text('again')} />
        </>
      )}
    />
  );
}
