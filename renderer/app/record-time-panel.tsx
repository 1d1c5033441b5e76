import { Checkbox, Group, Textarea } from '@mantine/core';
import { DayInput } from '../components/day-input.tsx';
import { DurationInput } from '../components/duration-input.tsx';
import { FormPanel } from '../components/form-panel.tsx';
import { formatHours } from '../components/format-hours.ts';
import { type SearchOption, SearchSelect } from '../components/search-select.tsx';
import { useTimer } from '../desk/timer.ts';
import { api } from './client.ts';
import { findMatters } from './find.ts';
import { useCommand } from './use-command.ts';
import { useToday } from './use-status.ts';

interface RecordTimePanelProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly matterId?: string | undefined;
  readonly matterTitle?: string | undefined;
  /** What the timer ran. */
  readonly minutes?: number | undefined;
}

interface TimeValues {
  readonly matter: SearchOption | null;
  readonly workedOn: string | null;
  readonly minutes: number | null;
  readonly narrative: string;
  readonly billable: boolean;
}

/** Records time on a matter, from anywhere; from the timer with what it ran. */
export function RecordTimePanel({ opened, onClose, matterId, matterTitle, minutes }: RecordTimePanelProps) {
  const today = useToday();
  const draftKey = matterId === undefined ? 'time' : `time/${matterId}`;
  const record = useCommand(api.billing.recordTime, {
    draft: draftKey,
    say: (done) => `${formatHours(done.units * 6)} h recorded`,
  });
  const initial: TimeValues = {
    matter: matterId === undefined ? null : { value: matterId, label: matterTitle ?? '' },
    workedOn: today,
    minutes: minutes ?? null,
    narrative: '',
    billable: true,
  };
  return (
    <FormPanel
      opened={opened}
      onClose={onClose}
      title="Record time"
      draftKey={minutes === undefined ? draftKey : `${draftKey}/timer`}
      initial={initial}
      submitLabel="Record time"
      canRepeat
      validate={(values) => ({
        ...(values.matter === null ? { matter: 'Choose the matter.' } : {}),
        ...(values.workedOn === null ? { workedOn: 'Give the day.' } : {}),
        ...(values.minutes === null ? { minutes: 'Give the time worked.' } : {}),
      })}
      onSubmit={async (values) => {
        const answer = await record.run({
          matterId: values.matter?.value ?? '',
          workedOn: values.workedOn ?? '',
          minutes: values.minutes ?? 0,
          narrative: values.narrative,
          billable: values.billable,
        });
        if (!answer.ok) return answer.refusal;
        if (minutes !== undefined && useTimer.getState().timer?.matterId === values.matter?.value)
          useTimer.getState().clear();
        return null;
      }}
      fields={(form) => (
        <>
          <SearchSelect
            label="Matter"
            search={findMatters}
            required
            {...form.field('matter')}
            data-autofocus={matterId === undefined || undefined}
          />
          <Group grow gap="sm" align="flex-start">
            <DayInput label="Worked on" lean="past" today={today} required {...form.field('workedOn')} />
            <DurationInput
              label="Time"
              required
              {...form.field('minutes')}
              description={describeTenths(form.values.minutes)}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
            />
          </Group>
          <Textarea
            label="Narrative"
            placeholder="What was done, for the invoice"
            autosize
            minRows={3}
            {...form.text('narrative')}
            data-autofocus={matterId !== undefined || undefined}
          />
          <Checkbox label="Billable" {...form.check('billable')} />
        </>
      )}
    />
  );
}

function describeTenths(minutes: number | null): string | undefined {
  return minutes === null ? undefined : `Bills as ${formatHours(minutes)} h`;
}
