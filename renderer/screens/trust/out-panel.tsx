import { Group, Select, Text, TextInput } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useMe, useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { usePassphraseStep } from '../../components/use-passphrase-step.tsx';
import { AccountSelect, useAccounts, useNextCheck } from './account-select.tsx';
import { CheckNumberInput } from './check-number-input.tsx';
import { findDocuments, findOpenInvoices, findPayingLedgers, matterOf } from './find-ledgers.ts';
import { ChosenLedger } from './ledger-figures.tsx';
import {
  callBackOf,
  isElectronic,
  noTransferEnd,
  TransferEndFields,
  type TransferEndValues,
  transferEndOf,
} from './transfer-end-fields.tsx';
import type { FromBankLine } from './trust-panels.ts';
import { disbursementChoices, type Instrument, paidBy, type RequestKind, requestChoices } from './trust-words.ts';

interface OutPanelProps {
  /** Asked for, or paid at once under the attorney's passphrase. */
  readonly mode: 'request' | 'disburse';
  readonly opened: boolean;
  readonly accountId?: string | undefined;
  readonly ledger?: SearchOption | undefined;
  /** The bank's line that it is posted for. */
  readonly line?: FromBankLine | undefined;
  readonly onClose: () => void;
}

interface OutValues extends TransferEndValues {
  readonly accountId: string;
  readonly ledger: SearchOption | null;
  readonly day: string | null;
  readonly amountCents: number | null;
  readonly kind: RequestKind;
  readonly instrument: Instrument;
  readonly checkNumber: number | null;
  readonly payee: string;
  readonly purpose: string;
  readonly reference: string;
  readonly invoice: SearchOption | null;
  readonly document: SearchOption | null;
}

/** Money out of trust: asked for by whoever prepares it, or posted at once by an attorney on the custodian device. */
export function OutPanel({ mode, opened, accountId, ledger, line, onClose }: OutPanelProps) {
  const today = useToday();
  const me = useMe();
  const accounts = useAccounts();
  const draftKey = `trust/${mode}/${line?.lineId ?? ledger?.value ?? ''}`;
  const request = useCommand(api.trust.requestDisbursement, { draft: draftKey, say: 'Request waits for approval' });
  const post = useCommand(api.trust.postDisbursement, { draft: draftKey, say: 'Disbursement posted' });
  const step = usePassphraseStep();
  const isRequest = mode === 'request';

  const submit = async (values: OutValues) => {
    const common = {
      accountId: values.accountId === '' ? (accounts[0]?.accountId ?? '') : values.accountId,
      ledgerId: values.ledger?.value ?? '',
      day: values.day ?? '',
      amountCents: values.amountCents ?? 0,
      instrument: values.instrument,
      payee: values.payee,
      purpose: values.purpose,
      reference: values.reference,
      ...(values.document === null ? {} : { documentIds: [values.document.value] }),
      ...transferEndOf(values, values.instrument),
      ...callBackOf(values, values.instrument, me?.name ?? ''),
    };
    const { kind } = values;
    if (isRequest || kind === 'earned fee') {
      const invoice = kind === 'earned fee' && values.invoice !== null ? { invoiceId: values.invoice.value } : {};
      const answer = await request.run({ ...common, kind, ...invoice });
      return answer.ok ? null : answer.refusal;
    }
    return step.ask(
      {
        title: 'Pay out of trust',
        consequence: `${formatCents(common.amountCents)} goes to ${values.payee} from ${values.ledger?.label ?? ''}. The entry can be reversed, but money that left the bank does not come back with it.`,
        confirmLabel: 'Post disbursement',
      },
      async (passphrase) => {
        const book = accounts.find((account) => account.accountId === common.accountId)?.nextCheckNumber;
        const checkNumber = values.checkNumber ?? book;
        const number = values.instrument === 'check' && checkNumber !== undefined ? { checkNumber } : {};
        const answer = await post.run({ ...common, kind, ...number, passphrase });
        return answer.ok ? null : answer.refusal;
      },
    );
  };
  return (
    <>
      <FormPanel<OutValues>
        opened={opened}
        title={isRequest ? 'Request a disbursement' : 'Post a disbursement'}
        draftKey={draftKey}
        isCovered={step.isAsking}
        initial={{
          accountId: accountId ?? accounts[0]?.accountId ?? '',
          ledger: ledger ?? null,
          day: line?.day ?? today,
          amountCents: line?.amountCents ?? null,
          kind: line?.kind === 'bank fee' ? 'bank fee' : 'third party',
          instrument: line === undefined ? 'check' : 'ach',
          checkNumber: null,
          payee: line?.name ?? '',
          purpose: line?.purpose ?? '',
          reference: '',
          invoice: null,
          document: null,
          ...noTransferEnd,
        }}
        submitLabel={isRequest ? 'Request disbursement' : 'Post disbursement'}
        onClose={onClose}
        validate={(values) => ({
          ...(values.ledger === null ? { ledger: 'Choose the ledger that pays.' } : {}),
          ...(values.day === null ? { day: 'Give the day.' } : {}),
          ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
          ...(values.payee.trim() === '' ? { payee: 'Name the payee.' } : {}),
          ...(values.purpose.trim() === '' ? { purpose: 'Say what it is for.' } : {}),
          ...(values.kind === 'earned fee' && values.invoice === null ? { invoice: 'Choose the invoice.' } : {}),
        })}
        onSubmit={submit}
        fields={(form) => (
          <OutFields form={form} isRequest={isRequest} today={today} isLedgerKnown={ledger !== undefined} />
        )}
      />
      {step.dialog}
    </>
  );
}

