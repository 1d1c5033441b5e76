import { type Cents, formatCents } from '../money.ts';
import { formatMonth } from './coverage.ts';

/** What an account's light follows from. */
export interface LightFacts {
  /** The bank as it should stand: null before the first reconciliation. */
  readonly bankCents: Cents | null;
  readonly journalCents: Cents;
  readonly ledgersCents: Cents;
  /** The ledgers below zero, lowest first. */
  readonly shortLedgers: readonly { readonly name: string; readonly balanceCents: Cents }[];
  /** Exceptions that nobody has answered for. */
  readonly exceptions: number;
  /** The oldest month that should have been reconciled by now, `YYYY-MM`. */
  readonly overdueMonth?: string | undefined;
  readonly openRequests: number;
  readonly uncollectedCents: Cents;
}

export interface Light {
  readonly colour: 'green' | 'amber' | 'red';
  readonly sentence: string;
}

/**
 * The traffic light of a trust account with its reason in a sentence [TR21] [TR22] [TR29]: red where money is in danger,
 * amber where something waits for somebody, green where the totals agree.
 */
export function judgeAccount(facts: LightFacts): Light {
  const danger = findDanger(facts);
  if (danger !== undefined) return { colour: 'red', sentence: danger };
  const waiting = findWaiting(facts);
  if (waiting !== undefined) return { colour: 'amber', sentence: waiting };
  const agreed = formatCents(facts.journalCents);
  return {
    colour: 'green',
    sentence:
      facts.bankCents === null
        ? `Journal and ledgers agree at ${agreed}; no statement has been reconciled yet.`
        : `Bank, journal and ledgers agree at ${agreed}.`,
  };
}

function findDanger(facts: LightFacts): string | undefined {
  const [short] = facts.shortLedgers;
  if (short !== undefined) {
    return `${short.name} is ${formatCents(-short.balanceCents)} below zero. Make it good today.`;
  }
  if (facts.journalCents !== facts.ledgersCents) {
    return `The journal ${formatCents(facts.journalCents)} and the ledgers ${formatCents(facts.ledgersCents)} differ.`;
  }
  if (facts.exceptions > 0) {
    return facts.exceptions === 1
      ? 'One exception waits for an answer. Open the exceptions.'
      : `${facts.exceptions} exceptions wait for an answer. Open the exceptions.`;
  }
  if (facts.bankCents !== null && facts.bankCents !== facts.journalCents) {
    return `The bank should hold ${formatCents(facts.bankCents)}, the journal says ${formatCents(facts.journalCents)}. Reconcile again.`;
  }
  return undefined;
}

function findWaiting(facts: LightFacts): string | undefined {
  if (facts.overdueMonth !== undefined) {
    return `${formatMonth(facts.overdueMonth)} is not reconciled yet. Reconcile its statement.`;
  }
  if (facts.openRequests > 0) {
    return facts.openRequests === 1
      ? 'One request to pay out waits.'
      : `${facts.openRequests} requests to pay out wait.`;
  }
  if (facts.uncollectedCents > 0) {
    return `${formatCents(facts.uncollectedCents)} is not collected yet; it cannot go out.`;
  }
  return undefined;
}
