import { Group, Text, TextInput } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { findMatters } from '../../app/find.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { usePassphraseStep } from '../../components/use-passphrase-step.tsx';
import { findDocuments, findPayingLedgers, matterOf } from './find-ledgers.ts';
import { ChosenLedger } from './ledger-figures.tsx';
import type { UnidentifiedRow } from './trust-words.ts';

interface MoveValues {
  readonly from: SearchOption | null;
  readonly to: SearchOption | null;
  readonly day: string | null;
  readonly amountCents: number | null;
  readonly authority: string;
  readonly purpose: string;
  readonly fromDocument: SearchOption | null;
  readonly toDocument: SearchOption | null;
}

interface MovePanelProps {
  readonly accountId: string;
  readonly ledger?: SearchOption | undefined;
  /** Unidentified money whose owner is found. */
  readonly receipt?: UnidentifiedRow | undefined;
  readonly onClose: () => void;
}

/** Money from one ledger of the account to another: with authority, and for unidentified money to its owner. */
export function MovePanel({ accountId, ledger, receipt, onClose }: MovePanelProps) {
  const today = useToday();
  const draftKey = `trust/move/${receipt?.entryId ?? ledger?.value ?? accountId}`;
  const move = useCommand(api.trust.transferBetweenLedgers, { draft: draftKey, say: 'Money moved between ledgers' });
  const step = usePassphraseStep();
  const isIdentifying = receipt !== undefined;
  const suspense: SearchOption = { value: 'suspense', label: 'Unidentified money' };
  const submit = (values: MoveValues) => {
    const documents = [values.fromDocument, values.toDocument].flatMap((one) => (one === null ? [] : [one.value]));
    const amountCents = values.amountCents ?? 0;
    return step.ask(
      {
        title: 'Move between ledgers',
        consequence: `${formatCents(amountCents)} goes from ${values.from?.label ?? ''} to ${values.to?.label ?? ''}. The bank sees nothing of it.`,
        confirmLabel: 'Move',
      },
      async (passphrase) => {
        const answer = await move.run({
          accountId,
          ledgerId: values.from?.value ?? '',
          toLedgerId: values.to?.value ?? '',
          day: values.day ?? '',
          amountCents,
          authority: values.authority,
          purpose: values.purpose,
          ...(documents.length === 0 ? {} : { documentIds: documents }),
          ...(receipt === undefined ? {} : { identifiesEntryId: receipt.entryId }),
          passphrase,
        });
        return answer.ok ? null : answer.refusal;
      },
    );
  };
  return (
    <>
      <FormPanel<MoveValues>
        opened
        title={isIdentifying ? 'Owner found' : 'Move between ledgers'}
        draftKey={draftKey}
        isCovered={step.isAsking}
        initial={{
          from: isIdentifying ? suspense : (ledger ?? null),
          to: null,
          day: today,
          amountCents: receipt?.leftCents ?? null,
          authority: '',
          purpose: isIdentifying ? `Owner of the receipt from ${receipt.payor}` : '',
          fromDocument: null,
          toDocument: null,
        }}
        submitLabel="Move"
        onClose={onClose}
        validate={(values) => ({
          ...(values.from === null ? { from: 'Choose the ledger that pays.' } : {}),
          ...(values.to === null ? { to: 'Choose the ledger that receives.' } : {}),
          ...(values.day === null ? { day: 'Give the day.' } : {}),
          ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
          ...(values.authority.trim() === '' ? { authority: 'Say on whose word.' } : {}),
          ...(values.purpose.trim() === '' ? { purpose: 'Say what it is for.' } : {}),
        })}
        onSubmit={submit}
        fields={(form) => (
          <>
            {isIdentifying ? (
              <Text>
                {formatCents(receipt.leftCents)} from {receipt.payor} is on the ledger of unidentified money.
              </Text>
            ) : (
              <SearchSelect
                label="From"
                placeholder="Ledgers that hold money"
                search={(text) => findPayingLedgers(accountId, text)}
                required
                {...form.field('from')}
              />
            )}
            {!isIdentifying && form.values.from !== null && (
              <ChosenLedger accountId={accountId} ledgerId={form.values.from.value} />
            )}
            <SearchSelect
              label="To"
              placeholder="Matter, number or client"
              search={findMatters}
              required
              {...form.field('to')}
              data-autofocus
            />
            <Group grow gap="sm" align="flex-start">
              <AmountInput label="Amount" required {...form.field('amountCents')} />
              <DayInput label="Day" lean="past" today={today} required {...form.field('day')} />
            </Group>
            <TextInput
              label="On whose word"
              placeholder={isIdentifying ? 'Who recognised it, and how' : 'The client, by letter of June 3'}
              required
              {...form.text('authority')}
            />
            <TextInput label="Purpose" required {...form.text('purpose')} />
            {!isIdentifying && form.values.from !== null && form.values.to !== null && (
              <>
                <Text size="sm" c="dimmed">
                  Between two clients both have to agree in writing, each in the file of their matter, and an attorney
                  posts it.
                </Text>
                <SearchSelect
                  label="Authority of who pays"
                  search={(text) => findDocuments(text, matterOf(form.values.from?.value ?? ''))}
                  {...form.field('fromDocument')}
                />
                <SearchSelect
                  label="Authority of who receives"
                  search={(text) => findDocuments(text, form.values.to?.value)}
                  {...form.field('toDocument')}
                />
              </>
            )}
          </>
        )}
      />
      {step.dialog}
    </>
  );
}
