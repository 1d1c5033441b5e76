import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { checkLayouts } from '../../../shared/domain/trust/check-register.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let receiptId = '';
let checkId = '';

beforeAll(async () => {
  firm = await openPractice('2026-06-30');
  receiptId = await firm.deposit(100_000, '2026-06-01');
  await firm.client.trust.postReceipt({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: '2026-06-29',
    amountCents: 5_000,
    kind: 'advance fee',
    instrument: 'check',
    reference: '881',
    payor: 'Carla Cole',
    purpose: 'Advance fee deposit',
  });
  const { id } = await firm.client.trust.postDisbursement({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: '2026-06-30',
    amountCents: 24_000,
    kind: 'cost',
    instrument: 'check',
    payee: 'County Clerk',
    purpose: 'Filing fee',
    checkNumber: 1_001,
    passphrase: testPassphrase,
  });
  checkId = id;
});
afterAll(() => firm.remove());

const countPages = async (base64: string) => (await PDFDocument.load(Buffer.from(base64, 'base64'))).getPageCount();
const isPdf = (base64: string) => Buffer.from(base64, 'base64').subarray(0, 5).toString() === '%PDF-';
const letter = (more: object = {}) =>
  firm.client.trust.balanceLetterPdf({ accountId: firm.accountId, ledgerId: firm.matterId, ...more });
const print = (entryId: string, more: object = {}) =>
  firm.client.trust.printCheck({ commandId: createId(), entryId, ...more });
const check = (printId: string) => firm.client.trust.checkPdf({ printId });
const slip = (day: string) => firm.client.trust.depositSlipPdf({ accountId: firm.accountId, day });

describe('trust papers', () => {
  it('writes a balance letter to the client of a ledger', async () => {
    const paper = await letter();
    expect(isPdf(paper.pdfBase64)).toBe(true);
    expect(paper.fileName).toMatch(/^Trust balance 2026-\d+ 2026-06-30\.pdf$/);
    expect((await refusalOf(letter({ ledgerId: 'firm' }))).code).toBe('trust.no-client');
    expect((await refusalOf(letter({ from: '2026-07-01' }))).code).toBe('trust.period-reversed');
  });

  it('[TR37] makes a slip of what was deposited on a day', async () => {
    expect(isPdf((await slip('2026-06-29')).pdfBase64)).toBe(true);
    const { rows } = await firm.client.trust.listDepositable({ accountId: firm.accountId });
    const entryIds = rows.map((row) => row.entryId);
    const made = { accountId: firm.accountId, day: '2026-06-30', entryIds, countedCents: 5_000 };
    const { id } = await firm.client.trust.makeDeposit({ commandId: createId(), ...made });
    const one = (depositId: string) => firm.client.trust.depositSlipPdf({ accountId: firm.accountId, depositId });
    expect(await one(id)).toMatchObject({ fileName: 'Deposit 2026-06-30.pdf' });
    // What was taken back since was on the slip all the same.
    const back = { entryId: entryIds[0] ?? '', day: '2026-06-30', reason: 'Entered twice', passphrase: testPassphrase };
    await firm.client.trust.reverseEntry({ commandId: createId(), ...back });
    expect(isPdf((await one(id)).pdfBase64)).toBe(true);
    expect((await refusalOf(one('nosuch'))).code).toBe('trust.not-found');
    expect((await refusalOf(slip('2026-06-01'))).code).toBe('trust.nothing-deposited');
  });

  it('[TR37] [TE16] prints a posted check, whose number is used, and never a voided one', async () => {
    const first = await print(checkId);
    expect(first.isReprint).toBe(false);
    const paper = await check(first.id);
    expect(isPdf(paper.pdfBase64)).toBe(true);
    expect(paper.fileName).toBe('Check 1001.pdf');
    expect(await firm.client.trust.getAccount({ accountId: firm.accountId })).toMatchObject({ nextCheckNumber: 1_002 });
    expect((await refusalOf(print(receiptId))).code).toBe('trust.not-a-check');
    expect((await refusalOf(print('nosuch'))).code).toBe('trust.not-found');
    expect((await refusalOf(check('nosuch'))).code).toBe('trust.not-found');
    expect((await refusalOf(print(checkId))).code).toBe('trust.check-printed-before');
    const second = await print(checkId, { reason: 'Jammed', layout: 'check at the foot' });
    expect(second.isReprint).toBe(true);
    expect(isPdf((await check(second.id)).pdfBase64)).toBe(true);
    const voiding = { commandId: createId(), entryId: checkId, day: '2026-06-30', reason: 'Lost in the mail' };
    const { id } = await firm.client.trust.reverseEntry({ ...voiding, passphrase: testPassphrase });
    expect((await refusalOf(print(checkId, { reason: 'x' }))).code).toBe('trust.check-is-void');
    expect((await refusalOf(check(second.id))).code).toBe('trust.check-is-void');
    expect((await refusalOf(print(id))).code).toBe('trust.not-a-check');
  });

  it('[TE16] prints many checks together, whole, from any place of a page of three', async () => {
    const pay = (checkNumber: number) =>
      firm.client.trust.postDisbursement({
        commandId: createId(),
        accountId: firm.accountId,
        ledgerId: firm.matterId,
        day: '2026-06-30',
        amountCents: 1_000,
        kind: 'third party',
        instrument: 'check',
        payee: 'Ana Iyer',
        purpose: 'Copies',
        checkNumber,
        passphrase: testPassphrase,
      });
    const one = await pay(1_002);
    const two = await pay(1_003);
    const toPrint = { accountId: firm.accountId, state: 'to print' } as const;
    const queue = await firm.client.trust.checkRegister(toPrint);
    expect(queue.rows.map((row) => row.checkNumber)).toEqual([1_002, 1_003]);
    const printAll = (entryIds: string[], more: object = {}) =>
      firm.client.trust.printChecks({ commandId: createId(), entryIds, layout: 'three to a page', ...more });
    expect((await refusalOf(printAll([one.id, receiptId]))).code).toBe('trust.not-a-check');
    expect((await firm.client.trust.checkRegister(toPrint)).total).toBe(2);
    const { printIds, reprints } = await printAll([one.id, two.id]);
    expect([printIds.length, reprints]).toEqual([2, 0]);
    expect((await firm.client.trust.checkRegister(toPrint)).total).toBe(0);
    const file = await firm.client.trust.checksPdf({ printIds, firstPlace: 3 });
    expect(file.fileName).toBe('Checks 1002 to 1003.pdf');
    expect(await countPages(file.pdfBase64)).toBe(2);
    const again = await refusalOf(printAll([one.id, two.id]));
    expect(again).toMatchObject({ code: 'trust.check-printed-before', sentence: expect.stringContaining('1002') });
    const other = await print(two.id, { reason: 'Jammed' });
    expect((await refusalOf(firm.client.trust.checksPdf({ printIds: [...printIds, other.id] }))).code).toBe(
      'trust.prints-differ',
    );
    const found = await firm.client.trust.checkRegister({ accountId: firm.accountId, filter: '1003' });
    expect(found.rows.map((row) => row.payee)).toEqual(['Ana Iyer']);
  });

  it('has a page to align each stock with', async () => {
    for (const layout of checkLayouts) {
      const paper = await firm.client.trust.checkAlignmentPdf({ accountId: firm.accountId, layout });
      expect(await countPages(paper.pdfBase64)).toBe(1);
    }
  });
});
