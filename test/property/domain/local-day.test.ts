import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDayOf, localDay, localTime, offsetsBetween, startOfDay } from '../../../electron/data/local-day.ts';

/** Zones whose clocks change at night, at midnight itself, by half an hour, in the other half of the year, and never. */
const zones = ['America/New_York', 'America/Los_Angeles', 'America/Havana', 'Australia/Lord_Howe', 'Asia/Manila', ''];
const anyZone = fc.constantFrom(...zones);
const anyMs = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2032-01-01') });
const runs = { numRuns: 150 };

describe('days in a time zone', () => {
  it('[CA10] begin at one instant and end a moment before the next, also where the clocks change', () => {
    fc.assert(
      fc.property(anyZone, anyMs, (zone, atMs) => {
        const day = localDay(atMs, zone);
        const start = startOfDay(day, zone);
        expect(start).toBeLessThanOrEqual(atMs);
        expect(localDay(start, zone)).toBe(day);
        expect(localDay(start - 1, zone) < day).toBe(true);
      }),
      runs,
    );
  });

  it('[CA10] are found by what the clocks are off UTC, as lists in SQL find them', () => {
    fc.assert(
      fc.property(anyZone, anyMs, fc.integer({ min: 0, max: 500 }), (zone, atMs, daysBefore) => {
        const offsets = offsetsBetween(atMs - daysBefore * 86_400_000, atMs, zone);
        const offset = offsets.findLast(([fromMs]) => fromMs <= atMs)?.[1] ?? Number.NaN;
        const read = new Date(atMs + offset).toISOString();
        expect(read.slice(0, 10)).toBe(localDay(atMs, zone));
        expect(read.slice(11, 19)).toBe(localTime(atMs, zone).toPlainTime().toString().slice(0, 8));
      }),
      runs,
    );
  });

  it('[CA10] are remembered until they end, whatever is asked next', () => {
    const near = fc.tuple(anyZone, fc.integer({ min: -40 * 3_600_000, max: 40 * 3_600_000 }));
    fc.assert(
      fc.property(anyMs, fc.array(near, { minLength: 2, maxLength: 12 }), (atMs, asked) => {
        const dayOf = createDayOf();
        for (const [zone, apartMs] of asked) expect(dayOf(atMs + apartMs, zone)).toBe(localDay(atMs + apartMs, zone));
      }),
      runs,
    );
  });
});
