import { Autocomplete, Button, Group, Select, Text, Textarea, TextInput } from '@mantine/core';
import type { z } from 'zod';
import type { matterSchema } from '../../../shared/contract/office.ts';
import { api } from '../../app/client.ts';
import { findMembers, findParties } from '../../app/find.ts';
import { type PartyRole, partyRoles } from '../../app/party-roles.ts';
import { practiceAreas } from '../../app/practice-areas.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { FeeFields } from './fee-fields.tsx';
import { checkFee, describeFee, type FeeValues, readFee } from './fee-values.ts';

export type Matter = z.infer<typeof matterSchema>;

interface PartyValue {
  readonly partyId: string;
  readonly name: string;
  readonly role: PartyRole;
}

interface AmendValues extends FeeValues {
  readonly title: string;
  readonly practiceArea: string;
  readonly description: string;
  readonly responsible: SearchOption | null;
  readonly parties: readonly PartyValue[];
}

/** Changes a matter's description, people or fee agreement. */
export function AmendMatterPanel({ matter, onClose }: { matter: Matter; onClose: () => void }) {
  const today = useToday();
  const draftKey = `matter/${matter.matterId}`;
  const amend = useCommand(api.office.amendMatter, { draft: draftKey, say: 'Matter saved' });
  const initial: AmendValues = {
    ...readFee(matter.fee),
    title: matter.title,
    practiceArea: matter.practiceArea,
    description: matter.description,
    responsible: { value: matter.responsibleMemberId, label: matter.responsibleName },
    parties: matter.parties.map((party) => ({
      ...party,
      role: partyRoles.find((role) => role === party.role) ?? 'other',
    })),
  };
  return (
    <FormPanel
      opened
      onClose={onClose}
      title={`Change ${matter.number}`}
      width={720}
      draftKey={draftKey}
      initial={initial}
      submitLabel="Save"
      validate={(values) => ({
        ...(values.title.trim() === '' ? { title: 'Give the matter a title.' } : {}),
        ...(values.responsible === null ? { responsible: 'Choose the attorney who answers for it.' } : {}),
        ...checkFee(values),
      })}
      onSubmit={async (values) => {
        const answer = await amend.run({
          matterId: matter.matterId,
          title: values.title,
          description: values.description,
          practiceArea: values.practiceArea,
          responsibleMemberId: values.responsible?.value ?? '',
          fee: describeFee(values),
          parties: values.parties.map(({ partyId, role }) => ({ partyId, role })),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <TextInput label="Title" required data-autofocus {...form.text('title')} />
          <Group grow gap="sm" align="flex-start">
            <Autocomplete label="Practice area" required data={[...practiceAreas]} {...form.field('practiceArea')} />
            <SearchSelect label="Responsible attorney" required search={findMembers} {...form.field('responsible')} />
          </Group>
          <FeeFields form={form} today={today} />
          <Textarea label="Description" autosize minRows={2} {...form.text('description')} />
          <Text size="sm" fw={600}>
            People
          </Text>
          {form.values.parties.map((party, place) => (
            <Group key={`${party.partyId}/${party.role}`} gap="sm" wrap="nowrap">
              <Text flex={1}>{party.name}</Text>
              <Select
                aria-label={`Role of ${party.name}`}
                data={[...partyRoles]}
                allowDeselect={false}
                value={party.role}
                onChange={(value) =>
                  form.set(
                    'parties',
                    form.values.parties.map((other, otherPlace) =>
                      otherPlace === place
                        ? { ...other, role: partyRoles.find((role) => role === value) ?? 'other' }
                        : other,
                    ),
                  )
                }
              />
              <Button
                variant="subtle"
                aria-label={`Remove ${party.name}`}
                onClick={() =>
                  form.set(
                    'parties',
                    form.values.parties.filter((_, otherPlace) => otherPlace !== place),
                  )
                }
              >
                Remove
              </Button>
            </Group>
          ))}
          <SearchSelect
            label="Add somebody"
            description="New people change what the conflict check has to search: run it again for them"
            search={findParties}
            value={null}
            onChange={(option) => {
              if (option !== null)
                form.set('parties', [
                  ...form.values.parties,
                  { partyId: option.value, name: option.label, role: 'adverse' },
                ]);
            }}
          />
        </>
      )}
    />
  );
}
