import { PasswordInput, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useFreshJoin } from '../../app/fresh-join.ts';
import { useTakeStatus } from '../../app/take-status.ts';
import { useCommand } from '../../app/use-command.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { type GivenInvitation, InvitationInput } from './invitation-input.tsx';
import { checkNewPassphrase } from './new-passphrase.ts';

const nothing: GivenInvitation = { code: '', file: null };
const initial = { invitation: nothing, deviceName: 'This computer', passphrase: '', again: '' };

/** Joins a firm with an invitation: a code, a file or a QR. */
export function JoinFirmForm() {
  const take = useTakeStatus();
  const joinedByFile = useFreshJoin((store) => store.joinedByFile);
  const enrol = useCommand(api.firm.enrol);
  return (
    <DraftForm
      draftKey={null}
      initial={initial}
      submitLabel="Join the firm"
      validate={(values) => ({
        ...(values.invitation.file === null && values.invitation.code.trim() === ''
          ? { invitation: 'Paste the code you were given, or open the file.' }
          : {}),
        ...checkNewPassphrase(values),
      })}
      onSubmit={async ({ invitation, deviceName, passphrase }) => {
        const code = invitation.file?.text ?? invitation.code.trim();
        const answer = await enrol.run({ code, deviceName, passphrase });
        if (!answer.ok) {
          const fields = answer.refusal.fields.map((field) => (field === 'code' ? 'invitation' : field));
          return { ...answer.refusal, fields };
        }
        if (invitation.file !== null) joinedByFile();
        take(answer.value);
        return null;
      }}
      fields={(form) => (
        <>
          <InvitationInput
            value={form.values.invitation}
            onChange={(invitation) => form.set('invitation', invitation)}
            error={form.errors.invitation}
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
