import { addDays, endOfMonth } from '../../shared/domain/day.ts';

/** A span of days, both ends in it, as ISO text. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export const namedPeriods = [
  'this month',
  'last month',
  'this quarter',
  'this year',
  'last year',
  'last 12 months',
] as const;
export type NamedPeriod = (typeof namedPeriods)[number];

/** The days that a period's name stands for on the day `today`. What lies ahead is left out. */
export function readPeriod(name: NamedPeriod, today: string): Period {
  const month = startOfMonth(today);
  switch (name) {
    case 'this month':
      return { from: month, to: today };
    case 'last month': {
      const last = startOfMonth(addDays(month, -1));
      return { from: last, to: endOfMonth(last) };
    }
    case 'this quarter': {
      const first = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1;
      return { from: `${today.slice(0, 4)}-${String(first).padStart(2, '0')}-01`, to: today };
    }
    case 'this year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case 'last year': {
      const year = String(Number(today.slice(0, 4)) - 1);
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    }
    case 'last 12 months':
      return { from: monthsBefore(month, 11), to: today };
  }
}

/** The first day of the month that `day` is in. */
export function startOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The first day of the month `months` before that of `day`. */
export function monthsBefore(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Mar 2026" for `2026-03` and for any day in it. */
export function formatMonth(month: string): string {
  return `${monthNames[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
}
