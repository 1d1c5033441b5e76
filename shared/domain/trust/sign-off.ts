import { addDays, type Day, formatLongDay } from '../day.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import type { TrustFlag } from './entry.ts';
import { type AccountState, declineCustody } from './posting.ts';
import type { Reconciliation } from './reconcile.ts';

/** Who prepared and who signs a reconciliation, and for which statement. */
export interface SignOffInput {
  readonly statementFrom: Day;
  readonly statementOn: Day;
  readonly today: Day;
  readonly preparedByMemberId: string;
  readonly signedByMemberId: string;
}

/** Decides the signature under a reconciliation, which locks the account up to the statement's day [TR27]. */
export function decideSignOff(
  account: AccountState,
  reconciliation: Reconciliation,
  input: SignOffInput,
): Decision<{ readonly flags: readonly TrustFlag[] }> {
  const [failure] = reconciliation.failures;
  if (failure) {
    return decline('trust.not-balanced', `${reconciliation.sentence} Find the difference before you sign.`);
  }
  const refused = declineOrder(account, input) ?? declineDates(input) ?? declineCustody(account);
  if (refused) return refused;
  const flags: TrustFlag[] = [];
  if (input.preparedByMemberId === input.signedByMemberId) {
    flags.push({
      code: 'trust.same-person',
      sentence: 'The same person prepared and signs this. Compare it with the bank statement itself first.',
    });
  }
  return accept({ flags });
}

function declineDates(input: SignOffInput): Decision<never> | undefined {
  if (input.statementFrom <= input.statementOn && input.statementOn <= input.today) return undefined;
  return decline(
    'trust.statement-dates',
    'The statement has to end after it starts, and not in the future. Check the dates.',
    ['statementFrom', 'statementOn'],
  );
}

function declineOrder(account: AccountState, input: SignOffInput): Decision<never> | undefined {
  if (account.lockedThrough === undefined) return undefined;
  if (input.statementOn <= account.lockedThrough) {
    return decline(
      'trust.already-signed',
      `The account is signed up to ${formatLongDay(account.lockedThrough)} already. Reopen that reconciliation to change it.`,
      ['statementOn'],
    );
  }
  const next = addDays(account.lockedThrough, 1);
  if (input.statementFrom === next) return undefined;
  return decline(
    'trust.statement-gap',
    `The last signed statement ended on ${formatLongDay(account.lockedThrough)}. Reconcile the one from ${formatLongDay(next)} first.`,
    ['statementFrom'],
  );
}

/** Decides the reopening of a signed reconciliation: the last one alone, with a reason [TR28]. */
export function decideReopening(
  account: AccountState,
  statementOn: Day,
  reason: string,
): Decision<{ readonly reason: string }> {
  if (account.lockedThrough === undefined || statementOn > account.lockedThrough) {
    return decline('trust.not-signed', 'There is no signed reconciliation for this day.', ['statementOn']);
  }
  if (statementOn !== account.lockedThrough) {
    return decline(
      'trust.not-the-last',
      `Only the last signed reconciliation, that of ${formatLongDay(account.lockedThrough)}, can be reopened. Reopen that one first.`,
      ['statementOn'],
    );
  }
  if (reason.trim() === '') {
    return decline('trust.reason-missing', 'Say why the reconciliation is reopened.', ['reason']);
  }
  return declineCustody(account) ?? accept({ reason: reason.trim() });
}
