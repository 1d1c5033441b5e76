import { type Cents, formatCents } from '../money.ts';

/** What is known when a matter is about to be opened. */
export interface OpeningFacts {
  readonly title: string;
  readonly hasClient: boolean;
  readonly hasResponsibleAttorney: boolean;
  /** Absent where the matter does not come from a lead. */
  readonly isConflictCleared?: boolean | undefined;
  readonly fee: {
    readonly kind: 'hourly' | 'flat' | 'contingency';
    readonly rateCents: Cents;
    readonly flatCents: Cents;
    readonly contingencyPercent: number;
    readonly depositCents: Cents;
    readonly isSigned: boolean;
  };
  readonly depositCollectedCents: Cents;
  readonly hasAddress: boolean;
}

/** A line of the checklist. A blocking one that is not done keeps the matter from being opened [IN14] [IN15]. */
export interface OpeningItem {
  readonly code: 'title' | 'client' | 'attorney' | 'conflict' | 'fee' | 'signature' | 'deposit' | 'address';
  readonly isDone: boolean;
  readonly isBlocking: boolean;
  readonly sentence: string;
}

/** The checklist before a matter is opened, done lines included, blocking ones first. */
export function listOpening(facts: OpeningFacts): readonly OpeningItem[] {
  const { fee } = facts;
  const blocking: OpeningItem[] = [
    item('title', facts.title.trim() !== '', true, 'Give the matter a title.'),
    item('client', facts.hasClient, true, 'Say who the client is.'),
    item('attorney', facts.hasResponsibleAttorney, true, 'Name the responsible attorney.'),
    item('conflict', facts.isConflictCleared !== false, true, 'Have an attorney clear the conflict check.'),
    item('fee', hasFigure(fee), true, feeSentence(fee.kind)),
  ];
  const missingCents = fee.depositCents - facts.depositCollectedCents;
  const advice: OpeningItem[] = [
    item(
      'signature',
      fee.isSigned,
      false,
      'The fee agreement is not signed. A contingent fee has to be in a signed writing.',
    ),
    item(
      'deposit',
      missingCents <= 0,
      false,
      `${formatCents(Math.max(0, missingCents))} of the deposit is not collected.`,
    ),
    item('address', facts.hasAddress, false, 'The client has no address; invoices and notices need one.'),
  ];
  return [...blocking, ...advice];
}

function item(code: OpeningItem['code'], isDone: boolean, isBlocking: boolean, sentence: string): OpeningItem {
  return { code, isDone, isBlocking, sentence };
}

function hasFigure(fee: OpeningFacts['fee']): boolean {
  switch (fee.kind) {
    case 'hourly':
      return fee.rateCents > 0;
    case 'flat':
      return fee.flatCents > 0;
    case 'contingency':
      return fee.contingencyPercent > 0;
  }
}

function feeSentence(kind: OpeningFacts['fee']['kind']): string {
  switch (kind) {
    case 'hourly':
      return 'Give the hourly rate.';
    case 'flat':
      return 'Give the flat fee.';
    case 'contingency':
      return 'Give the client’s agreed percentage.';
  }
}
