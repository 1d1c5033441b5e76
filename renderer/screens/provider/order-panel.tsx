import { Group, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { isOutside } from '../../../shared/domain/roles/rights.ts';
import { api } from '../../app/client.ts';
import { findMatters, findMembers } from '../../app/find.ts';
import { timeZoneChoices, zoneHere } from '../../app/time-zones.ts';
import { useCommand } from '../../app/use-command.ts';
import { useMe, useStatus, useToday } from '../../app/use-status.ts';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { findProblems, type OrderValues, orderTerms, orderValues, templateValues } from './order-values.ts';
import type { Order } from './order-words.ts';
import { PriceFields, priceInput } from './price-fields.tsx';
import { TaggedLines } from './tagged-lines.tsx';

interface OrderPanelProps {
  /** The order to change; a new one where absent. */
  readonly order?: Order;
  readonly onClose: () => void;
  readonly onDone?: (orderId: string) => void;
}

/** Drafts a work order from a template, or changes one that was not accepted yet. */
export function OrderPanel({ order, onClose, onDone }: OrderPanelProps) {
  const me = useMe();
  const firmZone = useStatus()?.firm?.timeZone || zoneHere();
  const draftKey = order === undefined ? 'order' : `order/${order.orderId}`;
  const draft = useCommand(api.work.draftOrder, { draft: draftKey, say: (made) => `${made.number} drafted` });
  const amend = useCommand(api.work.amendOrder, { draft: draftKey, say: 'Work order changed' });
  const canPrice = order === undefined && (me?.workspaces.includes('billing') ?? false);
  const self = me === null || isOutside(me.role) ? null : { value: me.memberId, label: me.name };
  return (
    <FormPanel<OrderValues>
      opened
      width={640}
      title={order === undefined ? 'Order work' : `Change ${order.number}`}
      draftKey={draftKey}
      initial={orderValues(order ?? null, self, firmZone)}
      submitLabel={order === undefined ? 'Save draft' : 'Save'}
      onClose={onClose}
      validate={findProblems}
      onSubmit={async (values) => {
        const terms = orderTerms(values);
        if (order !== undefined) {
          const answer = await amend.run({ orderId: order.orderId, ...terms });
          return answer.ok ? null : answer.refusal;
        }
        const price = canPrice ? priceInput(values) : null;
        const answer = await draft.run({ ...terms, ...(price === null ? {} : { price }) });
        if (answer.ok) onDone?.(answer.value.id);
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <ServiceFields form={form} isNew={order === undefined} />
          <TextInput label="Name" required {...form.text('title')} />
          <SearchSelect label="Matter" search={findMatters} {...form.field('matter')} />
          <Textarea label="Result" autosize minRows={2} {...form.text('result')} />
          <Textarea label="What the firm gives" autosize minRows={1} {...form.text('inputs')} />
          <Textarea label="Standards" autosize minRows={1} {...form.text('standards')} />
          <Textarea
            label="Accepted when"
            description="One condition a line"
            autosize
            minRows={2}
            {...form.text('criteria')}
          />
          <DueFields form={form} />
          <TermFields form={form} />
          {canPrice && <PriceFields form={form} />}
          <TaggedLines
            label="Checklist"
            value={form.values.checklist}
            onChange={(checklist) => form.set('checklist', checklist)}
            error={form.errors.checklist}
          />
        </>
      )}
    />
  );
}

interface FieldsProps {
  readonly form: FormHandle<OrderValues>;
}

function ServiceFields({ form, isNew }: FieldsProps & { readonly isNew: boolean }) {
  const lines = useQuery(api.work.listServiceLines.queryOptions({ input: {} })).data?.rows ?? [];
  const line = lines.find((one) => one.id === form.values.serviceLine);
  return (
    <Group grow gap="sm" align="flex-start">
      <Select
        label="Service"
        required
        searchable
        data-autofocus
        data={lines.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.values.serviceLine === '' ? null : form.values.serviceLine}
        onChange={(id) => form.change({ serviceLine: id ?? '', templateId: '' })}
        error={form.errors.serviceLine}
        description={line?.about}
      />
      {isNew && (
        <Select
          label="From a template"
          data={(line?.templates ?? []).map(({ id, title }) => ({ value: id, label: title }))}
          disabled={line === undefined}
          value={form.values.templateId === '' ? null : form.values.templateId}
          onChange={(id) => {
            const template = line?.templates.find((one) => one.id === id);
            if (template !== undefined) form.change(templateValues(template));
          }}
          description={line !== undefined && line.limits !== '' ? line.limits : undefined}
        />
      )}
    </Group>
  );
}

function DueFields({ form }: FieldsProps) {
  const today = useToday();
  return (
    <Group grow gap="sm" align="flex-start">
      <DayInput label="Due on" lean="future" today={today} required {...form.field('dueOn')} />
      <TextInput label="At" placeholder="17:00" {...form.text('dueAt')} />
      <Select
        label="Time zone"
        searchable
        allowDeselect={false}
        data={timeZoneChoices(form.values.dueZone)}
        limit={40}
        value={form.values.dueZone}
        onChange={(zone) => form.set('dueZone', zone ?? form.values.dueZone)}
        error={form.errors.dueZone}
      />
    </Group>
  );
}

const units = ['hour', 'document', 'call', 'item'] as const;
const tiers = ['names only', 'redacted', 'full file'] as const;
const modes = ['client cost', 'legal service', 'overhead'] as const;

function pick<Value extends string>(choices: readonly Value[], text: string | null, fallback: Value): Value {
  return choices.find((choice) => choice === text) ?? fallback;
}

function TermFields({ form }: FieldsProps) {
  const sops = useQuery(api.sops.listSops.queryOptions({ input: { limit: 200 } })).data?.rows ?? [];
  const { values } = form;
  return (
    <>
      <Group grow gap="sm" align="flex-start">
        <TextInput label="Estimate" {...form.text('estimate')} />
        <Select
          label="Counted in"
          data={[...units]}
          allowDeselect={false}
          value={values.unit}
          onChange={(unit) => form.set('unit', pick(units, unit, values.unit))}
        />
        <Select
          label="May be given"
          data={[...tiers]}
          allowDeselect={false}
          value={values.tier}
          onChange={(tier) => form.set('tier', pick(tiers, tier, values.tier))}
        />
        <Select
          label="Borne as"
          data={[...modes]}
          allowDeselect={false}
          value={values.billingMode}
          onChange={(mode) => form.set('billingMode', pick(modes, mode, values.billingMode))}
        />
      </Group>
      <SearchSelect label="Reviewer" search={findMembers} {...form.field('reviewer')} />
      <MultiSelect
        label="SOPs to go by"
        placeholder={values.sopVersionIds.length === 0 ? 'None' : undefined}
        searchable
        data={sops.flatMap(({ versionId, title, version }) =>
          versionId === null ? [] : [{ value: versionId, label: `${title}, version ${version ?? ''}` }],
        )}
        value={[...values.sopVersionIds]}
        onChange={(sopVersionIds) => form.set('sopVersionIds', sopVersionIds)}
        error={form.errors.sopVersionIds}
      />
    </>
  );
}
