import { describe, expect, it } from 'vitest';
import { formatMonth, monthsBefore, readPeriod } from '../../../../renderer/components/periods.ts';
import { findCurrentTab } from '../../../../renderer/components/route-tabs.tsx';

describe('a period by its name', () => {
  it.each([
    ['this month', '2026-11-01', '2026-11-23'],
    ['last month', '2026-10-01', '2026-10-31'],
    ['this quarter', '2026-10-01', '2026-11-23'],
    ['this year', '2026-01-01', '2026-11-23'],
    ['last year', '2025-01-01', '2025-12-31'],
    ['last 12 months', '2025-12-01', '2026-11-23'],
  ] as const)('%s', (name, from, to) => {
    expect(readPeriod(name, '2026-11-23')).toEqual({ from, to });
  });

  it('reaches over the turn of the year and the end of February', () => {
    expect(readPeriod('last month', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(readPeriod('last month', '2028-03-01')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(readPeriod('last 12 months', '2026-12-31')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(monthsBefore('2026-01-31', 1)).toBe('2025-12-01');
  });

  it('names months', () => {
    expect(formatMonth('2026-03')).toBe('Mar 2026');
    expect(formatMonth('2026-12-31')).toBe('Dec 2026');
  });
});

describe('the current tab', () => {
  const tabs = [{ path: '/trust' }, { path: '/trust/a1' }, { path: '/trust/a1/ledgers' }];

  it('is the longest path that the place begins with', () => {
    expect(findCurrentTab(tabs, '/trust')).toBe('/trust');
    expect(findCurrentTab(tabs, '/trust/a1/ledgers/m1')).toBe('/trust/a1/ledgers');
    expect(findCurrentTab(tabs, '/trust/a12')).toBe('/trust');
    expect(findCurrentTab(tabs, '/billing')).toBeUndefined();
  });
});
