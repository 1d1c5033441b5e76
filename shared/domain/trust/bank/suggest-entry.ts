import type { Cents } from '../../money.ts';

export const suggestionKinds = ['bank fee', 'interest', 'returned item', 'money in', 'money out'] as const;
export type SuggestionKind = (typeof suggestionKinds)[number];

/** What a bank line without an entry seems to be, and what a person may do about it. */
export interface Suggestion {
  readonly kind: SuggestionKind;
  readonly sentence: string;
}

interface SuggestedLine {
  readonly amountCents: Cents;
  readonly name: string;
  readonly memo: string;
}

const feeWords = /\b(fees?|service charge|svc chg|srvchg|analysis charge|maintenance|monthly charge|bank charge)\b/i;
const interestWords = /\b(interest|int paid|int earned)\b/i;
const returnWords = /\b(nsf|returned|return item|chargeback|insufficient|unpaid)\b/i;

/** Says what a line without an entry may be [TB8]. It proposes; a person posts, and never onto a client's ledger unasked. */
export function suggestEntry(line: SuggestedLine, accountKind: 'iolta' | 'separate'): Suggestion {
  const words = `${line.name} ${line.memo}`;
  if (line.amountCents < 0 && returnWords.test(words) && !/\b(fee|charge)s?\b/i.test(words)) {
    return {
      kind: 'returned item',
      sentence: 'The bank took a deposit back. Reverse the receipt as returned by the bank.',
    };
  }
  if (line.amountCents < 0 && feeWords.test(words)) {
    return {
      kind: 'bank fee',
      sentence: "It looks like a bank fee: it is paid from the firm's own funds.",
    };
  }
  if (interestWords.test(words)) {
    return {
      kind: 'interest',
      sentence:
        accountKind === 'separate'
          ? 'It looks like interest: post it to the client whose account this is.'
          : "Interest of a pooled account belongs to the state's program. Match it with the bank's own transfer of it.",
    };
  }
  return line.amountCents > 0
    ? {
        kind: 'money in',
        sentence: 'Nobody has posted this money yet. Find out whose it is and post a receipt.',
      }
    : {
        kind: 'money out',
        sentence: 'Nobody has posted this payment. Find out what it is before anything else.',
      };
}
