import { Group, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { CarriedItems } from './carried-items.tsx';
import { CutOverLedgers } from './cut-over-ledgers.tsx';
import { booksOf, type CutOverValues, emptyBooks, isOpenLine, totalsSoFar, validateBooks } from './cut-over-values.ts';
import { findDocuments } from './find-ledgers.ts';
import { ThreeTotals } from './three-totals.tsx';

const draftKey = 'trust/cut-over';

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
      width={960}
      initial={emptyBooks}
      submitLabel="Open with these balances"
      onClose={onClose}
      validate={validateBooks}
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
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <TextInput
          label="Name"
          placeholder="Client trust account"
          required
          style={{ flex: 1 }}
          {...form.text('name')}
          data-autofocus
        />
        <TextInput label="Bank" required style={{ flex: 1 }} {...form.text('bank')} />
        <TextInput
          label="Last four digits"
          w={130}
          inputMode="numeric"
          maxLength={4}
          required
          {...form.text('lastFour')}
        />
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
        <AmountInput label="Bank's balance" required {...form.field('bankBalanceCents')} />
        <AmountInput label="Journal's balance" required {...form.field('journalCents')} />
        <NumberInput
          label="Next check number"
          min={1}
          allowDecimal={false}
          hideControls
          required
          value={values.nextCheckNumber ?? ''}
          onChange={(value) => form.set('nextCheckNumber', typeof value === 'number' ? value : null)}
          error={form.errors.nextCheckNumber}
        />
        <AmountInput label="Firm's own at most" {...form.field('firmFundsCeilingCents')} />
      </Group>
      <CutOverLedgers form={form} />
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
        description="Filed under Documents first. It becomes the first packet of the account."
        placeholder="Title of the document"
        search={(text) => findDocuments(text)}
        {...form.field('document')}
      />
      <CutOverTotals values={values} />
    </>
  );
}

/** The three totals as they stand, and why the account cannot be opened with them yet. */
function CutOverTotals({ values }: { readonly values: CutOverValues }) {
  const books = booksOf({ ...values, name: values.name || 'x', bank: values.bank || 'x', lastFour: '0000' });
  const preview = useQuery({
    ...api.trust.previewCutOver.queryOptions({ input: books ?? noBooks }),
    enabled: books !== null,
  }).data;
  const { bankCents, journalCents, ledgersCents } = totalsSoFar(values);
  return (
    <div role="status">
      <ThreeTotals
        isSmall
        totals={[
          { name: 'Bank, adjusted', cents: bankCents, note: 'after checks and deposits' },
          { name: 'Journal', cents: journalCents, note: 'of the old books' },
          {
            name: 'Ledgers',
            cents: ledgersCents,
            note: values.ledgers.length === 1 ? '1 line' : `${values.ledgers.length} lines`,
          },
        ]}
        light={describeBooks(values, books === null ? undefined : preview)}
      />
    </div>
  );
}

/** What the light says: what is missing, why it cannot be opened, or that all three agree. */
function describeBooks(
  values: CutOverValues,
  preview: { refusal: { sentence: string } | null; journalCents: number } | undefined,
) {
  const open = values.ledgers.filter(isOpenLine).length;
  if (open > 0) {
    const lines = open === 1 ? 'One line waits' : `${open} lines wait`;
    return { colour: 'amber' as const, sentence: `${lines} for a matter or a balance.` };
  }
  if (preview === undefined)
    return { colour: 'amber' as const, sentence: 'Day, balances and check number come first.' };
  if (preview.refusal !== null) return { colour: 'red' as const, sentence: preview.refusal.sentence };
  return { colour: 'green' as const, sentence: `All three agree on ${formatCents(preview.journalCents)}.` };
}

const noBooks = {
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
