import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  businessDaysBetween,
  isBusinessDay,
  nextBusinessDay,
} from '../../../../shared/domain/calendar/business-days.ts';
import { federalHolidays } from '../../../../shared/domain/calendar/federal-holidays.ts';

const days = (year: number): string[] => federalHolidays(year).map((holiday) => holiday.day);
const moved = (year: number): string[] =>
  federalHolidays(year)
    .filter((holiday) => holiday.day !== holiday.observedOn)
    .map((holiday) => `${holiday.day} on ${holiday.observedOn}`);

describe('federal holidays', () => {
  it('[CA1] knows the holidays of 2026 and 2027', () => {
    expect(days(2026)).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-04',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
    expect(days(2027)).toEqual([
      '2027-01-01',
      '2027-01-18',
      '2027-02-15',
      '2027-05-31',
      '2027-06-19',
      '2027-07-04',
      '2027-09-06',
      '2027-10-11',
      '2027-11-11',
      '2027-11-25',
      '2027-12-25',
    ]);
  });

  it('[CA1] has no Juneteenth before 2021', () => {
    expect(days(2020)).not.toContain('2020-06-19');
    expect(days(2021)).toContain('2021-06-19');
  });

  it('[CA2] keeps a Saturday on Friday and a Sunday on Monday', () => {
    expect(moved(2026)).toEqual(['2026-07-04 on 2026-07-03']);
    expect(moved(2027)).toEqual(['2027-06-19 on 2027-06-18', '2027-07-04 on 2027-07-05', '2027-12-25 on 2027-12-24']);
    expect(moved(2028)).toEqual(['2028-01-01 on 2027-12-31', '2028-11-11 on 2028-11-10']);
  });

  it('[CA3] tells business days, also across the year', () => {
    expect(isBusinessDay('2027-12-31')).toBe(false);
    expect(isBusinessDay('2026-07-03')).toBe(false);
    expect(isBusinessDay('2026-07-02')).toBe(true);
    expect(isBusinessDay('2026-07-02', new Set(['2026-07-02']))).toBe(false);
    expect(nextBusinessDay('2026-07-03')).toBe('2026-07-06');
    expect(addBusinessDays('2026-07-02', 1)).toBe('2026-07-06');
    expect(addBusinessDays('2026-07-06', -1)).toBe('2026-07-02');
    expect(addBusinessDays('2026-07-04', 0)).toBe('2026-07-04');
    expect(businessDaysBetween('2026-07-02', '2026-07-09')).toBe(4);
    expect(businessDaysBetween('2026-07-09', '2026-07-02')).toBe(0);
    expect(() => addBusinessDays('2026-07-04', 0.5)).toThrow('whole days');
  });
});
