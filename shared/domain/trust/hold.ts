import { type Day, formatLongDay, isDay } from '../day.ts';
import { type Cents, formatCents, isCents, sumCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { type LedgerState, readLedger } from './available.ts';
import { firmLedgerId, type TrustFlag } from './entry.ts';

/** Why money of a ledger stays where it is: two people claim it, or a third party has a lien on it. */
export const holdKinds = ['dispute', 'lien'] as const;
export type HoldKind = (typeof holdKinds)[number];

/** A hold that somebody wants to place. `today` comes from outside. */
export interface HoldInput {
  readonly day: Day;
  readonly today: Day;
  readonly openedOn: Day;
  readonly amountCents: Cents;
  readonly claimant: string;
  readonly reason: string;
}

/** A hold as the rules need it; `openCents` is what was not released. */
export interface HoldState {
  readonly day: Day;
  readonly openCents: Cents;
  readonly claimant: string;
}

/**
 * Decides a hold on part of a ledger [TE1]. It may be more than the ledger has: what comes in later is held too.
 * Refuses the firm's own ledger, an amount not above zero, a day out of range, and a hold without claimant or reason.
 */
export function decideHold(ledger: LedgerState, input: HoldInput): Decision<{ readonly flags: readonly TrustFlag[] }> {
  if (ledger.ledgerId === firmLedgerId) {
    return decline('trust.hold-on-firm-ledger', "Nobody has a claim on the firm's own money here. Choose a matter.", [
      'ledgerId',
    ]);
  }
  if (!isCents(input.amountCents) || input.amountCents <= 0) {
    return decline('trust.amount-not-positive', 'The amount must be above zero. Give the amount that is claimed.', [
      'amountCents',
    ]);
  }
  if (input.claimant.trim() === '') {
    return decline('trust.claimant-missing', 'A hold needs a claimant. Name who claims the money.', ['claimant']);
  }
  if (input.reason.trim() === '') {
    return decline('trust.reason-missing', 'A hold needs a reason. Say what the claim rests on.', ['reason']);
  }
  if (!isDay(input.day) || input.day > input.today || input.day < input.openedOn) {
    return decline(
      'trust.hold-day',
      `Date the hold between ${formatLongDay(input.openedOn)}, when the account was opened, and today.`,
      ['day'],
    );
  }
  const { balanceCents } = readLedger(ledger, input.day);
  const over = sumCents([ledger.holdsCents, input.amountCents, -balanceCents]);
  if (over <= 0) return accept({ flags: [] });
  const sentence = `The holds on ${ledger.name} are ${formatCents(over)} more than its balance: what comes in is held too.`;
  return accept({ flags: [{ code: 'trust.hold-above-balance', sentence }] });
}

/** A release that somebody wants. `isDocumentKnown` is false where no document was named or none is filed by it. */
export interface ReleaseInput {
  readonly day: Day;
  readonly today: Day;
  readonly amountCents: Cents;
  readonly isDocumentKnown: boolean;
}

/** Decides the release of a hold, whole or in part, against a document in the file [TE2] (MR 1.15(e)). */
export function decideRelease(hold: HoldState, input: ReleaseInput): Decision<{ readonly leftCents: Cents }> {
  if (hold.openCents <= 0) {
    return decline('trust.hold-is-released', 'This hold was released already. Nothing is left to release.', ['holdId']);
  }
  if (!input.isDocumentKnown) {
    return decline(
      'trust.release-needs-document',
      `The hold for ${hold.claimant} is released by a document only. File the agreement, the order or the lien release, and choose it here.`,
      ['documentId'],
    );
  }
  if (!isCents(input.amountCents) || input.amountCents <= 0 || input.amountCents > hold.openCents) {
    return decline(
      'trust.release-above-hold',
      `${formatCents(hold.openCents)} is held for ${hold.claimant}. Release that or a part of it.`,
      ['amountCents'],
    );
  }
  if (!isDay(input.day) || input.day > input.today || input.day < hold.day) {
    return decline(
      'trust.hold-day',
      `The hold was placed on ${formatLongDay(hold.day)}. Date the release between that day and today.`,
      ['day'],
    );
  }
  return accept({ leftCents: sumCents([hold.openCents, -input.amountCents]) });
}
