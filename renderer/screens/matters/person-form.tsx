import { Group, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { z } from 'zod';
import type { partyBodySchema } from '../../../shared/events/office.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';

export type PartyBody = z.infer<typeof partyBodySchema>;

const empty: PartyBody = {
  kind: 'person',
  name: '',
  otherNames: [],
  emails: [],
  phones: [],
  addresses: [],
  employer: '',
  note: '',
  related: [],
};

interface PersonFormProps {
  readonly onClose: () => void;
  /** Who is changed; a new one where absent. */
  readonly person?: { readonly partyId: string; readonly body: PartyBody };
}

/** Records a person or organisation, or changes one. Several of a thing: Enter after each. */
export function PersonForm({ onClose, person }: PersonFormProps) {
  const draftKey = person === undefined ? 'person' : `person/${person.partyId}`;
  const record = useCommand(api.office.recordParty, { draft: draftKey, say: 'Recorded' });
  const amend = useCommand(api.office.amendParty, { draft: draftKey, say: 'Saved' });
  return (
    <FormPanel
      opened
      onClose={onClose}
      title={person === undefined ? 'Record somebody' : 'Change the person'}
      draftKey={draftKey}
      initial={person?.body ?? empty}
      submitLabel={person === undefined ? 'Record' : 'Save'}
      validate={(values) => (values.name.trim() === '' ? { name: 'Give the name.' } : {})}
      onSubmit={async (party) => {
        const answer =
          person === undefined ? await record.run({ party }) : await amend.run({ partyId: person.partyId, party });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Group grow gap="sm" align="flex-start">
            <TextInput label="Name" required data-autofocus {...form.text('name')} />
            <Select
              label="Kind"
              allowDeselect={false}
              data={['person', 'organisation']}
              value={form.values.kind}
              onChange={(value) => form.set('kind', value === 'organisation' ? 'organisation' : 'person')}
            />
          </Group>
          <TagsInput
            label="Other names"
            description="Maiden name, former name, trade name"
            {...form.field('otherNames')}
          />
          <TagsInput label="Telephone" {...form.field('phones')} />
          <TagsInput label="E-mail" {...form.field('emails')} />
          <TagsInput label="Address" splitChars={[]} {...form.field('addresses')} />
          <TextInput label="Employer" {...form.text('employer')} />
          <Textarea label="Note" autosize minRows={2} {...form.text('note')} />
        </>
      )}
    />
  );
}
