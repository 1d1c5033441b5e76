import { Group, PasswordInput, Select, Text, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { useFreshKit } from '../../app/fresh-kit.ts';
import { useAskStatus } from '../../app/take-status.ts';
import { zoneHere } from '../../app/time-zones.ts';
import { useCommand } from '../../app/use-command.ts';
import { DraftForm } from '../../components/draft-form.tsx';
import { usStates } from '../../components/us-states.ts';
import { checkNewPassphrase } from './new-passphrase.ts';

interface CreateValues {
  readonly firmName: string;
  readonly state: string | null;
  readonly ownerName: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly deviceName: string;
  readonly passphrase: string;
  readonly again: string;
}

const initial: CreateValues = {
  firmName: '',
  state: null,
  ownerName: '',
  address: '',
  phone: '',
  email: '',
  deviceName: 'This computer',
  passphrase: '',
  again: '',
};

/** Creates the firm. The recovery kit comes next. */
export function CreateFirmForm() {
  const show = useFreshKit((store) => store.show);
  const askStatus = useAskStatus();
  const create = useCommand(api.firm.create);
  return (
    <DraftForm
      draftKey={null}
      initial={initial}
      submitLabel="Create the firm"
      validate={(values) => ({
        ...(values.firmName.trim() === '' ? { firmName: 'Give the firm’s name.' } : {}),
        ...(values.state === null ? { state: 'Choose a state.' } : {}),
        ...(values.ownerName.trim() === '' ? { ownerName: 'Give the attorney’s name.' } : {}),
        ...checkNewPassphrase(values),
      })}
      onSubmit={async ({ again: _, state, ...values }) => {
        const answer = await create.run({ ...values, state: state ?? '', timeZone: zoneHere() });
        if (!answer.ok) return answer.refusal;
        show(answer.value.kitText);
        await askStatus();
        return null;
      }}
      fields={(form) => (
        <>
          <TextInput label="Firm name" required autoFocus data-autofocus {...form.text('firmName')} />
          <Group grow gap="sm" align="flex-start">
            <Select label="State" required searchable data={[...usStates]} {...form.field('state')} />
            <TextInput label="Attorney’s name" required {...form.text('ownerName')} />
          </Group>
          <Group grow gap="sm" align="flex-start">
            <PasswordInput label="Passphrase" required autoComplete="new-password" {...form.text('passphrase')} />
            <PasswordInput label="Passphrase again" required autoComplete="new-password" {...form.text('again')} />
          </Group>
          <Text size="xs" c="dimmed" mt={-4}>
            At least 10 characters; four words are easy to keep. Nobody can reset it: without it only the recovery kit
            opens the firm.
          </Text>
          <TextInput label="Address" placeholder="For the letterhead; can be added later" {...form.text('address')} />
          <Group grow gap="sm" align="flex-start">
            <TextInput label="Telephone" {...form.text('phone')} />
            <TextInput label="E-mail" {...form.text('email')} />
          </Group>
        </>
      )}
    />
  );
}
