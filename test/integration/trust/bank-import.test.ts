import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { ofxText } from '../../unit/domain/trust/bank/bank-files.ts';

let firm: Practice;
let depositIds: string[];
let checkId: string;
let depositMatchId: string;

const again = { passphrase: testPassphrase };
const january = [
  { day: '2026-01-12', cents: '1500.00', id: 'B1', name: 'DEPOSIT' },
  { day: '2026-01-22', cents: '-300.00', id: 'B2', name: 'CHECK', check: '1001', type: 'CHECK' },
  { day: '2026-01-30', cents: '-12.00', id: 'B3', name: 'SERVICE CHARGE', type: 'SRVCHG' },
];
const whole = { balance: '1188.00' };

beforeAll(async () => {
  firm = await openPractice('2026-02-03');
  depositIds = [await firm.deposit(100_000, '2026-01-10'), await firm.deposit(50_000, '2026-01-10')];
  ({ id: checkId } = await firm.client.trust.postDisbursement({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: '2026-01-20',
    amountCents: 30_000,
    kind: 'cost',
    instrument: 'check',
    checkNumber: 1_001,
    payee: 'County Clerk',
    purpose: 'Filing fee',
    ...again,
  }));
});
afterAll(() => firm.remove());

const file = (text: string, more: object = {}) => ({
  accountId: firm.accountId,
  fileBase64: Buffer.from(text, 'latin1').toString('base64'),
  fileName: 'january.ofx',
  ...more,
});
const preview = (text: string, more: object = {}) => firm.client.trust.previewStatement(file(text, more));
const bring = (text: string, more: object = {}) =>
  firm.client.trust.importStatement({ commandId: createId(), ...file(text, more) });
const propose = (statementOn = '2026-01-31') =>
  firm.client.trust.proposeMatches({ accountId: firm.accountId, statementOn });
const match = (matches: { lineIds: string[]; entryIds?: string[] }[]) =>
  firm.client.trust.matchLines({ commandId: createId(), accountId: firm.accountId, matches });

