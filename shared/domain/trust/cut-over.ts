import { type Day, formatLongDay, isDay } from '../day.ts';
import { type Cents, formatCents, isCents, sumCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import { firmLedgerId } from './entry.ts';

/** Something that the bank had not seen on the day of the cut-over. `amountCents` is above zero. */
export interface CarriedItem {
  readonly ledgerId: string;
  readonly writtenOn: Day;
  readonly amountCents: Cents;
  /** Payee or payor. */
  readonly name: string;
  readonly checkNumber?: number | undefined;
}

/** The books of another system on one day. */
export interface CutOverInput {
  readonly day: Day;
  readonly today: Day;
  readonly bankBalanceCents: Cents;
  readonly journalCents: Cents;
  readonly ledgers: readonly { readonly ledgerId: string; readonly name: string; readonly balanceCents: Cents }[];
  readonly outstanding: readonly CarriedItem[];
  readonly inTransit: readonly CarriedItem[];
  readonly firmFundsCeilingCents: Cents;
  readonly nextCheckNumber: number;
}

export interface CutOverFigures {
  readonly outstandingCents: Cents;
  readonly inTransitCents: Cents;
  readonly adjustedBankCents: Cents;
  readonly journalCents: Cents;
  readonly ledgersCents: Cents;
}

/** What of each ledger the bank had on the day; only ledgers that had something. */
export type ClearedLedger = { readonly ledgerId: string; readonly clearedCents: Cents };

const sumOf = (items: readonly { readonly amountCents: Cents }[]): Cents =>
  sumCents(items.map((item) => item.amountCents));

/** The three totals of the books as they were given [TE12]. */
export function cutOverFigures(
  input: Pick<CutOverInput, 'bankBalanceCents' | 'journalCents' | 'ledgers' | 'outstanding' | 'inTransit'>,
): CutOverFigures {
  const outstandingCents = sumOf(input.outstanding);
  const inTransitCents = sumOf(input.inTransit);
  return {
    outstandingCents,
    inTransitCents,
    adjustedBankCents: sumCents([input.bankBalanceCents, inTransitCents, -outstandingCents]),
    journalCents: input.journalCents,
    ledgersCents: sumCents(input.ledgers.map((ledger) => ledger.balanceCents)),
  };
}

/** Decides the cut-over [TE12]: the account opens only where bank, journal and ledgers agree to the cent. */
export function decideCutOver(
  input: CutOverInput,
): Decision<{ readonly figures: CutOverFigures; readonly cleared: readonly ClearedLedger[] }> {
  const refused = declineDayOfBooks(input) ?? declineLedgers(input) ?? declineItems(input);
  if (refused) return refused;
  const figures = cutOverFigures(input);
  const { adjustedBankCents, journalCents, ledgersCents } = figures;
  if (adjustedBankCents !== journalCents || journalCents !== ledgersCents) {
    const [bank, journal, ledgers] = [adjustedBankCents, journalCents, ledgersCents].map(formatCents);
    return decline(
      'trust.cut-over-differs',
      `The three totals do not agree: the bank with what it has not seen makes ${bank}, the journal ${journal}, the ledgers ${ledgers}. Find what is missing; the account opens once they agree.`,
      ['bankBalanceCents', 'journalCents', 'ledgers'],
    );
  }
  const cleared = input.ledgers.map((ledger) => ({
    ledgerId: ledger.ledgerId,
    clearedCents: sumCents([
      ledger.balanceCents,
      sumOf(input.outstanding.filter((item) => item.ledgerId === ledger.ledgerId)),
      -sumOf(input.inTransit.filter((item) => item.ledgerId === ledger.ledgerId)),
    ]),
  }));
  const overpaid = cleared.find((ledger) => ledger.clearedCents < 0);
  if (overpaid) {
    const name = input.ledgers.find((ledger) => ledger.ledgerId === overpaid.ledgerId)?.name ?? 'A ledger';
    return decline(
      'trust.cut-over-uncollected',
      `${name} has paid out ${formatCents(-overpaid.clearedCents)} of money that is still on its way to the bank. Wait until it has come, and take the books of that day.`,
      ['ledgers'],
    );
  }
  return accept({ figures, cleared: cleared.filter((ledger) => ledger.clearedCents > 0) });
}

function declineDayOfBooks(input: CutOverInput): Decision<never> | undefined {
  if (isDay(input.day) && input.day <= input.today) return undefined;
  return decline('trust.opening-in-future', 'The books cannot be taken over in the future. Give today or earlier.', [
    'day',
  ]);
}

function declineLedgers(input: CutOverInput): Decision<never> | undefined {
  const seen = new Set<string>();
  for (const ledger of input.ledgers) {
    if (seen.has(ledger.ledgerId)) {
      return decline('trust.cut-over-ledger-twice', `${ledger.name} stands in the list twice. Add its lines up.`, [
        'ledgers',
      ]);
    }
    seen.add(ledger.ledgerId);
    if (!isCents(ledger.balanceCents) || ledger.balanceCents < 0) {
      return decline(
        'trust.cut-over-below-zero',
        `${ledger.name} is below zero. Make that good in the old books first: a shortage is not carried over.`,
        ['ledgers'],
      );
    }
    if (ledger.ledgerId === firmLedgerId && ledger.balanceCents > input.firmFundsCeilingCents) {
      return decline(
        'trust.firm-funds-ceiling',
        `The firm may keep at most ${formatCents(input.firmFundsCeilingCents)} of its own money here. Take the rest out first.`,
        ['ledgers'],
      );
    }
  }
  return undefined;
}

function declineItems(input: CutOverInput): Decision<never> | undefined {
  const known = new Map(input.ledgers.map((ledger) => [ledger.ledgerId, ledger.name]));
  const numbers = new Set<number>();
  for (const item of [...input.outstanding, ...input.inTransit]) {
    const what = `${item.name.trim() === '' ? 'An item' : item.name} of ${formatCents(item.amountCents)}`;
    const field = input.outstanding.includes(item) ? 'outstanding' : 'inTransit';
    if (!isCents(item.amountCents) || item.amountCents <= 0 || item.name.trim() === '') {
      return decline('trust.cut-over-item', `${what} needs a name and an amount above zero.`, [field]);
    }
    if (!known.has(item.ledgerId)) {
      return decline(
        'trust.cut-over-item-ledger',
        `${what} is on a ledger that is not in the list. List it, with 0.00 where nothing is left.`,
        [field],
      );
    }
    if (!isDay(item.writtenOn) || item.writtenOn > input.day) {
      return decline(
        'trust.cut-over-item-day',
        `${what} is dated after ${formatLongDay(input.day)}, the day of the books. Leave it out, and post it afterwards.`,
        [field],
      );
    }
    const { checkNumber } = item;
    if (checkNumber === undefined) continue;
    if (numbers.has(checkNumber) || checkNumber >= input.nextCheckNumber) {
      const why = numbers.has(checkNumber) ? 'stands in the list twice' : 'is not below the next check number';
      return decline('trust.check-number-used', `Check ${checkNumber} ${why}. Check both.`, [field, 'nextCheckNumber']);
    }
    numbers.add(checkNumber);
  }
  return undefined;
}
