import {
  Alert,
  Button,
  FileButton,
  Group,
  NumberInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCents } from '../../../shared/domain/money.ts';
import { api, client } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { CarriedItems, type CarriedValue } from './carried-items.tsx';
import { findDocuments, findReceivingLedgers } from './find-ledgers.ts';

interface LedgerValue {
  readonly ledger: SearchOption | null;
  /** What the list called it, where no ledger is chosen yet. */
  readonly named: string;
  readonly client: string;
  readonly balanceCents: number;
}

interface CutOverValues {
  readonly name: string;
  readonly bank: string;
  readonly lastFour: string;
  readonly kind: 'iolta' | 'separate';
  readonly day: string | null;
  readonly nextCheckNumber: number | null;
  readonly bankBalanceCents: number | null;
  readonly journalCents: number | null;
  readonly ledgers: readonly LedgerValue[];
  readonly outstanding: readonly CarriedValue[];
  readonly inTransit: readonly CarriedValue[];
  readonly document: SearchOption | null;
}

const draftKey = 'trust/cut-over';

/** The books as the contract takes them; null while a ledger is not chosen or a figure is missing. */
function booksOf(values: CutOverValues) {
  const { day, nextCheckNumber, bankBalanceCents, journalCents } = values;
  const isWhole = values.ledgers.every((row) => row.ledger !== null);
  if (day === null || nextCheckNumber === null || bankBalanceCents === null || journalCents === null || !isWhole)
    return null;
  const item = ({ ledger, writtenOn, amountCents, name }: CarriedValue) => ({
    ledgerId: ledger.value,
    writtenOn,
    amountCents,
    name,
  });
  return {
    name: values.name,
    bank: values.bank,
    lastFour: values.lastFour,
    kind: values.kind,
    day,
    nextCheckNumber,
    bankBalanceCents,
    journalCents,
    ledgers: values.ledgers.map((row) => ({ ledgerId: row.ledger?.value ?? '', balanceCents: row.balanceCents })),
    outstanding: values.outstanding.map((one) => ({
      ...item(one),
      ...(one.checkNumber === null ? {} : { checkNumber: one.checkNumber }),
    })),
    inTransit: values.inTransit.map(item),
    ...(values.document === null ? {} : { documentId: values.document.value }),
  };
}

