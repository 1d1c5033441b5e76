import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { findDocuments } from './find-ledgers.ts';
import { ChosenLedger } from './ledger-figures.tsx';
import { useTrustPanel } from './trust-panels.ts';
import type { HoldRow } from './trust-words.ts';

interface HoldPanelProps {
  readonly accountId: string;
  readonly ledger: SearchOption;
  readonly onClose: () => void;
}

interface HoldValues {
  readonly kind: 'dispute' | 'lien';
  readonly day: string | null;
  readonly amountCents: number | null;
  readonly claimant: string;
  readonly reason: string;
}

const holdLabels = { dispute: 'Dispute', lien: 'Lien' } as const;

/** Holds part of a ledger for a dispute or a lien. */
export function HoldPanel({ accountId, ledger, onClose }: HoldPanelProps) {
  const today = useToday();
  const draftKey = `trust/hold/${accountId}/${ledger.value}`;
  const place = useCommand(api.trust.placeHold, { draft: draftKey, say: 'Hold placed' });
  return (
    <FormPanel<HoldValues>
      opened
      title="Place a hold"
      draftKey={draftKey}
      initial={{ kind: 'lien', day: today, amountCents: null, claimant: '', reason: '' }}
      submitLabel="Place hold"
      onClose={onClose}
      validate={(values) => ({
        ...(values.day === null ? { day: 'Give the day.' } : {}),
        ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
        ...(values.claimant.trim() === '' ? { claimant: 'Name who claims it.' } : {}),
        ...(values.reason.trim() === '' ? { reason: 'Say what the claim rests on.' } : {}),
      })}
      onSubmit={async ({ day, amountCents, ...rest }) => {
        const input = { accountId, ledgerId: ledger.value, day: day ?? '', amountCents: amountCents ?? 0, ...rest };
        const answer = await place.run(input);
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>What is held stays in the balance and cannot be paid out until a document releases it.</Text>
          <ChosenLedger accountId={accountId} ledgerId={ledger.value} />
          <Select
            label="For"
            data={[
              { value: 'lien', label: 'A lien of a third party' },
              { value: 'dispute', label: 'A dispute over the money' },
            ]}
            value={form.values.kind}
            allowDeselect={false}
            onChange={(value) => form.set('kind', value === 'dispute' ? 'dispute' : 'lien')}
          />
          <Group grow gap="sm" align="flex-start">
            <AmountInput label="Amount" required {...form.field('amountCents')} data-autofocus />
            <DayInput label="Day" lean="past" today={today} required {...form.field('day')} />
          </Group>
          <TextInput label="Claimant" required {...form.text('claimant')} />
          <TextInput label="Reason" placeholder="Medical lien, file 4410" required {...form.text('reason')} />
        </>
      )}
    />
  );
}

interface ReleaseValues {
  readonly day: string | null;
  readonly amountCents: number | null;
  readonly document: SearchOption | null;
  readonly note: string;
}

/** Releases a hold, whole or in part, against a document of the matter. */
export function ReleasePanel({ hold, onClose }: { readonly hold: HoldRow; readonly onClose: () => void }) {
  const today = useToday();
  const draftKey = `trust/release/${hold.holdId}`;
  const release = useCommand(api.trust.releaseHold, { draft: draftKey, say: 'Hold released' });
  return (
    <FormPanel<ReleaseValues>
      opened
      title="Release a hold"
      draftKey={draftKey}
      initial={{ day: today, amountCents: hold.openCents, document: null, note: '' }}
      submitLabel="Release"
      onClose={onClose}
      validate={(values) => ({
        ...(values.day === null ? { day: 'Give the day.' } : {}),
        ...(values.amountCents === null ? { amountCents: 'Give the amount.' } : {}),
        ...(values.document === null ? { document: 'Choose the document that releases it.' } : {}),
      })}
      onSubmit={async ({ day, amountCents, document, note }) => {
        const answer = await release.run({
          holdId: hold.holdId,
          day: day ?? '',
          amountCents: amountCents ?? 0,
          documentId: document?.value ?? '',
          note,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text>
            {formatCents(hold.openCents)} is held for {hold.claimant}: {hold.reason}.
          </Text>
          <SearchSelect
            label="Released by"
            placeholder="Agreement, order or lien release in the file"
            search={(text) => findDocuments(text, hold.ledgerId)}
            required
            {...form.field('document')}
            data-autofocus
          />
          <Group grow gap="sm" align="flex-start">
            <AmountInput label="Amount" required {...form.field('amountCents')} />
            <DayInput label="Day" lean="past" today={today} required {...form.field('day')} />
          </Group>
          <TextInput label="Note" {...form.text('note')} />
        </>
      )}
    />
  );
}

/** What is held of a ledger, and why; nothing where nothing is. */
export function HoldList({ accountId, ledgerId }: { readonly accountId: string; readonly ledgerId: string }) {
  const canApprove = useCan('trust.approve');
  const open = useTrustPanel((store) => store.open);
  const query = useQuery(api.trust.listHolds.queryOptions({ input: { accountId, ledgerId, limit: 50 } }));
  const rows = query.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Stack gap={4}>
      <SimpleTable
        label="Held of this ledger"
        rows={rows}
        rowId={(row) => row.holdId}
        columns={[
          { key: 'kind', title: 'Held for', kind: 'text', render: (row) => `${holdLabels[row.kind]}: ${row.claimant}` },
          { key: 'reason', title: 'Reason', kind: 'text' },
          { key: 'day', title: 'Since', kind: 'day', width: 100 },
          { key: 'openCents', title: 'Held', kind: 'amount', width: 108 },
          ...(canApprove
            ? [
                {
                  key: 'release',
                  title: '',
                  kind: 'text' as const,
                  width: 92,
                  render: (row: HoldRow) => (
                    <Button size="compact-sm" variant="default" onClick={() => open({ kind: 'release', hold: row })}>
                      Release
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Stack>
  );
}
