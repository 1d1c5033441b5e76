import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { fileDocument } from '../../support/file-document.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let leaseId: string;
let elmId: string;

const today = '2026-06-30';
const again = { passphrase: testPassphrase };

beforeAll(async () => {
  firm = await openPractice(today);
  elmId = (await firm.openMatter('Elm v. Fox', 'Eli Elm')).matterId;
  const lease = await firm.client.office.openMatter({
    commandId: createId(),
    clientId: firm.clientId,
    title: 'Cole lease',
    practiceArea: 'Contract',
    openedOn: '2026-01-05',
    fee: { kind: 'hourly', rateCents: 30_000 },
  });
  leaseId = lease.matterId;
});
afterAll(() => firm.remove());

const ledger = (ledgerId: string) => firm.client.trust.getLedger({ accountId: firm.accountId, ledgerId });
const account = () => firm.client.trust.getAccount({ accountId: firm.accountId });
const receive = (more: object) =>
  firm.client.trust.postReceipt({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: '2026-06-01',
    amountCents: 50_000,
    kind: 'advance fee',
    instrument: 'check',
    payor: 'Carla Cole',
    purpose: 'Deposit',
    ...more,
  });
const transfer = (more: object) =>
  firm.client.trust.transferBetweenLedgers({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    toLedgerId: leaseId,
    day: today,
    amountCents: 10_000,
    authority: 'Carla Cole, by letter',
    purpose: 'Moved to the lease',
    ...again,
    ...more,
  });

const codes = async () => (await firm.client.trust.listExceptions({})).rows.map((row) => row.code);

async function expectSound(): Promise<void> {
  const { findings } = await firm.client.firm.check({});
  expect(findings.filter((finding) => finding.severity === 'exception')).toEqual([]);
  const { journalCents, ledgersCents } = await account();
  expect(journalCents).toBe(ledgersCents);
}

describe('a returned item', () => {
  it('[TE3] [TE4] is an entry of its own, leaves a named shortage, and the firm makes exactly that good', async () => {
    const { id } = await receive({ ledgerId: elmId, collectedOn: '2026-06-02' });
    await firm.client.trust.postDisbursement({
      commandId: createId(),
      accountId: firm.accountId,
      ledgerId: elmId,
      day: '2026-06-10',
      amountCents: 20_000,
      kind: 'third party',
      instrument: 'check',
      checkNumber: 1_001,
      payee: 'County Clerk',
      purpose: 'Fee',
      ...again,
    });
    const back = (more: object = {}) =>
      firm.client.trust.postReturnedItem({ commandId: createId(), entryId: id, day: today, reason: 'NSF', ...more });
    expect((await refusalOf(back({ day: '2026-05-31' }))).code).toBe('trust.reversal-before-entry');
    const returned = await back();
    expect(returned).toMatchObject({ shortageCents: 20_000, flags: [{ code: 'trust.shortage' }] });
    expect((await refusalOf(back())).code).toBe('trust.already-reversed');
    expect((await account()).light.colour).toBe('red');
    expect(await codes()).toEqual(['trust.ledger-below-zero']);
    const card = await firm.client.trust.ledgerCard({ accountId: firm.accountId, ledgerId: elmId });
    expect(card.rows.at(-1)).toMatchObject({ type: 'returned item', amountCents: -50_000, balanceCents: -20_000 });
    const cure = (more: object) =>
      firm.client.trust.cureShortage({
        commandId: createId(),
        accountId: firm.accountId,
        ledgerId: elmId,
        day: today,
        amountCents: 20_000,
        instrument: 'transfer',
        incident: 'The check of Jun 1 was returned after money was paid on it.',
        notified: 'The bar',
        ...more,
      });
    expect((await refusalOf(cure({ amountCents: 20_001 }))).code).toBe('trust.cure-above-shortage');
    expect((await refusalOf(cure({ incident: '' }))).code).toBe('input.invalid');
    await cure({});
    expect((await refusalOf(cure({ amountCents: 1 }))).code).toBe('trust.no-shortage');
    expect(await ledger(elmId)).toMatchObject({ balanceCents: 0 });
    expect(await codes()).toEqual([]);
  });
});

