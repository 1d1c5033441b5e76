import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysBetween,
  endOfMonth,
  formatDay,
  formatLongDay,
  formatShortDay,
  isDay,
} from '../../../shared/domain/day.ts';
import { allotCents, formatCents, isCents, scaleCents, sumCents } from '../../../shared/domain/money.ts';
import { formatSeriesNumber, nextSeriesNumber, seriesLetter } from '../../../shared/domain/number-series.ts';
import { accept, assertNever, decline, refuse } from '../../../shared/domain/refusal.ts';
import { isWorkspace } from '../../../shared/domain/workspace.ts';

describe('days', () => {
  it('are days that exist', () => {
    expect(['2028-02-29', '2026-12-31'].every(isDay)).toBe(true);
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', '20260101', '', null, 20_260_101]) {
      expect(isDay(wrong)).toBe(false);
    }
  });

  it('are counted and written', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
    expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2);
    expect(endOfMonth('2028-02-01')).toBe('2028-02-29');
    expect(formatDay('2026-03-04')).toBe('03/04/2026');
    expect(formatShortDay('2026-03-04')).toBe('Mar 4');
    expect(formatLongDay('2026-12-31')).toBe('Dec 31, 2026');
    expect(() => addDays('2026-02-30', 1)).toThrow();
  });
});

describe('money', () => {
  it('is whole cents', () => {
    expect(isCents(1)).toBe(true);
    for (const wrong of [0.5, Number.NaN, 2 ** 53, '1', null]) expect(isCents(wrong)).toBe(false);
    expect(() => sumCents([1, 0.5])).toThrow('whole number');
    expect(() => sumCents([Number.MAX_SAFE_INTEGER, 1])).toThrow('whole number');
  });

  it('rounds half away from zero', () => {
    expect(scaleCents(5, 1, 2)).toBe(3);
    expect(scaleCents(-5, 1, 2)).toBe(-3);
    expect(scaleCents(9_999_999_999_999, 999_999, 1_000_000)).toBe(9_999_989_999_999);
    expect(() => scaleCents(1, 1, 0)).toThrow('above zero');
  });

  it('is allotted without a rest', () => {
    expect(allotCents(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allotCents(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(allotCents(5, [0, 1])).toEqual([0, 5]);
    expect(() => allotCents(5, [0, 0])).toThrow();
    expect(() => allotCents(5, [2, -1])).toThrow();
  });

  it('is written in the US form', () => {
    expect([0, 5, -5, 100, 123_456_789].map(formatCents)).toEqual(['0.00', '0.05', '-0.05', '1.00', '1,234,567.89']);
  });
});

describe('number series', () => {
  it('never meet', () => {
    expect([1, 2, 26, 27, 28].map(seriesLetter)).toEqual(['', 'B', 'Z', 'AA', 'AB']);
    expect(formatSeriesNumber('2026', 7, '')).toBe('2026-0007');
    expect(formatSeriesNumber('2026', 7, 'B')).toBe('2026-0007-B');
    const taken = ['2026-0001', '2026-0003', '2026-0009-B', '2025-0044', 'C-0002'];
    expect(nextSeriesNumber('2026', '', taken)).toBe('2026-0004');
    expect(nextSeriesNumber('2026', 'B', taken)).toBe('2026-0010-B');
    expect(nextSeriesNumber('C', '', taken)).toBe('C-0003');
    expect(() => seriesLetter(0)).toThrow();
  });
});

describe('answers', () => {
  it('are yes with a value or no with a sentence', () => {
    expect(accept(1)).toEqual({ ok: true, value: 1 });
    expect(decline('a.b', 'No.', ['x'])).toEqual({ ok: false, refusal: refuse('a.b', 'No.', ['x']) });
    expect(() => assertNever('x' as never)).toThrow('Unexpected value');
    expect([isWorkspace('trust'), isWorkspace('cellar'), isWorkspace(1)]).toEqual([true, false, false]);
  });
});
