import { PasswordInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';

interface HubPanelProps {
  readonly hubUrl: string | null;
  readonly onClose: () => void;
}

/** Connects the firm to a hub. The password is kept by the data process alone and never in a draft. */
export function HubPanel({ hubUrl, onClose }: HubPanelProps) {
  const [password, setPassword] = useState('');
  const setHub = useCommand(api.provider.setHub, { say: 'Hub connected' });
  return (
    <FormPanel
      opened
      title="Connect a hub"
      draftKey="provider/hub"
      initial={{ url: hubUrl ?? '', name: '' }}
      submitLabel="Connect"
      onClose={onClose}
      validate={(values) => ({
        ...(/^https?:\/\//.test(values.url.trim())
          ? {}
          : { url: 'Give the address of the hub, beginning with https:// or http://.' }),
        ...(values.name.trim() === '' ? { name: 'Give the account.' } : {}),
      })}
      onSubmit={async ({ url, name }) => {
        const answer = await setHub.run({ url: url.trim(), name: name.trim(), password });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <TextInput
            label="Address"
            placeholder="https://hub.example.com"
            required
            {...form.text('url')}
            data-autofocus
          />
          <TextInput label="Account" autoComplete="off" required {...form.text('name')} />
          <PasswordInput
            label="Password"
            autoComplete="off"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={form.errors.password}
          />
          <Text size="sm" c="dimmed">
            Any server that speaks the CouchDB protocol. Its databases are made where the account may. Everything is
            sealed before it leaves this machine.
          </Text>
        </>
      )}
    />
  );
}
