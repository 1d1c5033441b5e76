import { TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import type { Device } from './provider-words.ts';

interface RenameDevicePanelProps {
  readonly device: Device;
  readonly onClose: () => void;
}

/** Gives a machine the name that people know it by. */
export function RenameDevicePanel({ device, onClose }: RenameDevicePanelProps) {
  const draftKey = `provider/rename/${device.deviceId}`;
  const rename = useCommand(api.provider.renameDevice, { draft: draftKey, say: 'Device renamed' });
  return (
    <FormPanel
      opened
      title={`Rename ${device.name}`}
      draftKey={draftKey}
      initial={{ name: device.name }}
      submitLabel="Rename"
      onClose={onClose}
      validate={({ name }) => (name.trim() === '' ? { name: 'Give the name.' } : {})}
      onSubmit={async ({ name }) => {
        const answer = await rename.run({ deviceId: device.deviceId, name: name.trim() });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => <TextInput label="Name" required {...form.text('name')} data-autofocus />}
    />
  );
}