describe('importing a bank statement', () => {
  it('[TB1] shows what is in a file and writes nothing', async () => {
    const shown = await preview(ofxText(january, undefined, whole));
    expect(shown).toMatchObject({
      format: 'ofx',
      accounts: [{ account: '0000004242', lines: 3 }],
      problems: [],
      refusal: null,
      from: '2026-01-02',
      to: '2026-01-31',
      closingCents: 118_800,
      linesTotal: 3,
      moneyInCents: 150_000,
      moneyOutCents: 31_200,
      repeated: 0,
    });
    expect((await firm.client.trust.listStatements({ accountId: firm.accountId })).rows).toEqual([]);
  });

  it.each([
    ['another account', ofxText(january, '00009999', whole), {}, 'trust.statement-other-account'],
    ['another currency', ofxText(january, undefined, { ...whole, currency: 'CAD' }), {}, 'trust.statement-currency'],
    ['a bad amount', ofxText([{ day: '2026-01-12', cents: '-1.1O', id: 'B1' }]), {}, 'trust.statement-bad-lines'],
    ['a gap', ofxText(january, undefined, { ...whole, from: '2026-01-05' }), {}, 'trust.statement-gap'],
    ['a missing movement', ofxText(january.slice(1), undefined, whole), {}, 'trust.statement-incomplete'],
    [
      'a period in the future',
      ofxText([], undefined, { to: '2026-02-03', balance: '0' }),
      { to: '2026-03-31' },
      'trust.statement-dates',
    ],
    ['a line outside', ofxText(january, undefined, whole), { to: '2026-01-25' }, 'trust.statement-line-outside'],
    ['no movements and no end', 'Date,Amount,Text\n1/2/2026,,x', {}, 'trust.statement-bad-lines'],
    ['nothing', '', {}, 'trust.statement-bad-lines'],
  ])('[TB2] [TB3] [TB4] [TB6] refuses %s, in the preview as in the import', async (_what, text, more, code) => {
    expect((await preview(text, more)).refusal?.code).toBe(code);
    expect((await refusalOf(bring(text, more))).code).toBe(code);
  });

  it('[TB3] asks which of two accounts is meant', async () => {
    const two = ofxText(january, '11111111', whole).replace(
      '</OFX>',
      ofxText(january, '22222222', whole).split('<OFX>')[1] ?? '',
    );
    expect((await preview(two)).refusal?.code).toBe('trust.statement-several-accounts');
    expect((await preview(two)).accounts).toHaveLength(2);
  });

  it('[TB5] imports once; what comes again is left out', async () => {
    const half = { ...whole, to: '2026-01-25', balance: '1200.00' };
    const first = await bring(ofxText(january.slice(0, 2), undefined, half));
    expect(first).toMatchObject({ imported: 2, repeated: 0, to: '2026-01-25', closingCents: 120_000 });
    expect((await refusalOf(bring(ofxText(january.slice(0, 2), undefined, half)))).code).toBe(
      'trust.statement-repeated',
    );
    const changed = january.map((line) => (line.id === 'B1' ? { ...line, cents: '1501.00' } : line));
    expect((await refusalOf(bring(ofxText(changed, undefined, whole)))).code).toBe('trust.statement-line-changed');
    const second = await bring(ofxText(january, undefined, whole));
    expect(second).toMatchObject({ imported: 1, repeated: 2, closingCents: 118_800 });
    expect(second.notes.join(' ')).toContain('It overlaps what was imported from Jan 2, 2026 to Jan 25, 2026.');
    expect((await refusalOf(bring(`${ofxText(january, undefined, whole)} `))).code).toBe('trust.statement-nothing-new');
    const csv = 'Date,Description,Amount,Balance\n01/30/2026,Fee,-12.00,1188.00\n';
    expect((await preview(csv, { from: '2026-01-26', to: '2026-01-31' })).refusal?.code).toBe(
      'trust.statement-nothing-new',
    );
    expect((await firm.client.trust.listStatements({ accountId: firm.accountId })).rows).toMatchObject([
      { to: '2026-01-31', lines: 1, importedBy: 'Ada Alder', withdrawn: false, fileName: 'january.ofx' },
      { to: '2026-01-25', lines: 2 },
    ]);
  });

  it('takes an import back, and brings it anew', async () => {
    const [last] = (await firm.client.trust.listStatements({ accountId: firm.accountId })).rows;
    const statementId = last?.statementId ?? '';
    const withdraw = () =>
      firm.client.trust.withdrawStatement({ commandId: createId(), statementId, reason: 'The wrong mapping' });
    await withdraw();
    expect((await refusalOf(withdraw())).code).toBe('trust.statement-withdrawn');
    expect((await propose()).lines).toHaveLength(2);
    expect(await bring(ofxText(january, undefined, whole))).toMatchObject({ imported: 1 });
    const unknown = firm.client.trust.withdrawStatement({ commandId: createId(), statementId: 'nosuch', reason: 'x' });
    expect((await refusalOf(unknown)).code).toBe('trust.not-found');
  });
});

