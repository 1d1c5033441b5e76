import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useCan, useToday } from '../../app/use-status.ts';
import { DataTable } from '../../components/data-table.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { journalColumns } from './entry-columns.tsx';
import { useTrustPanel } from './trust-panels.ts';

/** The trust journal of an account, with the balance after each entry. */
export function JournalTab({ accountId }: { readonly accountId: string }) {
  const today = useToday();
  const canPrepare = useCan('trust.prepare');
  const { panel, open } = useTrustPanel();
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const days = { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
  return (
    <DataTable
      key={`${from ?? ''}/${to ?? ''}`}
      label="Journal"
      columns={journalColumns}
      defaultSort={{ by: 'day', descending: true }}
      query={({ offset, limit, descending }) =>
        api.trust.journal.queryOptions({ input: { accountId, offset, limit, descending, ...days } })
      }
      rowId={(row) => row.entryId}
      selectedId={panel?.kind === 'entry' ? panel.entry.entryId : undefined}
      onOpen={(entry) => open({ kind: 'entry', entry })}
      toolbar={
        <Group gap="sm" wrap="nowrap">
          <DayInput
            aria-label="From"
            placeholder="From"
            w={140}
            lean="past"
            today={today}
            value={from}
            onChange={setFrom}
          />
          <DayInput aria-label="To" placeholder="To" w={140} lean="past" today={today} value={to} onChange={setTo} />
        </Group>
      }
      empty={
        <EmptyState
          title={from === null && to === null ? 'The journal is empty' : 'No entry is in these days'}
          text="Every receipt, disbursement, transfer and reversal stands here, and stays."
          action={canPrepare && <Button onClick={() => open({ kind: 'receipt', accountId })}>Post a receipt</Button>}
        />
      }
    />
  );
}
