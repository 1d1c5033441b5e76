import { type Day, formatLongDay } from '../../day.ts';
import { type Cents, formatCents, isCents, sumCents } from '../../money.ts';
import { accept, type Decision, decline } from '../../refusal.ts';
import type { AccountState } from '../posting.ts';
import { declineDay } from '../posting.ts';

/** A mistake of the bank's as the rules need it. */
export interface BankErrorState {
  readonly day: Day;
  /** Signed as it changes the bank's balance. */
  readonly amountCents: Cents;
  readonly isOpen: boolean;
}

/** Lines of the statement that are named: their signed amounts; nothing for one that is matched, signed or not known. */
export type NamedLines = readonly (Cents | undefined)[];

function declineLines(lines: NamedLines, wantedCents: Cents): Decision<never> | undefined {
  if (lines.length === 0) return undefined;
  if (lines.some((cents) => cents === undefined)) {
    return decline(
      'trust.line-not-open',
      'This line of the statement is matched already, signed, or not known here. Look at the list again.',
      ['lineIds'],
    );
  }
  const cents = sumCents(lines.map((one) => one ?? 0));
  if (cents === wantedCents) return undefined;
  return decline(
    'trust.bank-error-amount',
    `These lines make ${formatCents(cents)}, and ${formatCents(wantedCents)} is wanted. Choose the lines of the mistake alone.`,
    ['lineIds', 'amountCents'],
  );
}

/**
 * Decides the note of a bank's mistake [TB11]: an amount other than zero on an open day, and, where lines of the
 * statement are named, lines that make the opposite amount.
 */
export function decideBankError(
  account: AccountState,
  input: { readonly day: Day; readonly today: Day; readonly amountCents: Cents; readonly lines: NamedLines },
): Decision<null> {
  if (!isCents(input.amountCents) || input.amountCents === 0) {
    return decline(
      'trust.bank-error-zero',
      'Give the amount of the mistake: above zero where the bank took too much, below where it gave too much.',
      ['amountCents'],
    );
  }
  return (
    declineDay(account, input.day, input.today) ?? declineLines(input.lines, 0 - input.amountCents) ?? accept(null)
  );
}

/** Decides that the bank has made its mistake good [TB11]: once, later than it, on an open day. */
export function decideBankCorrection(
  account: AccountState,
  error: BankErrorState,
  input: { readonly day: Day; readonly today: Day; readonly lines: NamedLines },
): Decision<null> {
  if (!error.isOpen) return declineSettled();
  if (input.day < error.day) {
    return decline(
      'trust.correction-before-error',
      `The mistake is dated ${formatLongDay(error.day)}. Date its correction on that day or later.`,
      ['day'],
    );
  }
  return declineDay(account, input.day, input.today) ?? declineLines(input.lines, error.amountCents) ?? accept(null);
}

/** Decides that it was no mistake [TB11]: not once a signed reconciliation rests on it. */
export function decideBankErrorWithdrawal(account: AccountState, error: BankErrorState): Decision<null> {
  if (!error.isOpen) return declineSettled();
  if (account.lockedThrough !== undefined && error.day <= account.lockedThrough) {
    return decline(
      'trust.bank-error-signed',
      'A signed reconciliation rests on this mistake. Note its correction, or have an attorney reopen that one.',
      ['errorId'],
    );
  }
  return accept(null);
}

function declineSettled(): Decision<never> {
  return decline('trust.bank-error-settled', 'This mistake was corrected or withdrawn already.', ['errorId']);
}
