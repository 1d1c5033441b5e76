import { describe, expect, it } from 'vitest';
import { readBalanceList } from '../../../../shared/domain/trust/balance-list.ts';
import { type CutOverInput, decideCutOver } from '../../../../shared/domain/trust/cut-over.ts';
import { verdict } from './trust-fixtures.ts';

/** The worked example of the records: 12,480.00 at the bank, 1,500.00 on its way, two checks out. */
const books: CutOverInput = {
  day: '2026-06-30',
  today: '2026-07-02',
  bankBalanceCents: 1_248_000,
  journalCents: 1_225_000,
  ledgers: [
    { ledgerId: 'adams', name: 'Adams', balanceCents: 500_000 },
    { ledgerId: 'brandt', name: 'Brandt', balanceCents: 700_000 },
    { ledgerId: 'cole', name: 'Cole', balanceCents: 20_000 },
    { ledgerId: 'firm', name: 'Firm funds', balanceCents: 5_000 },
  ],
  outstanding: [
    { ledgerId: 'adams', writtenOn: '2026-06-12', amountCents: 62_000, name: 'County Clerk', checkNumber: 1_041 },
    { ledgerId: 'brandt', writtenOn: '2026-06-20', amountCents: 111_000, name: 'Expert', checkNumber: 1_043 },
  ],
  inTransit: [
    { ledgerId: 'cole', writtenOn: '2026-06-30', amountCents: 15_000, name: 'Carla Cole' },
    { ledgerId: 'adams', writtenOn: '2026-06-30', amountCents: 135_000, name: 'Ann Adams' },
  ],
  firmFundsCeilingCents: 20_000,
  nextCheckNumber: 1_044,
};
const decide = (more: object) => verdict(decideCutOver({ ...books, ...more }));

describe('taking books over', () => {
  it('[TE12] opens where bank, journal and ledgers agree, and says what of each ledger the bank had', () => {
    const decided = decideCutOver(books);
    expect(decided.ok && decided.value.figures).toEqual({
      outstandingCents: 173_000,
      inTransitCents: 150_000,
      adjustedBankCents: 1_225_000,
      journalCents: 1_225_000,
      ledgersCents: 1_225_000,
    });
    const cleared = decided.ok ? decided.value.cleared : [];
    expect(cleared.map((ledger) => ledger.clearedCents)).toEqual([427_000, 811_000, 5_000, 5_000]);
    expect(cleared.reduce((sum, ledger) => sum + ledger.clearedCents, 0)).toBe(books.bankBalanceCents);
  });

  it('[TE12] refuses totals that differ, by name', () => {
    const refused = decideCutOver({ ...books, bankBalanceCents: 1_248_001 });
    expect(refused.ok ? '' : refused.refusal.sentence).toContain(
      'makes 12,250.01, the journal 12,250.00, the ledgers 12,250.00',
    );
    expect(decide({ journalCents: 1 })).toBe('trust.cut-over-differs');
    expect(decide({ ledgers: books.ledgers.slice(1), outstanding: [], inTransit: [] })).toBe('trust.cut-over-differs');
  });

  it('[TE12] refuses bad lines', () => {
    const [first, ...rest] = books.ledgers;
    const item = books.outstanding[0];
    expect(decide({ day: '2026-07-03' })).toBe('trust.opening-in-future');
    expect(decide({ ledgers: [{ ...first, balanceCents: -1 }, ...rest] })).toBe('trust.cut-over-below-zero');
    expect(decide({ ledgers: [...books.ledgers, first] })).toBe('trust.cut-over-ledger-twice');
    expect(decide({ firmFundsCeilingCents: 4_999 })).toBe('trust.firm-funds-ceiling');
    expect(decide({ outstanding: [{ ...item, amountCents: 0 }] })).toBe('trust.cut-over-item');
    expect(decide({ outstanding: [{ ...item, name: ' ' }] })).toBe('trust.cut-over-item');
    expect(decide({ outstanding: [{ ...item, ledgerId: 'nobody' }] })).toBe('trust.cut-over-item-ledger');
    expect(decide({ inTransit: [{ ...item, writtenOn: '2026-07-01' }] })).toBe('trust.cut-over-item-day');
    expect(decide({ outstanding: [item, item] })).toBe('trust.check-number-used');
    expect(decide({ nextCheckNumber: 1_041 })).toBe('trust.check-number-used');
    const early = [{ ...books.inTransit[0], ledgerId: 'firm' }];
    expect(decide({ inTransit: early, bankBalanceCents: 1_383_000 })).toBe('trust.cut-over-uncollected');
  });
});

describe('a list of balances', () => {
  it('[TE12] is read by its titles, and says by line what it cannot read', () => {
    const text =
      'Client,Matter,Trust Balance\nAdams,2026-0001,"5,000.00"\nBrandt,,7000\nCole,x,twelve\n,,5\nDunn,y,(1.50)\n';
    const list = readBalanceList(text);
    expect(list.mapping).toEqual({ ledger: 'Matter', client: 'Client', balance: 'Trust Balance' });
    expect(list.rows.map((row) => row.balanceCents)).toEqual([500_000, 700_000, null, 500, -150]);
    expect(list.rows.map((row) => row.problem === '')).toEqual([true, true, false, false, true]);
    expect(readBalanceList('').rows).toEqual([]);
    const mapped = readBalanceList(text, { ledger: '', client: 'Matter', balance: 'Trust Balance' });
    expect(mapped.rows[0]?.client).toBe('2026-0001');
  });
});
