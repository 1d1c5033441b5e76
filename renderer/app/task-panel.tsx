import { Checkbox, Group, Select, Textarea, TextInput } from '@mantine/core';
import { DayInput } from '../components/day-input.tsx';
import { FormPanel } from '../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../components/search-select.tsx';
import { api } from './client.ts';
import { findMatters, findMembers } from './find.ts';
import { useCommand } from './use-command.ts';
import { useMe, useToday } from './use-status.ts';

interface TaskPanelProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly matterId?: string | undefined;
  readonly matterTitle?: string | undefined;
}

type TaskKind = 'task' | 'callback' | 'deadline' | 'appointment';

interface TaskValues {
  readonly title: string;
  readonly kind: TaskKind;
  readonly dueOn: string | null;
  readonly urgent: boolean;
  readonly assignee: SearchOption | null;
  readonly matter: SearchOption | null;
  readonly note: string;
}

const kinds: readonly { value: TaskKind; label: string }[] = [
  { value: 'task', label: 'Task' },
  { value: 'deadline', label: 'Deadline' },
  { value: 'appointment', label: 'Appointment' },
  { value: 'callback', label: 'Callback' },
];

/** Adds a task, a deadline, an appointment or a callback, from anywhere. */
export function TaskPanel({ opened, onClose, matterId, matterTitle }: TaskPanelProps) {
  const me = useMe();
  const today = useToday();
  const draftKey = matterId === undefined ? 'task' : `task/${matterId}`;
  const add = useCommand(api.office.addTask, { draft: draftKey, say: 'Task added' });
  const initial: TaskValues = {
    title: '',
    kind: 'task',
    dueOn: today,
    urgent: false,
    assignee: me === null ? null : { value: me.memberId, label: me.name },
    matter: matterId === undefined ? null : { value: matterId, label: matterTitle ?? '' },
    note: '',
  };
  return (
    <FormPanel
      opened={opened}
      onClose={onClose}
      title="Add a task"
      draftKey={draftKey}
      initial={initial}
      submitLabel="Add"
      canRepeat
      validate={(values) => (values.title.trim() === '' ? { title: 'Say what has to be done.' } : {})}
      onSubmit={async (values) => {
        const answer = await add.run({
          title: values.title,
          note: values.note,
          kind: values.kind,
          urgent: values.urgent,
          ...(values.dueOn === null ? {} : { dueOn: values.dueOn }),
          ...(values.assignee === null ? {} : { assigneeMemberId: values.assignee.value }),
          ...(values.matter === null ? {} : { matterId: values.matter.value }),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <TextInput label="What" required data-autofocus {...form.text('title')} />
          <Group grow gap="sm" align="flex-start">
            <Select
              label="Kind"
              data={[...kinds]}
              allowDeselect={false}
              value={form.values.kind}
              onChange={(value) => form.set('kind', kinds.find((kind) => kind.value === value)?.value ?? 'task')}
            />
            <DayInput label="Due on" lean="future" today={today} {...form.field('dueOn')} />
          </Group>
          <SearchSelect label="For" search={findMembers} {...form.field('assignee')} />
          <SearchSelect label="Matter" search={findMatters} {...form.field('matter')} />
          <Textarea label="Note" autosize minRows={2} {...form.text('note')} />
          <Checkbox label="Urgent" {...form.check('urgent')} />
        </>
      )}
    />
  );
}