describe('transfers between ledgers', () => {
  it('[TE5] move money inside the account: one event, two sides, nothing for the bank', async () => {
    await receive({ instrument: 'wire', amountCents: 80_000 });
    const before = await account();
    const { id, basis } = await transfer({});
    expect(basis).toBe('same client');
    expect(await ledger(firm.matterId)).toMatchObject({ balanceCents: 70_000 });
    expect(await ledger(leaseId)).toMatchObject({ balanceCents: 10_000, availableCents: 10_000 });
    expect((await account()).journalCents).toBe(before.journalCents);
    const draft = await firm.client.trust.reconcile({
      accountId: firm.accountId,
      statementOn: today,
      bankBalanceCents: 0,
      clearedEntryIds: [],
    });
    expect(draft.candidates.map((row) => row.type)).not.toContain('transfer');
    expect(draft.adjustedBankCents).toBe(draft.journalCents);
    await firm.client.trust.reverseEntry({
      commandId: createId(),
      entryId: `t${id}`,
      day: today,
      reason: 'Wrong',
      ...again,
    });
    expect(await ledger(firm.matterId)).toMatchObject({ balanceCents: 80_000 });
    expect(await ledger(leaseId)).toMatchObject({ balanceCents: 0 });
    const twice = firm.client.trust.reverseEntry({
      commandId: createId(),
      entryId: id,
      day: today,
      reason: 'x',
      ...again,
    });
    expect((await refusalOf(twice)).code).toBe('trust.already-reversed');
  });

  it('[TE5] between two clients need both authorities in the file', async () => {
    expect((await refusalOf(transfer({ toLedgerId: elmId }))).code).toBe('trust.transfer-needs-authority');
    const paying = await fileDocument(firm, 'Consent of Cole');
    const receiving = await fileDocument(firm, 'Consent of Elm', elmId);
    const half = transfer({ toLedgerId: elmId, documentIds: [paying] });
    expect((await refusalOf(half)).code).toBe('trust.transfer-needs-authority');
    expect((await refusalOf(transfer({ toLedgerId: elmId, documentIds: ['nosuch'] }))).code).toBe(
      'trust.document-not-filed',
    );
    const { basis, id } = await transfer({ toLedgerId: elmId, documentIds: [paying, receiving] });
    expect(basis).toBe('two clients');
    const reverse = firm.client.trust.reverseEntry({
      commandId: createId(),
      entryId: id,
      day: today,
      reason: 'x',
      ...again,
    });
    await reverse;
    expect((await refusalOf(transfer({ passphrase: 'no' }))).code).toBe('trust.wrong-passphrase');
    firm.waitMinute();
    await expectSound();
  });
});

describe('money whose owner is not known', () => {
  it('[TE6] waits on a ledger of its own with a clock, and goes to its owner when found', async () => {
    expect((await refusalOf(receive({ ledgerId: 'suspense' }))).code).toBe('trust.suspense-knows-no-kind');
    const unknown = { ledgerId: 'suspense', kind: 'other', payor: 'Unknown sender', day: '2026-06-15' };
    const { id } = await receive(unknown);
    const list = () => firm.client.trust.listUnidentified({});
    expect((await list()).rows).toMatchObject([
      { entryId: id, leftCents: 50_000, waitedBusinessDays: 10, isOverdue: true },
    ]);
    const identify = (more: object) =>
      transfer({ ledgerId: 'suspense', toLedgerId: elmId, identifiesEntryId: id, ...more });
    expect((await refusalOf(identify({ identifiesEntryId: undefined }))).code).toBe('trust.identify-a-receipt');
    expect((await refusalOf(identify({ amountCents: 50_001 }))).code).toBe('trust.above-unidentified');
    const part = await identify({ amountCents: 20_000 });
    expect((await list()).rows).toMatchObject([{ leftCents: 30_000 }]);
    await identify({ amountCents: 30_000, toLedgerId: leaseId });
    expect((await list()).rows).toEqual([]);
    await firm.client.trust.reverseEntry({
      commandId: createId(),
      entryId: part.id,
      day: today,
      reason: 'Not theirs',
      ...again,
    });
    expect((await list()).rows).toMatchObject([{ leftCents: 20_000 }]);
    expect(await ledger('suspense')).toMatchObject({ title: 'Unidentified money', balanceCents: 20_000 });
    await expectSound();
  });

  it('[TE11] goes to the state only after a search', async () => {
    const escheat = () =>
      firm.client.trust.requestDisbursement({
        commandId: createId(),
        accountId: firm.accountId,
        ledgerId: 'suspense',
        day: today,
        amountCents: 20_000,
        kind: 'unclaimed',
        instrument: 'check',
        payee: 'Department of Revenue',
        purpose: 'Unclaimed property',
      });
    expect((await refusalOf(escheat())).code).toBe('trust.owner-not-searched');
    const search = {
      accountId: firm.accountId,
      ledgerId: 'suspense',
      tried: 'Wrote to the bank',
      outcome: 'No answer',
    };
    await firm.client.trust.noteOwnerSearch({ commandId: createId(), day: today, ...search });
    expect((await firm.client.trust.listOwnerSearches(search)).rows).toMatchObject([{ tried: 'Wrote to the bank' }]);
    const { id } = await escheat();
    await firm.client.trust.declineRequest({ commandId: createId(), requestId: id, reason: 'Wait' });
  });
});

