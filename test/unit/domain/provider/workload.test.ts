import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  knownParts,
  type LineProfile,
  lineProfileSchema,
  orderMinutes,
  sumParts,
  type WorkloadFacts,
  weekOf,
} from '../../../../shared/domain/provider/workload.ts';

const profile: LineProfile = {
  serviceLine: 'billing',
  counted: [{ kind: 'invoices', minutes: 20 }],
  unitMinutes: 20,
  openingMinutes: 30,
  activeMinutes: 10,
  laterMinutes: 4,
  deadlineMinutes: 15,
  appointmentMinutes: 5,
  leadMinutes: 16,
  monthlyMinutes: 100,
  monthlyPerMatterMinutes: 3,
  monthlyBusinessDay: 1,
};
const facts: WorkloadFacts = {
  matters: [
    { openedOn: '2026-11-20', count: 2 },
    { openedOn: '2026-09-01', count: 3 },
    { openedOn: '2025-01-10', count: 5 },
  ],
  deadlines: new Map([['2026-11-30', 4]]),
  appointments: new Map(),
  orders: new Map([['2026-11-30', { count: 2, minutes: 150 }]]),
  openLeads: 8,
  recentLeads: 16,
  conversionPerMille: 500,
  sharePerMille: 1000,
};

describe('the work that is known to come', () => {
  it('[FC10] [FC11] [FC12] [FC13] is counted by where it comes from', () => {
    // Dec 1 2026 is a Tuesday and the first business day of its month.
    expect(sumParts(knownParts(profile, '2026-11-30', '2026-11-30', facts))).toEqual({
      matters: 2 * 30 + 3 * 10 + 5 * 4,
      recurring: 100 + 10 * 3,
      calendar: 4 * 15,
      // Two new leads a week at 16; eight open leads over four weeks, half of them, at 30.
      leads: 2 * 16 + 1 * 30,
      orders: 150,
    });
    const later = sumParts(knownParts(profile, '2027-01-11', '2026-11-30', facts));
    expect(later).toMatchObject({ matters: 5 * 10 + 5 * 4, recurring: 0, calendar: 0, orders: 0, leads: 32 + 30 });
  });

  it('[FC13] is taken by the provider’s share, orders whole', () => {
    const half = sumParts(knownParts(profile, '2026-11-30', '2026-11-30', { ...facts, sharePerMille: 500 }));
    expect(half).toMatchObject({ matters: 55, calendar: 30, orders: 150 });
  });

  it('[FC11] falls into the week of the month’s nth business day, across a turn of the year too', () => {
    const recurring = (weekOn: string, businessDay: number) =>
      sumParts(knownParts({ ...profile, monthlyBusinessDay: businessDay }, weekOn, weekOn, facts)).recurring > 0;
    expect(recurring('2026-12-28', 1)).toBe(false);
    expect(recurring('2027-01-04', 1)).toBe(true);
    expect(recurring('2026-12-07', 3)).toBe(false);
    expect(recurring('2026-11-30', 3)).toBe(true);
  });

  it('weeks begin on Monday; units of orders become minutes', () => {
    expect(['2026-11-30', '2026-12-06', '2026-12-07', '2023-12-31'].map(weekOf)).toEqual([
      '2026-11-30',
      '2026-11-30',
      '2026-12-07',
      '2023-12-25',
    ]);
    expect([orderMinutes('hour', 150, 6), orderMinutes('document', 1_000, 6)]).toEqual([90, 60]);
  });

  it('has a profile for each usual line', () => {
    const file = new URL('../../../../assets/code-sets/workload-profile.json', import.meta.url);
    const lines = z.array(lineProfileSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(new Set(lines.map((line) => line.serviceLine)).size).toBe(lines.length);
  });
});
