import { addDays, type Day, daysBetween, endOfMonth } from '../day.ts';

export const coverageStates = ['reconciled', 'due', 'overdue', 'current'] as const;
export type CoverageState = (typeof coverageStates)[number];

/** A month of an account and whether its statement was reconciled. `month` is `YYYY-MM`. */
export interface CoveredMonth {
  readonly month: string;
  readonly state: CoverageState;
}

/** What the coverage of an account follows from. */
export interface CoverageFacts {
  readonly openedOn: Day;
  /** The last signed statement's day that stands. */
  readonly lockedThrough?: Day | undefined;
  readonly today: Day;
  /** Days after the end of a month in which its statement is to be reconciled; from the rule pack. */
  readonly withinDays: number;
  /** Months from one reconciliation to the next, from the rule pack: a divisor of twelve. */
  readonly everyMonths: number;
}

/**
 * The months of an account from its opening to today, oldest first [TR27]: reconciled once a signed statement reaches
 * the month's last day, due after the month has ended, overdue when its period has ended and the days of the rule pack
 * have passed.
 */
export function coverMonths(facts: CoverageFacts): readonly CoveredMonth[] {
  const months: CoveredMonth[] = [];
  let last = endOfMonth(facts.openedOn);
  while (last <= endOfMonth(facts.today)) {
    months.push({ month: last.slice(0, 7), state: stateOf(last, facts) });
    last = endOfMonth(addDays(last, 1));
  }
  return months;
}

/** The end of the period that a month's last day belongs to: of the quarter where the rule pack says every three months. */
function endOfPeriod(last: Day, everyMonths: number): Day {
  const month = Math.ceil(Number(last.slice(5, 7)) / everyMonths) * everyMonths;
  return endOfMonth(`${last.slice(0, 4)}-${String(month).padStart(2, '0')}-01`);
}

function stateOf(last: Day, { lockedThrough, today, withinDays, everyMonths }: CoverageFacts): CoverageState {
  if (lockedThrough !== undefined && lockedThrough >= last) return 'reconciled';
  if (today <= last) return 'current';
  return today > addDays(endOfPeriod(last, everyMonths), withinDays) ? 'overdue' : 'due';
}

/** The oldest month whose reconciliation is overdue, and by how many days; nothing where all is in time. */
export function findOverdue(facts: CoverageFacts): { readonly month: string; readonly days: number } | undefined {
  const overdue = coverMonths(facts).find((month) => month.state === 'overdue');
  if (overdue === undefined) return undefined;
  const due = addDays(endOfPeriod(endOfMonth(`${overdue.month}-01`), facts.everyMonths), facts.withinDays);
  return { month: overdue.month, days: daysBetween(due, facts.today) };
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "March 2026" for `2026-03`. */
export function formatMonth(month: string): string {
  return `${monthNames[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;
}
