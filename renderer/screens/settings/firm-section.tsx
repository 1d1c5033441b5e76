import { Group, Loader, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { timeZoneChoices } from '../../app/time-zones.ts';
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
            'Time zone': profile.timeZone || 'that of each computer',
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
          <Select
            label="Time zone"
            description="Due days, today, and the weeks of measures and forecasts are those of this zone on every computer."
            placeholder="That of each computer"
            searchable
            limit={40}
            data={timeZoneChoices(form.values.timeZone)}
            value={form.values.timeZone === '' ? null : form.values.timeZone}
            onChange={(zone) => form.set('timeZone', zone ?? form.values.timeZone)}
            error={form.errors.timeZone}
          />
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
