import { type Day, formatLongDay } from '../day.ts';
import { type Cents, formatCents, sumCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { type LedgerState, readLedger } from './available.ts';
import type { JournalEntry, TrustFlag } from './entry.ts';
import { type AccountState, declineCustody, declineDay } from './posting.ts';

/** Why an entry is taken back. `void` is for a check that never cleared, `bank return` for an item the bank bounced. */
export const reversalCauses = ['error', 'void', 'bank return'] as const;
export type ReversalCause = (typeof reversalCauses)[number];

/** What the rules need to know about the entry to be taken back. */
export interface ReversibleEntry extends JournalEntry {
  readonly isReversed: boolean;
  /** True once a signed reconciliation counts it as cleared. */
  readonly isCleared: boolean;
}

export interface ReversalInput {
  readonly day: Day;
  readonly today: Day;
  readonly cause: ReversalCause;
  readonly purpose: string;
}

/** The answer: what the reversal adds to the ledger, and the shortage that it leaves (zero, but for a bank return). */
export interface ReversalDecision {
  readonly effectCents: Cents;
  readonly shortageCents: Cents;
  readonly flags: readonly TrustFlag[];
}

/** Decides the reversal of a posted entry, once and whole [TR14] [TR15] [TR16] [TE3]. */
export function decideReversal(
  account: AccountState,
  ledger: LedgerState,
  entry: ReversibleEntry | undefined,
  input: ReversalInput,
): Decision<ReversalDecision> {
  if (!entry) return decline('trust.entry-not-found', 'There is no such entry on this account.', ['entryId']);
  const refused =
    declineEntry(entry, input) ??
    declineDay(account, input.day, input.today) ??
    (input.day < entry.day ? declineEarlier(entry) : undefined) ??
    declineCustody(account);
  if (refused) return refused;
  const effectCents = -entry.effectCents;
  if (effectCents > 0) return accept({ effectCents, shortageCents: 0, flags: [] });
  return decideTakingBack(ledger, entry, input, effectCents);
}

function declineEntry(entry: ReversibleEntry, input: ReversalInput): Decision<never> | undefined {
  if (entry.type === 'reversal' || entry.type === 'returned item') {
    return decline('trust.reversal-is-final', 'A reversal is not reversed. Post the entry anew.', ['entryId']);
  }
  if (entry.isReversed) {
    return decline('trust.already-reversed', 'The entry was reversed already. An entry is taken back once.', [
      'entryId',
    ]);
  }
  if (input.purpose.trim() === '') {
    return decline('trust.reason-missing', 'Say why the entry is taken back.', ['purpose']);
  }
  if (input.cause === 'void' && (entry.instrument !== 'check' || entry.effectCents > 0)) {
    return decline('trust.void-is-for-checks', 'Only a check that was written is voided. Reverse the entry instead.', [
      'cause',
    ]);
  }
  if (input.cause === 'void' && entry.isCleared) {
    return decline(
      'trust.check-has-cleared',
      'The bank has paid this check, so it cannot be voided. Reverse it as an error if the books are wrong.',
      ['cause'],
    );
  }
  if (input.cause === 'bank return' && entry.type !== 'receipt') {
    return decline('trust.return-is-for-receipts', 'Only a deposit is returned by the bank. Choose another cause.', [
      'cause',
    ]);
  }
  return undefined;
}

function shortOf(beforeCents: Cents, afterCents: Cents): Cents {
  return Math.max(0, Math.min(-afterCents, sumCents([beforeCents, -afterCents])));
}

function declineEarlier(entry: ReversibleEntry): Decision<never> {
  return decline(
    'trust.reversal-before-entry',
    `The entry is dated ${formatLongDay(entry.day)}. Date the reversal on that day or later.`,
    ['day'],
  );
}

/** [TR15] The ledger with the reversal in it must not fall short, unless the bank has decided that already. */
function decideTakingBack(
  ledger: LedgerState,
  entry: ReversibleEntry,
  input: ReversalInput,
  effectCents: Cents,
): Decision<ReversalDecision> {
  const reversal = { id: `reversal of ${entry.id}`, day: input.day, effectCents, reverses: entry.id };
  const after = readLedger({ ...ledger, entries: [...ledger.entries, reversal] }, input.day);
  const before = readLedger(ledger, input.day);
  // What the bank took is short only of what was paid out: requests and holds took nothing yet.
  const shortageCents =
    input.cause === 'bank return'
      ? shortOf(before.balanceCents, after.balanceCents)
      : shortOf(before.availableCents, after.availableCents);
  if (shortageCents === 0) return accept({ effectCents, shortageCents, flags: [] });
  const short = formatCents(shortageCents);
  if (input.cause !== 'bank return') {
    return decline(
      'trust.reversal-overdraws',
      `${ledger.name} has used this money: taking the receipt back would leave ${short} too little. Reverse what was paid out first, or post a receipt.`,
      ['entryId'],
    );
  }
  return accept({
    effectCents,
    shortageCents,
    flags: [
      {
        code: 'trust.shortage',
        sentence: `${ledger.name} is ${short} short, covered by other clients' money. The firm has to make it good at once and record the incident.`,
      },
    ],
  });
}
