import { Button, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { useToday } from '../../app/use-status.ts';
import { AmountInput } from '../../components/amount-input.tsx';
import type { LedgerValue } from './cut-over-values.ts';

interface OpenMattersProps {
  readonly ledgers: readonly LedgerValue[];
  readonly onChange: (ledgers: readonly LedgerValue[]) => void;
}

/** Opens client and matter of every line that names a client nobody knows here, one after the other, at one hourly rate. */
export function OpenMatters({ ledgers, onChange }: OpenMattersProps) {
  const today = useToday();
  const record = useCommand(api.office.recordParty);
  const open = useCommand(api.office.openMatter);
  const [done, setDone] = useState<number | null>(null);
  const [rateCents, setRate] = useState<number | null>(null);
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
      fee: { kind: 'hourly', rateCents: rateCents ?? 0 },
    });
    return matter.ok ? { value: matter.value.matterId, label: title } : null;
  };
  // Lines may be changed while this runs: each answer goes to the lines as they are then.
  const latest = useRef(ledgers);
  latest.current = ledgers;
  const run = async (): Promise<void> => {
    const unknown = ledgers.filter((row) => row.ledger === null && row.client !== '');
    for (const [count, row] of unknown.entries()) {
      setDone(count);
      const ledger = await openOne(row);
      if (ledger === null) break;
      onChange(latest.current.map((one) => (one === row ? { ...one, ledger } : one)));
    }
    setDone(null);
  };
  if (wanting === 0 && done === null) return null;
  const refusal = record.refusal ?? open.refusal;
  return (
    <>
      <AmountInput
        aria-label="Hourly rate of the new matters"
        placeholder="Hourly rate"
        w={140}
        value={rateCents}
        onChange={setRate}
      />
      <Button variant="default" disabled={rateCents === null} loading={done !== null} onClick={() => void run()}>
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
