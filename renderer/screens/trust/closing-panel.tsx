import { Button, Group, NumberInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatCents } from '../../../shared/domain/money.ts';
import { type ClosingLineKind, closingLineKinds, shareOf } from '../../../shared/domain/trust/closing-statement.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { findDocuments, findOpenInvoices } from './find-ledgers.ts';
import { ChosenLedger } from './ledger-figures.tsx';

interface LineValue {
  readonly kind: ClosingLineKind;
  readonly payee: string;
  readonly purpose: string;
  readonly amountCents: number | null;
  /** In percent, for a fee without an invoice. */
  readonly percent: number | null;
  readonly invoice: SearchOption | null;
  readonly holdId: string | null;
  readonly document: SearchOption | null;
}

interface ClosingValues {
  readonly day: string | null;
  readonly grossCents: number | null;
  readonly lines: readonly LineValue[];
}

const kindLabels = { fee: 'Fee', cost: 'Cost', lien: 'Lien', other: 'Other' } as const;
const kinds = closingLineKinds.map((value) => ({ value, label: kindLabels[value] }));
const emptyLine: LineValue = {
  kind: 'fee',
  payee: '',
  purpose: '',
  amountCents: null,
  percent: null,
  invoice: null,
  holdId: null,
  document: null,
};

function basisPoints(line: LineValue): number | null {
  return line.kind === 'fee' && line.invoice === null && line.percent !== null ? Math.round(line.percent * 100) : null;
}

/** What a line takes: the agreed share of the gross, or the amount typed. */
function amountOf(line: LineValue, grossCents: number | null): number {
  const points = basisPoints(line);
  return points !== null && grossCents !== null ? shareOf(grossCents, points) : (line.amountCents ?? 0);
}

interface ClosingPanelProps {
  readonly accountId: string;
  readonly ledger: SearchOption;
  readonly onClose: () => void;
}

