import { describe, expect, it } from 'vitest';
import { admitStatement } from '../../../../../shared/domain/trust/bank/admit-statement.ts';
import { decideMatches } from '../../../../../shared/domain/trust/bank/decide-match.ts';
import { proposeMatches } from '../../../../../shared/domain/trust/bank/propose-matches.ts';
import { suggestEntry } from '../../../../../shared/domain/trust/bank/suggest-entry.ts';

const item = (id: string, day: string, amountCents: number, checkNumber: number | null = null) => ({
  id,
  day: `2026-01-${day}`,
  amountCents,
  checkNumber,
});

describe('proposals', () => {
  it('[TB7] prefer the check number to a nearer day, and never give a check another number', () => {
    const lines = [item('l1', '20', -500, 1_002), item('l2', '20', -500, 1_009)];
    const entries = [item('e1', '20', -500, 1_001), item('e2', '02', -500, 1_002)];
    expect(proposeMatches(lines, entries)).toEqual([{ lineId: 'l1', entryIds: ['e2'], reason: 'check number' }]);
  });

  it('[TB7] give the nearer day, within five', () => {
    const lines = [item('l1', '10', 700), item('l2', '12', 700)];
    const entries = [item('e1', '12', 700), item('e2', '09', 700), item('e3', '30', 900)];
    expect(proposeMatches([...lines, item('l3', '20', 900)], entries)).toEqual([
      { lineId: 'l1', entryIds: ['e2'], reason: 'amount and day' },
      { lineId: 'l2', entryIds: ['e1'], reason: 'amount and day' },
    ]);
  });

  it('[TB7] add up a deposit only where there is one way', () => {
    const entries = [item('e1', '10', 300), item('e2', '11', 200), item('e3', '12', 800)];
    expect(proposeMatches([item('l1', '12', 500)], entries)).toEqual([
      { lineId: 'l1', entryIds: ['e1', 'e2'], reason: 'batch' },
    ]);
    expect(proposeMatches([item('l1', '12', 500)], [...entries, item('e4', '12', 200)])).toEqual([]);
    expect(proposeMatches([item('l1', '12', -500)], entries)).toEqual([]);
  });

  it('[TB8] say what a line without an entry may be', () => {
    const of = (amountCents: number, name: string) => suggestEntry({ amountCents, name, memo: '' }, 'iolta').kind;
    expect(of(-1_200, 'Monthly Service Charge')).toBe('bank fee');
    expect(of(-1_200, 'RETURNED ITEM FEE')).toBe('bank fee');
    expect(of(-50_000, 'RETURNED ITEM')).toBe('returned item');
    expect(of(12, 'INTEREST PAID')).toBe('interest');
    expect(of(12, 'DEPOSIT')).toBe('money in');
    expect(of(-12, 'ACH OUT')).toBe('money out');
    expect(suggestEntry({ amountCents: 12, name: 'Interest', memo: '' }, 'separate').sentence).toContain('post it');
  });
});

describe('matches', () => {
  const open = {
    lines: new Map([
      ['l1', 500],
      ['l2', -500],
    ]),
    entries: new Map([['e1', 500]]),
  };

  it('[TB9] add up to the cent; lines alone cancel each other out', () => {
    expect(decideMatches(open, [{ lineIds: ['l1'], entryIds: ['e1'] }]).ok).toBe(true);
    expect(decideMatches(open, [{ lineIds: ['l1', 'l2'], entryIds: [] }]).ok).toBe(true);
    expect(decideMatches(open, [{ lineIds: ['l1'], entryIds: [] }]).ok).toBe(false);
    expect(decideMatches(open, [{ lineIds: ['l1', 'l1'], entryIds: ['e1', 'e1'] }]).ok).toBe(false);
    expect(decideMatches(open, [{ lineIds: [], entryIds: ['e1'] }]).ok).toBe(false);
  });
});

describe('what of a statement is taken', () => {
  const facts = { lastFour: '4242', openedOn: '2026-01-02', openingCents: 0, known: [], today: '2026-02-10' };
  const line = (day: string, amountCents: number, id: string | null = null) => ({
    line: 1,
    id,
    day,
    amountCents,
    name: '',
    memo: '',
    checkNumber: null,
    kind: '',
  });
  const statement = (changes: object) => ({
    account: '',
    lastFour: '4242',
    currency: 'USD',
    from: '2026-01-02',
    to: '2026-01-31',
    balance: null,
    lines: [],
    ...changes,
  });

  it('[TB5] counts equal movements as often as they are', () => {
    const known = [{ id: null, day: '2026-01-05', amountCents: 100, checkNumber: null }];
    const twice = [line('2026-01-05', 100), line('2026-01-05', 100)];
    const taken = admitStatement(statement({ lines: twice }), { ...facts, known }, {});
    expect(taken).toMatchObject({ ok: true, value: { repeated: 1, lines: [{ repeat: 1 }] } });
    const named = [line('2026-01-05', 100, 'a'), line('2026-01-05', 100, 'b')];
    const withId = [{ id: 'a', day: '2026-01-05', amountCents: 100, checkNumber: null }];
    expect(admitStatement(statement({ lines: named }), { ...facts, known: withId }, {})).toMatchObject({
      value: { repeated: 1, lines: [{ line: { id: 'b' } }] },
    });
  });

  it('[TB4] takes a period that ends after the balance to end with it, and none in the future', () => {
    const balance = { cents: 0, on: '2026-01-31' };
    const periodOf = (changes: object) => admitStatement(statement(changes), facts, {});
    expect(periodOf({ to: '2026-02-01', balance })).toMatchObject({ value: { to: '2026-01-31', closingCents: 0 } });
    expect(periodOf({ to: '2026-02-11' })).toMatchObject({ value: { to: '2026-02-10', closingCents: null } });
    expect(periodOf({ from: null, to: null })).toMatchObject({ refusal: { code: 'trust.statement-empty' } });
    expect(periodOf({ from: '2026-02-01' })).toMatchObject({ refusal: { code: 'trust.statement-dates' } });
  });

  it('[TB6] does not take a balance of a later day for the closing one', () => {
    const balance = { cents: 99, on: '2026-02-09' };
    const taken = admitStatement(statement({ balance }), facts, {});
    expect(taken).toMatchObject({ ok: true, value: { closingCents: null } });
    expect(admitStatement(statement({ balance }), facts, { closingCents: 99 })).toMatchObject({
      refusal: { code: 'trust.statement-incomplete' },
    });
  });
});
