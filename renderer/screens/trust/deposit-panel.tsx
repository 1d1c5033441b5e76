import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { formatCents } from '../../../shared/domain/money.ts';
import { api, client } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FormPanel } from '../../components/form-panel.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { SidePanel } from '../../components/side-panel.tsx';

interface DepositValues {
  readonly day: string | null;
  readonly left: readonly string[];
  readonly countedCents: number | null;
  readonly lessCashCents: number | null;
  readonly note: string;
}

/** Puts checks and cash on one slip, every item whole, and shows the slip. */
export function DepositPanel({ accountId, onClose }: { readonly accountId: string; readonly onClose: () => void }) {
  const today = useToday();
  const draftKey = `trust/deposit/${accountId}`;
  const [made, setMade] = useState<{ depositId: string; day: string } | null>(null);
  const isMade = useRef(false);
  const make = useCommand(api.trust.makeDeposit, { draft: draftKey, say: 'Deposit slip made' });
  const rows = useQuery(api.trust.listDepositable.queryOptions({ input: { accountId } })).data?.rows;
  if (made !== null) {
    return (
      <SidePanel opened title="Deposit slip" onClose={onClose} width={860}>
        <PdfView
          title="Deposit slip"
          load={() => client.trust.depositSlipPdf({ accountId, ...made })}
          height="calc(100vh - 120px)"
        />
      </SidePanel>
    );
  }
  if (rows === undefined) return null;
  if (rows.length === 0) {
    return (
      <SidePanel opened title="Make a deposit" onClose={onClose}>
        <EmptyState title="Nothing waits for the bank" text="Checks and cash stand here once they are received." />
      </SidePanel>
    );
  }
  return (
    <FormPanel<DepositValues>
      opened
      title="Make a deposit"
      draftKey={draftKey}
      width={560}
      initial={{ day: today, left: [], countedCents: null, lessCashCents: null, note: '' }}
      submitLabel="Make the slip"
      onClose={() => {
        if (!isMade.current) onClose();
      }}
      validate={(values) => ({
        ...(values.day === null ? { day: 'Give the day.' } : {}),
        ...(values.countedCents === null ? { countedCents: 'Count it first.' } : {}),
      })}
      onSubmit={async ({ day, left, countedCents, lessCashCents, note }) => {
        const entryIds = rows.filter((row) => !left.includes(row.entryId)).map((row) => row.entryId);
        const answer = await make.run({
          accountId,
          day: day ?? '',
          entryIds,
          countedCents: countedCents ?? 0,
          lessCashCents: lessCashCents ?? 0,
          note,
        });
        if (!answer.ok) return answer.refusal;
        isMade.current = true;
        setMade({ depositId: answer.value.id, day: day ?? today });
        return null;
      }}
      fields={(form) => (
        <>
          <Text>Count what lies before you, then compare. Nothing of it is kept back in cash.</Text>
          <Stack gap={4} role="group" aria-label="What goes to the bank">
            {rows.map((row) => (
              <Checkbox
                key={row.entryId}
                label={`${row.payor}, ${row.instrument} ${row.reference}, ${row.ledgerTitle}: ${formatCents(row.amountCents)}`}
                checked={!form.values.left.includes(row.entryId)}
                onChange={(event) => {
                  const isOn = event.currentTarget.checked;
                  const { left } = form.values;
                  form.set('left', isOn ? left.filter((id) => id !== row.entryId) : [...left, row.entryId]);
                }}
              />
            ))}
          </Stack>
          <Group grow gap="sm" align="flex-start">
            <AmountInput label="Counted" required {...form.field('countedCents')} data-autofocus />
            <DayInput label="Deposited on" lean="past" today={today} required {...form.field('day')} />
          </Group>
          <TextInput label="Note" {...form.text('note')} />
        </>
      )}
    />
  );
}
