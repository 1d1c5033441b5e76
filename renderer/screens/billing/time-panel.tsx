import { Button, Checkbox, Collapse, Group, Select, Textarea, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { findMatters, findMembers } from '../../app/find.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { DurationInput } from '../../components/duration-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { formatHours } from '../../components/format-hours.ts';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import type { TimeRow } from './billing-words.ts';
import { useCodes } from './use-codes.ts';

interface TimePanelProps {
  readonly opened: boolean;
  /** The entry to change; null records a new one. */
  readonly time: TimeRow | null;
  readonly onClose: () => void;
  /** Goes on to remove the entry. */
  readonly onRemove?: () => void;
}

interface TimeValues {
  readonly matter: SearchOption | null;
  readonly workedOn: string | null;
  readonly minutes: number | null;
  readonly narrative: string;
  readonly billable: boolean;
  readonly timekeeper: SearchOption | null;
  readonly rateCents: number | null;
  readonly taskCode: string | null;
  readonly activityCode: string | null;
}

/** Time worked, in tenths of an hour: recorded one after the other, or an unbilled entry changed. */
export function TimePanel({ opened, time, onClose, onRemove }: TimePanelProps) {
  const today = useToday();
  const draftKey = time === null ? 'billing/time' : `billing/time/${time.timeId}`;
  const record = useCommand(api.billing.recordTime, {
    draft: draftKey,
    say: (done) => `${formatHours(done.units * 6)} h recorded`,
  });
  const amend = useCommand(api.billing.amendTime, { draft: draftKey, say: 'Time changed' });
  return (
    <FormPanel<TimeValues>
      opened={opened}
      title={time === null ? 'Record time' : 'Change time'}
      draftKey={draftKey}
      initial={readTime(time, today)}
      submitLabel={time === null ? 'Record time' : 'Save'}
      canRepeat={time === null}
      aside={
        onRemove !== undefined && (
          <Button variant="subtle" color="red" onClick={onRemove}>
            Remove
          </Button>
        )
      }
      onClose={onClose}
      validate={(values) => ({
        ...(values.matter === null ? { matter: 'Choose the matter.' } : {}),
        ...(values.workedOn === null ? { workedOn: 'Give the day.' } : {}),
        ...(values.minutes === null ? { minutes: 'Give the time worked.' } : {}),
      })}
      onSubmit={async (values) => {
        const input = writeTime(values);
        const answer = await (time === null ? record.run(input) : amend.run({ timeId: time.timeId, ...input }));
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => <TimeFields form={form} today={today} isNew={time === null} />}
    />
  );
}

function TimeFields({ form, today, isNew }: { form: FormHandle<TimeValues>; today: string; isNew: boolean }) {
  const [isMore, setMore] = useState(!isNew);
  const codes = useCodes(isMore);
  return (
    <>
      <SearchSelect label="Matter" search={findMatters} required {...form.field('matter')} data-autofocus />
      <Group grow gap="sm" align="flex-start">
        <DayInput label="Worked on" lean="past" today={today} required {...form.field('workedOn')} />
        <DurationInput
          label="Time"
          required
          {...form.field('minutes')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={form.values.minutes === null ? undefined : `Bills as ${formatHours(form.values.minutes)} h`}
        />
      </Group>
      <Textarea
        label="Narrative"
        placeholder="What was done, for the invoice"
        autosize
        minRows={3}
        {...form.text('narrative')}
      />
      <Checkbox label="Billable" {...form.check('billable')} />
      {!isMore && (
        <UnstyledButton fz="sm" td="underline" onClick={() => setMore(true)}>
          For somebody else, at another rate, with codes
        </UnstyledButton>
      )}
      <Collapse expanded={isMore}>
        <Group grow gap="sm" align="flex-start" mb={12}>
          <SearchSelect label="Whose time" placeholder="My own" search={findMembers} {...form.field('timekeeper')} />
          <AmountInput label="Rate an hour" placeholder="As agreed" {...form.field('rateCents')} />
        </Group>
        <Group grow gap="sm" align="flex-start">
          <Select label="Task code" data={codes.tasks} searchable clearable {...form.field('taskCode')} />
          <Select label="Activity code" data={codes.activities} searchable clearable {...form.field('activityCode')} />
        </Group>
      </Collapse>
    </>
  );
}

function readTime(time: TimeRow | null, today: string): TimeValues {
  if (time === null) {
    return {
      matter: null,
      workedOn: today,
      minutes: null,
      narrative: '',
      billable: true,
      timekeeper: null,
      rateCents: null,
      taskCode: null,
      activityCode: null,
    };
  }
  return {
    matter: { value: time.matterId, label: time.matterTitle },
    workedOn: time.workedOn,
    minutes: time.minutes,
    narrative: time.narrative,
    billable: time.billable,
    timekeeper: { value: time.timekeeperMemberId, label: time.timekeeperName },
    rateCents: time.rateCents,
    taskCode: time.taskCode,
    activityCode: time.activityCode,
  };
}

function writeTime(values: TimeValues) {
  const { matter, workedOn, minutes, narrative, billable, timekeeper, rateCents, taskCode, activityCode } = values;
  return {
    matterId: matter?.value ?? '',
    workedOn: workedOn ?? '',
    minutes: minutes ?? 0,
    narrative,
    billable,
    ...(timekeeper === null ? {} : { timekeeperMemberId: timekeeper.value }),
    ...(rateCents === null ? {} : { rateCents }),
    ...(taskCode === null ? {} : { taskCode }),
    ...(activityCode === null ? {} : { activityCode }),
  };
}
