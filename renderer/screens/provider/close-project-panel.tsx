import { ActionIcon, Button, Group, MultiSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { findMembers } from '../../app/find.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { GradeInput } from './grade-input.tsx';
import type { Provider } from './relations-words.ts';

interface OpenEnd {
  readonly key: string;
  readonly text: string;
  readonly to: SearchOption | null;
}

interface CloseValues {
  readonly title: string;
  readonly orderIds: readonly string[];
  readonly closedOn: string | null;
  readonly grade: number;
  readonly delivered: string;
  readonly lessons: string;
  readonly openEnds: readonly OpenEnd[];
  readonly accessEndedOn: string | null;
}

/** Closes a one-time project. */
export function CloseProjectPanel({
  provider,
  onClose,
}: {
  readonly provider: Provider;
  readonly onClose: () => void;
}) {
  const today = useToday();
  const { providerId } = provider;
  const draftKey = `provider/close/${providerId}`;
  const close = useCommand(api.relationship.closeProject, { draft: draftKey, say: 'Project closed' });
  const initial: CloseValues = {
    title: '',
    orderIds: [],
    closedOn: today,
    grade: 4,
    delivered: '',
    lessons: '',
    openEnds: [],
    accessEndedOn: null,
  };
  return (
    <FormPanel<CloseValues>
      opened
      title="Close a project"
      width={560}
      draftKey={draftKey}
      initial={initial}
      submitLabel="Close the project"
      onClose={onClose}
      validate={({ title, openEnds }) => ({
        ...(title.trim() === '' ? { title: 'Name the project.' } : {}),
        ...(openEnds.some((end) => end.text.trim() === '' || end.to === null)
          ? { openEnds: 'Each open end says what it is and who carries it on.' }
          : {}),
      })}
      onSubmit={async ({ closedOn, accessEndedOn, openEnds, orderIds, ...rest }) => {
        const answer = await close.run({
          providerId,
          ...rest,
          orderIds: [...orderIds],
          closedOn: closedOn ?? today,
          ...(accessEndedOn === null ? {} : { accessEndedOn }),
          openEnds: openEnds.map((end) => ({ text: end.text, toMemberId: end.to?.value ?? '' })),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => <CloseFields form={form} providerId={providerId} />}
    />
  );
}

function CloseFields({ form, providerId }: { readonly form: FormHandle<CloseValues>; readonly providerId: string }) {
  const orders = useQuery(
    api.relationship.listProjectOrders.queryOptions({ input: { providerId, limit: 500, descending: true } }),
  );
  return (
    <>
      <TextInput label="Project" required {...form.text('title')} data-autofocus />
      <MultiSelect
        label="Work orders"
        required
        searchable
        data={(orders.data?.rows ?? []).map((row) => ({
          value: row.orderId,
          label: `${row.number} ${row.title} (${row.state})`,
        }))}
        value={[...form.values.orderIds]}
        onChange={(orderIds) => form.set('orderIds', orderIds)}
        error={form.errors.orderIds}
      />
      <DayInput label="Closed on" lean="past" required {...form.field('closedOn')} />
      <GradeInput label="On the whole" {...form.field('grade')} />
      <Textarea label="What was delivered" autosize minRows={2} {...form.text('delivered')} />
      <Textarea label="Lessons" autosize minRows={2} {...form.text('lessons')} />
      <OpenEnds form={form} />
      <DayInput label="Access ended on" lean="past" {...form.field('accessEndedOn')} />
    </>
  );
}

function OpenEnds({ form }: { readonly form: FormHandle<CloseValues> }) {
  const { openEnds } = form.values;
  const change = (key: string, changes: Partial<OpenEnd>): void =>
    form.set(
      'openEnds',
      openEnds.map((end) => (end.key === key ? { ...end, ...changes } : end)),
    );
  return (
    <Stack gap={8}>
      <Text fw={600}>Open ends</Text>
      {form.errors.openEnds !== undefined && <Text c="var(--annex-danger)">{form.errors.openEnds}</Text>}
      {openEnds.map((end, place) => (
        <Group key={end.key} gap={8} wrap="nowrap">
          <TextInput
            aria-label={`Open end ${place + 1}`}
            placeholder="What is left"
            value={end.text}
            onChange={(event) => change(end.key, { text: event.currentTarget.value })}
            style={{ flex: 1 }}
          />
          <SearchSelect
            aria-label={`Who carries on ${place + 1}`}
            placeholder="Who"
            search={findMembers}
            value={end.to}
            onChange={(to) => change(end.key, { to })}
          />
          <ActionIcon
            size={32}
            aria-label={`Remove open end ${place + 1}`}
            onClick={() =>
              form.set(
                'openEnds',
                openEnds.filter((other) => other.key !== end.key),
              )
            }
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        w="fit-content"
        ml={-12}
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => form.set('openEnds', [...openEnds, { key: crypto.randomUUID(), text: '', to: null }])}
      >
        Add an open end
      </Button>
    </Stack>
  );
}