/** Divides a settlement: the client gets what the lines leave, to the cent. */
export function ClosingPanel({ accountId, ledger, onClose }: ClosingPanelProps) {
  const today = useToday();
  const draftKey = `trust/closing/${accountId}/${ledger.value}`;
  const prepare = useCommand(api.trust.prepareClosing, {
    draft: draftKey,
    say: 'Closing statement waits for approval',
  });
  return (
    <FormPanel<ClosingValues>
      opened
      title="Settlement closing statement"
      draftKey={draftKey}
      width={860}
      initial={{ day: today, grossCents: null, lines: [emptyLine] }}
      submitLabel="Prepare statement"
      onClose={onClose}
      validate={(values) => ({
        ...(values.day === null ? { day: 'Give the day.' } : {}),
        ...(values.grossCents === null ? { grossCents: 'Give the settlement.' } : {}),
        ...(values.lines.some((line) => line.payee.trim() === '' || line.purpose.trim() === '')
          ? { lines: 'Each line needs a payee and a purpose.' }
          : {}),
      })}
      onSubmit={async ({ day, grossCents, lines }) => {
        const gross = grossCents ?? 0;
        const taken = lines.reduce((sum, line) => sum + amountOf(line, gross), 0);
        const answer = await prepare.run({
          accountId,
          ledgerId: ledger.value,
          day: day ?? '',
          grossCents: gross,
          netCents: Math.max(0, gross - taken),
          lines: lines.map((line) => {
            const points = basisPoints(line);
            return {
              kind: line.kind,
              payee: line.payee,
              purpose: line.purpose,
              amountCents: amountOf(line, gross),
              ...(line.kind === 'fee' && line.invoice !== null ? { invoiceId: line.invoice.value } : {}),
              ...(points === null ? {} : { shareBasisPoints: points }),
              ...(line.kind === 'lien' && line.holdId !== null ? { holdId: line.holdId } : {}),
              ...(line.document === null ? {} : { documentId: line.document.value }),
            };
          }),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => <ClosingFields form={form} accountId={accountId} ledger={ledger} today={today} />}
    />
  );
}

interface FieldsProps {
  readonly form: FormHandle<ClosingValues>;
  readonly accountId: string;
  readonly ledger: SearchOption;
  readonly today: string;
}

function ClosingFields({ form, accountId, ledger, today }: FieldsProps) {
  const { lines, grossCents } = form.values;
  const taken = lines.reduce((sum, line) => sum + amountOf(line, grossCents), 0);
  const leftCents = (grossCents ?? 0) - taken;
  const setAt = (index: number, change: Partial<LineValue>): void =>
    form.set(
      'lines',
      lines.map((line, at) => (at === index ? { ...line, ...change } : line)),
    );
  return (
    <>
      <ChosenLedger accountId={accountId} ledgerId={ledger.value} />
      <Group gap="sm" align="flex-start">
        <AmountInput label="Settlement" required {...form.field('grossCents')} data-autofocus />
        <DayInput label="Day" lean="past" today={today} required {...form.field('day')} />
      </Group>
      <Group justify="space-between">
        <Title order={3}>What is taken from it</Title>
        <Button variant="default" onClick={() => form.set('lines', [...lines, { ...emptyLine, kind: 'cost' }])}>
          Add a line
        </Button>
      </Group>
      {lines.map((line, index) => (
        <ClosingLineFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place while it is typed.
          key={index}
          line={line}
          amountCents={amountOf(line, grossCents)}
          accountId={accountId}
          ledgerId={ledger.value}
          onChange={(change) => setAt(index, change)}
          onRemove={() =>
            form.set(
              'lines',
              lines.filter((_, at) => at !== index),
            )
          }
        />
      ))}
      {form.errors.lines !== undefined && (
        <Text c="var(--annex-danger)" role="alert">
          {form.errors.lines}
        </Text>
      )}
      <Text fw={600} role="status" {...(leftCents < 0 ? { c: 'var(--annex-danger)' } : {})}>
        {leftCents < 0
          ? `The lines take ${formatCents(-leftCents)} more than the settlement.`
          : `To the client: ${formatCents(leftCents)}`}
      </Text>
    </>
  );
}

interface LineFieldsProps {
  readonly line: LineValue;
  readonly amountCents: number;
  readonly accountId: string;
  readonly ledgerId: string;
  readonly onChange: (change: Partial<LineValue>) => void;
  readonly onRemove: () => void;
}

function ClosingLineFields({ line, amountCents, accountId, ledgerId, onChange, onRemove }: LineFieldsProps) {
  const holds =
    useQuery(api.trust.listHolds.queryOptions({ input: { accountId, ledgerId, limit: 50 } })).data?.rows ?? [];
  const liens = holds.filter((hold) => hold.kind === 'lien');
  const isShare = basisPoints(line) !== null;
  return (
    <Stack gap={4} role="group" aria-label={`${kindLabels[line.kind]} ${line.payee}`.trim()}>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <Select
          label="For"
          w={100}
          data={kinds}
          value={line.kind}
          allowDeselect={false}
          onChange={(value) => onChange({ kind: closingLineKinds.find((one) => one === value) ?? 'other' })}
        />
        <TextInput
          label="Payee"
          value={line.payee}
          onChange={(event) => onChange({ payee: event.currentTarget.value })}
          style={{ flex: 1 }}
        />
        <TextInput
          label="Purpose"
          value={line.purpose}
          onChange={(event) => onChange({ purpose: event.currentTarget.value })}
          style={{ flex: 1 }}
        />
        {isShare ? (
          <TextInput label="Amount" w={120} value={formatCents(amountCents)} readOnly />
        ) : (
          <AmountInput
            label="Amount"
            w={120}
            value={line.amountCents}
            onChange={(cents) => onChange({ amountCents: cents })}
          />
        )}
        <Button variant="subtle" aria-label={`Take the line for ${line.payee || 'nobody'} out`} onClick={onRemove}>
          Take out
        </Button>
      </Group>
      <Group gap="sm" align="flex-end" wrap="nowrap" pl={110}>
        {line.kind === 'fee' && (
          <>
            <NumberInput
              label="Share in %"
              w={100}
              min={0}
              max={100}
              decimalScale={2}
              hideControls
              value={line.percent ?? ''}
              onChange={(value) => onChange({ percent: typeof value === 'number' ? value : null })}
            />
            <SearchSelect
              label="or invoice"
              search={findOpenInvoices}
              value={line.invoice}
              onChange={(invoice) => onChange({ invoice })}
              style={{ flex: 1 }}
            />
          </>
        )}
        {line.kind === 'lien' && (
          <Select
            label="Lien held"
            placeholder={liens.length === 0 ? 'No lien is held here' : 'Choose'}
            data={liens.map((hold) => ({
              value: hold.holdId,
              label: `${hold.claimant}, ${formatCents(hold.openCents)}`,
            }))}
            value={line.holdId}
            onChange={(holdId) => {
              const hold = liens.find((one) => one.holdId === holdId);
              onChange({
                holdId,
                ...(hold === undefined ? {} : { payee: hold.claimant, amountCents: hold.openCents }),
              });
            }}
          />
        )}
        {line.kind !== 'fee' && (
          <SearchSelect
            label="Bill or letter in the file"
            search={(text) => findDocuments(text, ledgerId)}
            value={line.document}
            onChange={(document) => onChange({ document })}
            style={{ flex: 1 }}
          />
        )}
      </Group>
    </Stack>
  );
}
