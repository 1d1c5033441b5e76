import { describe, expect, it } from 'vitest';
import { explainDifference } from '../../../../shared/domain/trust/difference.ts';
import { type ReconciliationInput, reconcile } from '../../../../shared/domain/trust/reconcile.ts';
import { decideReopening, decideSignOff } from '../../../../shared/domain/trust/sign-off.ts';
import { account, journal, verdict } from './trust-fixtures.ts';

/** Bank 12,480.00 on Jun 30; a deposit of 1,500.00 in transit; checks 1041 and 1043 outstanding. */
const june = journal(`
  a1   06-01  adams   562000
  b1   06-02  brandt  811000
  f1   06-02  firm      5000
  c40  06-05  adams  -100000  1040
  c41  06-12  adams   -62000  1041
  c42  06-15  brandt  -30000  1042
  v42  06-16  brandt   30000  ~c42
  c43  06-20  brandt -111000  1043
  c1   06-22  cole     20000
  c44  06-25  adams   -50000  1044
  a2   06-30  adams   150000
  late 07-02  adams  -999999
`);
const names = new Map([
  ['adams', 'Adams'],
  ['brandt', 'Brandt'],
  ['cole', 'Cole'],
  ['firm', 'Firm funds'],
]);

function input(changes: Partial<ReconciliationInput> = {}): ReconciliationInput {
  return {
    statementFrom: '2026-06-01',
    statementOn: '2026-06-30',
    openingBalanceCents: 0,
    bankBalanceCents: 1_248_000,
    entries: june,
    clearedEntryIds: new Set(['a1', 'b1', 'f1', 'c40', 'c1', 'c44']),
    earlierClearedIds: new Set(),
    bankErrors: [],
    firmFundsCeilingCents: 50_000,
    ledgerNames: names,
    ...changes,
  };
}

function tests(changes: Partial<ReconciliationInput>): string[] {
  return reconcile(input(changes)).failures.map((failure) => failure.test);
}

describe('three-way reconciliation', () => {
  it('[TR20] [TR21] balances the known example', () => {
    const result = reconcile(input());
    expect(result).toMatchObject({
      bankBalanceCents: 1_248_000,
      depositsInTransitCents: 150_000,
      outstandingChecksCents: 173_000,
      adjustedBankCents: 1_225_000,
      journalCents: 1_225_000,
      ledgersCents: 1_225_000,
      positiveLedgersCents: 1_225_000,
      negativeLedgersCents: 0,
      shortageCents: 0,
      firmFundsCents: 5_000,
      failures: [],
      isBalanced: true,
      sentence: 'Balanced: bank, journal and ledgers agree at 12,250.00.',
    });
    expect(result.ledgers).toEqual([
      { ledgerId: 'adams', name: 'Adams', balanceCents: 500_000 },
      { ledgerId: 'brandt', name: 'Brandt', balanceCents: 700_000 },
      { ledgerId: 'cole', name: 'Cole', balanceCents: 20_000 },
      { ledgerId: 'firm', name: 'Firm funds', balanceCents: 5_000 },
    ]);
    expect(result.outstandingChecks.map((item) => [item.entry.checkNumber, item.amountCents, item.ageDays])).toEqual([
      [1041, 62_000, 18],
      [1043, 111_000, 10],
    ]);
  });

  it('[TR22] does not let other clients cover a shortage', () => {
    const entries = [...june, ...journal('x 06-29 cole -35000\ny 06-29 adams 35000')];
    const result = reconcile(input({ entries, clearedEntryIds: new Set([...input().clearedEntryIds, 'x', 'y']) }));
    expect(result).toMatchObject({
      adjustedBankCents: 1_225_000,
      journalCents: 1_225_000,
      ledgersCents: 1_225_000,
      positiveLedgersCents: 1_240_000,
      negativeLedgersCents: -15_000,
      shortageCents: 15_000,
      isBalanced: false,
    });
    expect(result.failures.map((failure) => failure.sentence)).toEqual([
      'Cole is 150.00 below zero.',
      'Clients are owed 12,400.00, and the bank has 12,250.00: 150.00 is missing.',
    ]);
    expect(result.sentence).toBe('Not balanced, 2 tests failed. Cole is 150.00 below zero.');
  });

  it('[TR21] says by how much bank and journal differ', () => {
    const result = reconcile(input({ bankBalanceCents: 1_247_910 }));
    expect(result.failures[0]).toEqual({
      test: 'bank equals journal',
      sentence: 'The adjusted bank balance 12,249.10 is 0.90 below the journal 12,250.00.',
      differenceCents: -90,
    });
    expect(
      reconcile(input({ bankBalanceCents: 1_247_910, bankErrors: [{ what: 'Misread', amountCents: 90 }] })).isBalanced,
    ).toBe(true);
  });

  it('[TR23] watches the ceiling', () => {
    expect(tests({ firmFundsCeilingCents: 4_999 })).toEqual(['firm funds within ceiling']);
  });

  it('[TR24] wants a complete statement that follows the last', () => {
    expect(tests({ statementLineCents: [1_248_000] })).toEqual([]);
    expect(tests({ statementLineCents: [1_247_999] })).toEqual(['statement is complete']);
    const last = { statementOn: '2026-05-31', bankBalanceCents: 0 };
    expect(tests({ lastSigned: last })).toEqual([]);
    expect(tests({ lastSigned: { ...last, bankBalanceCents: 1 } })).toEqual(['statement follows the last']);
    expect(tests({ lastSigned: { ...last, statementOn: '2026-04-30' } })).toEqual(['statement follows the last']);
  });

  it('[TR25] shows a check that was voided after the statement as outstanding', () => {
    const entries = june.map((entry) => (entry.id === 'v42' ? { ...entry, day: '2026-07-01' } : entry));
    const result = reconcile(input({ entries, bankBalanceCents: 1_248_000 }));
    expect(result.outstandingChecks.map((item) => item.entry.checkNumber)).toEqual([1041, 1042, 1043]);
    expect(result.isBalanced).toBe(true);
  });

  it('[TR26] refuses foreign and doubled clearing', () => {
    const cleared = input().clearedEntryIds;
    expect(tests({ clearedEntryIds: new Set([...cleared, 'late']) })).toEqual(['cleared entries are in the journal']);
    expect(tests({ earlierClearedIds: new Set(['a1']) })).toEqual(['nothing cleared twice']);
  });
});

