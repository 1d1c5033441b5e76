import { Group, Loader, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan } from '../../app/use-status.ts';
import { Facts } from '../../components/detail.tsx';
import { DraftForm } from '../../components/draft-form.tsx';
import { usStates } from '../../components/us-states.ts';

/** The firm's name and letterhead; those who manage the firm change it. */
export function FirmSection() {
  const profile = useQuery(api.firm.profile.queryOptions({ input: {} })).data;
  const canManage = useCan('firm.manage');
  const rename = useCommand(api.firm.rename, { draft: 'firm-profile', say: 'Letterhead saved' });
  if (profile === undefined) return <Loader size="sm" aria-label="Loading" />;
  if (!canManage) {
    return (
      <>
        <Facts
          facts={{
            Name: profile.name,
            State: profile.state,
            Address: profile.address,
            Telephone: profile.phone,
            'E-mail': profile.email,
          }}
        />
        <Text c="dimmed" mt="sm">
          Somebody who manages the firm can change it.
        </Text>
      </>
    );
  }
  return (
    <DraftForm
      key={JSON.stringify(profile)}
      draftKey="firm-profile"
      initial={profile}
      submitLabel="Save"
      validate={(values) => (values.name.trim() === '' ? { name: 'Give the firm’s name.' } : {})}
      onSubmit={async (values) => {
        const answer = await rename.run(values);
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Group grow gap="sm" align="flex-start">
            <TextInput label="Firm name" required {...form.text('name')} />
            <Select
              label="State"
              required
              searchable
              allowDeselect={false}
              data={[...usStates]}
              value={form.values.state}
              onChange={(state) => form.set('state', state ?? form.values.state)}
              error={form.errors.state}
            />
          </Group>
          <Textarea label="Address" autosize minRows={2} {...form.text('address')} />
          <Group grow gap="sm" align="flex-start">
            <TextInput label="Telephone" {...form.text('phone')} />
            <TextInput label="E-mail" {...form.text('email')} />
          </Group>
        </>
      )}
    />
  );
}
