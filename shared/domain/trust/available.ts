import { type Day, formatShortDay } from '../day.ts';
import { type Cents, formatCents, sumCents } from '../money.ts';
import { type Decision, decline } from '../refusal.ts';
import type { LedgerEntry } from './entry.ts';

/** What the rules need to know about one ledger of a trust account. */
export interface LedgerState {
  readonly ledgerId: string;
  /** As people know it: "Alder, J." or "Ledger 0417 (withheld)". */
  readonly name: string;
  readonly entries: readonly LedgerEntry[];
  /** Open and approved requests that are not posted. */
  readonly pendingCents: Cents;
  /** Disputed money and liens. */
  readonly holdsCents: Cents;
  /** Disbursements that wait in quarantine: they do not count in the balance, yet the money may be gone. */
  readonly quarantinedCents: Cents;
}

/** Balance and available stand together wherever trust money is shown. */
export interface LedgerFigures {
  readonly balanceCents: Cents;
  /** Lowest collected balance on the day asked for, or later. */
  readonly collectedCents: Cents;
  readonly availableCents: Cents;
  /** Part of the balance that is not collected on the day. */
  readonly uncollectedCents: Cents;
  /** When the last of the uncollected money is collected. */
  readonly uncollectedUntil?: Day;
}

interface Movement {
  readonly day: Day;
  readonly cents: Cents;
}

/** When each entry counts as collected: a receipt's reversal no earlier than the receipt itself [TR4]. */
function collectedMovements(entries: readonly LedgerEntry[]): Movement[] {
  const collectedById = new Map<string, Day>();
  for (const entry of entries) collectedById.set(entry.id, entry.collectedOn ?? entry.day);
  const movements = entries.map((entry) => {
    const own = entry.collectedOn ?? entry.day;
    const reversed = entry.reverses === undefined ? undefined : collectedById.get(entry.reverses);
    const waits = entry.effectCents < 0 && reversed !== undefined && reversed > own;
    return { day: waits ? reversed : own, cents: entry.effectCents };
  });
  return movements.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** The lowest collected balance at the end of `day` or of any later day [TR4]. */
function lowestCollected(movements: readonly Movement[], day: Day): Cents {
  let running = 0;
  let index = 0;
  for (; index < movements.length; index += 1) {
    const movement = movements[index];
    if (!movement || movement.day > day) break;
    running = sumCents([running, movement.cents]);
  }
  let lowest = running;
  while (index < movements.length) {
    const today = movements[index]?.day;
    while (index < movements.length && movements[index]?.day === today) {
      running = sumCents([running, movements[index]?.cents ?? 0]);
      index += 1;
    }
    lowest = Math.min(lowest, running);
  }
  return lowest;
}

/**
 * What was collected at the end of `day`, in cents, whatever came later [TR4]. What the bank took back on that very day
 * is left out: a payment of the day was made before the bank said so.
 */
export function collectedAtEndOf(entries: readonly (LedgerEntry & { readonly type: string })[], day: Day): Cents {
  const counted = entries.filter((entry) => entry.type !== 'returned item' || entry.day < day);
  return sumCents(collectedMovements(counted).flatMap((movement) => (movement.day <= day ? [movement.cents] : [])));
}

/** Balance, collected and available of a ledger for a posting on `day` [TR4]. */
export function readLedger(ledger: LedgerState, day: Day): LedgerFigures {
  const movements = collectedMovements(ledger.entries);
  const balanceCents = sumCents(ledger.entries.map((entry) => entry.effectCents));
  const collectedCents = lowestCollected(movements, day);
  const waiting = movements.filter((movement) => movement.day > day);
  const uncollectedCents = sumCents(waiting.map((movement) => movement.cents));
  const last = waiting.at(-1)?.day;
  const availableCents = sumCents([collectedCents, -ledger.pendingCents, -ledger.holdsCents, -ledger.quarantinedCents]);
  return {
    balanceCents,
    collectedCents,
    availableCents,
    uncollectedCents,
    ...(last !== undefined && uncollectedCents > 0 ? { uncollectedUntil: last } : {}),
  };
}

/** The lowest balance of a ledger at the end of any day, collected or not: below zero means a shortage [TR3]. */
export function lowestBalance(entries: readonly LedgerEntry[]): { cents: Cents; day?: Day } {
  const sorted = [...entries].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  let running = 0;
  let lowest: { cents: Cents; day?: Day } = { cents: 0 };
  for (const [index, entry] of sorted.entries()) {
    running = sumCents([running, entry.effectCents]);
    const isEndOfDay = sorted[index + 1]?.day !== entry.day;
    if (isEndOfDay && running < lowest.cents) lowest = { cents: running, day: entry.day };
  }
  return lowest;
}

/** Refuses `amountCents` above what is available, and says what stands in the way and what to do [TR3]. */
export function declineInsufficient(ledger: LedgerState, day: Day, amountCents: Cents): Decision<never> | undefined {
  const figures = readLedger(ledger, day);
  if (amountCents <= figures.availableCents) return undefined;
  const available = Math.max(figures.availableCents, 0);
  const reasons: string[] = [];
  if (figures.uncollectedCents > 0 && figures.uncollectedUntil !== undefined) {
    const until = formatShortDay(figures.uncollectedUntil);
    reasons.push(`${formatCents(figures.uncollectedCents)} of the balance is on hold until ${until}`);
  }
  if (ledger.pendingCents > 0) reasons.push(`${formatCents(ledger.pendingCents)} is asked for by open requests`);
  if (ledger.holdsCents > 0) reasons.push(`${formatCents(ledger.holdsCents)} is held for a dispute or a lien`);
  if (ledger.quarantinedCents > 0) reasons.push(`${formatCents(ledger.quarantinedCents)} waits in quarantine`);
  const why = reasons.length > 0 ? `; ${reasons.join('; ')}` : '';
  const wait = figures.uncollectedCents > 0 ? 'wait for the hold to clear' : 'post a receipt first';
  const advice =
    available > 0
      ? `Post ${formatCents(available)} or less, or ${wait}.`
      : `${wait.charAt(0).toUpperCase()}${wait.slice(1)}.`;
  return decline(
    'trust.insufficient-funds',
    `Not enough collected funds: ${ledger.name} has ${formatCents(available)} available${why}. ${advice}`,
    ['amountCents'],
  );
}
