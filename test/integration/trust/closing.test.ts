import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { fileDocument } from '../../support/file-document.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let holdId: string;
let documentId: string;

const today = '2026-06-30';
const again = { passphrase: testPassphrase };

beforeAll(async () => {
  firm = await openPractice(today);
  await firm.deposit(1_000_000, '2026-06-01');
  const hold = await firm.client.trust.placeHold({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: today,
    amountCents: 120_000,
    kind: 'lien',
    claimant: 'Saltwater Clinic',
    reason: 'Medical lien',
  });
  holdId = hold.id;
  documentId = await fileDocument(firm, 'Payoff letter');
});
afterAll(() => firm.remove());

const ledger = () => firm.client.trust.getLedger({ accountId: firm.accountId, ledgerId: firm.matterId });
const feeLine = {
  kind: 'fee' as const,
  payee: 'The firm',
  purpose: 'Contingent fee',
  amountCents: 300_000,
  shareBasisPoints: 3_000,
};
const costLine = () => ({ kind: 'cost' as const, payee: 'Expert', purpose: 'Report', amountCents: 50_000, documentId });
const lienLine = () => ({
  kind: 'lien' as const,
  payee: 'Saltwater Clinic',
  purpose: 'Lien, reduced',
  amountCents: 100_000,
  holdId,
  documentId,
});
const prepare = (more: object = {}) =>
  firm.client.trust.prepareClosing({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: today,
    grossCents: 1_000_000,
    netCents: 550_000,
    lines: [feeLine, costLine(), lienLine()],
    ...more,
  });
const approve = (closingId: string, more: object = {}) =>
  firm.client.trust.approveClosing({ commandId: createId(), closingId, ...again, ...more });