interface OutFieldsProps {
  readonly form: FormHandle<OutValues>;
  readonly isRequest: boolean;
  readonly today: string;
  readonly isLedgerKnown: boolean;
}

function OutFields({ form, isRequest, today, isLedgerKnown }: OutFieldsProps) {
  const { values } = form;
  const next = useNextCheck(values.accountId);
  return (
    <>
      <AccountSelect {...form.field('accountId')} />
      <SearchSelect
        label="Client ledger"
        placeholder="Ledgers that hold money"
        search={(text) => findPayingLedgers(values.accountId, text)}
        required
        {...form.field('ledger')}
        data-autofocus={!isLedgerKnown || undefined}
      />
      {values.ledger !== null && <ChosenLedger accountId={values.accountId} ledgerId={values.ledger.value} />}
      <Group grow gap="sm" align="flex-start">
        <AmountInput
          label="Amount"
          required
          {...form.field('amountCents')}
          data-autofocus={isLedgerKnown || undefined}
        />
        <DayInput label="Day" today={today} required {...form.field('day')} />
      </Group>
      <Select
        label="For"
        data={isRequest ? requestChoices : disbursementChoices}
        value={values.kind}
        allowDeselect={false}
        onChange={(value) =>
          form.set('kind', requestChoices.find((one) => one.value === value)?.value ?? 'third party')
        }
      />
      {values.kind === 'earned fee' && (
        <SearchSelect label="Invoice" search={findOpenInvoices} required {...form.field('invoice')} />
      )}
      <TextInput label="Payee" description="A person or a firm by name, never cash" required {...form.text('payee')} />
      <TextInput label="Purpose" required {...form.text('purpose')} />
      <Group grow gap="sm" align="flex-start">
        <Select
          label="By"
          data={paidBy}
          value={values.instrument}
          allowDeselect={false}
          onChange={(value) => form.set('instrument', paidBy.find((one) => one.value === value)?.value ?? 'check')}
        />
        {!isRequest && values.instrument === 'check' ? (
          <CheckNumberInput next={next} {...form.field('checkNumber')} />
        ) : (
          <TextInput label="Reference" {...form.text('reference')} />
        )}
      </Group>
      {isElectronic(values.instrument) && <TransferEndFields form={form} today={today} parts="end and call" />}
      <SearchSelect
        label="Rests on"
        placeholder="Bill, letter or order in the file"
        search={(text) => findDocuments(text, values.ledger === null ? undefined : matterOf(values.ledger.value))}
        {...form.field('document')}
      />
      {isRequest && (
        <Text size="sm" c="dimmed">
          An attorney approves it; then the account's custodian posts it. Until then the money is spoken for.
        </Text>
      )}
    </>
  );
}