describe('deposits, fees and wires', () => {
  it('[TE7] [TE8] puts receipts on one slip, whole', async () => {
    const depositable = () => firm.client.trust.listDepositable({ accountId: firm.accountId });
    const before = (await depositable()).rows.map((row) => row.entryId);
    const one = await receive({ amountCents: 12_000, reference: '551' });
    const two = await receive({ amountCents: 8_000, instrument: 'cash' });
    const lying = (await depositable()).rows.filter((row) => !before.includes(row.entryId));
    expect(lying).toHaveLength(2);
    const slip = (more: object) =>
      firm.client.trust.makeDeposit({
        commandId: createId(),
        accountId: firm.accountId,
        day: today,
        entryIds: [one.id, two.id],
        countedCents: 20_000,
        ...more,
      });
    expect((await refusalOf(slip({ lessCashCents: 1_000, countedCents: 19_000 }))).code).toBe('trust.less-cash');
    expect((await refusalOf(slip({ countedCents: 19_999 }))).code).toBe('trust.deposit-differs');
    expect((await refusalOf(slip({ entryIds: ['nosuch'] }))).code).toBe('trust.not-found');
    await slip({});
    expect((await refusalOf(slip({}))).code).toBe('trust.deposited-before');
    expect(await firm.client.trust.listDeposits({ accountId: firm.accountId })).toMatchObject({
      total: 1,
      rows: [{ totalCents: 20_000, items: 2, madeBy: 'Ada Alder' }],
    });
    const card = receive({ instrument: 'card', amountCents: 9_700, grossCents: 10_000 });
    expect((await refusalOf(card)).code).toBe('trust.settled-below-gross');
  });

  it('[TE9] posts the bank’s fee on the firm’s ledger without approval', async () => {
    await firm.deposit(2_000, '2026-06-01', 'firm');
    const fee = (amountCents: number) =>
      firm.client.trust.postBankFee({
        commandId: createId(),
        accountId: firm.accountId,
        day: today,
        amountCents,
        purpose: 'Service charge',
      });
    expect((await fee(1_500)).flags).toMatchObject([{ code: 'trust.firm-funds-low' }]);
    expect((await fee(700)).flags).toMatchObject([{ code: 'trust.shortage' }]);
    expect(await ledger('firm')).toMatchObject({ balanceCents: -200 });
    await firm.deposit(200, today, 'firm');
  });

  it('[TE10] [TE20] keeps a wire’s other end and the call that confirmed it', async () => {
    const callBack = { calledOn: today, person: 'Ann Dunn', number: '206-555-0100', calledBy: 'Bo Birch' };
    const wire = (more: object) =>
      firm.client.trust.postDisbursement({
        commandId: createId(),
        accountId: firm.accountId,
        ledgerId: firm.matterId,
        day: today,
        amountCents: 5_000,
        kind: 'third party',
        instrument: 'wire',
        payee: 'Dunn and Sons',
        purpose: 'Settlement',
        transferEnd: { institution: 'Other Bank', accountEnding: '7718', authorisedBy: 'Ada Alder' },
        ...again,
        ...more,
      });
    expect((await refusalOf(wire({}))).code).toBe('trust.call-back-missing');
    expect(
      (await refusalOf(wire({ transferEnd: { institution: 'X', accountEnding: '123456', authorisedBy: '' } }))).code,
    ).toBe('input.invalid');
    const { id } = await wire({ callBack });
    const { rows } = await firm.client.trust.journal({ accountId: firm.accountId, limit: 500 });
    expect(rows.find((row) => row.entryId === id)).toMatchObject({
      callBack,
      transferEnd: { accountEnding: '7718' },
      missing: ['bill, letter or receipt in the file'],
    });
    const asked = await firm.client.trust.requestDisbursement({
      commandId: createId(),
      accountId: firm.accountId,
      ledgerId: firm.matterId,
      day: today,
      amountCents: 1_000,
      kind: 'third party',
      instrument: 'wire',
      payee: 'Dunn and Sons',
      purpose: 'Rest',
    });
    await firm.client.trust.approveRequest({ commandId: createId(), requestId: asked.id, ...again });
    const post = (more: object) =>
      firm.client.trust.postRequest({ commandId: createId(), requestId: asked.id, day: today, ...more });
    expect((await refusalOf(post({}))).code).toBe('trust.call-back-missing');
    await post({ callBack });
    await expectSound().catch((error: unknown) => {
      // The fee that the bank took beyond the firm's money stays to be explained.
      expect(String(error)).toContain('Firm funds was 2.00 below zero');
    });
  });
});
