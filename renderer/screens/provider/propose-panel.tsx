import { Group, Loader, MultiSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { type ProposeValues, readProposal, startProposal } from './propose-values.ts';
import { RateRows } from './rate-rows.tsx';
import type { Measure, Provider, Version } from './relations-words.ts';
import { TargetRows } from './target-rows.tsx';
import { useLineNames } from './use-line-names.ts';

interface ProposePanelProps {
  readonly provider: Provider;
  /** The version in force, to begin with. */
  readonly current: Version | null;
  readonly onClose: () => void;
}

/** Proposes a version of the agreement: scope, goals, targets, prices, terms. */
export function ProposePanel(props: ProposePanelProps) {
  const codes = useQuery(api.agreement.codes.queryOptions({ input: {} }));
  if (codes.data === undefined) {
    return (
      <SidePanel opened title="Propose a version" onClose={props.onClose}>
        {codes.error === null ? <Loader size="sm" aria-label="Loading the measures" /> : codes.error.message}
      </SidePanel>
    );
  }
  return <ProposeForm {...props} measures={codes.data.measures} />;
}

function ProposeForm({ provider, current, onClose, measures }: ProposePanelProps & { measures: readonly Measure[] }) {
  const { go } = usePlace();
  const today = useToday();
  const draftKey = `provider/propose/${provider.providerId}`;
  const propose = useCommand(api.agreement.propose, {
    draft: draftKey,
    say: 'Proposed; both sides are asked to agree',
    onDone: ({ id }) => go(`/provider/agreement/${provider.providerId}/${id}`),
  });
  return (
    <FormPanel<ProposeValues>
      opened
      title="Propose a version"
      width={900}
      draftKey={draftKey}
      initial={startProposal(current, measures, today, provider.name)}
      submitLabel="Propose"
      onClose={onClose}
      validate={(values) => ({
        ...(values.title.trim() === '' ? { title: 'Give it a title.' } : {}),
        ...(values.startsOn === null ? { startsOn: 'Give the day from which it holds.' } : {}),
      })}
      onSubmit={async (values) => {
        const answer = await propose.run({
          providerId: provider.providerId,
          ...readProposal(values, measures, today),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => <ProposeFields form={form} measures={measures} />}
    />
  );
}

interface FieldsProps {
  readonly form: FormHandle<ProposeValues>;
  readonly measures: readonly Measure[];
}

function ProposeFields({ form, measures }: FieldsProps) {
  const { lines } = useLineNames();
  return (
    <>
      <TextInput label="Title" required {...form.text('title')} data-autofocus />
      <MultiSelect
        label="Service lines"
        required
        searchable
        data={[...lines]}
        value={[...form.values.serviceLines]}
        onChange={(value) => form.set('serviceLines', value)}
        error={form.errors.serviceLines}
      />
      <Group grow align="flex-start">
        <DayInput label="Holds from" lean="future" required {...form.field('startsOn')} />
        <DayInput label="Ends" lean="future" {...form.field('endsOn')} />
        <DayInput label="Renewal to decide by" lean="future" {...form.field('renewsOn')} />
      </Group>
      <Textarea label="Scope in words" autosize minRows={2} {...form.text('scope')} />
      <Textarea label="Goals, one a line" autosize minRows={2} {...form.text('goals')} />
      <TargetRows form={form} measures={measures} />
      <RateRows form={form} />
      <Terms form={form} />
      <Textarea label="Note" autosize minRows={2} {...form.text('note')} />
    </>
  );
}

function Terms({ form }: { readonly form: FormHandle<ProposeValues> }) {
  const number = (name: 'noticeDays' | 'payDays' | 'changePercent' | 'changeBusinessDays') => ({
    value: form.values[name] ?? '',
    onChange: (value: string | number) => form.set(name, typeof value === 'number' ? value : null),
    error: form.errors[name],
    min: 0,
    allowDecimal: false,
  });
  return (
    <Group grow align="flex-start">
      <NumberInput label="Days of notice to end" {...number('noticeDays')} />
      <NumberInput label="Days to pay" {...number('payDays')} />
      <NumberInput label="Change of the forecast, %" {...number('changePercent')} />
      <NumberInput label="Its notice, business days" {...number('changeBusinessDays')} />
    </Group>
  );
}
