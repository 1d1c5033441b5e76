import { Alert, PasswordInput, Radio, Stack, Text, Textarea } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useFreshKit } from '../../app/fresh-kit.ts';
import { useAskStatus } from '../../app/take-status.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';

interface RenewValues {
  readonly has: 'kit' | 'lost';
  readonly oldKitText: string;
  readonly passphrase: string;
}

/** Makes a new recovery kit: signed with the old one, which is void then, or beside one that was lost. */
export function RenewKitPanel({ onClose }: { readonly onClose: () => void }) {
  const show = useFreshKit((store) => store.show);
  const askStatus = useAskStatus();
  const renew = useCommand(api.firm.renewKit);
  return (
    <FormPanel<RenewValues>
      opened
      title="Make a new recovery kit"
      draftKey={null}
      initial={{ has: 'kit', oldKitText: '', passphrase: '' }}
      submitLabel="Make the kit"
      onClose={onClose}
      validate={({ has, oldKitText, passphrase }) => ({
        ...(has === 'kit' && oldKitText.trim() === '' ? { oldKitText: 'Type the groups of the kit.' } : {}),
        ...(passphrase === '' ? { passphrase: 'Give your passphrase.' } : {}),
      })}
      onSubmit={async ({ has, oldKitText, passphrase }) => {
        const answer = await renew.run({ passphrase, oldKitText: has === 'kit' ? oldKitText.trim() : '' });
        if (!answer.ok) {
          const fields = answer.refusal.fields.map((field) => (field === 'kitText' ? 'oldKitText' : field));
          return { ...answer.refusal, fields };
        }
        show(answer.value.kitText, has === 'kit' ? 'void' : 'good');
        await askStatus();
        return null;
      }}
      fields={(form) => (
        <>
          <Radio.Group
            label="The kit there is"
            value={form.values.has}
            onChange={(has) => form.set('has', has === 'lost' ? 'lost' : 'kit')}
          >
            <Stack gap={8} mt={4}>
              <Radio value="kit" label="I have it: it signs the new one, and is void then" />
              <Radio value="lost" label="It is lost" />
            </Stack>
          </Radio.Group>
          {form.values.has === 'kit' ? (
            <Textarea
              label="Groups of the kit"
              required
              autosize
              minRows={3}
              autoComplete="off"
              spellCheck={false}
              {...form.text('oldKitText')}
            />
          ) : (
            <Alert color="yellow" variant="light" p="sm">
              A lost kit stays good beside the new one: an owner alone cannot take away the firm’s last word. Whoever
              finds it can open the firm. Change where machines and backups lie if that is to be feared.
            </Alert>
          )}
          <PasswordInput
            label="Your passphrase"
            autoComplete="current-password"
            required
            {...form.text('passphrase')}
          />
          <Text size="sm" c="dimmed">
            The new kit is shown next, to be printed and confirmed by its last group.
          </Text>
        </>
      )}
    />
  );
}
