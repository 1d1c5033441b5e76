import type { Day } from '../day.ts';
import { type Cents, formatCents, sumCents } from '../money.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import type { Instrument } from './entry.ts';

/** Instruments that are carried to the bank together. */
export const slipInstruments = ['check', 'certified check', 'cash'] as const satisfies readonly Instrument[];

const isOnSlips = (instrument: Instrument): boolean => slipInstruments.some((one) => one === instrument);

/** A receipt that is to go to the bank. */
export interface DepositItem {
  readonly id: string;
  readonly day: Day;
  readonly instrument: Instrument;
  readonly amountCents: Cents;
  readonly isReversed: boolean;
  /** True where it lies on another slip already. */
  readonly isDeposited: boolean;
}

export interface DepositInput {
  readonly day: Day;
  readonly today: Day;
  readonly items: readonly DepositItem[];
  /** What somebody counted before they looked at the books. */
  readonly countedCents: Cents;
  readonly lessCashCents: Cents;
}

/** Decides a deposit of several receipts as one slip [TE7]: every item whole and once, the sum as it was counted. */
export function decideDeposit(input: DepositInput): Decision<{ readonly totalCents: Cents }> {
  if (input.lessCashCents !== 0) {
    return decline(
      'trust.less-cash',
      'A trust deposit goes in whole: no cash comes back from it. Deposit everything, and pay out afterwards.',
      ['lessCashCents'],
    );
  }
  if (input.items.length === 0) {
    return decline('trust.deposit-empty', 'A slip needs at least one receipt. Choose what goes to the bank.', [
      'entryIds',
    ]);
  }
  if (input.day > input.today) {
    return decline('trust.day-in-future', 'A deposit cannot be dated in the future. Date it today or earlier.', [
      'day',
    ]);
  }
  const bad = input.items.find((item) => item.isReversed || item.isDeposited || item.day > input.day);
  if (bad) return declineItem(bad);
  const other = input.items.find((item) => !isOnSlips(item.instrument));
  if (other) {
    return decline(
      'trust.not-on-a-slip',
      `A ${other.instrument} receipt reaches the bank by itself. Put checks and cash on the slip.`,
      ['entryIds'],
    );
  }
  const totalCents = sumCents(input.items.map((item) => item.amountCents));
  if (totalCents !== input.countedCents) {
    return decline(
      'trust.deposit-differs',
      `The receipts add up to ${formatCents(totalCents)}, and ${formatCents(input.countedCents)} was counted. Find the difference first.`,
      ['countedCents'],
    );
  }
  return accept({ totalCents });
}

function declineItem(item: DepositItem): Decision<never> {
  if (item.isReversed) {
    return decline('trust.deposit-reversed', 'A receipt on this slip was taken back. Leave it out.', ['entryIds']);
  }
  if (item.isDeposited) {
    return decline('trust.deposited-before', 'A receipt on this slip lies on another slip already. Leave it out.', [
      'entryIds',
    ]);
  }
  return decline('trust.deposit-before-receipt', 'A receipt on this slip is dated later than the slip.', ['day']);
}

/** Refuses a card or processor settlement that came in net of fees [TE8]. `grossCents` is what the client paid. */
export function declineNetted(amountCents: Cents, grossCents: Cents | undefined): Decision<never> | undefined {
  if (grossCents === undefined || grossCents === amountCents) return undefined;
  if (amountCents > grossCents) {
    return decline('trust.above-gross', 'More came in than the client paid. Check both amounts.', ['grossCents']);
  }
  const fee = formatCents(sumCents([grossCents, -amountCents]));
  return decline(
    'trust.settled-below-gross',
    `The client paid ${formatCents(grossCents)} and ${fee} less came in: the processor took its fee from trust money. Have it charge the operating account, and deposit the ${fee} from there.`,
    ['amountCents', 'grossCents'],
  );
}
