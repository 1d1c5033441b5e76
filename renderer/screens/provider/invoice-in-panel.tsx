import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { formatCents, scaleCents } from '../../../shared/domain/money.ts';
import { invoiceLineKinds } from '../../../shared/domain/provider/provider-invoice.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { findContractors, findOrders } from './pay-words.ts';

interface TypedLine {
  readonly key: string;
  readonly kind: (typeof invoiceLineKinds)[number];
  readonly order: SearchOption | null;
  readonly workedOn: string | null;
  readonly units: number | null;
  readonly rateCents: number | null;
  readonly amountCents: number | null;
  readonly description: string;
}
interface InvoiceValues {
  readonly contractor: SearchOption | null;
  readonly number: string;
  readonly invoicedOn: string | null;
  readonly receivedOn: string | null;
  readonly lines: readonly TypedLine[];
  readonly note: string;
}

function emptyLine(): TypedLine {
  const nothing = { order: null, workedOn: null, units: null, rateCents: null, amountCents: null, description: '' };
  return { key: crypto.randomUUID(), kind: 'fee', ...nothing };
}

/** What a line asks for: the amount typed, else units at the rate. */
function amountOf({ amountCents, units, rateCents }: TypedLine): number {
  return amountCents ?? scaleCents(rateCents ?? 0, Math.round((units ?? 0) * 100), 100);
}

/** An invoice typed from paper; the total is that of its lines. */
export function InvoiceInPanel({ onClose }: { readonly onClose: () => void }) {
  const { go } = usePlace();
  const today = useToday();
  const draftKey = 'provider/invoice-in';
  const receive = useCommand(api.pay.receiveInvoice, {
    draft: draftKey,
    say: 'Invoice taken in',
    onDone: ({ id }) => go(`/provider/invoices/all/${id}`),
  });
  return (
    <FormPanel<InvoiceValues>
      opened
      title="Enter a contractor's invoice"
      width={880}
      draftKey={draftKey}
      initial={{
        ...{ contractor: null, number: '', invoicedOn: today, receivedOn: today, note: '' },
        lines: [emptyLine()],
      }}
      submitLabel="Take in"
      onClose={onClose}
      validate={({ contractor, number, invoicedOn }) => ({
        ...(contractor === null ? { contractor: 'Choose the contractor.' } : {}),
        ...(number.trim() === '' ? { number: 'Give the number.' } : {}),
        ...(invoicedOn === null ? { invoicedOn: 'Give the day.' } : {}),
      })}
      onSubmit={async ({ contractor, number, invoicedOn, receivedOn, lines, note }) => {
        const answer = await receive.run({
          ...{ contractorId: contractor?.value ?? '', number, note, invoicedOn: invoicedOn ?? today },
          ...(receivedOn === null ? {} : { receivedOn }),
          totalCents: lines.reduce((sum, line) => sum + amountOf(line), 0),
          lines: lines.map((line) => ({
            ...{ kind: line.kind, description: line.description, amountCents: amountOf(line) },
            ...(line.order?.value ? { orderId: line.order.value } : {}),
            ...(line.workedOn === null ? {} : { workedOn: line.workedOn }),
            hundredths: Math.round((line.units ?? 0) * 100),
            rateCents: line.rateCents ?? 0,
          })),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Group grow align="flex-start">
            <SearchSelect
              label="Contractor"
              search={findContractors}
              required
              {...form.field('contractor')}
              error={form.errors['contractor'] ?? form.errors['contractorId']}
              data-autofocus
            />
            <TextInput label="Invoice number" required {...form.text('number')} />
            <DayInput label="Dated" lean="past" today={today} required {...form.field('invoicedOn')} />
            <DayInput label="Received" lean="past" today={today} {...form.field('receivedOn')} />
          </Group>
          <TypedLines form={form} />
          <Textarea label="Note" autosize minRows={1} {...form.text('note')} />
        </>
      )}
    />
  );
}

function TypedLines({ form }: { readonly form: FormHandle<InvoiceValues> }) {
  const { lines } = form.values;
  const change = (key: string, changes: Partial<TypedLine>): void =>
    form.set(
      'lines',
      lines.map((line) => (line.key === key ? { ...line, ...changes } : line)),
    );
  const problem = Object.entries(form.errors).find(([field]) => field.startsWith('lines'))?.[1];
  const total = lines.reduce((sum, line) => sum + amountOf(line), 0);
  return (
    <section aria-label="Lines">
      {problem !== undefined && <Text c="var(--annex-danger)">{problem}</Text>}
      <Stack gap={12}>
        {lines.map((line, place) => (
          <Stack key={line.key} gap={4}>
            <Group gap={8} wrap="nowrap">
              <Select
                aria-label={`Kind of line ${place + 1}`}
                data={[...invoiceLineKinds]}
                allowDeselect={false}
                value={line.kind}
                onChange={(value) =>
                  change(line.key, { kind: invoiceLineKinds.find((kind) => kind === value) ?? 'fee' })
                }
                w={120}
              />
              <SearchSelect
                aria-label={`Work order of line ${place + 1}`}
                placeholder="Work order"
                search={findOrders}
                value={line.order}
                onChange={(order) => change(line.key, { order })}
                style={{ flex: '1 1 140px' }}
              />
              <DayInput
                aria-label={`Day of line ${place + 1}`}
                placeholder="Day"
                lean="past"
                value={line.workedOn}
                onChange={(workedOn) => change(line.key, { workedOn })}
                w={136}
              />
              <NumberInput
                aria-label={`Units of line ${place + 1}`}
                placeholder="Units"
                hideControls
                min={0}
                decimalScale={2}
                value={line.units ?? ''}
                onChange={(value) => change(line.key, { units: typeof value === 'number' ? value : null })}
                w={72}
              />
              <AmountInput
                aria-label={`Rate of line ${place + 1}`}
                placeholder="Rate"
                value={line.rateCents}
                onChange={(rateCents) => change(line.key, { rateCents })}
                w={104}
              />
              <AmountInput
                aria-label={`Amount of line ${place + 1}`}
                placeholder={formatCents(amountOf(line))}
                mayBeNegative
                value={line.amountCents}
                onChange={(amountCents) => change(line.key, { amountCents })}
                w={112}
              />
              <ActionIcon
                size={32}
                aria-label={`Remove line ${place + 1}`}
                disabled={lines.length === 1}
                onClick={() =>
                  form.set(
                    'lines',
                    lines.filter((other) => other.key !== line.key),
                  )
                }
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
            <TextInput
              aria-label={`Description of line ${place + 1}`}
              placeholder="What was done"
              value={line.description}
              onChange={(event) => change(line.key, { description: event.currentTarget.value })}
            />
          </Stack>
        ))}
      </Stack>
      <Group justify="space-between" mt={8}>
        <Button
          variant="subtle"
          ml={-12}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => form.set('lines', [...lines, emptyLine()])}
        >
          Add a line
        </Button>
        <Text fw={600} role="status">
          Total {formatCents(total)}
        </Text>
      </Group>
    </section>
  );
}
