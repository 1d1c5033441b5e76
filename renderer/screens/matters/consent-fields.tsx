import { Group, Select, Textarea, TextInput } from '@mantine/core';
import { consentWays } from '../../../shared/events/sharing.ts';
import { client } from '../../app/client.ts';
import { DayInput } from '../../components/day-input.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';

export interface ConsentValues {
  readonly kind: 'client' | 'not needed';
  readonly consentedOn: string | null;
  readonly consentedBy: string;
  readonly how: (typeof consentWays)[number];
  readonly document: SearchOption | null;
  readonly note: string;
  /** Where a matter is given: what happened before this day is not. */
  readonly from: string | null;
}

/** A consent that nobody has typed yet. */
export function emptyConsent(today: string, clientName: string): ConsentValues {
  return {
    kind: 'client',
    consentedOn: today,
    consentedBy: clientName,
    how: 'in writing',
    document: null,
    note: '',
    from: null,
  };
}

/** What the data process is asked with. */
export function consentInput(values: ConsentValues, today: string) {
  return {
    kind: values.kind,
    consentedOn: values.consentedOn ?? today,
    consentedBy: values.kind === 'client' ? values.consentedBy : '',
    how: values.how,
    note: values.note,
    ...(values.document === null ? {} : { documentId: values.document.value }),
  };
}

/** Sentences for what cannot be sent as it is. */
export function checkConsent(values: ConsentValues) {
  return {
    ...(values.consentedOn === null ? { consentedOn: 'Give the day of the consent.' } : {}),
    ...(values.kind === 'client' && values.consentedBy.trim() === '' ? { consentedBy: 'Say who consented.' } : {}),
    ...(values.kind === 'not needed' && values.note.trim() === '' ? { note: 'Say why none is needed.' } : {}),
  };
}

/** The fields of a refusal as the form names them. */
export const consentFields: Readonly<Record<string, string>> = {
  'consent.consentedOn': 'consentedOn',
  'consent.consentedBy': 'consentedBy',
  'consent.documentId': 'document',
  'consent.note': 'note',
};

const kinds = [
  { value: 'client', label: 'The client consented' },
  { value: 'not needed', label: 'No consent is needed, because …' },
];

/** Who consented to work outside the firm, when, how, and the paper. */
export function ConsentFields({
  form,
  matterId,
  today,
}: {
  readonly form: FormHandle<ConsentValues>;
  readonly matterId: string;
  readonly today: string;
}) {
  const isClient = form.values.kind === 'client';
  const findPapers = async (text: string): Promise<SearchOption[]> => {
    const { rows } = await client.documents.listDocuments({ matterId, filter: text, limit: 12 });
    return rows.map((row) => ({ value: row.documentId, label: row.title }));
  };
  return (
    <>
      <Select
        label="Consent"
        data={kinds}
        allowDeselect={false}
        value={form.values.kind}
        onChange={(kind) => form.set('kind', kind === 'not needed' ? 'not needed' : 'client')}
        data-autofocus
      />
      <Group grow gap="sm" align="flex-start">
        {isClient && <TextInput label="By" required {...form.text('consentedBy')} />}
        <DayInput label="On" required lean="past" today={today} {...form.field('consentedOn')} />
        {isClient && (
          <Select
            label="How"
            data={[...consentWays]}
            allowDeselect={false}
            value={form.values.how}
            onChange={(how) => form.set('how', consentWays.find((way) => way === how) ?? 'in writing')}
          />
        )}
      </Group>
      {isClient && (
        <SearchSelect
          label="The paper"
          description="A document of this matter, where there is one"
          search={findPapers}
          {...form.field('document')}
        />
      )}
      <Textarea label={isClient ? 'Note' : 'Why none is needed'} autosize minRows={2} {...form.text('note')} />
    </>
  );
}
