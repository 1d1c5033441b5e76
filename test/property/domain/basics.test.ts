import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  businessDaysBetween,
  isBusinessDay,
  nextBusinessDay,
} from '../../../shared/domain/calendar/business-days.ts';
import { federalHolidays } from '../../../shared/domain/calendar/federal-holidays.ts';
import { type DayLean, parseDay } from '../../../shared/domain/calendar/parse-day.ts';
import { addDays, daysBetween, formatDay, formatLongDay, isDay } from '../../../shared/domain/day.ts';
import { allotCents, formatCents, scaleCents, sumCents } from '../../../shared/domain/money.ts';
import { parseAmount } from '../../../shared/domain/parse-amount.ts';

const day = fc.integer({ min: -20_000, max: 30_000 }).map((days) => addDays('2000-01-01', days));
const cents = fc.integer({ min: -9_999_999_999_999, max: 9_999_999_999_999 });

describe('money', () => {
  it('[AM1] a written amount is read back', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        expect(parseAmount(formatCents(amount), true)).toEqual({ ok: true, value: amount });
        expect(parseAmount(`$ ${formatCents(Math.abs(amount))}`)).toEqual({ ok: true, value: Math.abs(amount) });
      }),
    );
  });

  it('[AM2] whatever is typed is whole cents or refused with a sentence', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789.,$-()km '), maxLength: 16 });
    fc.assert(
      fc.property(typed, fc.boolean(), (text, mayBeNegative) => {
        const answer = parseAmount(text, mayBeNegative);
        if (answer.ok) expect(Number.isSafeInteger(answer.value) && (mayBeNegative || answer.value >= 0)).toBe(true);
        else expect(answer.refusal.sentence).not.toBe('');
      }),
      { numRuns: 1_000 },
    );
  });

  it('parts sum to the whole, each within a cent of its share', () => {
    const weights = fc
      .array(fc.nat(1_000), { minLength: 1, maxLength: 12 })
      .filter((all) => all.some((one) => one > 0));
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights, (total, all) => {
        const parts = allotCents(total, all);
        const sum = all.reduce((one, other) => one + other, 0);
        expect(sumCents(parts)).toBe(total);
        for (const [index, weight] of all.entries()) {
          expect(Math.abs((parts[index] ?? 0) - (total * weight) / sum)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('scaling by the same above and below changes nothing', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 1_000_000 }), (amount, factor) => {
        expect(scaleCents(amount, factor, factor)).toBe(amount);
      }),
    );
  });
});

describe('days', () => {
  it('the days between two are what Temporal counts', () => {
    fc.assert(
      fc.property(day, day, (from, to) => {
        const span = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' });
        expect(daysBetween(from, to)).toBe(span.days);
      }),
    );
    expect(() => daysBetween('2026-02-29', '2026-03-01')).toThrow(RangeError);
  });

  it('[CA4] to [CA9] a written day is read back', () => {
    fc.assert(
      fc.property(day, day, fc.constantFrom<DayLean>('near', 'past', 'future'), (one, reference, lean) => {
        expect(parseDay(one, reference, lean)).toEqual({ ok: true, value: one });
        expect(parseDay(formatDay(one), reference, lean)).toEqual({ ok: true, value: one });
        expect(parseDay(formatLongDay(one), reference, lean)).toEqual({ ok: true, value: one });
        const distance = daysBetween(reference, one);
        expect(parseDay(`${distance < 0 ? '-' : '+'}${Math.abs(distance)}`, reference)).toEqual({
          ok: true,
          value: one,
        });
      }),
    );
  });

  it('[CA5] [CA8] whatever is typed is a day that exists or refused, on the side it leans to', () => {
    const typed = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'0123456789/-.+ bdmtuwfrisaey'), maxLength: 10 }),
      fc
        .tuple(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }))
        .map(([month, date]) => `${month}/${date}`),
    );
    fc.assert(
      fc.property(typed, day, fc.constantFrom<DayLean>('near', 'past', 'future'), (text, reference, lean) => {
        const answer = parseDay(text, reference, lean);
        if (!answer.ok) return;
        expect(isDay(answer.value)).toBe(true);
        if (!/^\d+\/\d+$/.test(text)) return;
        if (lean === 'past') expect(answer.value <= reference).toBe(true);
        if (lean === 'future') expect(answer.value >= reference).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('[CA3] business days count forth and back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (start, count) => {
        const end = addBusinessDays(start, count);
        expect(isBusinessDay(end)).toBe(true);
        expect(businessDaysBetween(start, end)).toBe(count);
        expect(addBusinessDays(end, -count) <= nextBusinessDay(start)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('[CA1] [CA2] no holiday is observed on a weekend, and Mondays stay Mondays', () => {
    for (let year = 1990; year <= 2100; year += 1) {
      for (const { observedOn } of federalHolidays(year)) {
        const weekday = ((daysBetween('2024-01-01', observedOn) % 7) + 7) % 7;
        expect(weekday).toBeLessThan(5);
      }
    }
  });
});
