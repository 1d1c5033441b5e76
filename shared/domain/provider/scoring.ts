import type { Target } from './agreement.ts';

/** A measure's figures: so many of so many. */
export interface Figure {
  readonly numerator: number;
  readonly denominator: number;
}

/** The share in thousandths, rounded half up; null where nothing was counted. */
export function shareOfFigure({ numerator, denominator }: Figure): number | null {
  return denominator <= 0 ? null : Math.round((numerator * 1000) / denominator);
}

/** Whether a share reaches its target [SL2]: compared exactly, before any rounding. Null where nothing was counted. */
export function isReached(
  figure: Figure,
  target: Pick<Target, 'targetPerMille'>,
  sense: 'least' | 'most',
): boolean | null {
  if (figure.denominator <= 0) return null;
  const reached = figure.numerator * 1000;
  const wanted = target.targetPerMille * figure.denominator;
  return sense === 'least' ? reached >= wanted : reached <= wanted;
}

/**
 * How much of a target was attained, in thousandths [SL3]: all of it where it is reached, else the share of it that was
 * reached (or, where less is better, the target as a share of what came). Null where nothing was counted.
 */
export function attainment(
  figure: Figure,
  target: Pick<Target, 'targetPerMille'>,
  sense: 'least' | 'most',
): number | null {
  const reached = isReached(figure, target, sense);
  if (reached === null) return null;
  if (reached) return 1000;
  const share = figure.numerator / figure.denominator;
  const wanted = target.targetPerMille / 1000;
  const part = sense === 'least' ? share / wanted : wanted / share;
  return Math.max(0, Math.min(999, Math.round(part * 1000)));
}

export interface ScoredRow extends Figure, Pick<Target, 'targetPerMille' | 'weight'> {
  readonly sense: 'least' | 'most';
}

/** The weighted mean of what was attained, in thousandths, over the measures that counted anything [SL3]; null for none. */
export function scoreOf(rows: readonly ScoredRow[]): number | null {
  let sum = 0;
  let weights = 0;
  for (const row of rows) {
    const attained = attainment(row, row, row.sense);
    if (attained === null) continue;
    sum += attained * row.weight;
    weights += row.weight;
  }
  return weights === 0 ? null : Math.round(sum / weights);
}

export interface ControlPoint extends Figure {
  readonly month: string;
  readonly sharePerMille: number | null;
  /** Between these a share moves by chance alone, as far as the months known can tell. */
  readonly lowerPerMille: number | null;
  readonly upperPerMille: number | null;
  readonly isOut: boolean;
}

/** Months of a measure with the limits of a p-chart: mean share plus and minus three standard errors of each month [SL4]. */
export function controlChart(months: readonly (Figure & { readonly month: string })[]): ControlPoint[] {
  const numerator = months.reduce((sum, month) => sum + month.numerator, 0);
  const denominator = months.reduce((sum, month) => sum + month.denominator, 0);
  const mean = denominator === 0 ? 0 : numerator / denominator;
  return months.map((month) => {
    const sharePerMille = shareOfFigure(month);
    if (sharePerMille === null) {
      return { ...month, sharePerMille, lowerPerMille: null, upperPerMille: null, isOut: false };
    }
    const width = 3 * Math.sqrt((mean * (1 - mean)) / month.denominator);
    const lowerPerMille = Math.round(Math.max(0, mean - width) * 1000);
    const upperPerMille = Math.round(Math.min(1, mean + width) * 1000);
    return {
      ...month,
      sharePerMille,
      lowerPerMille,
      upperPerMille,
      isOut: sharePerMille < lowerPerMille || sharePerMille > upperPerMille,
    };
  });
}
