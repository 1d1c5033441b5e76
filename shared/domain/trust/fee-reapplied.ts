import { type Day, formatLongDay } from '../day.ts';
import { type Cents, formatCents, sumCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import type { EntryType } from './entry.ts';
import { declineFeeInvoice, type TransferInvoice } from './fee-transfer.ts';
import { type AccountState, declineCustody, declineDay } from './posting.ts';
import type { TrustRulePack } from './rule-pack.ts';

/** A transfer of earned fees that counts for the wrong invoice. */
export interface TakenFee {
  readonly ledgerId: string;
  readonly day: Day;
  readonly type: EntryType;
  readonly amountCents: Cents;
  readonly isReversed: boolean;
}

/** An invoice that a part of it is to count for. `unpaidCents` is without what this transfer paid on it. */
export interface FeePart {
  readonly amountCents: Cents;
  readonly invoice: TransferInvoice | undefined;
}

/**
 * Decides that fees taken for one invoice count for others [TR39]: issued ones of the same matter, each at most its
 * unpaid amount, together at most what was taken. What is left goes back to trust.
 */
export function decideFeeReapplied(
  account: AccountState,
  taken: TakenFee,
  parts: readonly FeePart[],
  input: { readonly day: Day; readonly today: Day; readonly purpose: string },
  pack: TrustRulePack,
): Decision<{ readonly returnedCents: Cents }> {
  const refused =
    declineTaken(taken, input) ??
    parts
      .map((part) => declineFeeInvoice(taken.ledgerId, { day: input.day, ...part }, part.invoice, pack))
      .find(Boolean) ??
    declineDay(account, input.day, input.today) ??
    declineCustody(account);
  if (refused) return refused;
  const applied = sumCents(parts.map((part) => part.amountCents));
  if (applied > taken.amountCents) {
    return decline(
      'trust.above-taken',
      `${formatCents(taken.amountCents)} was taken, and ${formatCents(applied)} is to be applied. Apply ${formatCents(taken.amountCents)} or less.`,
      ['parts'],
    );
  }
  return accept({ returnedCents: sumCents([taken.amountCents, -applied]) });
}

function declineTaken(taken: TakenFee, input: { day: Day; purpose: string }): Decision<never> | undefined {
  if (taken.type !== 'fee transfer') {
    return decline('trust.not-a-fee-transfer', 'Only a transfer of earned fees is applied to another invoice.', [
      'entryId',
    ]);
  }
  if (taken.isReversed) {
    return decline(
      'trust.already-reversed',
      'The transfer was taken back already, so nothing of it is left to apply.',
      ['entryId'],
    );
  }
  if (input.purpose.trim() === '') {
    return decline('trust.reason-missing', 'Say why the fee counts for another invoice.', ['purpose']);
  }
  if (input.day < taken.day) {
    return decline(
      'trust.reversal-before-entry',
      `The transfer is dated ${formatLongDay(taken.day)}. Date this on that day or later.`,
      ['day'],
    );
  }
  return undefined;
}
