import type { Day } from '../day.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import type { MatterSharing } from './matter-sharing.ts';

/** What a consent says, as far as the rules ask [SH7]. */
export interface ConsentGiven {
  readonly kind: 'client' | 'not needed';
  readonly consentedOn: Day;
  readonly consentedBy: string;
  readonly note: string;
}

/** Checks a consent: the client's needs a name, any other a reason; none is of a day to come. */
export function decideConsent(consent: ConsentGiven, today: Day): Decision<null> {
  if (consent.consentedOn > today) {
    return decline('sharing.consent-to-come', 'The consent is of a day to come. Give the day on which it was given.', [
      'consent.consentedOn',
    ]);
  }
  if (consent.kind === 'client' && consent.consentedBy.trim() === '') {
    return decline('sharing.consent-by-nobody', 'Say who consented: the client, or who may for them.', [
      'consent.consentedBy',
    ]);
  }
  if (consent.kind === 'not needed' && consent.note.trim() === '') {
    return decline('sharing.consent-without-reason', 'Say why no consent is needed. It is kept with the matter.', [
      'consent.note',
    ]);
  }
  return accept(null);
}

/** Whether a matter may be given to the people outside, and the withholding that this ends [SH1] [SH2]. */
export function decideGiving(
  sharing: MatterSharing,
  input: {
    readonly from?: Day | undefined;
    readonly openedOn: Day;
    readonly today: Day;
    readonly consent: ConsentGiven;
  },
): Decision<string> {
  if (sharing.restrictedBy !== null) {
    return decline(
      'sharing.matter-is-restricted',
      'This matter is restricted, so nobody outside the firm may read it. Lift the restriction first, if its rules allow it.',
      ['matterId'],
    );
  }
  if (sharing.withheldBy === null) {
    return decline('sharing.matter-is-shared', 'This matter is shared with the people outside already.', ['matterId']);
  }
  if (input.from !== undefined && input.from > input.today) {
    return decline(
      'sharing.starts-to-come',
      'A share starts today at the latest. Leave the matter withheld until then, or give today.',
      ['from'],
    );
  }
  const consent = decideConsent(input.consent, input.today);
  if (!consent.ok) return consent;
  return accept(sharing.withheldBy);
}

/** Whether a matter may be withheld: not twice. */
export function decideWithholding(sharing: MatterSharing): Decision<null> {
  if (sharing.withheldBy === null) return accept(null);
  return decline('sharing.matter-is-withheld', 'This matter is withheld from the people outside already.', [
    'matterId',
  ]);
}

/** Whether a restriction may name these members: of the firm, standing, and with its author among them [SH9]. */
export function decideRestriction(
  memberIds: readonly string[],
  input: { readonly authorId: string; readonly insideIds: readonly string[] },
): Decision<null> {
  const stranger = memberIds.find((id) => !input.insideIds.includes(id));
  if (stranger !== undefined) {
    return decline(
      'sharing.member-not-inside',
      'Only members of the firm may be named on a restricted matter. Take the others off the list.',
      ['memberIds'],
    );
  }
  if (!memberIds.includes(input.authorId)) {
    return decline(
      'sharing.locks-you-out',
      'You are not on the list, so you could not lift this again. Add yourself.',
      ['memberIds'],
    );
  }
  return accept(null);
}

/** The restriction that a lifting ends; a refusal where there is none. */
export function decideLifting(sharing: MatterSharing): Decision<string> {
  if (sharing.restrictedBy !== null) return accept(sharing.restrictedBy);
  return decline('sharing.matter-not-restricted', 'This matter is not restricted.', ['matterId']);
}

/** Whether a lead is kept inside from now on: it may begin at any time, and ends with the matter that comes of it [SH12]. */
export function decideKeepingLead(isKept: boolean, wanted: boolean): Decision<boolean> {
  if (wanted || !isKept) return accept(wanted);
  return decline(
    'sharing.lead-stays-kept',
    'A lead that was kept inside is not given as a lead. Open its matter, and give that with the client’s consent.',
    ['confidential'],
  );
}
