import type { Answers } from '../../app/answers.ts';
import type { MarkTone } from '../../components/mark.tsx';

export type Card = Answers['scorecard']['get'];
export type CardRow = Card['rows'][number];
export type Rating = Answers['scorecard']['listRatings']['rows'][number];
export type MeasureCase = Answers['scorecard']['cases']['rows'][number];
export type Action = Answers['scorecard']['listActions']['rows'][number];

/** Whether a target was reached, as a mark. */
export function describeReached(isReached: boolean | null): { readonly tone: MarkTone; readonly word: string } {
  if (isReached === null) return { tone: 'plain', word: 'Nothing counted' };
  return isReached ? { tone: 'good', word: 'Reached' } : { tone: 'danger', word: 'Missed' };
}

/** "4.2": a mean of grades, in tenths. */
export function formatGrade(tenths: number | null): string {
  return tenths === null ? '–' : (tenths / 10).toFixed(1);
}

/** Where a corrective action stands, as a mark. */
export function describeAction(
  action: Pick<Action, 'state' | 'dueOn'>,
  today: string,
): { readonly tone: MarkTone; readonly word: string } {
  if (action.state === 'verified') return { tone: 'good', word: 'Verified' };
  if (action.state === 'done') return { tone: 'look', word: 'To verify' };
  return action.dueOn < today ? { tone: 'danger', word: 'Late' } : { tone: 'info', word: 'Open' };
}

/** The month before a day's, `YYYY-MM`: the last one that is over. */
export function lastMonth(today: string): string {
  return shiftMonth(today.slice(0, 7), -1);
}

/** So many months later, or earlier. */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = year * 12 + number - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}