/** Takes the books of another system over: opens the account only where its three totals agree. */
export function CutOverPanel({ onClose }: { readonly onClose: () => void }) {
  const today = useToday();
  const { go } = usePlace();
  const start = useCommand(api.trust.continueAccount, {
    draft: draftKey,
    say: 'Trust account opened with its balances',
    onDone: (done) => go(`/trust/${done.id}`),
  });
  return (
    <FormPanel<CutOverValues>
      opened
      title="Take over a trust account"
      draftKey={draftKey}
      width={860}
      initial={{
        name: '',
        bank: '',
        lastFour: '',
        kind: 'iolta',
        day: null,
        nextCheckNumber: null,
        bankBalanceCents: null,
        journalCents: null,
        ledgers: [],
        outstanding: [],
        inTransit: [],
        document: null,
      }}
      submitLabel="Open with these balances"
      onClose={onClose}
      validate={(values) => ({
        ...(values.name.trim() === '' ? { name: 'Give the account a name.' } : {}),
        ...(values.bank.trim() === '' ? { bank: 'Name the bank.' } : {}),
        ...(/^\d{4}$/.test(values.lastFour) ? {} : { lastFour: 'Give the last four digits of the account number.' }),
        ...(values.day === null ? { day: 'Give the day of the books.' } : {}),
        ...(values.nextCheckNumber === null ? { nextCheckNumber: 'Give the next check number.' } : {}),
        ...(values.bankBalanceCents === null ? { bankBalanceCents: 'Give what the bank had.' } : {}),
        ...(values.journalCents === null ? { journalCents: 'Give what the old journal had.' } : {}),
        ...(values.ledgers.some((row) => row.ledger === null) ? { ledgers: 'Choose the matter of each line.' } : {}),
      })}
      onSubmit={async (values) => {
        const books = booksOf(values);
        if (books === null) return null;
        const answer = await start.run(books);
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => <CutOverFields form={form} today={today} />}
    />
  );
}

interface FieldsProps {
  readonly form: FormHandle<CutOverValues>;
  readonly today: string;
}

function CutOverFields({ form, today }: FieldsProps) {
  const { values } = form;
  return (
    <>
      <Group grow gap="sm" align="flex-start">
        <TextInput label="Name" placeholder="Client trust account" required {...form.text('name')} data-autofocus />
        <TextInput label="Bank" required {...form.text('bank')} />
        <TextInput label="Last four digits" inputMode="numeric" maxLength={4} required {...form.text('lastFour')} />
      </Group>
      <SegmentedControl
        aria-label="Kind of account"
        value={values.kind}
        onChange={(kind) => form.set('kind', kind === 'separate' ? 'separate' : 'iolta')}
        data={[
          { value: 'iolta', label: 'IOLTA, for many clients' },
          { value: 'separate', label: 'Separate, for one client' },
        ]}
      />
      <Group grow gap="sm" align="flex-start">
        <DayInput label="Day of the old books" lean="past" today={today} required {...form.field('day')} />
        <NumberInput
          label="Next check number"
          min={1}
          allowDecimal={false}
          hideControls
          value={values.nextCheckNumber ?? ''}
          onChange={(value) => form.set('nextCheckNumber', typeof value === 'number' ? value : null)}
          error={form.errors.nextCheckNumber}
        />
        <AmountInput label="Balance at the bank" required {...form.field('bankBalanceCents')} />
        <AmountInput label="Balance of the old journal" required {...form.field('journalCents')} />
      </Group>
      <LedgerLines form={form} />
      <CarriedItems
        title="Outstanding checks"
        nameLabel="Payee"
        withNumber
        today={today}
        items={values.outstanding}
        onChange={(items) => form.set('outstanding', items)}
      />
      <CarriedItems
        title="Deposits in transit"
        nameLabel="Payor"
        today={today}
        items={values.inTransit}
        onChange={(items) => form.set('inTransit', items)}
      />
      <SearchSelect
        label="Last reconciliation of the old system"
        description="Filed as a document, it is the first packet of the account"
        search={(text) => findDocuments(text)}
        {...form.field('document')}
      />
      <Totals values={values} />
    </>
  );
}

/** The three totals as they stand, and why the account cannot be opened with them yet. */
function Totals({ values }: { readonly values: CutOverValues }) {
  const books = booksOf({ ...values, name: values.name || 'x', bank: values.bank || 'x', lastFour: '0000' });
  const shown = useQuery({
    ...api.trust.previewCutOver.queryOptions({ input: books ?? emptyBooks }),
    enabled: books !== null,
  }).data;
  if (books === null || shown === undefined) return null;
  const refusal = shown.refusal;
  return (
    <Alert color={refusal === null ? 'green' : 'yellow'} variant="light" p="sm" role="status">
      <Text>
        Bank {formatCents(shown.adjustedBankCents)}, journal {formatCents(shown.journalCents)}, ledgers{' '}
        {formatCents(shown.ledgersCents)}. {refusal === null ? 'The three agree.' : refusal.sentence}
      </Text>
    </Alert>
  );
}

const emptyBooks = {
  name: '',
  bank: '',
  lastFour: '',
  day: '2000-01-01',
  nextCheckNumber: 1,
  bankBalanceCents: 0,
  journalCents: 0,
  ledgers: [],
  outstanding: [],
  inTransit: [],
};

function LedgerLines({ form }: { readonly form: FormHandle<CutOverValues> }) {
  const { ledgers } = form.values;
  const [problem, setProblem] = useState('');
  const setAt = (index: number, change: Partial<LedgerValue>): void =>
    form.set(
      'ledgers',
      ledgers.map((row, at) => (at === index ? { ...row, ...change } : row)),
    );
  const read = async (file: File | null): Promise<void> => {
    if (file === null) return;
    const list = await client.trust.readBalances({ text: await file.text() });
    const bad = list.rows.filter((row) => row.problem !== '');
    setProblem(bad.map((row) => `Line ${row.line}: ${row.problem}`).join(' '));
    form.set(
      'ledgers',
      list.rows
        .filter((row) => row.problem === '')
        .map((row) => ({
          ledger: row.match === null ? null : { value: row.match.ledgerId, label: row.match.title },
          named: row.ledger,
          client: row.client,
          balanceCents: row.balanceCents ?? 0,
        })),
    );
  };
  return (
    <Stack gap={8}>
      <Group justify="space-between">
        <Title order={3}>Ledgers</Title>
        <Group gap="sm">
          <FileButton accept=".csv,text/csv" onChange={(file) => void read(file)}>
            {(props) => (
              <Button variant="default" {...props}>
                Read from a CSV
              </Button>
            )}
          </FileButton>
          <Button
            variant="default"
            onClick={() => form.set('ledgers', [...ledgers, { ledger: null, named: '', client: '', balanceCents: 0 }])}
          >
            Add a ledger
          </Button>
        </Group>
      </Group>
      {problem !== '' && (
        <Text c="var(--annex-danger)" role="alert">
          {problem}
        </Text>
      )}
      {ledgers.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place until its ledger is chosen.
        <Group key={index} gap="sm" align="flex-end" wrap="nowrap">
          <SearchSelect
            label={row.named === '' && row.client === '' ? 'Ledger' : `${row.named} ${row.client}`.trim()}
            search={findReceivingLedgers}
            value={row.ledger}
            onChange={(ledger) => setAt(index, { ledger })}
            error={row.ledger === null ? 'Not known here. Choose it, or open it.' : undefined}
            style={{ flex: 1 }}
          />
          {row.ledger === null && row.client !== '' && (
            <CreateMatter named={row.named} client={row.client} onMade={(ledger) => setAt(index, { ledger })} />
          )}
          <AmountInput
            label="Balance"
            w={140}
            value={row.balanceCents}
            onChange={(cents) => setAt(index, { balanceCents: cents ?? 0 })}
          />
          <Button
            variant="subtle"
            aria-label={`Leave ${row.ledger?.label ?? 'the line'} out`}
            onClick={() =>
              form.set(
                'ledgers',
                ledgers.filter((_, at) => at !== index),
              )
            }
          >
            Leave out
          </Button>
        </Group>
      ))}
      {form.errors.ledgers !== undefined && (
        <Text c="var(--annex-danger)" role="alert">
          {form.errors.ledgers}
        </Text>
      )}
    </Stack>
  );
}

interface CreateMatterProps {
  readonly named: string;
  readonly client: string;
  readonly onMade: (ledger: SearchOption) => void;
}

/** Opens client and matter of a line that nothing here knows. */
function CreateMatter({ named, client: person, onMade }: CreateMatterProps) {
  const today = useToday();
  const record = useCommand(api.office.recordParty);
  const openMatter = useCommand(api.office.openMatter, { say: 'Client and matter opened' });
  const title = named === '' ? person : named;
  const run = async (): Promise<void> => {
    const party = await record.run({ party: { kind: 'person', name: person } });
    if (!party.ok) return;
    const matter = await openMatter.run({
      clientPartyId: party.value.id,
      title,
      practiceArea: 'Other',
      openedOn: today,
      fee: { kind: 'hourly', rateCents: 0 },
    });
    if (matter.ok) onMade({ value: matter.value.matterId, label: title });
  };
  return (
    <Button variant="default" loading={record.isRunning || openMatter.isRunning} onClick={() => void run()}>
      Open {title}
    </Button>
  );
}
