import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import type { LedgerValue } from './cut-over-values.ts';

interface OpenMattersProps {
  readonly ledgers: readonly LedgerValue[];
  readonly onChange: (ledgers: readonly LedgerValue[]) => void;
}

/** Opens client and matter of every line that names a client nobody knows here, one after the other. */
export function OpenMatters({ ledgers, onChange }: OpenMattersProps) {
  const today = useToday();
  const record = useCommand(api.office.recordParty);
  const open = useCommand(api.office.openMatter);
  const [done, setDone] = useState<number | null>(null);
  const wanting = ledgers.filter((row) => row.ledger === null && row.client !== '').length;
  const openOne = async ({ named, client }: LedgerValue) => {
    const party = await record.run({ party: { kind: 'person', name: client } });
    if (!party.ok) return null;
    const title = named === '' ? client : named;
    const matter = await open.run({
      clientPartyId: party.value.id,
      title,
      practiceArea: 'Other',
      openedOn: today,
      fee: { kind: 'hourly', rateCents: 0 },
    });
    return matter.ok ? { value: matter.value.matterId, label: title } : null;
  };
  const run = async (): Promise<void> => {
    const rows = [...ledgers];
    let count = 0;
    for (const [at, row] of ledgers.entries()) {
      if (row.ledger !== null || row.client === '') continue;
      setDone(count);
      const ledger = await openOne(row);
      if (ledger === null) break;
      rows[at] = { ...row, ledger };
      count += 1;
      onChange([...rows]);
    }
    setDone(null);
  };
  if (wanting === 0 && done === null) return null;
  const refusal = record.refusal ?? open.refusal;
  return (
    <>
      <Button variant="default" loading={done !== null} onClick={() => void run()}>
        {wanting === 1 ? 'Open the client and matter that is not known' : `Open the ${wanting} that are not known`}
      </Button>
      {done !== null && (
        <Text size="sm" c="dimmed" role="status">
          {done} opened, {wanting} left
        </Text>
      )}
      {refusal !== null && (
        <Text size="sm" c="var(--annex-danger)" role="alert">
          {refusal.sentence}
        </Text>
      )}
    </>
  );
}
