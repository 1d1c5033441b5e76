import { Group, Select, TextInput } from '@mantine/core';
import { formatShortDay } from '../../../shared/domain/day.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { AccountSelect, useAccounts } from './account-select.tsx';
import { findDocuments, findReceivingLedgers, matterOf } from './find-ledgers.ts';
import { ChosenLedger } from './ledger-figures.tsx';
import {
  isElectronic,
  noTransferEnd,
  TransferEndFields,
  type TransferEndValues,
  transferEndOf,
} from './transfer-end-fields.tsx';
import type { FromBankLine } from './trust-panels.ts';
import { type Instrument, type ReceiptKind, receiptChoices, receivedBy } from './trust-words.ts';

interface ReceiptPanelProps {
  readonly opened: boolean;
  readonly accountId?: string | undefined;
  readonly ledger?: SearchOption | undefined;
  /** The bank's line that it is posted for. */
  readonly line?: FromBankLine | undefined;
  readonly onClose: () => void;
}

interface ReceiptValues extends TransferEndValues {
  readonly accountId: string;
  readonly ledger: SearchOption | null;
  readonly day: string | null;
  readonly amountCents: number | null;
  readonly kind: ReceiptKind;
  readonly instrument: Instrument;
  readonly payor: string;
  readonly purpose: string;
  readonly reference: string;
  readonly collectedOn: string | null;
  readonly grossCents: number | null;
  readonly document: SearchOption | null;
}

/** Money received for a client, posted on the ledger of a matter. */
export function ReceiptPanel({ opened, accountId, ledger, line, onClose }: ReceiptPanelProps) {
  const today = useToday();
  const accounts = useAccounts();
  const draftKey = `trust/receipt/${line?.lineId ?? ledger?.value ?? ''}`;
  const post = useCommand(api.trust.postReceipt, {
    draft: draftKey,
    say: (done) =>
      done.collectedOn > today ? `Receipt posted, on hold until ${formatShortDay(done.collectedOn)}` : 'Receipt posted',
  });
  return (
    <FormPanel<ReceiptValues>
      opened={opened}
      title="Post a receipt"
      draftKey={draftKey}
      initial={{
        accountId: accountId ?? accounts[0]?.accountId ?? '',
        ledger: ledger ?? null,
        day: line?.day ?? today,
        amountCents: line?.amountCents ?? null,
        kind: line?.kind === 'interest' ? 'interest' : 'advance fee',
        instrument: 'check',
        payor: line?.name ?? '',
        purpose: line?.purpose ?? '',
        reference: '',
        collectedOn: null,
        grossCents: null,
        document: null,
        ...noTransferEnd,
      }}
      submitLabel="Post receipt"
      canRepeat={line === undefined}
      onClose={onClose}
      validate={(values) => ({
        ...(values.ledger === null ? { ledger: 'Choose the matter whose money it is.' } : {}),
        ...(values.day === null ? { day: 'Give the day.' } : {}),
        ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
        ...(values.payor.trim() === '' ? { payor: 'Name who paid.' } : {}),
        ...(values.purpose.trim() === '' ? { purpose: 'Say what it is for.' } : {}),
      })}
      onSubmit={async ({ ledger: chosen, day, amountCents, collectedOn, accountId: account, ...rest }) => {
        const { kind, instrument, payor, purpose, reference, grossCents, document } = rest;
        const input = {
          kind,
          instrument,
          payor,
          purpose,
          reference,
          ...(instrument === 'card' && grossCents !== null ? { grossCents } : {}),
          ...(document === null ? {} : { documentIds: [document.value] }),
          ...transferEndOf(rest, instrument),
          accountId: account === '' ? (accounts[0]?.accountId ?? '') : account,
          ledgerId: chosen?.value ?? '',
          day: day ?? '',
          amountCents: amountCents ?? 0,
        };
        const answer = await post.run(collectedOn === null ? input : { ...input, collectedOn });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <AccountSelect {...form.field('accountId')} />
          <SearchSelect
            label="Client ledger"
            placeholder="Matter, number or client"
            search={findReceivingLedgers}
            required
            {...form.field('ledger')}
            data-autofocus={ledger === undefined || undefined}
          />
          {form.values.ledger !== null && form.values.accountId !== '' && (
            <ChosenLedger accountId={form.values.accountId} ledgerId={form.values.ledger.value} />
          )}
          <Group grow gap="sm" align="flex-start">
            <AmountInput
              label="Amount"
              required
              {...form.field('amountCents')}
              data-autofocus={ledger !== undefined || undefined}
            />
            <DayInput label="Received on" lean="past" today={today} required {...form.field('day')} />
          </Group>
          <TextInput label="Received from" required {...form.text('payor')} />
          <Group grow gap="sm" align="flex-start">
            <Select
              label="For"
              data={receiptChoices}
              value={form.values.kind}
              allowDeselect={false}
              onChange={(value) =>
                form.set('kind', receiptChoices.find((one) => one.value === value)?.value ?? 'other')
              }
            />
            <Select
              label="By"
              data={receivedBy}
              value={form.values.instrument}
              allowDeselect={false}
              onChange={(value) =>
                form.set('instrument', receivedBy.find((one) => one.value === value)?.value ?? 'check')
              }
            />
          </Group>
          {form.values.instrument === 'card' && (
            <AmountInput
              label="Charged to the card"
              description="The same as what came in: the processor takes its fee elsewhere"
              {...form.field('grossCents')}
            />
          )}
          {isElectronic(form.values.instrument) && <TransferEndFields form={form} today={today} parts="end" />}
          <TextInput
            label="Purpose"
            placeholder="Advance fee deposit under the agreement"
            required
            {...form.text('purpose')}
          />
          <Group grow gap="sm" align="flex-start">
            <TextInput label="Reference" placeholder="Check number" {...form.text('reference')} />
            <DayInput
              label="Collected on"
              lean="future"
              today={today}
              placeholder="By the usual hold"
              {...form.field('collectedOn')}
            />
          </Group>
          <SearchSelect
            label="Rests on"
            placeholder="Agreement or letter in the file"
            search={(text) =>
              findDocuments(text, form.values.ledger === null ? undefined : matterOf(form.values.ledger.value))
            }
            {...form.field('document')}
          />
        </>
      )}
    />
  );
}
