import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { Amount } from '../../components/amount.tsx';
import { Figure } from '../../components/figure.tsx';
import classes from './trust.module.css';
import type { LedgerRow } from './trust-words.ts';

/** Balance and available together, with what makes the difference. */
export function LedgerFigures({ ledger }: { readonly ledger: LedgerRow }) {
  const differs = ledger.balanceCents !== ledger.availableCents;
  return (
    <div className={classes.figures}>
      <Figure
        label="Balance"
        value={<Amount cents={ledger.balanceCents} withSign />}
        {...(ledger.balanceCents < 0 ? { tone: 'danger' as const } : {})}
      />
      <Figure
        label="Available"
        value={<Amount cents={ledger.availableCents} withSign />}
        {...(ledger.availableCents < 0 ? { tone: 'danger' as const } : differs ? { tone: 'look' as const } : {})}
      />
      {ledger.uncollectedCents !== 0 && (
        <Figure
          label="Not collected yet"
          value={<Amount cents={ledger.uncollectedCents} />}
          hint="on hold at the bank"
        />
      )}
      {ledger.pendingCents !== 0 && (
        <Figure label="Spoken for" value={<Amount cents={ledger.pendingCents} />} hint="requests that wait" />
      )}
      {ledger.holdsCents !== 0 && (
        <Figure label="Held" value={<Amount cents={ledger.holdsCents} />} hint="disputes and liens" />
      )}
    </div>
  );
}

interface ChosenLedgerProps {
  readonly accountId: string;
  readonly ledgerId: string;
}

/** The figures of the ledger that a form speaks of; a ledger without an entry has none yet. */
export function ChosenLedger({ accountId, ledgerId }: ChosenLedgerProps) {
  const query = useQuery(api.trust.getLedger.queryOptions({ input: { accountId, ledgerId } }));
  if (query.data !== undefined) return <LedgerFigures ledger={query.data} />;
  if (query.error === null) return null;
  return (
    <Text size="sm" c="dimmed">
      This ledger has no entry in the account yet.
    </Text>
  );
}
