import { PasswordInput, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';

interface HubPanelProps {
  readonly hubUrl: string | null;
  /** `firm`: an owner sets the hub up as its administrator. `device`: this device logs in with an account of its own. */
  readonly way: 'firm' | 'device';
  readonly onClose: () => void;
}

/** Connects the firm or this device to a hub. The password is kept by the data process alone and never in a draft. */
export function HubPanel({ hubUrl, way, onClose }: HubPanelProps) {
  const [password, setPassword] = useState('');
  const setHub = useCommand(way === 'firm' ? api.provider.setHub : api.provider.logInToHub, { say: 'Hub connected' });
  return (
    <FormPanel
      opened
      title={way === 'firm' ? 'Connect a hub' : 'Log in to the hub'}
      draftKey={`provider/hub/${way}`}
      initial={{ url: hubUrl ?? '', name: '', proxy: '', ca: '' }}
      submitLabel="Connect"
      onClose={onClose}
      validate={(values) => ({
        ...(/^https?:\/\//.test(values.url.trim())
          ? {}
          : { url: 'Give the address of the hub, beginning with https:// or http://.' }),
        ...(values.name.trim() === '' ? { name: 'Give the account.' } : {}),
      })}
      onSubmit={async ({ url, name, proxy, ca }) => {
        const answer = await setHub.run({ url: url.trim(), name: name.trim(), password, proxy: proxy.trim(), ca });
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
          <TextInput
            label="Account"
            description={way === 'firm' ? 'The administrator of the hub' : 'The one that an owner gave you'}
            autoComplete="off"
            required
            {...form.text('name')}
          />
          <PasswordInput
            label="Password"
            autoComplete="off"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={form.errors.password}
          />
          <TextInput label="Proxy" placeholder="http://proxy.example.com:3128" {...form.text('proxy')} />
          <Textarea
            label="Certificate of the hub’s authority"
            description="Only where the hub’s certificate is of an authority of your own: then no other is accepted. PEM."
            placeholder="-----BEGIN CERTIFICATE-----"
            minRows={3}
            {...form.text('ca')}
          />
          <Text size="sm" c="dimmed">
            {way === 'firm'
              ? 'Any server that speaks the CouchDB protocol. Its databases, accounts and rights are made; the administrator’s password is not kept. Everything is sealed before it leaves this machine.'
              : 'An owner gives you the account. It opens what your role may read.'}
          </Text>
        </>
      )}
    />
  );
}
