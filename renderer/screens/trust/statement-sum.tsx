import { Text } from '@mantine/core';
import { formatCents } from '../../../shared/domain/money.ts';
import type { Reconciliation } from './trust-words.ts';

/** Whether the ticked entries lead from the opening to the ending balance, and what is left to find. */
export function StatementSum({ reconciliation }: { readonly reconciliation: Reconciliation }) {
  const { openingBankCents, clearedCents, bankBalanceCents } = reconciliation;
  const leftCents = bankBalanceCents - openingBankCents - clearedCents;
  return (
    <Text size="sm" className="annex-figures" role="status">
      Opening {formatCents(openingBankCents)}, ticked {formatCents(clearedCents)}.{' '}
      <b>{leftCents === 0 ? 'The statement adds up.' : `${formatCents(leftCents)} is left to find.`}</b>
    </Text>
  );
}
