import { Text, Textarea } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import type { Provider } from './relations-words.ts';

/** Shares the forecast with the provider as it stands. */
export function PublishPanel({ provider, onClose }: { readonly provider: Provider; readonly onClose: () => void }) {
  const draftKey = `provider/publish/${provider.providerId}`;
  const publish = useCommand(api.forecast.publish, { draft: draftKey, say: 'Forecast shared' });
  return (
    <FormPanel
      opened
      title="Publish the forecast"
      draftKey={draftKey}
      initial={{ note: '' }}
      submitLabel="Publish"
      onClose={onClose}
      onSubmit={async ({ note }) => {
        const answer = await publish.run({ providerId: provider.providerId, note });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            {provider.name} sees these figures from now on. They are kept as they stand and measured against what comes.
          </Text>
          <Textarea
            label="What the provider should know"
            placeholder="A trial in March; two people on leave"
            autosize
            minRows={3}
            {...form.text('note')}
            data-autofocus
          />
        </>
      )}
    />
  );
}
