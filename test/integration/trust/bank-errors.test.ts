import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let depositId: string;

const again = { passphrase: testPassphrase };

/** Two statements: in January the bank took 40.00 by mistake, in February it gave it back. */
const january = `Date,Description,Amount,Balance
01/12/2026,Deposit,1000.00,1000.00
01/20/2026,Debit memo,-40.00,960.00
`;
const february = `Date,Description,Amount,Balance
02/09/2026,Correction,40.00,1000.00
`;

beforeAll(async () => {
  firm = await openPractice('2026-03-03');
  depositId = await firm.deposit(100_000, '2026-01-12');
});
afterAll(() => firm.remove());

async function importText(text: string, from: string, to: string, closingCents: number): Promise<void> {
  await firm.client.trust.importStatement({
    commandId: createId(),
    accountId: firm.accountId,
    fileBase64: Buffer.from(text).toString('base64'),
    fileName: 'bank.csv',
    from,
    to,
    closingCents,
  });
}

async function linesOn(statementOn: string) {
  return (await firm.client.trust.proposeMatches({ accountId: firm.accountId, statementOn })).lines;
}

const note = (more: object = {}) =>
  firm.client.trust.noteBankError({
    commandId: createId(),
    accountId: firm.accountId,
    day: '2026-01-20',
    amountCents: 4_000,
    what: 'A debit that is not ours',
    ...more,
  });
const reconcile = (statementOn: string, bankBalanceCents: number) =>
  firm.client.trust.reconcile({ accountId: firm.accountId, statementOn, bankBalanceCents, clearedEntryIds: [] });
const sign = (statementOn: string, bankBalanceCents: number) =>
  firm.client.trust.signReconciliation({
    commandId: createId(),
    accountId: firm.accountId,
    statementOn,
    bankBalanceCents,
    clearedEntryIds: [],
    ...again,
  });

describe("a mistake of the bank's", () => {
  it('[TB11] is noted with its lines, and adjusts the balance until it is corrected', async () => {
    await importText(january, '2026-01-02', '2026-01-31', 96_000);
    const [deposit, debit] = await linesOn('2026-01-31');
    await firm.client.trust.matchLines({
      commandId: createId(),
      accountId: firm.accountId,
      matches: [{ lineIds: [deposit?.lineId ?? ''], entryIds: [depositId] }],
    });
    expect((await reconcile('2026-01-31', 96_000)).balanced).toBe(false);
    const codeOf = async (more: object) => (await refusalOf(note(more))).code;
    expect(await codeOf({ amountCents: 0 })).toBe('trust.bank-error-zero');
    expect(await codeOf({ day: '2026-04-01' })).toBe('trust.day-in-future');
    expect(await codeOf({ lineIds: ['nosuch'] })).toBe('trust.line-not-open');
    expect(await codeOf({ lineIds: [deposit?.lineId] })).toBe('trust.line-not-open');
    expect(await codeOf({ lineIds: [debit?.lineId], amountCents: -4_000 })).toBe('trust.bank-error-amount');
    await note({ lineIds: [debit?.lineId] });
    expect(await codeOf({ lineIds: [debit?.lineId] })).toBe('trust.line-not-open');
    const view = await reconcile('2026-01-31', 96_000);
    expect(view).toMatchObject({ balanced: true, bankErrorsCents: 4_000, adjustedBankCents: 100_000 });
    expect((await linesOn('2026-01-31')).map((line) => line.isBankError)).toEqual([false, true]);
    await sign('2026-01-31', 96_000);
  });

  it('[TB11] is corrected by the bank once, and the next month closes without it', async () => {
    const [error] = (await firm.client.trust.listBankErrors({ accountId: firm.accountId })).rows;
    const errorId = error?.errorId ?? '';
    const withdrawal = { commandId: createId(), errorId, reason: 'It was ours' };
    expect((await refusalOf(firm.client.trust.withdrawBankError(withdrawal))).code).toBe('trust.bank-error-signed');
    await importText(february, '2026-02-01', '2026-02-28', 100_000);
    const [correction] = await linesOn('2026-02-28');
    const correct = (day: string, lineIds: string[]) =>
      firm.client.trust.correctBankError({ commandId: createId(), errorId, day, lineIds });
    expect((await refusalOf(correct('2026-01-15', []))).code).toBe('trust.correction-before-error');
    expect((await refusalOf(correct('2026-01-25', []))).code).toBe('trust.period-locked');
    await correct('2026-02-09', [correction?.lineId ?? '']);
    expect((await refusalOf(correct('2026-02-10', []))).code).toBe('trust.bank-error-settled');
    expect(await reconcile('2026-02-28', 100_000)).toMatchObject({ balanced: true, bankErrors: [] });
    await sign('2026-02-28', 100_000);
  });

  it('[TB11] is withdrawn where it was none', async () => {
    const { id } = await note({ day: '2026-03-01' });
    const withdraw = () =>
      firm.client.trust.withdrawBankError({ commandId: createId(), errorId: id, reason: 'It was ours' });
    await withdraw();
    expect((await refusalOf(withdraw())).code).toBe('trust.bank-error-settled');
    expect((await reconcile('2026-03-02', 100_000)).bankErrors).toEqual([]);
  });

  it("[TB12] keeps the bank's own file for the audit bundle", async () => {
    const bundle = await firm.client.trust.auditBundle({
      accountId: firm.accountId,
      from: '2026-01-01',
      to: '2026-01-31',
    });
    expect(bundle.leftOut).toEqual([]);
    expect(Buffer.from(bundle.zipBase64, 'base64').toString('latin1')).toContain('statements/2026-01-31-');
  });
});