describe('matching the bank’s lines', () => {
  it('[TB7] [TB8] proposes by number, as a batch, and an entry for what nobody posted', async () => {
    const { lines, closingCents, importedTo } = await propose();
    expect({ closingCents, importedTo }).toEqual({ closingCents: 118_800, importedTo: '2026-01-31' });
    expect(lines.map(({ proposal, suggestion }) => [proposal?.reason, suggestion?.kind])).toEqual([
      ['batch', undefined],
      ['check number', undefined],
      [undefined, 'bank fee'],
    ]);
    expect([...(lines[0]?.proposal?.entryIds ?? [])].sort()).toEqual([...depositIds].sort());
    expect(lines[1]?.proposal?.entryIds).toEqual([checkId]);
  });

  it('[TB9] matches to the cent, each once, all or none', async () => {
    const { lines } = await propose();
    const [deposit = '', check = ''] = lines.map((line) => line.lineId);
    const good = { lineIds: [check], entryIds: [checkId] };
    for (const [matches, code] of [
      [[{ lineIds: [deposit], entryIds: [depositIds[0] ?? ''] }], 'trust.match-amount'],
      [[good, good], 'trust.match-twice'],
      [[good, { lineIds: ['nosuch'], entryIds: [] }], 'trust.line-not-open'],
      [[good, { lineIds: [deposit], entryIds: ['nosuch'] }], 'trust.entry-not-open'],
    ] as const) {
      const asked = matches.map((one) => ({ lineIds: [...one.lineIds], entryIds: [...one.entryIds] }));
      expect((await refusalOf(match(asked))).code).toBe(code);
    }
    expect((await propose()).lines.every((line) => line.matchId === null)).toBe(true);
    const made = await match([good, { lineIds: [deposit], entryIds: depositIds }]);
    depositMatchId = made.matchIds[1] ?? '';
    expect((await refusalOf(match([good]))).code).toBe('trust.line-not-open');
    const matched = (await propose()).lines;
    expect(matched.map((line) => line.entryIds.length)).toEqual([2, 1, 0]);
    await firm.client.trust.undoMatch({ commandId: createId(), matchId: matched[1]?.matchId ?? '' });
    expect((await propose()).lines[1]).toMatchObject({ matchId: null, proposal: { reason: 'check number' } });
    const gone = firm.client.trust.undoMatch({ commandId: createId(), matchId: matched[1]?.matchId ?? '' });
    expect((await refusalOf(gone)).code).toBe('trust.not-found');
    await match([good]);
  });

  it('[TB10] reconciles with what is matched, and not while a line stands for nothing', async () => {
    const statement = { accountId: firm.accountId, statementOn: '2026-01-31', bankBalanceCents: 118_800 };
    const before = await firm.client.trust.reconcile({ ...statement, clearedEntryIds: [] });
    expect(before).toMatchObject({
      clearedCents: 120_000,
      balanced: false,
      statementLines: { total: 3, unmatched: 1 },
    });
    expect(before.failures.map((failure) => failure.code)).toContain('trust.statement-is-in-the-books');
    expect(before.hints.join(' ')).toContain('SERVICE CHARGE');
    expect(before.candidates.every((candidate) => candidate.matched)).toBe(true);
    const other = await firm.client.trust.reconcile({ ...statement, bankBalanceCents: 120_000, clearedEntryIds: [] });
    expect(other.failures.map((failure) => failure.code)).toContain('trust.statement-is-complete');

    await firm.deposit(5_000, '2026-01-28', 'firm');
    const { id: feeId } = await firm.client.trust.postDisbursement({
      commandId: createId(),
      accountId: firm.accountId,
      ledgerId: 'firm',
      day: '2026-01-30',
      amountCents: 1_200,
      kind: 'bank fee',
      instrument: 'ach',
      payee: 'First Bank',
      purpose: 'Service charge',
      ...again,
    });
    const fee = (await propose()).lines[2];
    expect(fee?.proposal).toEqual({ reason: 'amount and day', entryIds: [feeId] });
    await match([{ lineIds: [fee?.lineId ?? ''], entryIds: [feeId] }]);
    expect(await firm.client.trust.reconcile({ ...statement, clearedEntryIds: [] })).toMatchObject({
      balanced: true,
      inTransitCents: 5_000,
      statementLines: { total: 3, unmatched: 0 },
    });
    const signing = { ...statement, clearedEntryIds: [], ...again };
    await firm.client.trust.signReconciliation({ commandId: createId(), ...signing });
    const journal = await firm.client.trust.journal({ accountId: firm.accountId });
    expect(
      journal.rows
        .filter((row) => row.clearedOn === '2026-01-31')
        .map((row) => row.entryId)
        .sort(),
    ).toEqual([...depositIds, checkId, feeId].sort());
  });

  it('[TB4] holds what is signed: no import into it, no match or import of it taken back', async () => {
    expect((await propose()).lines).toEqual([]);
    expect((await refusalOf(bring(ofxText([], undefined, { ...whole, to: '2026-01-20' })))).code).toBe(
      'trust.statement-signed',
    );
    const { rows } = await firm.client.trust.listStatements({ accountId: firm.accountId });
    const last = rows.find((row) => !row.withdrawn);
    const statementId = last?.statementId ?? '';
    const taken = firm.client.trust.withdrawStatement({ commandId: createId(), statementId, reason: 'x' });
    expect((await refusalOf(taken)).code).toBe('trust.statement-signed');
    const undone = firm.client.trust.undoMatch({ commandId: createId(), matchId: depositMatchId });
    expect((await refusalOf(undone)).code).toBe('trust.match-signed');
    const february = ofxText([...january, { day: '2026-02-02', cents: '50.00', id: 'B4' }], undefined, {
      to: '2026-02-02',
      balance: '1238.00',
    });
    const brought = await bring(february);
    expect(brought).toMatchObject({ imported: 1, from: '2026-02-01', closingCents: 123_800 });
    expect(brought.notes[0]).toContain('3 movements up to Jan 31, 2026 left out');
    await firm.client.trust.reopenReconciliation({
      commandId: createId(),
      accountId: firm.accountId,
      reason: 'An error was found',
      ...again,
    });
    expect((await propose()).lines.map((line) => line.matchId !== null)).toEqual([true, true, true]);
  });
});
