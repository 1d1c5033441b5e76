import { type Decision, decline } from '../refusal.ts';
import { type AccountState, declineCustody } from './posting.ts';

/** Where the check stands on voucher stock of three parts, or three checks on a page without vouchers. */
export const checkLayouts = ['check on top', 'check in the middle', 'check at the foot', 'three to a page'] as const;
export type CheckLayout = (typeof checkLayouts)[number];

/** Checks on one page of this stock. */
export function checksOnPage(layout: CheckLayout): number {
  return layout === 'three to a page' ? 3 : 1;
}

/** Refuses to spoil a number that paid somebody, that is spoiled, or that no stock can have yet [TE15]. */
export function declineSpoiling(
  account: AccountState,
  checkNumber: number,
  spoiledBefore: boolean,
  highestNumber: number,
): Decision<never> | undefined {
  const custody = declineCustody(account);
  if (custody) return custody;
  if (spoiledBefore) {
    return decline('trust.check-is-spoiled', `Check ${checkNumber} is recorded as spoiled already.`, ['checkNumber']);
  }
  if (account.usedCheckNumbers.includes(checkNumber)) {
    return decline(
      'trust.check-number-used',
      `Check ${checkNumber} was posted. Void it by a reversal, which keeps its number used.`,
      ['checkNumber'],
    );
  }
  const ahead = checkNumber - highestNumber;
  if (checkNumber < account.firstCheckNumber || ahead > 100) {
    return decline(
      'trust.check-number-far',
      `Check ${checkNumber} is not of this account's stock: its numbers go from ${account.firstCheckNumber} to ${highestNumber}. Check the number.`,
      ['checkNumber'],
    );
  }
  return undefined;
}

/** Refuses to print a check again without a reason [TE16]. */
export function declineReprint(
  printedBefore: number,
  reason: string,
  checkNumber: number,
): Decision<never> | undefined {
  if (printedBefore === 0 || reason.trim() !== '') return undefined;
  return decline(
    'trust.check-printed-before',
    `Check ${checkNumber} was printed before. Say why it is printed again, and destroy the first one.`,
    ['reason'],
  );
}

/** Refuses money out that somebody approves who does not sign on the account [TE14]. Nobody named: every attorney. */
export function declineSigner(signers: readonly string[], memberId: string): Decision<never> | undefined {
  if (signers.length === 0 || signers.includes(memberId)) return undefined;
  return decline(
    'trust.not-a-signer',
    'You do not sign on this account. Ask one of its signers, or have an owner name you.',
    ['passphrase'],
  );
}

/** Refuses money out by one person alone while older payments of that kind were not reviewed [TE19]. */
export function declineReviewOwed(owed: {
  readonly payments: number;
  readonly days: number;
}): Decision<never> | undefined {
  if (owed.payments === 0) return undefined;
  const which = owed.payments === 1 ? 'One payment' : `${owed.payments} payments`;
  return decline(
    'trust.review-owed',
    `${which} that one person alone prepared and approved more than ${owed.days} days ago ${owed.payments === 1 ? 'was' : 'were'} never held against the bank statement. Review them first, or have somebody else prepare this.`,
  );
}
