import { expect, it } from 'vitest';
import { describeClock } from '../../../../renderer/screens/provider/device-clock.ts';

const minuteMs = 60_000;

it('names a wrong clock by what the device said, else by its newest event', () => {
  expect(describeClock({ clockSkewMs: 0, clockAheadMs: 0 })).toBe(null);
  expect(describeClock({ clockSkewMs: minuteMs, clockAheadMs: 0 })).toBe(null);
  expect(describeClock({ clockSkewMs: -14 * minuteMs, clockAheadMs: 0 })).toBe('Clock 14 min behind');
  expect(describeClock({ clockSkewMs: 3 * 60 * minuteMs, clockAheadMs: 9 })).toBe('Clock 3 h ahead');
  expect(describeClock({ clockSkewMs: 0, clockAheadMs: 365 * 24 * 60 * minuteMs })).toBe('Clock 365 days ahead');
});
