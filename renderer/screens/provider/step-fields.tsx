import { Group, Select, Text, Textarea, TextInput } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import { priceOf } from '../../../shared/domain/provider/order-price.ts';
import { client } from '../../app/client.ts';
import { findParties } from '../../app/find.ts';
import { DayInput } from '../../components/day-input.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { findDocuments } from './find-documents.ts';
import type { PanelStep, StepValues } from './order-step-panel.tsx';
import { parseHundredths } from './order-values.ts';
import { formatDue, type Order } from './order-words.ts';
import { PriceFields } from './price-fields.tsx';

interface StepFieldsProps {
  readonly order: Order;
  readonly step: PanelStep;
  readonly form: FormHandle<StepValues>;
  readonly today: string;
}

/** The fields of one step. */
export function StepFields({ order, step, form, today }: StepFieldsProps) {
  switch (step) {
    case 'offer':
      return (
        <>
          <SearchSelect
            label="To somebody of the provider"
            search={findOutside}
            {...form.field('member')}
            data-autofocus
          />
          <SearchSelect
            label="Or to a company or person who works outside Annex"
            search={findParties}
            {...form.field('party')}
          />
          <Group grow gap="sm" align="flex-start">
            <DayInput
              label="Answer by"
              lean="future"
              today={today}
              {...form.field('answerOn')}
              error={form.errors.answerOn ?? form.errors.answerByMs}
            />
            <TextInput label="At" placeholder="17:00" {...form.text('answerAt')} />
          </Group>
          <Textarea label="Note" autosize minRows={2} {...form.text('note')} />
          <Text size="sm" c="dimmed">
            They may decline. {order.price === null ? 'No price is set yet, or you do not see it.' : ''}
          </Text>
        </>
      );
    case 'accept':
      return (
        <>
          <Text>
            The work is due {formatDue(order.dueAtMs)}. The terms stay as they are from here on
            {order.price === null ? '' : '; of the price only the cap can rise'}.
          </Text>
          {order.offeredToMemberId !== null && (
            <SearchSelect label="Who works on it" search={findOutside} {...form.field('member')} />
          )}
          <Textarea label="Note" autosize minRows={2} {...form.text('note')} data-autofocus />
        </>
      );
    case 'hand off':
      return (
        <>
          <SearchSelect label="To" search={findOutside} {...form.field('member')} data-autofocus />
          <Textarea label="What is done" autosize minRows={2} {...form.text('note')} />
          <Textarea label="What remains" autosize minRows={2} {...form.text('more')} />
        </>
      );
    case 'deliver':
      return <DeliverFields order={order} form={form} />;
    case 'accept work':
      return <AcceptFields order={order} form={form} />;
    case 'pay':
      return (
        <>
          <DayInput label="Paid on" lean="past" today={today} {...form.field('paidOn')} data-autofocus />
          <TextInput label="Reference" {...form.text('note')} />
        </>
      );
    case 'price':
      return <PriceFields form={form} />;
    default:
      return <ReasonFields step={step} form={form} />;
  }
}

const reasons: Readonly<Partial<Record<PanelStep, readonly string[]>>> = {
  decline: ['capacity', 'deadline', 'price', 'skill', 'conflict', 'other'],
  'return work': ['incomplete', 'inaccurate', 'format', 'not as ordered', 'late source', 'other'],
};
const noteLabels: Readonly<Partial<Record<PanelStep, string>>> = {
  'stop clock': 'Question',
  'resume clock': 'Answer',
  invoice: 'Invoice number',
  cancel: 'Reason',
  'return work': 'What is missing',
};
const consequences: Readonly<Partial<Record<PanelStep, string>>> = {
  'stop clock': 'The clock stands still until the firm answers, and the deadline moves by as much.',
  'return work': 'The contractor sees this at once and delivers anew.',
  cancel: 'Whoever works on it is told. What was delivered stays.',
};

function ReasonFields({ step, form }: Pick<StepFieldsProps, 'step' | 'form'>) {
  const choices = reasons[step];
  return (
    <>
      {choices !== undefined && (
        <Select
          label="Reason"
          required
          data={[...choices]}
          value={form.values.reason === '' ? null : form.values.reason}
          onChange={(reason) => form.set('reason', reason ?? '')}
          error={form.errors.reason}
        />
      )}
      <Textarea label={noteLabels[step] ?? 'Note'} autosize minRows={2} {...form.text('note')} data-autofocus />
      {consequences[step] !== undefined && (
        <Text size="sm" c="dimmed">
          {consequences[step]}
        </Text>
      )}
    </>
  );
}

type OrderFieldsProps = Pick<StepFieldsProps, 'order' | 'form'>;

function DeliverFields({ order, form }: OrderFieldsProps) {
  return (
    <>
      <CountField order={order} form={form} label={`Units (${order.unit}s)`} />
      <SearchSelect
        label="Documents"
        search={(text) => findDocuments(text, order.matterId)}
        value={null}
        onChange={(document) => {
          const known = form.values.documents.some((one) => one.value === document?.value);
          if (document !== null && !known) form.set('documents', [...form.values.documents, document]);
        }}
        error={form.errors.documentIds}
      />
      {form.values.documents.map((document) => (
        <Text key={document.value} size="sm">
          {document.label}
        </Text>
      ))}
      <Textarea label="What is delivered" autosize minRows={2} {...form.text('note')} data-autofocus />
      <Textarea label="Sources" autosize minRows={2} {...form.text('more')} />
    </>
  );
}

function AcceptFields({ order, form }: OrderFieldsProps) {
  return (
    <>
      <Text>The work becomes the firm's own; you answer for it.</Text>
      {order.criteria.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: 16 }}>
          {order.criteria.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Group grow gap="sm" align="flex-start">
        <CountField order={order} form={form} label={`Accepted (${order.unit}s)`} />
        <TextInput label="Minutes of review" inputMode="numeric" {...form.text('minutes')} />
      </Group>
      <Textarea label="Note" autosize minRows={2} {...form.text('note')} data-autofocus />
    </>
  );
}

/** Units with what they cost, where the price is seen. */
function CountField({ order, form, label }: OrderFieldsProps & { readonly label: string }) {
  const hundredths = parseHundredths(form.values.count);
  const cost = order.price === null || hundredths === null ? null : priceOf(order.price, hundredths);
  const cap = order.price?.capCents ?? null;
  const said = cost === null ? undefined : `$${formatCents(cost)}${cap === null ? '' : ` of $${formatCents(cap)}`}`;
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      description={said}
      {...form.text('count')}
      error={form.errors.count ?? form.errors.hundredths}
    />
  );
}

async function findOutside(text: string): Promise<SearchOption[]> {
  const { rows } = await client.office.listMembers({});
  const typed = text.toLowerCase();
  return rows
    .filter((row) => row.active && row.outside && row.name.toLowerCase().includes(typed))
    .map((row) => ({ value: row.memberId, label: row.name }));
}
