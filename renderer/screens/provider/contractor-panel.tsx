import { Checkbox, Group, MultiSelect, NumberInput, Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { entityTypes, formFor, taxForms } from '../../../shared/domain/provider/tax-form.ts';
import { api } from '../../app/client.ts';
import { findParties } from '../../app/find.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { usStates } from '../../components/us-states.ts';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { type Contractor, findDocuments } from './pay-words.ts';

interface ContractorValues {
  readonly party: SearchOption | null;
  readonly entity: Contractor['entity'];
  readonly form: Contractor['form'];
  readonly signedOn: string | null;
  readonly document: SearchOption | null;
  readonly isAttorney: boolean;
  readonly state: string;
  readonly termDays: number;
  readonly backupPercent: number;
  readonly interestPercent: number;
  readonly memberIds: readonly string[];
  readonly note: string;
}

function start(contractor: Contractor | null): ContractorValues {
  return {
    party: contractor === null ? null : { value: contractor.partyId, label: contractor.name },
    entity: contractor?.entity ?? 'individual',
    form: contractor?.form ?? 'none',
    signedOn: contractor?.signedOn ?? null,
    document: contractor?.formDocumentId ? { value: contractor.formDocumentId, label: 'The form on file' } : null,
    isAttorney: contractor?.isAttorney ?? false,
    state: contractor?.state ?? '',
    termDays: contractor?.termDays ?? 15,
    backupPercent: (contractor?.backupBasisPoints ?? 0) / 100,
    interestPercent: (contractor?.interestBasisPoints ?? 0) / 100,
    memberIds: contractor?.memberIds ?? [],
    note: contractor?.note ?? '',
  };
}

interface ContractorPanelProps {
  /** Null for a new one. */
  readonly contractor: Contractor | null;
  readonly onClose: () => void;
}

/** Registers a contractor, or changes what the register says. The taxpayer number stands in no draft. */
export function ContractorPanel({ contractor, onClose }: ContractorPanelProps) {
  const { go } = usePlace();
  const draftKey = `provider/contractor/${contractor?.contractorId ?? 'new'}`;
  const register = useCommand(api.pay.registerContractor, {
    draft: draftKey,
    say: 'Contractor registered',
    onDone: ({ id }) => go(`/provider/contractors/${id}`),
  });
  const amend = useCommand(api.pay.amendContractor, { draft: draftKey, say: 'Register changed' });
  return (
    <FormPanel<ContractorValues>
      opened
      title={contractor === null ? 'Register a contractor' : `Change ${contractor.name}`}
      draftKey={draftKey}
      initial={start(contractor)}
      submitLabel="Save"
      onClose={onClose}
      validate={({ party }) => (party === null ? { party: 'Choose the contractor, or type the name.' } : {})}
      onSubmit={async ({ party, signedOn, document, backupPercent, interestPercent, memberIds, ...rest }) => {
        const terms = {
          ...rest,
          ...(signedOn === null || rest.form === 'none' ? {} : { signedOn }),
          ...(document === null ? {} : { formDocumentId: document.value }),
          backupBasisPoints: Math.round(backupPercent * 100),
          interestBasisPoints: Math.round(interestPercent * 100),
          memberIds: [...memberIds],
        };
        const answer =
          contractor === null
            ? await register.run({
                ...terms,
                ...(party?.value ? { partyId: party.value } : { name: party?.label ?? '' }),
              })
            : await amend.run({ ...terms, contractorId: contractor.contractorId });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => <ContractorFields form={form} isNew={contractor === null} />}
    />
  );
}

function ContractorFields({ form, isNew }: { readonly form: FormHandle<ContractorValues>; readonly isNew: boolean }) {
  const members = useQuery(api.office.listMembers.queryOptions({ input: {} }));
  const outside = (members.data?.rows ?? []).filter((row) => row.outside && row.active);
  const percent = (name: 'backupPercent' | 'interestPercent', field: string) => ({
    value: form.values[name],
    onChange: (value: string | number) => form.set(name, typeof value === 'number' ? value : 0),
    error: form.errors[field],
    min: 0,
    max: 100,
    decimalScale: 2,
    suffix: ' %',
  });
  return (
    <>
      {isNew && (
        <SearchSelect
          label="Contractor"
          placeholder="Name of the person or company"
          search={findParties}
          allowNew
          newLabel="New"
          required
          {...form.field('party')}
          error={form.errors['party'] ?? form.errors['name'] ?? form.errors['partyId']}
          data-autofocus
        />
      )}
      <Group grow align="flex-start">
        <Select
          label="Taxed as"
          data={[...entityTypes]}
          allowDeselect={false}
          value={form.values.entity}
          onChange={(value) => form.set('entity', entityTypes.find((one) => one === value) ?? 'individual')}
        />
        <Select
          label="State"
          searchable
          clearable
          data={[...usStates]}
          value={form.values.state === '' ? null : form.values.state}
          onChange={(value) => form.set('state', value ?? '')}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label="Tax form"
          description={`They give Form ${formFor(form.values.entity)}`}
          data={[...taxForms]}
          allowDeselect={false}
          value={form.values.form}
          onChange={(value) => form.set('form', taxForms.find((one) => one === value) ?? 'none')}
          error={form.errors['form']}
        />
        <DayInput
          label="Signed on"
          description="As it stands on the form"
          lean="past"
          disabled={form.values.form === 'none'}
          {...form.field('signedOn')}
        />
      </Group>
      <SearchSelect
        label="Where the form is filed"
        placeholder="A document of the firm"
        search={findDocuments}
        {...form.field('document')}
        error={form.errors['document'] ?? form.errors['formDocumentId']}
      />
      <Checkbox
        label="Paid for legal services (reported also where it is a corporation)"
        {...form.check('isAttorney')}
      />
      <Group grow align="flex-start">
        <NumberInput
          label="Days to pay"
          value={form.values.termDays}
          onChange={(value) => form.set('termDays', typeof value === 'number' ? value : 15)}
          error={form.errors['termDays']}
          min={0}
          allowDecimal={false}
        />
        <NumberInput label="Interest if late" {...percent('interestPercent', 'interestBasisPoints')} />
        <NumberInput label="Backup withholding" {...percent('backupPercent', 'backupBasisPoints')} />
      </Group>
      <MultiSelect
        label="Who acts for them in Annex"
        description="They see this contractor’s invoices and payments, and no others"
        data={outside.map((row) => ({ value: row.memberId, label: row.name }))}
        value={[...form.values.memberIds]}
        onChange={(value) => form.set('memberIds', value)}
        error={form.errors['memberIds']}
      />
      <Textarea label="Note, for the firm alone" autosize minRows={2} {...form.text('note')} />
    </>
  );
}
