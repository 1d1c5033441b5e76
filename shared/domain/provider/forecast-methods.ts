/** How a line of weekly figures is carried on: the mean of the last weeks, or exponential smoothing. */
export const forecastMethods = ['average of 4 weeks', 'average of 8 weeks', 'smoothed'] as const;
export type ForecastMethod = (typeof forecastMethods)[number];

/** The weight of the newest week in exponential smoothing. */
export const smoothingAlpha = 0.3;
/** Fewer full weeks than this are no history [FC1]. */
export const historyWeeksMin = 4;
/** A season shows from this many full months on [FC3]. */
export const seasonMonthsMin = 24;

/** Mean of the last `window` figures; of all where there are fewer. Throws on nothing. */
export function movingAverage(history: readonly number[], window: number): number {
  const last = history.slice(-window);
  if (last.length === 0) throw new Error('An average needs a figure.');
  return last.reduce((sum, one) => sum + one, 0) / last.length;
}

/** Exponentially smoothed level after the last figure; it begins at the first. Throws on nothing. */
export function smooth(history: readonly number[], alpha = smoothingAlpha): number {
  const [first, ...rest] = history;
  if (first === undefined) throw new Error('Smoothing needs a figure.');
  return rest.reduce((level, one) => alpha * one + (1 - alpha) * level, first);
}

/** The next figure by a method. */
export function carryOn(history: readonly number[], method: ForecastMethod): number {
  if (method === 'smoothed') return smooth(history);
  return movingAverage(history, method === 'average of 4 weeks' ? 4 : 8);
}

/** What a method would have said of each week from the fifth on, having seen the weeks before, less what came [FC2]. */
export function residuals(history: readonly number[], method: ForecastMethod): number[] {
  return history
    .map((actual, place) => (place < historyWeeksMin ? null : actual - carryOn(history.slice(0, place), method)))
    .filter((rest) => rest !== null);
}

/** The method with the smallest sum of errors over the weeks known; smoothing where they tie or nothing is known yet [FC2]. */
export function chooseMethod(history: readonly number[]): ForecastMethod {
  const errorOf = (method: ForecastMethod): number =>
    residuals(history, method).reduce((sum, one) => sum + Math.abs(one), 0);
  return (
    [...forecastMethods].sort((one, other) => errorOf(one) - errorOf(other) || rank(one) - rank(other))[0] ?? 'smoothed'
  );
}

function rank(method: ForecastMethod): number {
  return method === 'smoothed' ? 0 : method === 'average of 8 weeks' ? 1 : 2;
}

/** The value below which `share` (0 to 1) of the figures lie, between neighbours in proportion. Throws on nothing. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error('A quantile needs a figure.');
  return below + (above - below) * (place - Math.floor(place));
}

/** A full month's figure: `month` is `YYYY-MM`. */
export interface MonthFigure {
  readonly month: string;
  readonly minutes: number;
}

/**
 * How much of an average month each calendar month holds, 1 to 12 by key "01" to "12", with a mean of one [FC3]. Null
 * with fewer than 24 full months, or where there was no work at all.
 */
export function seasonalIndex(months: readonly MonthFigure[]): ReadonlyMap<string, number> | null {
  if (months.length < seasonMonthsMin) return null;
  const byMonth = new Map<string, number[]>();
  for (const { month, minutes } of months) {
    const key = month.slice(5, 7);
    byMonth.set(key, [...(byMonth.get(key) ?? []), minutes]);
  }
  const means = [...byMonth].map(([key, figures]) => [key, movingAverage(figures, figures.length)] as const);
  const mean = movingAverage(
    means.map(([, one]) => one),
    means.length,
  );
  return mean === 0 ? null : new Map(means.map(([key, one]) => [key, one / mean]));
}

/** What was forecast of a week, and what came. */
export interface Outcome {
  readonly forecast: number;
  readonly actual: number;
}

/**
 * How far forecasts were off [FC7], in thousandths of what came: `wape` is the sum of distances, `bias` the sum of
 * forecast less actual (above zero: too much was forecast). Null where nothing came.
 */
export function accuracyOf(outcomes: readonly Outcome[]): { readonly wape: number; readonly bias: number } | null {
  const came = outcomes.reduce((sum, one) => sum + one.actual, 0);
  if (came <= 0) return null;
  const distance = outcomes.reduce((sum, one) => sum + Math.abs(one.actual - one.forecast), 0);
  const signed = outcomes.reduce((sum, one) => sum + one.forecast - one.actual, 0);
  return { wape: Math.round((distance * 1000) / came), bias: Math.round((signed * 1000) / came) };
}
