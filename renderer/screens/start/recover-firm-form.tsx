import { Group, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useTakeStatus } from '../../app/take-status.ts';
import { useCommand } from '../../app/use-command.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { checkNewPassphrase } from './new-passphrase.ts';

const initial = {
  kitText: '',
  url: '',
  name: '',
  password: '',
  proxy: '',
  ca: '',
  deviceName: 'This computer',
  passphrase: '',
  again: '',
};

/** Starts a firm on an empty machine from its hub and its recovery kit. */
export function RecoverFirmForm() {
  const take = useTakeStatus();
  const recover = useCommand(api.firm.recover, { onDone: take });
  const [hasRoute, setRoute] = useState(false);
  return (
    <DraftForm
      draftKey={null}
      initial={initial}
      submitLabel="Recover the firm"
      validate={(values) => ({
        ...(values.kitText.trim() === '' ? { kitText: 'Type the groups of the kit, row by row.' } : {}),
        ...(/^https?:\/\//.test(values.url.trim())
          ? {}
          : { url: 'Give the address of the hub, beginning with https:// or http://.' }),
        ...(values.name.trim() === '' ? { name: 'Give the account.' } : {}),
        ...(values.password === '' ? { password: 'Give the password.' } : {}),
        ...checkNewPassphrase(values),
      })}
      onSubmit={async ({ again: _, ...values }) => {
        const answer = await recover.run({
          ...values,
          url: values.url.trim(),
          name: values.name.trim(),
          kitText: values.kitText.trim(),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Textarea
            label="Recovery kit"
            description="Twelve groups of eight characters, in order. Spaces, dashes and small letters do not matter."
            required
            autosize
            minRows={3}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            {...form.text('kitText')}
          />
          <TextInput label="Address of the hub" placeholder="https://hub.example.com" required {...form.text('url')} />
          <Group grow gap="sm" align="flex-start">
            <TextInput
              label="Account at the hub"
              description="Its administrator, or an owner’s account"
              autoComplete="off"
              required
              {...form.text('name')}
            />
            <PasswordInput
              label="Password of the account"
              description="For this account alone"
              autoComplete="off"
              required
              {...form.text('password')}
            />
          </Group>
          <Switch
            label="The way to the hub needs a proxy or an authority of its own"
            checked={hasRoute}
            onChange={(event) => setRoute(event.currentTarget.checked)}
          />
          {hasRoute && (
            <>
              <TextInput label="Proxy" placeholder="http://proxy.example.com:3128" {...form.text('proxy')} />
              <Textarea
                label="Certificate of the hub’s authority"
                placeholder="-----BEGIN CERTIFICATE-----"
                minRows={3}
                {...form.text('ca')}
              />
            </>
          )}
          <TextInput label="Name of this machine" {...form.text('deviceName')} />
          <Group grow gap="sm" align="flex-start">
            <PasswordInput
              label="New passphrase"
              description="At least 10 characters"
              required
              autoComplete="new-password"
              {...form.text('passphrase')}
            />
            <PasswordInput
              label="New passphrase again"
              description="The same once more"
              required
              autoComplete="new-password"
              {...form.text('again')}
            />
          </Group>
        </>
      )}
    />
  );
}
