import { PasswordInput, Textarea } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useTakeStatus } from '../../app/take-status.ts';
import { useCommand } from '../../app/use-command.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { checkNewPassphrase } from './new-passphrase.ts';

const initial = { kitText: '', passphrase: '', again: '' };

/** Opens the vault with the recovery kit and sets a new passphrase. */
export function KitUnlockForm({ onBack }: { onBack: () => void }) {
  const take = useTakeStatus();
  const unlock = useCommand(api.firm.unlockWithKit, { onDone: take });
  return (
    <DraftForm
      draftKey={null}
      initial={initial}
      submitLabel="Open with the kit"
      onCancel={onBack}
      validate={(values) => ({
        ...(values.kitText.trim() === '' ? { kitText: 'Type the groups of the kit.' } : {}),
        ...checkNewPassphrase(values),
      })}
      onSubmit={async (values) => {
        const answer = await unlock.run({ kitText: values.kitText.trim(), newPassphrase: values.passphrase });
        if (answer.ok) return null;
        const fields = answer.refusal.fields.map((field) => (field === 'newPassphrase' ? 'passphrase' : field));
        return { ...answer.refusal, fields };
      }}
      fields={(form) => (
        <>
          <Textarea
            label="Recovery kit"
            required
            autosize
            minRows={3}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            {...form.text('kitText')}
          />
          <PasswordInput
            label="New passphrase"
            description="At least 10 characters."
            required
            autoComplete="new-password"
            {...form.text('passphrase')}
          />
          <PasswordInput label="New passphrase again" required autoComplete="new-password" {...form.text('again')} />
        </>
      )}
    />
  );
}
