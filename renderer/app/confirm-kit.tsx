import { Text, TextInput } from '@mantine/core';
import { FormPanel } from '../components/form-panel.tsx';
import { api } from './client.ts';
import { useTakeStatus } from './take-status.ts';
import { useCommand } from './use-command.ts';

/** Confirms the recovery kit after the first start: its last group is typed from the paper. */
export function ConfirmKit({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const take = useTakeStatus();
  const confirm = useCommand(api.firm.confirmKit, { say: 'Recovery kit confirmed', onDone: take });
  return (
    <FormPanel
      opened={opened}
      onClose={onClose}
      title="Confirm the recovery kit"
      draftKey={null}
      initial={{ lastGroup: '' }}
      submitLabel="Confirm"
      onSubmit={async (values) => {
        const answer = await confirm.run(values);
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>Take the paper or the file that you kept, and type its last group of letters.</Text>
          <TextInput label="Last group of the kit" autoComplete="off" data-autofocus {...form.text('lastGroup')} />
        </>
      )}
    />
  );
}
