import { PasswordInput, Stack, Switch } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useTakeStatus } from '../../app/take-status.ts';
import { useCommand } from '../../app/use-command.ts';
import { useStatus } from '../../app/use-status.ts';
import { DraftForm } from '../../components/draft-form.tsx';

const shortest = 10;

/** Changes the passphrase; keeps the secret in the system's keychain where there is one. */
export function PassphraseSection() {
  const status = useStatus();
  const take = useTakeStatus();
  const change = useCommand(api.firm.changePassphrase, { say: 'Passphrase changed', onDone: take });
  const remember = useCommand(api.firm.rememberInKeychain, { onDone: take });
  const isElectron = location.protocol === 'app:';
  return (
    <Stack gap="md">
      <DraftForm
        draftKey={null}
        initial={{ oldPassphrase: '', newPassphrase: '', again: '' }}
        submitLabel="Change the passphrase"
        validate={(values) => ({
          ...(values.oldPassphrase === '' ? { oldPassphrase: 'Give the passphrase you use now.' } : {}),
          ...(values.newPassphrase.length < shortest ? { newPassphrase: `Use at least ${shortest} characters.` } : {}),
          ...(values.again !== values.newPassphrase ? { again: 'The two are not the same. Type it again.' } : {}),
        })}
        onSubmit={async ({ again: _, ...values }) => {
          const answer = await change.run(values);
          return answer.ok ? null : answer.refusal;
        }}
        fields={(form) => (
          <>
            <PasswordInput label="Passphrase now" autoComplete="current-password" {...form.text('oldPassphrase')} />
            <PasswordInput
              label="New passphrase"
              description="At least 10 characters. Four words are easy to keep."
              autoComplete="new-password"
              {...form.text('newPassphrase')}
            />
            <PasswordInput label="New passphrase again" autoComplete="new-password" {...form.text('again')} />
          </>
        )}
      />
      {isElectron && (
        <Switch
          label="Unlock with this system’s keychain"
          description="Saves typing. The passphrase and the recovery kit always open the firm."
          checked={status?.hasKeychain ?? false}
          disabled={remember.isRunning}
          onChange={(event) => void remember.run({ on: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}
