import { addDays, type Day, formatLongDay, isDay } from '../day.ts';
import { type Cents, isCents } from '../money.ts';
import { type Decision, decline } from '../refusal.ts';
import { reviewCheckNumbers } from './check-numbers.ts';
import type { Instrument, TrustFlag } from './entry.ts';

/** What the rules need to know about a trust account. */
export interface AccountState {
  readonly kind: 'iolta' | 'separate';
  readonly openedOn: Day;
  /** The last signed statement's day: everything up to it is locked. */
  readonly lockedThrough?: Day | undefined;
  readonly firmFundsCeilingCents: Cents;
  /** True where this device is the custodian of the account [TR8]. */
  readonly isCustodianHere: boolean;
  /** As people know the custodian device: "Front desk laptop". */
  readonly custodianName: string;
  /** Events touching the account that this device could not fold. */
  readonly gaps: number;
  /** Check numbers used on the account, those of voided checks included. */
  readonly usedCheckNumbers: readonly number[];
  readonly firstCheckNumber: number;
  /** The oldest month whose reconciliation is overdue, `YYYY-MM`, and by how many days. */
  readonly overdue?: { readonly month: string; readonly days: number } | undefined;
}

/** The common part of every entry that somebody wants to post. `today` comes from outside: rules have no clock. */
export interface PostingInput {
  readonly day: Day;
  readonly today: Day;
  readonly amountCents: Cents;
  readonly name: string;
  readonly purpose: string;
}

/** Refuses missing figures and words [TR1]. `nameLabel` is "payor" or "payee". */
export function declineIncomplete(input: PostingInput, nameLabel: 'payor' | 'payee'): Decision<never> | undefined {
  if (!isCents(input.amountCents) || input.amountCents <= 0) {
    return decline('trust.amount-not-positive', 'The amount must be above zero. Give the amount in full cents.', [
      'amountCents',
    ]);
  }
  if (input.name.trim() === '') {
    return decline(`trust.${nameLabel}-missing`, `An entry needs a ${nameLabel}. Name them.`, ['name']);
  }
  if (input.purpose.trim() === '') {
    return decline('trust.purpose-missing', 'An entry needs a purpose. Say what the money is for.', ['purpose']);
  }
  return undefined;
}

/** Refuses a day that is not open for posting [TR2]. */
export function declineDay(account: AccountState, day: Day, today: Day): Decision<never> | undefined {
  if (!isDay(day)) return decline('trust.day-not-valid', 'The date does not exist. Check it.', ['day']);
  if (day > today) {
    return decline('trust.day-in-future', 'An entry cannot be dated in the future. Date it today or earlier.', ['day']);
  }
  if (day < account.openedOn) {
    return decline(
      'trust.day-before-opening',
      `The account was opened on ${formatLongDay(account.openedOn)}. Date the entry on that day or later.`,
      ['day'],
    );
  }
  if (account.lockedThrough !== undefined && day <= account.lockedThrough) {
    const first = formatLongDay(addDays(account.lockedThrough, 1));
    return decline(
      'trust.period-locked',
      `The period up to ${formatLongDay(account.lockedThrough)} is reconciled and signed. Date the entry ${first} or later, or have an attorney reopen the reconciliation.`,
      ['day'],
    );
  }
  return undefined;
}

/** Refuses what only the custodian may post, or what a gap makes unsafe [TR8]. */
export function declineCustody(account: AccountState): Decision<never> | undefined {
  if (!account.isCustodianHere) {
    return decline(
      'trust.not-custodian',
      `Only the custodian device posts money out of this account, and that is "${account.custodianName}". Make a request here, or have custody handed over.`,
    );
  }
  if (account.gaps > 0) {
    const count = account.gaps === 1 ? '1 change' : `${account.gaps} changes`;
    return decline(
      'trust.account-has-gap',
      `This device could not read ${count} to the account, so what is available is not certain. Sync, update the app, or settle what is set aside, then post.`,
    );
  }
  return undefined;
}

/** Refuses a check without a fresh number, and a number on anything else [TR10]. */
export function declineCheckNumber(
  account: AccountState,
  instrument: Instrument,
  checkNumber: number | undefined,
): Decision<never> | undefined {
  if (instrument !== 'check') {
    if (checkNumber === undefined) return undefined;
    return decline('trust.check-number-not-wanted', 'Only a check has a check number. Leave it out.', ['checkNumber']);
  }
  if (checkNumber === undefined || !Number.isInteger(checkNumber) || checkNumber < 1) {
    return decline('trust.check-number-missing', 'A check needs its number. Give the number printed on it.', [
      'checkNumber',
    ]);
  }
  if (account.usedCheckNumbers.includes(checkNumber)) {
    const { next } = reviewCheckNumbers(account.usedCheckNumbers, account.firstCheckNumber);
    return decline(
      'trust.check-number-used',
      `Check ${checkNumber} was already used on this account. The next free number is ${next}.`,
      ['checkNumber'],
    );
  }
  return undefined;
}

/** Flags a posting dated far back [TR2]. `flagDays` comes from the rule pack. */
export function flagBackdating(day: Day, today: Day, flagDays: number): TrustFlag[] {
  if (day >= addDays(today, -flagDays)) return [];
  return [
    { code: 'trust.backdated', sentence: `The entry is dated ${formatLongDay(day)}, more than ${flagDays} days back.` },
  ];
}

/** Flags a check number that skips others [TR10]. */
export function flagCheckGap(account: AccountState, checkNumber: number | undefined): TrustFlag[] {
  if (checkNumber === undefined) return [];
  const { next } = reviewCheckNumbers(account.usedCheckNumbers, account.firstCheckNumber);
  if (checkNumber <= next) return [];
  const skipped = next === checkNumber - 1 ? `check ${next}` : `checks ${next} to ${checkNumber - 1}`;
  return [{ code: 'trust.check-number-gap', sentence: `This skips ${skipped}. Account for what was skipped.` }];
}
