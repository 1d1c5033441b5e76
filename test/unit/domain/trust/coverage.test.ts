import { describe, expect, it } from 'vitest';
import { coverMonths, formatMonth } from '../../../../shared/domain/trust/coverage.ts';
import { judgeAccount, type LightFacts } from '../../../../shared/domain/trust/light.ts';

describe('coverage', () => {
  it('[TR27] tells which months are reconciled', () => {
    const facts = {
      openedOn: '2025-12-10',
      lockedThrough: '2025-12-31',
      today: '2026-03-04',
      withinDays: 30,
      everyMonths: 1,
    };
    expect(coverMonths(facts).map(({ month, state }) => `${month} ${state}`)).toEqual([
      '2025-12 reconciled',
      '2026-01 overdue',
      '2026-02 due',
      '2026-03 current',
    ]);
    expect(coverMonths({ ...facts, lockedThrough: undefined })[0]?.state).toBe('overdue');
    expect(coverMonths({ ...facts, openedOn: '2026-03-04', lockedThrough: undefined })).toEqual([
      { month: '2026-03', state: 'current' },
    ]);
    const quarterly = coverMonths({ ...facts, lockedThrough: undefined, everyMonths: 3 });
    expect(quarterly.map(({ state }) => state)).toEqual(['overdue', 'due', 'due', 'current']);
    expect(formatMonth('2026-03')).toBe('March 2026');
  });
});

describe("an account's light", () => {
  const facts: LightFacts = {
    bankCents: 100_000,
    journalCents: 100_000,
    ledgersCents: 100_000,
    shortLedgers: [],
    exceptions: 0,
    openRequests: 0,
    uncollectedCents: 0,
  };
  const light = (changes: Partial<LightFacts>) => {
    const { colour, sentence } = judgeAccount({ ...facts, ...changes });
    return `${colour}: ${sentence}`;
  };

  it('[TR21] [TR22] is red where money is in danger', () => {
    expect(light({ shortLedgers: [{ name: 'Cole', balanceCents: -15_000 }] })).toBe(
      'red: Cole is 150.00 below zero. Make it good today.',
    );
    expect(light({ ledgersCents: 99_999 })).toMatch(/^red: The journal/);
    expect(light({ exceptions: 1 })).toMatch(/^red: One exception/);
    expect(light({ bankCents: 1 })).toMatch(/^red: The bank/);
  });

  it('is amber where something waits, else green', () => {
    expect(light({ overdueMonth: '2026-01' })).toMatch(/^amber: January 2026/);
    expect(light({ openRequests: 2 })).toMatch(/^amber: 2 requests/);
    expect(light({ uncollectedCents: 1 })).toMatch(/^amber: 0.01/);
    expect(light({})).toBe('green: Bank, journal and ledgers agree at 1,000.00.');
    expect(light({ bankCents: null })).toMatch(/^green: Journal and ledgers agree/);
  });
});
