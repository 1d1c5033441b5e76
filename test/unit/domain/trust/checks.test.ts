import { describe, expect, it } from 'vitest';
import { formatCheckRanges, reviewCheckNumbers } from '../../../../shared/domain/trust/check-numbers.ts';
import { runTrustChecks, type TrustView, trustChecks } from '../../../../shared/domain/trust/checks.ts';
import { journal, pack } from './trust-fixtures.ts';

function find(text: string, changes: Partial<TrustView> = {}): string[] {
  const view: TrustView = {
    kind: 'iolta',
    today: '2026-03-04',
    entries: journal(text),
    firstCheckNumber: 1041,
    firmFundsCeilingCents: 50_000,
    clearedEntryIds: new Set(),
    signed: [{ statementOn: '2026-02-28', lateEntryIds: [] }],
    invoices: new Map([['inv1', { number: 'A-0001', matterId: 'm1', totalCents: 40_000 }]]),
    ledgerNames: new Map([['m1', 'Alder, J.']]),
    ...changes,
  };
  return runTrustChecks(view, pack).map((finding) => `${finding.key}: ${finding.sentence}`);
}

const sound = `
  r1 01-05 m1 100000
  c1 01-20 m1 -20000 1041
  v1 01-21 m1  20000 ~c1
  c2 01-22 m1 -20000 1042
  t1 02-01 m1 -40000 #inv1
`;

describe('trust checks', () => {
  it('find nothing in sound books', () => {
    expect(find(sound)).toEqual([]);
    expect(find('')).toEqual([]);
    expect(new Set(trustChecks.map((check) => check.number)).size).toBe(trustChecks.length);
  });

  it('[TR1] TC1 sees money going the wrong way', () => {
    const view = journal('r1 01-05 m1 100000').map((entry) => ({ ...entry, type: 'disbursement' as const }));
    expect(find('', { entries: view })[0]).toMatch(/^TC1\/r1/);
  });

  it('[TR3] TC2 sees a ledger below zero in the past', () => {
    expect(find('c1 01-04 m1 -100 1041\nr1 01-05 m1 100')).toEqual([
      'TC2/m1: Alder, J. was 1.00 below zero on Jan 4, 2026.',
      'TC3/m1: Alder, J. paid out 1.00 more than was collected on Jan 4, 2026.',
    ]);
    expect(find('c1 01-05 m1 -100 1041\nr1 01-05 m1 100')).toEqual([]);
  });

  it('[TR4] TC3 sees uncollected money paid out', () => {
    const entries = journal('r1 01-05 m1 100\nc1 01-06 m1 -100 1041').map((entry) =>
      entry.id === 'r1' ? { ...entry, collectedOn: '2026-01-14' } : entry,
    );
    expect(find('', { entries })).toEqual(['TC3/m1: Alder, J. paid out 1.00 more than was collected on Jan 6, 2026.']);
  });

  it('[TR4] TC3 blames no payment for a deposit that the bank takes back later; TC2 shows the shortage', () => {
    const entries = journal('r1 01-05 m1 100\nc1 01-06 m1 -100 1041\nn1 02-01 m1 -100 ~r1').map((entry) =>
      entry.id === 'n1' ? { ...entry, type: 'returned item' as const } : entry,
    );
    expect(find('', { entries })).toEqual(['TC2/m1: Alder, J. was 1.00 below zero on Feb 1, 2026.']);
  });

  it('[TR14] TC4 sees a reversal that does not fit', () => {
    expect(find(`${sound}\nx1 02-02 m1 20000 ~c1`)[0]).toMatch(/^TC4\/x1/);
    expect(find(`${sound}\nx1 02-02 m1 20000 ~nothing`)[0]).toMatch(/^TC4\/x1/);
    expect(find(`${sound}\nx1 02-02 m1 19999 ~c2`)[0]).toMatch(/^TC4\/x1/);
  });

  it('[TR10] TC5 and TC6 see doubled and missing checks', () => {
    expect(find(`${sound}\nc3 02-02 m1 -100 1042`)).toEqual(['TC5/1042: Check 1042 was posted more than once.']);
    expect(find(`${sound}\nc3 02-02 m1 -100 1045`)).toEqual([
      'TC6/1043 to 1044: Missing check numbers: 1043 to 1044. Account for them.',
    ]);
    expect(reviewCheckNumbers([5, 3, 3, 9, 3], 3)).toEqual({
      duplicates: [3],
      gaps: [
        [4, 4],
        [6, 8],
      ],
      next: 10,
    });
    expect(reviewCheckNumbers([], 1041)).toEqual({ duplicates: [], gaps: [], next: 1041 });
    expect(
      formatCheckRanges([
        [4, 4],
        [6, 8],
      ]),
    ).toBe('4, 6 to 8');
  });

  it("[TR6] TC7 sees too much of the firm's own money", () => {
    expect(find('f1 01-05 firm 50001')).toEqual(["TC7: The firm's own money is 0.01 above its ceiling. Take it out."]);
  });

  it('[TR13] TC8 sees fees without cover', () => {
    expect(find(`${sound}\nt2 02-02 m1 -1 #inv1`)[0]).toBe('TC8/inv1: 0.01 more than invoice A-0001 bills was taken.');
    expect(find(`${sound}\nt2 02-02 m1 -1 #inv9`)[0]).toBe(
      'TC8/inv9: Fees of 0.01 were taken without an issued invoice.',
    );
    expect(find(`r2 01-05 m2 100\n${sound}\nt2 02-02 m2 -1 #inv1`)[0]).toContain("another matter's ledger");
  });

  it('[TR29] TC9 sees late entries', () => {
    expect(find(sound, { signed: [{ statementOn: '2026-02-28', lateEntryIds: ['t1'] }] })[0]).toMatch(/^TC9\/t1/);
  });

  it('[TR9] TC10 sees cash', () => {
    expect(find(`${sound}\nc3 02-02 m1 -100 1043 @Cash`)[0]).toBe('TC10/c3: 1.00 was paid to "Cash" by check.');
  });

  it('TC11 and TC12 see what waits too long', () => {
    const later = find(sound, { today: '2026-04-30' });
    expect(later).toEqual(['TC11/c2: Check 1042 of Jan 22, 2026 is outstanding for 98 days. Ask the payee.']);
    expect(find(sound, { today: '2026-04-30', clearedEntryIds: new Set(['c2']) })).toEqual([]);
    expect(find(sound, { signed: [], today: '2026-03-06' })[0]).toBeUndefined();
    expect(find(sound, { signed: [], today: '2026-03-07' })[0]).toMatch(/^TC12\/2026-01-04/);
  });
});
