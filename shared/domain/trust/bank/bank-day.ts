import { type Day, isDay } from '../../day.ts';

export const dayOrders = ['mdy', 'dmy', 'ymd'] as const;
/** In which order a file writes month, day and year. */
export type DayOrder = (typeof dayOrders)[number];

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A day as banks write it ("1/31/2026", "01/31'26", "31-Jan-2026", "20260131"); null where it is none in that order. */
export function parseBankDay(text: string, order: DayOrder): Day | null {
  const typed = text.trim().toLowerCase();
  const solid = /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  if (solid) return existing(solid[1] ?? '', solid[2] ?? '', solid[3] ?? '');
  const parts = typed.split(/[\s/.,'-]+/).filter((part) => part !== '');
  const [first = '', second = '', third = ''] = parts;
  if (parts.length !== 3) return null;
  const named = parts.slice(0, 2).findIndex((part) => /^[a-z]{3,9}$/.test(part));
  if (named !== -1) return existing(third, monthOf(named === 0 ? first : second), named === 0 ? second : first);
  if (/^\d{4}$/.test(first)) return existing(first, second, third);
  if (order === 'ymd') return existing(first, second, third);
  return order === 'mdy' ? existing(third, first, second) : existing(third, second, first);
}

function monthOf(name: string): string {
  return String(months.indexOf(name.slice(0, 3)) + 1);
}

/** Two digits of a year are of this century. */
function existing(year: string, month: string, date: string): Day | null {
  if (!/^(\d{2}|\d{4})$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(date)) return null;
  const day = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}
