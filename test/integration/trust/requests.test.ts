import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;

beforeAll(async () => {
  firm = await openPractice('2026-06-30');
  await firm.deposit(100_000, '2026-06-01');
});
afterAll(() => firm.remove());

const again = { passphrase: testPassphrase };
const ledger = () => firm.client.trust.getLedger({ accountId: firm.accountId, ledgerId: firm.matterId });

function request(more: object = {}) {
  return firm.client.trust.requestDisbursement({
    commandId: createId(),
    accountId: firm.accountId,
    ledgerId: firm.matterId,
    day: '2026-06-30',
    amountCents: 40_000,
    kind: 'third party',
    instrument: 'transfer',
    payee: 'Dunn and Sons',
    purpose: 'Settlement',
    ...more,
  });
}

const approve = (requestId: string, more: object = {}) =>
  firm.client.trust.approveRequest({ commandId: createId(), requestId, ...again, ...more });
const decline = (requestId: string) =>
  firm.client.trust.declineRequest({ commandId: createId(), requestId, reason: 'The settlement is not signed' });
const post = (requestId: string, more: object = {}) =>
  firm.client.trust.postRequest({ commandId: createId(), requestId, day: '2026-06-30', ...more });

describe('requests to pay out', () => {
  it('[TR11] lowers what is available at once, and gives it back when declined', async () => {
    const { id } = await request();
    expect(await ledger()).toMatchObject({ balanceCents: 100_000, availableCents: 60_000, pendingCents: 40_000 });
    expect((await refusalOf(request({ amountCents: 60_001 }))).code).toBe('trust.insufficient-funds');
    await decline(id);
    expect(await ledger()).toMatchObject({ availableCents: 100_000, pendingCents: 0 });
    expect((await refusalOf(decline(id))).code).toBe('trust.request-closed');
    expect((await refusalOf(approve(id))).code).toBe('trust.request-closed');
    expect((await refusalOf(post(id))).code).toBe('trust.request-closed');
  });

  it('[TR12] is approved under the passphrase, then posted once and linked', async () => {
    const { id } = await request();
    expect((await refusalOf(post(id))).code).toBe('trust.request-not-approved');
    expect((await refusalOf(approve(id, { passphrase: 'not it' }))).code).toBe('trust.wrong-passphrase');
    firm.waitMinute();
    expect((await refusalOf(approve('nosuch'))).code).toBe('trust.not-found');
    await approve(id);
    const open = await firm.client.trust.listRequests({ accountId: firm.accountId });
    expect(open.rows).toMatchObject([
      { requestId: id, state: 'approved', samePerson: true, approvedBy: 'Ada Alder', availableCents: 60_000 },
    ]);
    await post(id);
    expect((await refusalOf(post(id))).code).toBe('trust.request-closed');
    expect(await ledger()).toMatchObject({ balanceCents: 60_000, availableCents: 60_000, pendingCents: 0 });
    expect((await firm.client.trust.listRequests({})).total).toBe(0);
    const all = await firm.client.trust.listRequests({ state: 'all' });
    expect(all.rows.map((row) => row.state).sort()).toEqual(['declined', 'posted']);
  });

  it('[TR13] pays earned fees against an issued invoice, and the invoice shows it', async () => {
    const invoice = await firm.bill(10, '2026-06-15');
    expect((await refusalOf(request({ kind: 'earned fee', amountCents: 10_000 }))).code).toBe('trust.invoice-missing');
    const fee = { kind: 'earned fee', invoiceId: invoice.id, amountCents: 20_000 };
    const { id } = await request(fee);
    expect((await refusalOf(request({ ...fee, amountCents: 10_001 }))).code).toBe('trust.above-unpaid');
    const voiding = { commandId: createId(), invoiceId: invoice.id, voidedOn: '2026-06-30', reason: 'Wrong client' };
    expect((await refusalOf(firm.client.billing.voidInvoice(voiding))).code).toBe('billing.fee-requested');
    await approve(id);
    await post(id);
    const shown = await firm.client.billing.getInvoice({ invoiceId: invoice.id });
    expect(shown).toMatchObject({ state: 'partly paid', paidCents: 20_000, owedCents: 10_000 });
    expect(shown.payments).toMatchObject([{ source: 'trust', amountCents: 20_000, day: '2026-06-30' }]);
    expect((await refusalOf(firm.client.billing.voidInvoice({ ...voiding, commandId: createId() }))).code).toBe(
      'billing.money-applied',
    );
  });
});

describe('a fee transfer', () => {
  const transfer = (invoiceId: string, more: object = {}) =>
    firm.client.trust.transferFee({
      commandId: createId(),
      accountId: firm.accountId,
      ledgerId: firm.matterId,
      invoiceId,
      day: '2026-06-30',
      amountCents: 10_000,
      ...again,
      ...more,
    });

  it('shows on ledger, journal and invoice, once; its reversal takes it back everywhere', async () => {
    const invoice = await firm.bill(5, '2026-06-20');
    expect((await refusalOf(transfer(invoice.id, { amountCents: 15_001 }))).code).toBe('trust.above-unpaid');
    expect((await refusalOf(transfer(invoice.id, { day: '2026-06-19' }))).code).toBe('trust.fee-before-notice');
    expect((await refusalOf(transfer('nosuch'))).code).toBe('trust.invoice-missing');
    const other = await firm.openMatter('Elm v. Fox', 'Eli Elm');
    expect((await refusalOf(transfer(invoice.id, { ledgerId: other.matterId }))).code).toBe(
      'trust.invoice-of-another-matter',
    );
    const before = await ledger();
    const { id } = await transfer(invoice.id, { amountCents: 15_000 });
    expect((await ledger()).balanceCents).toBe(before.balanceCents - 15_000);
    expect(await firm.client.billing.getInvoice({ invoiceId: invoice.id })).toMatchObject({
      state: 'paid',
      owedCents: 0,
    });
    const payments = await firm.client.billing.listPayments({});
    expect(payments.rows.filter((row) => row.invoices === invoice.number)).toMatchObject([
      { source: 'trust', amountCents: 15_000, reversed: false },
    ]);
    const [entry] = (await firm.client.trust.journal({ accountId: firm.accountId, limit: 1 })).rows;
    expect(entry).toMatchObject({ type: 'fee transfer', invoiceNumber: invoice.number, name: 'Alder Law' });
    await firm.client.trust.reverseEntry({
      commandId: createId(),
      entryId: id,
      day: '2026-06-30',
      reason: 'Taken twice',
      ...again,
    });
    expect(await firm.client.billing.getInvoice({ invoiceId: invoice.id })).toMatchObject({
      state: 'issued',
      paidCents: 0,
      payments: [],
    });
    expect((await ledger()).balanceCents).toBe(before.balanceCents);
    expect((await firm.client.billing.listPayments({ filter: 'Carla' })).rows.some((row) => row.reversed)).toBe(true);
  });

  it('refuses a draft, and the ledger of the firm', async () => {
    await firm.client.billing.recordTime({
      commandId: createId(),
      matterId: firm.matterId,
      workedOn: '2026-06-29',
      minutes: 60,
      narrative: 'Argued the motion',
    });
    const draft = await firm.client.billing.draftInvoice({
      commandId: createId(),
      matterId: firm.matterId,
      periodFrom: '2026-06-29',
      periodTo: '2026-06-29',
    });
    expect((await refusalOf(transfer(draft.id))).code).toBe('trust.invoice-not-issued');
    expect((await refusalOf(transfer(draft.id, { ledgerId: 'firm' }))).code).toBe('trust.fee-from-firm-ledger');
  });
});
