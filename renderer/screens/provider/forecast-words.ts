import { formatDay } from '../../../shared/domain/day.ts';
import type { Answers } from '../../app/answers.ts';
import type { MarkTone } from '../../components/mark.tsx';

export type Forecast = Answers['forecast']['get'];
export type ForecastLine = Forecast['lines'][number];
export type ForecastWeek = ForecastLine['weeks'][number];

/** Whether the capacity holds the work, as a mark. */
export function describeFit(fit: ForecastWeek['fit']): { readonly tone: MarkTone; readonly word: string } {
  switch (fit) {
    case 'enough':
      return { tone: 'good', word: 'Enough' };
    case 'tight':
      return { tone: 'look', word: 'Tight' };
    case 'short':
      return { tone: 'danger', word: 'Short' };
    case 'not stated':
      return { tone: 'plain', word: 'Not stated' };
  }
}

/** What a line's figures stand on, in a sentence. */
export function describeMethod(line: ForecastLine): string {
  const share =
    line.sharePerMille === 1000 ? '' : ` The provider does ${Math.round(line.sharePerMille / 10)} % of this line.`;
  if (line.method === null) return `No history yet: from what is open, due and expected alone.${share}`;
  const season = line.hasSeason ? ', with the season of each month' : '';
  return `From ${line.historyWeeks} weeks (${line.method}${season}) and from what is open, due and expected.${share}`;
}

/** "Week of 11/30/2026". */
export function nameWeek(weekOn: string): string {
  return `Week of ${formatDay(weekOn)}`;
}

/** "12 % too little", "on the spot": a bias in words. */
export function describeBias(bias: number | null): string {
  if (bias === null) return '–';
  if (bias === 0) return 'on the spot';
  return `${Math.abs(bias / 10).toFixed(0)} % too ${bias > 0 ? 'much' : 'little'}`;
}
