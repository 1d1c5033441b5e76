import { type Day, daysBetween } from '../day.ts';

/** What the person who takes the call has heard and ticked. */
export interface UrgencyFacts {
  readonly isInCustody: boolean;
  /** The day on which papers were served, where any were. */
  readonly servedOn?: Day | undefined;
  readonly hearingOn?: Day | undefined;
  readonly needsProtection: boolean;
  readonly limitationOn?: Day | undefined;
  readonly isPress: boolean;
  readonly isThreatened: boolean;
}

/** Why a call is urgent, in words. */
export interface UrgencyReason {
  readonly code: 'custody' | 'served' | 'hearing' | 'protection' | 'limitation' | 'press' | 'threat';
  readonly sentence: string;
}

const hearingDays = 3;
const limitationDays = 30;

/** Every reason why a call or lead is urgent on `today` [IN6] [IN7]; none means that it is not. */
export function listUrgency(facts: UrgencyFacts, today: Day): readonly UrgencyReason[] {
  const reasons: UrgencyReason[] = [];
  const until = (day: Day | undefined): number | undefined => (day === undefined ? undefined : daysBetween(today, day));
  const hearingIn = until(facts.hearingOn);
  const limitationIn = until(facts.limitationOn);
  if (facts.isInCustody) reasons.push({ code: 'custody', sentence: 'Somebody is in custody.' });
  if (facts.servedOn !== undefined) {
    reasons.push({ code: 'served', sentence: 'Papers were served: the time to answer runs.' });
  }
  if (hearingIn !== undefined && hearingIn >= 0 && hearingIn <= hearingDays) {
    reasons.push({ code: 'hearing', sentence: `A hearing is ${countDays(hearingIn)}.` });
  }
  if (facts.needsProtection) reasons.push({ code: 'protection', sentence: 'A protective order is needed.' });
  if (limitationIn !== undefined && limitationIn <= limitationDays) {
    const sentence =
      limitationIn < 0 ? 'A limitation date may have passed.' : `A limitation date may be ${countDays(limitationIn)}.`;
    reasons.push({ code: 'limitation', sentence });
  }
  if (facts.isPress) reasons.push({ code: 'press', sentence: 'The press is calling.' });
  if (facts.isThreatened) reasons.push({ code: 'threat', sentence: 'Somebody is threatened.' });
  return reasons;
}

function countDays(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

const tellingWords: readonly (readonly [UrgencyReason['code'], RegExp])[] = [
  ['custody', /\b(in custody|in jail|arrested|detained|bail|booked)\b/i],
  ['served', /\b(served|summons|subpoena|eviction notice|lawsuit papers)\b/i],
  ['hearing', /\b(hearing|court date|arraign\w*|trial)\b/i],
  ['protection', /\b(protective order|protection order|restraining order|no.contact order)\b/i],
  ['limitation', /\b(statute of limitations?|deadline|last day to (file|sue)|runs out)\b/i],
  ['press', /\b(reporter|journalist|press|newspaper|tv station)\b/i],
  ['threat', /\b(threat\w*|in danger|afraid for|suicid\w*|weapon)\b/i],
];

/** What the words of a message may hint at; a question for the person who takes the call, never a decision [IN8]. */
export function hintUrgency(message: string): readonly UrgencyReason['code'][] {
  return tellingWords.filter(([, words]) => words.test(message)).map(([code]) => code);
}
