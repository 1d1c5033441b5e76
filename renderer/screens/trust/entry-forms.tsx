import { Group, Select, Text, Textarea, TextInput } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import { cureInstruments } from '../../../shared/domain/trust/shortage-cure.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import type { SearchOption } from '../../components/search-select.tsx';
import { ChosenLedger } from './ledger-figures.tsx';
import { type EntryRow, paidBy } from './trust-words.ts';

interface ReturnedPanelProps {
  readonly entry: EntryRow;
  readonly onClose: () => void;
}

/** What the rules found besides, said once the entry is posted. */
function sayWithFlags(said: string, flags: readonly { sentence: string }[]): string {
  return [said, ...flags.map((flag) => flag.sentence)].join('. ').replace('..', '.');
}

/** Posts a deposited item that the bank took back. */
export function ReturnedPanel({ entry, onClose }: ReturnedPanelProps) {
  const today = useToday();
  const draftKey = `trust/returned/${entry.entryId}`;
  const post = useCommand(api.trust.postReturnedItem, {
    draft: draftKey,
    say: (done) => sayWithFlags('Returned item posted', done.flags),
  });
  return (
    <FormPanel<{ day: string | null; reason: string; reference: string }>
      opened
      title="Returned by the bank"
      draftKey={draftKey}
      initial={{ day: today, reason: '', reference: '' }}
      submitLabel="Post returned item"
      onClose={onClose}
      validate={(values) => ({
        ...(values.day === null ? { day: 'Give the day.' } : {}),
        ...(values.reason.trim() === '' ? { reason: 'Say why.' } : {}),
      })}
      onSubmit={async ({ day, ...rest }) => {
        const answer = await post.run({ entryId: entry.entryId, day: day ?? '', ...rest });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            The bank took {formatCents(entry.amountCents)} of {entry.name} back. Where it is spent already, the ledger
            is short, and the firm makes that good today.
          </Text>
          <ChosenLedger accountId={entry.accountId} ledgerId={entry.ledgerId} />
          <DayInput label="Day" lean="past" today={today} required {...form.field('day')} />
          <TextInput
            label="Reason"
            placeholder="Not sufficient funds"
            required
            {...form.text('reason')}
            data-autofocus
          />
          <TextInput label="Reference" placeholder="The bank’s notice" {...form.text('reference')} />
        </>
      )}
    />
  );
}

/** Posts a fee that the bank has taken, on the firm's own ledger. */
export function BankFeePanel({ accountId, onClose }: { readonly accountId: string; readonly onClose: () => void }) {
  const today = useToday();
  const draftKey = `trust/bank-fee/${accountId}`;
  const post = useCommand(api.trust.postBankFee, {
    draft: draftKey,
    say: (done) => sayWithFlags('Bank fee posted', done.flags),
  });
  return (
    <FormPanel<{ day: string | null; amountCents: number | null; purpose: string; reference: string }>
      opened
      title="Post a bank fee"
      draftKey={draftKey}
      initial={{ day: today, amountCents: null, purpose: 'Service charge', reference: '' }}
      submitLabel="Post bank fee"
      onClose={onClose}
      validate={(values) => ({
        ...(values.day === null ? { day: 'Give the day.' } : {}),
        ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
        ...(values.purpose.trim() === '' ? { purpose: 'Say what it is for.' } : {}),
      })}
      onSubmit={async ({ day, amountCents, ...rest }) => {
        const answer = await post.run({ accountId, day: day ?? '', amountCents: amountCents ?? 0, ...rest });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>The bank has taken it already, so nobody approves it. It is paid from the firm’s own funds.</Text>
          <ChosenLedger accountId={accountId} ledgerId="firm" />
          <Group grow gap="sm" align="flex-start">
            <AmountInput label="Amount" required {...form.field('amountCents')} data-autofocus />
            <DayInput label="Day" lean="past" today={today} required {...form.field('day')} />
          </Group>
          <TextInput label="Purpose" required {...form.text('purpose')} />
          <TextInput label="Reference" {...form.text('reference')} />
        </>
      )}
    />
  );
}

interface CureValues {
  readonly day: string | null;
  readonly amountCents: number | null;
  readonly instrument: (typeof cureInstruments)[number];
  readonly reference: string;
  readonly incident: string;
  readonly notified: string;
}

interface CurePanelProps {
  readonly accountId: string;
  readonly ledger: SearchOption;
  readonly onClose: () => void;
}

/** The firm makes a shortage good, up to what is missing, and says what happened. */
export function CurePanel({ accountId, ledger, onClose }: CurePanelProps) {
  const today = useToday();
  const draftKey = `trust/cure/${accountId}/${ledger.value}`;
  const post = useCommand(api.trust.cureShortage, { draft: draftKey, say: 'Shortage made good' });
  return (
    <FormPanel<CureValues>
      opened
      title="Make a shortage good"
      draftKey={draftKey}
      initial={{ day: today, amountCents: null, instrument: 'transfer', reference: '', incident: '', notified: '' }}
      submitLabel="Post deposit of the firm"
      onClose={onClose}
      validate={(values) => ({
        ...(values.day === null ? { day: 'Give the day.' } : {}),
        ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
        ...(values.incident.trim() === '' ? { incident: 'Say what happened.' } : {}),
      })}
      onSubmit={async ({ day, amountCents, ...rest }) => {
        const input = { accountId, ledgerId: ledger.value, day: day ?? '', amountCents: amountCents ?? 0, ...rest };
        const answer = await post.run(input);
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <ChosenLedger accountId={accountId} ledgerId={ledger.value} />
          <Group grow gap="sm" align="flex-start">
            <AmountInput label="Amount" required {...form.field('amountCents')} data-autofocus />
            <DayInput label="Day" lean="past" today={today} required {...form.field('day')} />
          </Group>
          <Select
            label="By"
            data={paidBy}
            value={form.values.instrument}
            allowDeselect={false}
            onChange={(value) => form.set('instrument', cureInstruments.find((one) => one === value) ?? 'transfer')}
          />
          <Textarea
            label="Incident"
            description="What happened, how it was found, what keeps it from happening again"
            autosize
            minRows={3}
            required
            {...form.text('incident')}
          />
          <TextInput label="Who was told" placeholder="The bar, the client, the bank" {...form.text('notified')} />
        </>
      )}
    />
  );
}
