import { Textarea, TextInput } from '@mantine/core';
import { api } from '../../app/client.ts';
import { findParties } from '../../app/find.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';

interface EngageValues {
  readonly party: SearchOption | null;
  readonly engagedOn: string | null;
  readonly contactName: string;
  readonly note: string;
}

/** Records a provider: somebody the firm knows, or a new organisation. */
export function EngagePanel({ onClose }: { readonly onClose: () => void }) {
  const { go } = usePlace();
  const today = useToday();
  const draftKey = 'provider/engage';
  const engage = useCommand(api.agreement.engage, {
    draft: draftKey,
    say: 'Provider recorded',
    onDone: ({ id }) => go(`/provider/agreement/${id}`),
  });
  const initial: EngageValues = { party: null, engagedOn: today, contactName: '', note: '' };
  return (
    <FormPanel<EngageValues>
      opened
      title="Engage a provider"
      draftKey={draftKey}
      initial={initial}
      submitLabel="Record the provider"
      onClose={onClose}
      validate={({ party, engagedOn }) => ({
        ...(party === null ? { party: 'Choose the provider, or type its name.' } : {}),
        ...(engagedOn === null ? { engagedOn: 'Give the day.' } : {}),
      })}
      onSubmit={async ({ party, engagedOn, contactName, note }) => {
        const answer = await engage.run({
          ...(party?.value ? { partyId: party.value } : { name: party?.label ?? '' }),
          engagedOn: engagedOn ?? today,
          contactName,
          note,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <SearchSelect
            label="Provider"
            placeholder="Name of the company or contractor"
            search={findParties}
            allowNew
            newLabel="New organisation"
            required
            {...form.field('party')}
            error={form.errors.party ?? form.errors.name ?? form.errors.partyId}
            data-autofocus
          />
          <DayInput label="Works for the firm since" lean="past" required {...form.field('engagedOn')} />
          <TextInput label="Whom to ask there" {...form.text('contactName')} />
          <Textarea label="Note" autosize minRows={2} {...form.text('note')} />
        </>
      )}
    />
  );
}
