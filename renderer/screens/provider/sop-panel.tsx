import { Button, MultiSelect, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { isRole, roleLabel, roles } from '../../../shared/domain/roles/rights.ts';
import type { Answers } from '../../app/answers.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { type TaggedLine, TaggedLines } from './tagged-lines.tsx';

type Sop = Answers['sops']['getSop'];
type Content = Answers['sops']['getSopContent']['content'];

interface Question {
  readonly question: string;
  /** Options, one a line; the right one begins with a star. */
  readonly options: string;
}

interface SopValues {
  readonly serviceLine: string;
  readonly roles: readonly string[];
  readonly title: string;
  readonly purpose: string;
  readonly trigger: string;
  readonly inputs: string;
  readonly steps: readonly TaggedLine[];
  readonly decisions: string;
  readonly checks: string;
  readonly escalation: string;
  readonly forms: string;
  readonly quiz: readonly Question[];
  readonly changes: string;
}

interface SopPanelProps {
  /** The SOP that gets its next version, and what its present one says. */
  readonly base?: { readonly sop: Sop; readonly content: Content };
  readonly onClose: () => void;
  readonly onDone?: (sopId: string) => void;
}

/** Proposes an SOP, or the next version of one. */
export function SopPanel({ base, onClose, onDone }: SopPanelProps) {
  const draftKey = base === undefined ? 'sop' : `sop/${base.sop.sopId}`;
  const propose = useCommand(api.sops.proposeSop, { draft: draftKey, say: 'Proposed' });
  return (
    <FormPanel<SopValues>
      opened
      width={640}
      title={base === undefined ? 'Propose an SOP' : `Next version of ${base.sop.title}`}
      draftKey={draftKey}
      initial={valuesOf(base)}
      submitLabel="Propose"
      onClose={onClose}
      validate={(values) => ({
        ...(values.serviceLine === '' ? { serviceLine: 'Choose the service.' } : {}),
        ...(values.title.trim() === '' ? { title: 'Give it a name.' } : {}),
      })}
      onSubmit={async (values) => {
        const answer = await propose.run({
          ...(base === undefined ? {} : { sopId: base.sop.sopId }),
          serviceLine: values.serviceLine,
          roles: values.roles.filter(isRole),
          content: contentOf(values),
          changes: values.changes,
        });
        if (answer.ok) onDone?.(answer.value.id);
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => <SopFields form={form} hasBase={base !== undefined} />}
    />
  );
}

function SopFields({ form, hasBase }: { readonly form: FormHandle<SopValues>; readonly hasBase: boolean }) {
  const lines = useQuery(api.work.listServiceLines.queryOptions({ input: {} })).data?.rows ?? [];
  return (
    <>
      <TextInput label="Name" required data-autofocus {...form.text('title')} />
      <Select
        label="Service"
        required
        searchable
        data={lines.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.values.serviceLine === '' ? null : form.values.serviceLine}
        onChange={(id) => form.set('serviceLine', id ?? '')}
        error={form.errors.serviceLine}
      />
      <MultiSelect
        label="Who works by it"
        data={roles.map((role) => ({ value: role, label: roleLabel(role) }))}
        value={[...form.values.roles]}
        onChange={(chosen) => form.set('roles', chosen)}
      />
      <Textarea label="Purpose" autosize minRows={1} {...form.text('purpose')} />
      <Textarea label="Begins when" autosize minRows={1} {...form.text('trigger')} />
      <Textarea label="Needs" autosize minRows={1} {...form.text('inputs')} />
      <TaggedLines
        label="Steps"
        hasSource
        value={form.values.steps}
        onChange={(steps) => form.set('steps', steps)}
        error={form.errors.steps}
      />
      <Textarea
        label="Decisions"
        description="One a line: when => what"
        autosize
        minRows={1}
        {...form.text('decisions')}
      />
      <Textarea label="Quality checks" description="One a line" autosize minRows={1} {...form.text('checks')} />
      <Textarea label="Whom to ask" autosize minRows={1} {...form.text('escalation')} />
      <Textarea label="Forms" autosize minRows={1} {...form.text('forms')} />
      <QuizFields form={form} />
      {hasBase && <Textarea label="What changed, and why" autosize minRows={2} {...form.text('changes')} />}
    </>
  );
}

function QuizFields({ form }: { readonly form: FormHandle<SopValues> }) {
  const { quiz } = form.values;
  const put = (place: number, change: Partial<Question>): void =>
    form.set(
      'quiz',
      quiz.map((one, at) => (at === place ? { ...one, ...change } : one)),
    );
  return (
    <Stack gap={8}>
      <Text size="sm" fw={500}>
        Quiz
      </Text>
      {quiz.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: questions have nothing but their place
        <Stack key={place} gap={4}>
          <TextInput
            aria-label={`Question ${place + 1}`}
            placeholder="Question"
            value={one.question}
            onChange={(event) => put(place, { question: event.currentTarget.value })}
          />
          <Textarea
            aria-label={`Answers to question ${place + 1}`}
            placeholder="Answers, one a line; a star before the right one"
            autosize
            minRows={2}
            value={one.options}
            onChange={(event) => put(place, { options: event.currentTarget.value })}
          />
        </Stack>
      ))}
      {form.errors.quiz !== undefined && (
        <Text size="xs" c="var(--annex-danger)" role="alert">
          {form.errors.quiz}
        </Text>
      )}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => form.set('quiz', [...quiz, { question: '', options: '' }])}
        >
          Add a question
        </Button>
      </div>
    </Stack>
  );
}

function valuesOf(base: SopPanelProps['base']): SopValues {
  const content = base?.content;
  return {
    serviceLine: base?.sop.serviceLine ?? '',
    roles: base?.sop.roles ?? [],
    title: content?.title ?? '',
    purpose: content?.purpose ?? '',
    trigger: content?.trigger ?? '',
    inputs: content?.inputs ?? '',
    steps: content?.steps ?? [{ text: '', tag: 'quality', source: '' }],
    decisions: (content?.decisions ?? []).map(({ when, action }) => `${when} => ${action}`).join('\n'),
    checks: (content?.checks ?? []).join('\n'),
    escalation: content?.escalation ?? '',
    forms: content?.forms ?? '',
    quiz: (content?.quiz ?? []).map(({ question, options, answer }) => ({
      question,
      options: options.map((option, place) => (place === answer ? `*${option}` : option)).join('\n'),
    })),
    changes: '',
  };
}

function contentOf(values: SopValues): Content {
  const { title, purpose, trigger, inputs, escalation, forms } = values;
  return {
    title,
    purpose,
    trigger,
    inputs,
    escalation,
    forms,
    steps: values.steps
      .filter((step) => step.text.trim() !== '')
      .map((step) => ({ text: step.text, tag: step.tag, source: step.source ?? '' })),
    decisions: linesOf(values.decisions).map((line) => {
      const [when = '', ...rest] = line.split('=>');
      return { when: when.trim(), action: rest.join('=>').trim() || 'ask' };
    }),
    checks: linesOf(values.checks),
    quiz: values.quiz
      .filter((one) => one.question.trim() !== '')
      .map(({ question, options }) => {
        const all = linesOf(options);
        return {
          question,
          options: all.map((option) => option.replace(/^\*\s*/, '')),
          answer: Math.max(
            0,
            all.findIndex((option) => option.startsWith('*')),
          ),
        };
      }),
  };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