describe('a settlement', () => {
  it('[TE13] is refused until it balances, with support and its liens', async () => {
    expect((await refusalOf(prepare({ netCents: 550_001 }))).code).toBe('trust.closing-not-zero');
    expect((await refusalOf(prepare({ netCents: 650_000, lines: [feeLine, costLine()] }))).code).toBe(
      'trust.lien-not-dealt-with',
    );
    expect((await refusalOf(prepare({ grossCents: 0 }))).code).toBe('input.invalid');
    expect((await refusalOf(prepare({ ledgerId: 'firm' }))).code).toBe('trust.no-client');
    const withdrawn = await prepare();
    await firm.client.trust.withdrawClosing({ commandId: createId(), closingId: withdrawn.id, reason: 'Wrong date' });
    expect((await refusalOf(approve(withdrawn.id))).code).toBe('trust.closing-decided');
    expect((await refusalOf(firm.client.trust.closingPdf({ closingId: withdrawn.id }))).code).toBe(
      'trust.closing-withdrawn',
    );
  });

  it('[TE13] approved, releases the lien by its document and asks for the payments', async () => {
    const { id } = await prepare();
    expect(await ledger()).toMatchObject({ balanceCents: 1_000_000, availableCents: 880_000 });
    expect((await refusalOf(approve(id, { passphrase: 'no' }))).code).toBe('trust.wrong-passphrase');
    firm.waitMinute();
    const approved = await approve(id);
    expect(approved.requestIds).toHaveLength(4);
    expect(approved.waiting).toHaveLength(1);
    expect((await refusalOf(approve(id))).code).toBe('trust.closing-decided');
    expect(await ledger()).toMatchObject({
      balanceCents: 1_000_000,
      availableCents: 0,
      holdsCents: 0,
      pendingCents: 1_000_000,
    });
    const { rows } = await firm.client.trust.listRequests({ state: 'waiting' });
    expect(rows.map((row) => [row.kind, row.amountCents]).sort()).toEqual([
      ['client', 550_000],
      ['cost', 50_000],
      ['earned fee', 300_000],
      ['third party', 100_000],
    ]);
    const list = await firm.client.trust.listClosings({ ledgerId: firm.matterId });
    expect(list.rows.find((row) => row.closingId === id)).toMatchObject({
      state: 'approved',
      decidedBy: 'Ada Alder',
      lienCents: 100_000,
    });
    const pdf = await firm.client.trust.closingPdf({ closingId: id });
    expect(Buffer.from(pdf.pdfBase64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    const accounting = await firm.client.trust.accountingPdf({ accountId: firm.accountId, ledgerId: firm.matterId });
    expect(accounting.fileName).toMatch(/^Accounting 2026-/);
  });
});

describe('a fee by an agreed share', () => {
  it('[TE13] [TE18] waits, its money spoken for, until its invoice is issued and named', async () => {
    const { trust } = firm.client;
    const waiting = async () =>
      (await trust.listRequests({ state: 'waiting' })).rows.find((row) => row.kind === 'earned fee');
    const requestId = (await waiting())?.requestId ?? '';
    expect(await waiting()).toMatchObject({ state: 'waits for invoice', amountCents: 300_000 });
    const approval = () => trust.approveRequest({ commandId: createId(), requestId, ...again });
    expect((await refusalOf(approval())).code).toBe('trust.invoice-not-named');
    expect((await refusalOf(trust.postRequest({ commandId: createId(), requestId, day: today }))).code).toBe(
      'trust.invoice-not-named',
    );
    const name = (invoiceId: string) => trust.nameRequestInvoice({ commandId: createId(), requestId, invoiceId });
    expect((await refusalOf(name('nosuch'))).code).toBe('trust.invoice-missing');
    const small = await firm.bill(10, today);
    expect((await refusalOf(name(small.id))).code).toBe('trust.above-unpaid');
    const whole = await firm.bill(100, today);
    await name(whole.id);
    expect((await refusalOf(name(whole.id))).code).toBe('trust.request-has-invoice');
    await approval();
    expect((await trust.listRequests({ state: 'approved' })).rows).toMatchObject([
      { requestId, invoiceNumber: whole.number },
    ]);
    // For what follows.
    await firm.deposit(50_000, '2026-06-02');
  });
});

describe('a fee whose invoice has not arrived', () => {
  it('[TE18] waits, and is neither approved nor posted until it is here', async () => {
    const { id } = await firm.client.trust.requestDisbursement({
      commandId: createId(),
      accountId: firm.accountId,
      ledgerId: firm.matterId,
      day: today,
      amountCents: 1_000,
      kind: 'earned fee',
      instrument: 'transfer',
      invoiceId: 'notherebefore',
      payee: 'The firm',
      purpose: 'Fee',
    });
    const { rows } = await firm.client.trust.listRequests({ state: 'waiting' });
    expect(rows.find((row) => row.requestId === id)?.state).toBe('waits for invoice');
    const approval = firm.client.trust.approveRequest({ commandId: createId(), requestId: id, ...again });
    expect((await refusalOf(approval)).code).toBe('trust.invoice-not-arrived');
    const posting = firm.client.trust.postRequest({ commandId: createId(), requestId: id, day: today });
    expect((await refusalOf(posting)).code).toBe('trust.invoice-not-arrived');
    await firm.client.trust.declineRequest({ commandId: createId(), requestId: id, reason: 'Not this one' });
  });
});

describe('checks and signers', () => {
  it('[TE15] [TE17] knows what became of every number', async () => {
    const pay = (checkNumber: number) =>
      firm.client.trust.postDisbursement({
        commandId: createId(),
        accountId: firm.accountId,
        ledgerId: firm.matterId,
        day: today,
        amountCents: 1_000,
        kind: 'cost',
        instrument: 'check',
        checkNumber,
        payee: '=Clerk, County',
        purpose: 'Fee',
        ...again,
      });
    const first = await pay(1_001);
    await pay(1_004);
    const spoil = (checkNumber: number) =>
      firm.client.trust.spoilCheck({ commandId: createId(), accountId: firm.accountId, checkNumber, reason: 'Torn' });
    await spoil(1_002);
    expect((await refusalOf(spoil(1_002))).code).toBe('trust.check-is-spoiled');
    expect((await refusalOf(spoil(1_001))).code).toBe('trust.check-number-used');
    expect((await refusalOf(pay(1_002))).code).toBe('trust.check-number-used');
    await firm.client.trust.reverseEntry({
      commandId: createId(),
      entryId: first.id,
      day: today,
      reason: 'Lost',
      ...again,
    });
    await firm.client.trust.printCheck({ commandId: createId(), entryId: (await pay(1_005)).id });
    const register = await firm.client.trust.checkRegister({ accountId: firm.accountId });
    expect(register.rows.map((row) => [row.checkNumber, row.state, row.prints.length])).toEqual([
      [1_001, 'void', 0],
      [1_002, 'spoiled', 0],
      [1_004, 'outstanding', 0],
      [1_005, 'outstanding', 1],
    ]);
    expect(register.missing).toEqual([{ from: 1_003, to: 1_003 }]);
    const file = await firm.client.trust.positivePay({ accountId: firm.accountId, from: today, to: today });
    expect(file.checks).toBe(3);
    expect(file.csv).toContain('4242,1001,2026-06-30,10.00,"\'=Clerk, County",Void');
  });

  it('[TE14] lets signers alone approve, and names attorneys alone', async () => {
    const name = (memberIds: string[]) =>
      firm.client.trust.nameSigners({ commandId: createId(), accountId: firm.accountId, memberIds });
    expect((await refusalOf(name(['nosuch']))).code).toBe('trust.signer-not-attorney');
    await name([firm.memberId]);
    expect(await firm.client.trust.listSigners({ accountId: firm.accountId })).toMatchObject({
      isNamed: true,
      rows: [{ name: 'Ada Alder', signs: true }],
    });
  });

  it('[TE19] asks for a second look before one person alone goes on', async () => {
    const review = async () => {
      const { rows } = await firm.client.trust.listToReview({ accountId: firm.accountId });
      return rows;
    };
    expect((await review()).map((row) => row.isOverdue)).toEqual([false, false]);
    firm.setDay('2026-10-15');
    const pay = () =>
      firm.client.trust.postDisbursement({
        commandId: createId(),
        accountId: firm.accountId,
        ledgerId: firm.matterId,
        day: '2026-10-15',
        amountCents: 1_000,
        kind: 'cost',
        instrument: 'check',
        checkNumber: 1_006,
        payee: 'County Clerk',
        purpose: 'Fee',
        ...again,
      });
    expect((await refusalOf(pay())).code).toBe('trust.review-owed');
    const entryIds = (await review()).map((row) => row.entryId);
    const done = (more: object) =>
      firm.client.trust.reviewPayments({
        commandId: createId(),
        accountId: firm.accountId,
        entryIds,
        compared: 'Statement of June',
        ...more,
      });
    expect((await refusalOf(done({ entryIds: ['nosuch'] }))).code).toBe('trust.not-found');
    expect((await refusalOf(done({ compared: ' ' }))).code).toBe('input.invalid');
    await done({});
    expect(await review()).toEqual([]);
    await pay();
  });
});

describe('closing the matter', () => {
  it('[TE21] is refused while its ledger holds money', async () => {
    const close = firm.client.office.closeMatter({
      commandId: createId(),
      matterId: firm.matterId,
      closedOn: '2026-10-15',
      reason: 'Done',
    });
    const refused = await refusalOf(close);
    expect(refused.code).toBe('office.matter-holds-trust-money');
    expect(refused.sentence).toContain('final accounting');
  });
});
