import { Select, Textarea, TextInput } from '@mantine/core';
import { momentKinds } from '../../../shared/domain/provider/feedback.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';

interface MomentValues {
  readonly kind: (typeof momentKinds)[number];
  readonly on: string | null;
  readonly nextOn: string | null;
  readonly title: string;
  readonly people: string;
  readonly note: string;
}

/** Notes a meeting, a thank-you or a team event, and when it goes on. */
export function MomentPanel({ providerId, onClose }: { readonly providerId: string; readonly onClose: () => void }) {
  const today = useToday();
  const draftKey = `provider/moment/${providerId}`;
  const note = useCommand(api.relationship.note, { draft: draftKey, say: 'Noted' });
  return (
    <FormPanel<MomentValues>
      opened
      title="Note a meeting or thanks"
      draftKey={draftKey}
      initial={{ kind: 'meeting', on: today, nextOn: null, title: '', people: '', note: '' }}
      submitLabel="Note"
      onClose={onClose}
      validate={({ title }) => (title.trim() === '' ? { title: 'Say what it was.' } : {})}
      onSubmit={async ({ on, nextOn, ...rest }) => {
        const answer = await note.run({
          providerId,
          ...rest,
          on: on ?? today,
          ...(nextOn === null ? {} : { nextOn }),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Select
            label="Kind"
            data={[...momentKinds]}
            allowDeselect={false}
            value={form.values.kind}
            onChange={(value) => form.set('kind', momentKinds.find((kind) => kind === value) ?? 'other')}
          />
          <TextInput label="What" placeholder="Monthly talk" required {...form.text('title')} data-autofocus />
          <DayInput label="Day" lean="past" required {...form.field('on')} />
          <TextInput label="Who" {...form.text('people')} />
          <Textarea label="Note" autosize minRows={3} {...form.text('note')} />
          <DayInput label="Next time" lean="future" {...form.field('nextOn')} />
        </>
      )}
    />
  );
}
