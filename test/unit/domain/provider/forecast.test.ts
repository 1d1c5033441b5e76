import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitOf,
  forecastLine,
  isLateChange,
  type KnownWork,
  sumWeeks,
} from '../../../../shared/domain/provider/forecast.ts';
import {
  accuracyOf,
  chooseMethod,
  movingAverage,
  quantile,
  residuals,
  seasonalIndex,
  smooth,
} from '../../../../shared/domain/provider/forecast-methods.ts';

const none: KnownWork = { matters: 0, recurring: 0, calendar: 0, orders: 0, leads: 0 };
const settings = { historyPercent: 50, widthPercent: 25 };
const weekDays = ['2026-11-30', '2026-12-07', '2026-12-14'];
const line = (history: readonly number[], known: readonly KnownWork[] = []) => ({
  serviceLine: 'reception',
  history,
  months: [],
  known,
});

describe('the methods of a forecast, by hand', () => {
  it('[FC2] average and smooth', () => {
    expect(movingAverage([10, 20, 30, 40, 50], 4)).toBe(35);
    expect(movingAverage([10, 20], 8)).toBe(15);
    // 100; 0.3 × 200 + 0.7 × 100 = 130; 0.3 × 100 + 0.7 × 130 = 121.
    expect(smooth([100, 200, 100])).toBeCloseTo(121);
    expect(() => movingAverage([], 4)).toThrow();
    expect(() => smooth([])).toThrow();
    expect(() => quantile([], 0.5)).toThrow();
  });

  it('[FC2] choose the method that was off least', () => {
    expect(residuals([10, 10, 10, 10, 14], 'average of 4 weeks')).toEqual([4]);
    // A step long ago: the short average has forgotten it, the long one has not.
    expect(chooseMethod([0, 0, 0, 0, 100, 100, 100, 100, 100, 100, 100, 100, 100])).toBe('average of 4 weeks');
    expect(chooseMethod([5, 5, 5])).toBe('smoothed');
  });

  it('[FC3] see a season from 24 full months on', () => {
    const months = Array.from({ length: 24 }, (_, place) => ({
      month: `${2024 + Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`,
      minutes: place % 12 === 11 ? 230 : 110,
    }));
    const index = seasonalIndex(months);
    // The mean month is (11 × 110 + 230) / 12 = 120.
    expect(index?.get('12')).toBeCloseTo(230 / 120);
    expect(index?.get('01')).toBeCloseTo(110 / 120);
    expect(seasonalIndex(months.slice(1))).toBeNull();
    expect(seasonalIndex(months.map((one) => ({ ...one, minutes: 0 })))).toBeNull();
  });

  it('[FC5] quantiles lie between neighbours in proportion', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([0, 10], 0.8)).toBe(8);
    expect(quantile([7], 0.8)).toBe(7);
  });

  it('[FC7] WAPE and bias', () => {
    const outcomes = [
      { forecast: 120, actual: 100 },
      { forecast: 80, actual: 100 },
    ];
    expect(accuracyOf(outcomes)).toEqual({ wape: 200, bias: 0 });
    expect(accuracyOf([{ forecast: 150, actual: 100 }])).toEqual({ wape: 500, bias: 500 });
    expect(accuracyOf([{ forecast: 150, actual: 0 }])).toBeNull();
  });
});

describe('a forecast of weeks', () => {
  it('[FC1] takes what is known alone where there is no history, and says so', () => {
    const made = forecastLine(line([600, 600, 600], [{ ...none, orders: 120 }]), weekDays, settings);
    expect(made.method).toBeNull();
    expect(made.weeks.map((week) => [week.p50Minutes, week.p80Minutes, week.historyMinutes])).toEqual([
      [120, 150, null],
      [0, 0, null],
      [0, 0, null],
    ]);
  });

  it('[FC4] weighs history and what is known where there are both', () => {
    const steady = Array.from({ length: 12 }, () => 600);
    const alone = forecastLine(line(steady), weekDays, settings);
    expect(alone.weeks.map((week) => week.p50Minutes)).toEqual([600, 600, 600]);
    const both = forecastLine(line(steady, [{ ...none, matters: 300, calendar: 100 }]), weekDays, settings);
    expect(both.weeks[0]).toMatchObject({ p50Minutes: 500, p80Minutes: 500, historyMinutes: 600 });
  });

  it('[FC5] P80 is never below P50, nothing is negative, and all is whole minutes', () => {
    const minutes = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(
        fc.array(minutes, { maxLength: 30 }),
        fc.array(
          minutes.map((orders) => ({ ...none, orders })),
          { maxLength: 3 },
        ),
        (history, known) => {
          for (const week of forecastLine(line(history, known), weekDays, settings).weeks) {
            expect(week.p80Minutes).toBeGreaterThanOrEqual(week.p50Minutes);
            expect(week.p50Minutes).toBeGreaterThanOrEqual(0);
            expect(Number.isInteger(week.p80Minutes)).toBe(true);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('[FC6] weeks together are narrower than one by one', () => {
    const weeks = [
      { p50Minutes: 100, p80Minutes: 130 },
      { p50Minutes: 100, p80Minutes: 140 },
    ];
    expect(sumWeeks(weeks)).toEqual({ p50Minutes: 200, p80Minutes: 250 });
  });

  it('[FC8] a capacity is enough, tight or short', () => {
    const week = { p50Minutes: 100, p80Minutes: 130 };
    expect([null, 99, 100, 129, 130].map((capacity) => fitOf(week, capacity))).toEqual([
      'not stated',
      'short',
      'tight',
      'tight',
      'enough',
    ]);
  });

  it('[FC9] a change is late when it is large and near', () => {
    const agreed = { changePercent: 25, noticeUntil: '2026-12-07' };
    expect(isLateChange({ weekOn: '2026-12-07', before: 100, now: 126 }, agreed)).toBe(true);
    expect(isLateChange({ weekOn: '2026-12-07', before: 100, now: 75 }, agreed)).toBe(false);
    expect(isLateChange({ weekOn: '2026-12-14', before: 100, now: 500 }, agreed)).toBe(false);
  });
});