describe('sign-off', () => {
  const signing = {
    statementFrom: '2026-06-01',
    statementOn: '2026-06-30',
    today: '2026-07-03',
    preparedByMemberId: 'm1',
    signedByMemberId: 'm2',
  };
  const good = reconcile(input());

  it('[TR27] signs what balances, in order, at the custodian', () => {
    expect(verdict(decideSignOff(account(), good, signing))).toBe('accepted');
    expect(verdict(decideSignOff(account({ lockedThrough: '2026-05-31' }), good, signing))).toBe('accepted');
    expect(verdict(decideSignOff(account({ lockedThrough: '2026-04-30' }), good, signing))).toBe('trust.statement-gap');
    expect(verdict(decideSignOff(account({ lockedThrough: '2026-06-30' }), good, signing))).toBe(
      'trust.already-signed',
    );
    expect(verdict(decideSignOff(account({ isCustodianHere: false }), good, signing))).toBe('trust.not-custodian');
    expect(verdict(decideSignOff(account({ gaps: 1 }), good, signing))).toBe('trust.account-has-gap');
    expect(verdict(decideSignOff(account(), good, { ...signing, today: '2026-06-29' }))).toBe('trust.statement-dates');
    expect(verdict(decideSignOff(account(), reconcile(input({ bankBalanceCents: 1 })), signing))).toBe(
      'trust.not-balanced',
    );
    const alone = decideSignOff(account(), good, { ...signing, signedByMemberId: 'm1' });
    expect(alone.ok && alone.value.flags.map((flag) => flag.code)).toEqual(['trust.same-person']);
  });

  it('[TR28] reopens the last one alone', () => {
    const signed = account({ lockedThrough: '2026-06-30' });
    expect(verdict(decideReopening(signed, '2026-06-30', 'Wrong line'))).toBe('accepted');
    expect(verdict(decideReopening(signed, '2026-05-31', 'Wrong line'))).toBe('trust.not-the-last');
    expect(verdict(decideReopening(signed, '2026-07-31', 'Wrong line'))).toBe('trust.not-signed');
    expect(verdict(decideReopening(signed, '2026-06-30', ''))).toBe('trust.reason-missing');
  });
});

describe('the difference helper', () => {
  const candidates = [
    { id: 'a', label: 'Check 1041', amountCents: -62_000 },
    { id: 'b', label: 'Deposit of Jun 3', amountCents: 45_310 },
    { id: 'c', label: 'Check 1043', amountCents: -111_000 },
  ];
  const kinds = (cents: number) =>
    explainDifference(cents, candidates).map((hint) => `${hint.kind}: ${hint.ids.join('+')}`);

  it('[TR30] finds a missing item, a doubled one, two items and swapped digits', () => {
    expect(kinds(0)).toEqual([]);
    expect(kinds(62_000)).toEqual(['missing: a']);
    expect(kinds(-124_000)).toEqual(['doubled or wrong sign: a']);
    expect(kinds(173_000)).toEqual(['two items: a+c']);
    expect(explainDifference(45_310 - 43_510, candidates).map((hint) => hint.sentence)).toContain(
      'Deposit of Jun 3: 453.10 may stand for 435.10.',
    );
    expect(kinds(27)).toEqual(['swapped digits, unknown: ']);
    expect(kinds(1)).toEqual([]);
  });
});
