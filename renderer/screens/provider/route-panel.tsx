import { Checkbox, Text, Textarea, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import type { SyncStatus } from './provider-words.ts';

interface RoutePanelProps {
  readonly status: SyncStatus;
  readonly url: string;
  readonly onClose: () => void;
}

/** This device's way to the hub. What is not touched stays: a proxy's password is never shown, nor kept in a draft. */
export function RoutePanel({ status, url, onClose }: RoutePanelProps) {
  const change = useCommand(api.provider.setHubRoute, { say: 'The way to the hub was changed' });
  return (
    <FormPanel
      opened
      title="The way to the hub"
      draftKey={null}
      initial={{ url, proxy: status.proxy, ca: '', isCaDropped: false }}
      submitLabel="Change"
      onClose={onClose}
      validate={(values) => ({
        ...(/^https?:\/\//.test(values.url.trim())
          ? {}
          : { url: 'Give the address of the hub, beginning with https:// or http://.' }),
      })}
      onSubmit={async (values) => {
        const proxy = values.proxy.trim();
        const ca = values.isCaDropped ? '' : values.ca.trim();
        const answer = await change.run({
          url: values.url.trim(),
          ...(proxy === status.proxy ? {} : { proxy }),
          ...(ca === '' && !values.isCaDropped ? {} : { ca }),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <TextInput
            label="Address of the hub"
            description="The same hub at another address. For another hub, set it up or log in there."
            required
            {...form.text('url')}
            data-autofocus
          />
          <TextInput
            label="Proxy"
            description="Empty for none. With a login: http://name:password@proxy.example.com:3128"
            placeholder="http://proxy.example.com:3128"
            {...form.text('proxy')}
          />
          <Textarea
            label={status.pinnedCa === null ? 'Certificate of the hub’s authority' : 'Another authority'}
            description="Only where the hub’s certificate is of an authority of your own: then no other is accepted. PEM."
            placeholder="-----BEGIN CERTIFICATE-----"
            autosize
            minRows={3}
            maxRows={8}
            {...form.text('ca')}
          />
          {status.pinnedCa !== null && (
            <Checkbox
              label={`Trust every authority of this computer again, not ${status.pinnedCa.subject} alone`}
              {...form.check('isCaDropped')}
            />
          )}
          <Text size="sm" c="dimmed">
            This is for this computer alone. If the way does not work, changes wait here, and it can be changed again.
          </Text>
        </>
      )}
    />
  );
}
