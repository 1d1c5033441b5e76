import { formatDay } from '../../../shared/domain/day.ts';
import { usePlace } from '../../app/use-place.ts';
import { ThreeTotals } from './three-totals.tsx';
import type { Account } from './trust-words.ts';

interface AccountTotalsProps {
  readonly account: Account;
  /** A smaller picture, where several accounts stand below each other. */
  readonly isSmall?: boolean;
}

/** An account's bank, journal and ledgers; each opens to the lines that make it. */
export function AccountTotals({ account, isSmall = false }: AccountTotalsProps) {
  const { go } = usePlace();
  const path = `/trust/${account.accountId}`;
  return (
    <ThreeTotals
      isSmall={isSmall}
      light={account.light}
      totals={[
        {
          name: 'Bank',
          cents: account.bankCents,
          note:
            account.lastReconciledOn === null
              ? 'never reconciled'
              : `from the statement of ${formatDay(account.lastReconciledOn)}`,
          onOpen: () => go(`${path}/reconcile`),
        },
        { name: 'Journal', cents: account.journalCents, note: 'every entry', onOpen: () => go(`${path}/journal`) },
        { name: 'Ledgers', cents: account.ledgersCents, note: 'all clients', onOpen: () => go(`${path}/ledgers`) },
      ]}
    />
  );
}
