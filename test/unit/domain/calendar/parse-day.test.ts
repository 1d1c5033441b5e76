import { describe, expect, it } from 'vitest';
import { type DayLean, parseDay } from '../../../../shared/domain/calendar/parse-day.ts';

/** 2026-03-04 is a Wednesday. */
function read(text: string, lean: DayLean = 'near', reference = '2026-03-04'): string {
  const answer = parseDay(text, reference, lean);
  return answer.ok ? answer.value : answer.refusal.code;
}

describe('parseDay', () => {
  it('[CA4] reads words and weekdays', () => {
    expect(read('today')).toBe('2026-03-04');
    expect(read(' Tomorrow ')).toBe('2026-03-05');
    expect(read('yesterday')).toBe('2026-03-03');
    expect(read('fri')).toBe('2026-03-06');
    expect(read('wed')).toBe('2026-03-04');
    expect(read('Wednesday')).toBe('2026-03-04');
    expect(read('tu')).toBe('2026-03-10');
    expect(read('thurs')).toBe('2026-03-05');
    expect(read('next wed')).toBe('2026-03-11');
    expect(read('next fri')).toBe('2026-03-13');
    expect(read('last fri')).toBe('2026-02-27');
    expect(read('last wed')).toBe('2026-02-25');
  });

  it('[CA5] places a day without a year', () => {
    expect(read('3/15')).toBe('2026-03-15');
    expect(read('12/20')).toBe('2025-12-20');
    expect(read('12/20', 'future')).toBe('2026-12-20');
    expect(read('3/15', 'past')).toBe('2025-03-15');
    expect(read('3/4', 'past')).toBe('2026-03-04');
    expect(read('3/4', 'future')).toBe('2026-03-04');
    expect(read('mar 15')).toBe('2026-03-15');
    expect(read('Sept. 1st')).toBe('2026-09-01');
    expect(read('15 march')).toBe('2026-03-15');
    expect(read('2/29', 'future')).toBe('2028-02-29');
    expect(read('2/29', 'past')).toBe('2024-02-29');
  });

  it('[CA6] widens a year of two digits', () => {
    expect(read('3/15/26')).toBe('2026-03-15');
    expect(read('3/15/46')).toBe('2046-03-15');
    expect(read('3/15/47')).toBe('1947-03-15');
    expect(read('3/15/1952')).toBe('1952-03-15');
    expect(read('031526')).toBe('2026-03-15');
    expect(read('03152026')).toBe('2026-03-15');
    expect(read('March 15, 2026')).toBe('2026-03-15');
    expect(read('2026-3-5')).toBe('2026-03-05');
    expect(read('1/1/05', 'near', '2095-01-01')).toBe('2105-01-01');
  });

  it('[CA7] counts days, weeks, months and business days', () => {
    expect(read('+30')).toBe('2026-04-03');
    expect(read('-3')).toBe('2026-03-01');
    expect(read('+2w')).toBe('2026-03-18');
    expect(read('+1m', 'near', '2026-01-31')).toBe('2026-02-28');
    expect(read('+1y')).toBe('2027-03-04');
    expect(read('+5b')).toBe('2026-03-11');
  });

  it('[CA8] refuses days that do not exist', () => {
    expect(read('2/30')).toBe('calendar.day-does-not-exist');
    expect(read('13/1')).toBe('calendar.day-does-not-exist');
    expect(read('2/29/26')).toBe('calendar.day-does-not-exist');
    expect(read('2026-04-31')).toBe('calendar.day-does-not-exist');
    expect(read('0')).toBe('calendar.day-does-not-exist');
    const answer = parseDay('2/30/26', '2026-03-04');
    expect(answer.ok ? '' : answer.refusal.sentence).toBe('February 2026 has no day 30. Check the date.');
  });

  it('[CA9] knows the end of the month and a day alone', () => {
    expect(read('eom', 'near', '2028-02-10')).toBe('2028-02-29');
    expect(read('15')).toBe('2026-03-15');
  });

  it('refuses what it does not understand', () => {
    for (const text of ['', 'soon', '3/15/2', 'next', '++3', '3//15', '+99999y', 'on']) {
      expect(read(text)).toBe('calendar.day-not-understood');
    }
  });
});
