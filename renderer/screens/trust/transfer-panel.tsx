import { Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { formatCents } from '../../../shared/domain/money.ts';
import { api, client } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { usePassphraseStep } from '../../components/use-passphrase-step.tsx';
import { AccountSelect, useAccounts, useNextCheck } from './account-select.tsx';
import { CheckNumberInput } from './check-number-input.tsx';
import { findOpenInvoices } from './find-ledgers.ts';
import { ChosenLedger } from './ledger-figures.tsx';
import { type Instrument, paidBy } from './trust-words.ts';

interface TransferPanelProps {
  readonly opened: boolean;
  readonly accountId?: string | undefined;
  readonly invoiceId?: string | undefined;
  readonly onClose: () => void;
}

interface TransferValues {
  readonly accountId: string;
  readonly invoice: SearchOption | null;
  readonly day: string | null;
  readonly amountCents: number | null;
  readonly instrument: Instrument;
  readonly checkNumber: number | null;
}

/** Earned fees from a client's ledger to the operating account, against an issued invoice. */
export function TransferPanel({ opened, accountId, invoiceId, onClose }: TransferPanelProps) {
  const today = useToday();
  const accounts = useAccounts();
  const given = useInvoice(invoiceId);
  const draftKey = `trust/transfer/${invoiceId ?? ''}`;
  const transfer = useCommand(api.trust.transferFee, { draft: draftKey, say: 'Fee transferred' });
  const step = usePassphraseStep();
  const isReady = accounts.length > 0 && (invoiceId === undefined || given !== undefined);
  return (
    <>
      <FormPanel<TransferValues>
        opened={opened && isReady}
        title="Transfer an earned fee"
        draftKey={draftKey}
        isCovered={step.isAsking}
        initial={{
          accountId: accountId ?? accounts[0]?.accountId ?? '',
          invoice:
            given === undefined ? null : { value: given.invoiceId, label: `${given.number} ${given.clientName}` },
          day: today,
          amountCents:
            given === undefined ? null : Math.max(0, Math.min(given.owedCents, given.trustAvailableCents)) || null,
          instrument: 'transfer',
          checkNumber: null,
        }}
        submitLabel="Transfer fee"
        onClose={onClose}
        validate={(values) => ({
          ...(values.invoice === null ? { invoice: 'Choose the invoice.' } : {}),
          ...(values.day === null ? { day: 'Give the day.' } : {}),
          ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
        })}
        onSubmit={async (values) => {
          const invoice = await client.billing.getInvoice({ invoiceId: values.invoice?.value ?? '' });
          const amountCents = values.amountCents ?? 0;
          return step.ask(
            {
              title: 'Transfer an earned fee',
              consequence: `${formatCents(amountCents)} goes from the trust ledger of ${invoice.matterTitle} to the operating account, against invoice ${invoice.number}.`,
              confirmLabel: 'Transfer fee',
            },
            async (passphrase) => {
              const book = accounts.find((account) => account.accountId === values.accountId)?.nextCheckNumber;
              const checkNumber = values.checkNumber ?? book;
              const number = values.instrument === 'check' && checkNumber !== undefined ? { checkNumber } : {};
              const answer = await transfer.run({
                accountId: values.accountId,
                ledgerId: invoice.matterId,
                invoiceId: invoice.invoiceId,
                day: values.day ?? '',
                amountCents,
                instrument: values.instrument,
                ...number,
                passphrase,
              });
              return answer.ok ? null : answer.refusal;
            },
          );
        }}
        fields={(form) => <TransferFields form={form} today={today} isInvoiceKnown={invoiceId !== undefined} />}
      />
      {step.dialog}
    </>
  );
}

interface TransferFieldsProps {
  readonly form: FormHandle<TransferValues>;
  readonly today: string;
  readonly isInvoiceKnown: boolean;
}

function TransferFields({ form, today, isInvoiceKnown }: TransferFieldsProps) {
  const { values } = form;
  const next = useNextCheck(values.accountId);
  const invoice = useInvoice(values.invoice?.value);
  const { set } = form;
  const isAmountOpen = values.amountCents === null;
  const offeredCents = invoice === undefined ? 0 : Math.min(invoice.owedCents, invoice.trustAvailableCents);
  // biome-ignore lint/correctness/useExhaustiveDependencies: offered once when an invoice was chosen, not after the field was emptied.
  useEffect(() => {
    if (isAmountOpen && offeredCents > 0) set('amountCents', offeredCents);
  }, [offeredCents]);
  return (
    <>
      <AccountSelect {...form.field('accountId')} />
      <SearchSelect
        label="Invoice"
        placeholder="Number or client"
        search={findOpenInvoices}
        required
        {...form.field('invoice')}
        data-autofocus={!isInvoiceKnown || undefined}
      />
      {invoice !== undefined && (
        <>
          <Text>
            {formatCents(invoice.owedCents)} is owed on invoice {invoice.number} for {invoice.matterTitle}.
          </Text>
          <ChosenLedger accountId={values.accountId} ledgerId={invoice.matterId} />
        </>
      )}
      <Group grow gap="sm" align="flex-start">
        <AmountInput
          label="Amount"
          required
          description={
            offeredCents > 0 && values.amountCents === offeredCents ? 'All that is owed and available' : undefined
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.field('amountCents')}
          data-autofocus={isInvoiceKnown || undefined}
        />
        <DayInput label="Day" today={today} required {...form.field('day')} />
      </Group>
      <Group grow gap="sm" align="flex-start">
        <Select
          label="By"
          data={paidBy}
          value={values.instrument}
          allowDeselect={false}
          onChange={(value) => form.set('instrument', paidBy.find((one) => one.value === value)?.value ?? 'transfer')}
        />
        {values.instrument === 'check' && <CheckNumberInput next={next} {...form.field('checkNumber')} />}
      </Group>
    </>
  );
}

function useInvoice(invoiceId: string | undefined) {
  return useQuery(
    api.billing.getInvoice.queryOptions({ input: { invoiceId: invoiceId ?? '' }, enabled: invoiceId !== undefined }),
  ).data;
}
