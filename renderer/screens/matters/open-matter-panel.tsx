import { Autocomplete, Checkbox, Group, Loader, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api, client } from '../../app/client.ts';
import { findMembers } from '../../app/find.ts';
import { practiceAreas } from '../../app/practice-areas.ts';
import { useCommand } from '../../app/use-command.ts';
import { useMe, useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { FeeFields } from './fee-fields.tsx';
import { checkFee, describeFee, emptyFee, type FeeValues } from './fee-values.ts';

interface OpenMatterPanelProps {
  readonly onClose: () => void;
  /** The lead that it comes from, with its people. */
  readonly leadId?: string | undefined;
}

interface MatterValues extends FeeValues {
  readonly client: SearchOption | null;
  readonly title: string;
  readonly practiceArea: string;
  readonly description: string;
  readonly openedOn: string | null;
  readonly responsible: SearchOption | null;
  readonly withheld: boolean;
}

interface LeadBasis {
  readonly leadId: string;
  readonly name: string;
  readonly practiceArea: string;
  readonly summary: string;
  readonly confidential: boolean;
  readonly adverse: string;
}

/** Opens a matter with its fee agreement; from a lead it takes over client and people. */
export function OpenMatterPanel({ onClose, leadId }: OpenMatterPanelProps) {
  const lead = useQuery(
    api.intake.getLead.queryOptions({ input: { leadId: leadId ?? '' }, enabled: leadId !== undefined }),
  );
  if (leadId !== undefined && lead.data === undefined) {
    return (
      <SidePanel opened title="Open a matter" onClose={onClose}>
        {lead.isLoading ? <Loader size="sm" aria-label="Loading the lead" /> : lead.error?.message}
      </SidePanel>
    );
  }
  const adverse = lead.data?.parties.find((party) => party.role === 'adverse')?.name ?? '';
  return <OpenMatterForm onClose={onClose} lead={lead.data === undefined ? null : { ...lead.data, adverse }} />;
}

/** Clients first, then anybody the firm knows who becomes one. */
async function findClientOrParty(text: string): Promise<SearchOption[]> {
  const [clients, parties] = await Promise.all([
    client.office.listClients({ filter: text, limit: 8 }),
    client.office.listParties({ filter: text, limit: 8 }),
  ]);
  const known = new Set(clients.rows.map((row) => row.partyId));
  return [
    ...clients.rows.map((row) => ({
      value: `client/${row.clientId}`,
      label: row.name,
      detail: `client ${row.number}`,
    })),
    ...parties.rows
      .filter((row) => !known.has(row.partyId))
      .map((row) => ({ value: `party/${row.partyId}`, label: row.name, detail: 'becomes a client' })),
  ];
}

function OpenMatterForm({ onClose, lead }: { onClose: () => void; lead: LeadBasis | null }) {
  const [, go] = useLocation();
  const me = useMe();
  const today = useToday();
  const draftKey = lead === null ? 'matter' : `matter/lead/${lead.leadId}`;
  const open = useCommand(api.office.openMatter, {
    draft: draftKey,
    say: (done) => `Matter ${done.number} opened`,
    onDone: (done) => go(`/matters/${done.matterId}`),
  });
  const isAttorney = me?.role === 'owner' || me?.role === 'attorney';
  const initial: MatterValues = {
    ...emptyFee,
    client: lead === null ? null : { value: '', label: lead.name },
    title: lead === null ? '' : suggestTitle(lead),
    practiceArea: lead?.practiceArea ?? '',
    description: lead?.summary ?? '',
    openedOn: today,
    responsible: me !== null && isAttorney ? { value: me.memberId, label: me.name } : null,
    withheld: lead?.confidential ?? false,
  };
  return (
    <FormPanel
      opened
      onClose={onClose}
      title="Open a matter"
      width={720}
      draftKey={draftKey}
      initial={initial}
      submitLabel="Open the matter"
      validate={(values) => ({
        ...(values.client === null ? { client: 'Choose whose matter it is.' } : {}),
        ...(values.title.trim() === '' ? { title: 'Give the matter a title.' } : {}),
        ...(values.practiceArea.trim() === '' ? { practiceArea: 'Give the practice area.' } : {}),
        ...(values.openedOn === null ? { openedOn: 'Give the day.' } : {}),
        ...checkFee(values),
      })}
      onSubmit={async (values) => {
        const [kind, id] = (values.client?.value ?? '').split('/');
        const answer = await open.run({
          ...(lead === null ? {} : { leadId: lead.leadId }),
          ...(kind === 'client' && id !== undefined ? { clientId: id } : {}),
          ...(kind === 'party' && id !== undefined ? { clientPartyId: id } : {}),
          ...(values.responsible === null ? {} : { responsibleMemberId: values.responsible.value }),
          title: values.title,
          description: values.description,
          practiceArea: values.practiceArea,
          openedOn: values.openedOn ?? today,
          fee: describeFee(values),
          withheld: values.withheld,
        });
        if (answer.ok) return null;
        const fields = answer.refusal.fields.map((field) => formFields[field] ?? field);
        return { ...answer.refusal, fields };
      }}
      fields={(form) => (
        <>
          {lead === null ? (
            <SearchSelect label="Client" required search={findClientOrParty} data-autofocus {...form.field('client')} />
          ) : (
            <TextInput
              label="Client"
              value={lead.name}
              readOnly
              description="From the lead, with everybody named on it"
              error={form.errors.client}
            />
          )}
          <TextInput
            label="Title"
            required
            placeholder="Alder v. Birch"
            data-autofocus={lead !== null || undefined}
            {...form.text('title')}
          />
          <Group grow gap="sm" align="flex-start">
            <Autocomplete label="Practice area" required data={[...practiceAreas]} {...form.field('practiceArea')} />
            <DayInput label="Opened on" required today={today} lean="past" {...form.field('openedOn')} />
            <SearchSelect label="Responsible attorney" required search={findMembers} {...form.field('responsible')} />
          </Group>
          <FeeFields form={form} today={today} />
          <Textarea label="Description" autosize minRows={2} {...form.text('description')} />
          <Checkbox label="Confidential: keep names and narratives from the provider" {...form.check('withheld')} />
        </>
      )}
    />
  );
}

const formFields: Record<string, string> = {
  clientId: 'client',
  clientPartyId: 'client',
  leadId: 'client',
  responsibleMemberId: 'responsible',
  'fee.rateCents': 'rateCents',
  'fee.flatCents': 'flatCents',
  'fee.depositCents': 'depositCents',
};

/** "Alder v. Birch" where the other side is known, else the practice area. */
function suggestTitle(lead: LeadBasis): string {
  const last = (name: string): string => name.trim().split(/\s+/).at(-1) ?? name;
  return lead.adverse === ''
    ? `${last(lead.name)}, ${lead.practiceArea}`
    : `${last(lead.name)} v. ${last(lead.adverse)}`;
}
