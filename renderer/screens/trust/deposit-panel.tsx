import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sumCents } from '../../../shared/domain/money.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { usePlace } from '../../app/use-place.ts';
import { useToday } from '../../app/use-status.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { SimpleTable } from '../../components/simple-table.tsx';
import { tickColumn } from '../../components/tick-column.tsx';
import { emptySlip, SlipFields, type SlipValues, validateSlip } from './slip-fields.tsx';
import { describeInstrument } from './trust-words.ts';

interface DepositValues extends SlipValues {
  /** Receipts that stay in the drawer. */
  readonly left: readonly string[];
}

/** Puts checks and cash that were received on one slip, every item whole; the slip stands open then. */
export function DepositPanel({ accountId, onClose }: { readonly accountId: string; readonly onClose: () => void }) {
  const today = useToday();
  const draftKey = `trust/deposit/${accountId}`;
  const { go } = usePlace();
  const make = useCommand(api.trust.makeDeposit, {
    draft: draftKey,
    say: 'Deposit slip made',
    onDone: (done) => go(`/trust/${accountId}/deposits/${done.id}`),
  });
  const rows = useQuery(api.trust.listDepositable.queryOptions({ input: { accountId } })).data?.rows;
  if (rows === undefined) return null;
  if (rows.length === 0) {
    return (
      <SidePanel opened title="Make a deposit slip" onClose={onClose}>
        <EmptyState title="Nothing waits for the bank" text="Checks and cash stand here once they are received." />
      </SidePanel>
    );
  }
  const chosenOf = (left: readonly string[]) => rows.filter((row) => !left.includes(row.entryId));
  return (
    <FormPanel<DepositValues>
      opened
      title="Make a deposit slip"
      draftKey={draftKey}
      width={760}
      initial={{ day: today, left: [], ...emptySlip }}
      submitLabel="Make the slip"
      onClose={onClose}
      validate={validateSlip}
      onSubmit={async ({ day, left, countedCents, lessCashCents, note }) => {
        const answer = await make.run({
          accountId,
          day: day ?? '',
          entryIds: chosenOf(left).map((row) => row.entryId),
          countedCents: countedCents ?? 0,
          lessCashCents: lessCashCents ?? 0,
          note,
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => {
        const { left } = form.values;
        const chosen = chosenOf(left);
        return (
          <>
            <Text>Count what lies before you, then compare. Every item goes in whole.</Text>
            <SimpleTable
              label="What goes to the bank"
              rows={rows}
              rowId={(row) => row.entryId}
              columns={[
                tickColumn<(typeof rows)[number]>({
                  rowId: (row) => row.entryId,
                  label: (row) => `${row.payor}, put on the slip`,
                  left,
                  onChange: (kept) => form.set('left', kept),
                }),
                { key: 'day', title: 'Received', kind: 'day', width: 100 },
                { key: 'payor', title: 'From', kind: 'text' },
                {
                  key: 'instrument',
                  title: 'Item',
                  kind: 'text',
                  render: (row) =>
                    `${describeInstrument({ instrument: row.instrument, checkNumber: null })} ${row.reference}`.trim(),
                },
                { key: 'ledgerTitle', title: 'Ledger', kind: 'text' },
                { key: 'amountCents', title: 'Amount', kind: 'amount', width: 108 },
              ]}
            />
            <SlipFields
              form={form}
              today={today}
              items={chosen.length}
              listedCents={sumCents(chosen.map((row) => row.amountCents))}
            />
          </>
        );
      }}
    />
  );
}
