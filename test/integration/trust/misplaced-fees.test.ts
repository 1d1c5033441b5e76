import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { newEvent } from '../../../electron/data/procedures/new-event.ts';
import { accept } from '../../../shared/domain/refusal.ts';
import { invoiceVoided } from '../../../shared/events/billing.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let voided: { id: string; number: string };
let other: { id: string; number: string };
let feeId: string;

const again = { passphrase: testPassphrase };

beforeAll(async () => {
  firm = await openPractice('2026-03-31');
  await firm.deposit(200_000, '2026-03-02');
  voided = await firm.bill(10, '2026-03-03');
  other = await firm.bill(8, '2026-03-04');
  ({ id: feeId } = await transfer(voided.id, 30_000));
  // Voided on another device that had not seen the transfer.
  const event = newEvent(
    invoiceVoided,
    voided.id,
    { voidedOn: '2026-03-20' },
    { reason: 'Billed to the wrong client' },
  );
  await firm.host.firm.execute(createId(), () => accept({ events: [event], answer: {} }));
});
afterAll(() => firm.remove());

function transfer(invoiceId: string, amountCents: number) {
  const place = { accountId: firm.accountId, ledgerId: firm.matterId, day: '2026-03-10' };
  return firm.client.trust.transferFee({ commandId: createId(), ...place, invoiceId, amountCents, ...again });
}
const exceptions = async () => (await firm.client.trust.listExceptions({ accountId: firm.accountId })).rows;
const reapply = (parts: { invoiceId: string; amountCents: number }[], more: object = {}) =>
  firm.client.trust.reapplyFee({
    commandId: createId(),
    entryId: feeId,
    parts,
    day: '2026-03-31',
    reason: 'The invoice was void',
    ...again,
    ...more,
  });

describe('fees whose invoice was voided on another device', () => {
  it('[TR39] are an exception that says who must act, by when, and what may be done', async () => {
    expect(await exceptions()).toMatchObject([
      {
        code: 'trust.fee-misplaced',
        amountCents: 30_000,
        day: '2026-03-20',
        dueOn: '2026-03-25',
        overdue: true,
        entryId: feeId,
        who: 'The custodian, with an attorney',
      },
    ]);
    const account = await firm.client.trust.getAccount({ accountId: firm.accountId });
    expect(account.light).toMatchObject({ colour: 'red' });
  });

  it('[TR39] are applied to issued invoices of the matter only, up to what is unpaid and what was taken', async () => {
    const codeOf = async (...input: Parameters<typeof reapply>) => (await refusalOf(reapply(...input))).code;
    const part = { invoiceId: other.id, amountCents: 24_000 };
    expect(await codeOf([{ invoiceId: voided.id, amountCents: 100 }])).toBe('trust.invoice-not-issued');
    expect(await codeOf([{ invoiceId: 'nosuch', amountCents: 100 }])).toBe('trust.invoice-missing');
    expect(await codeOf([{ ...part, amountCents: 24_001 }])).toBe('trust.above-unpaid');
    const elsewhere = await firm.openMatter('Elm v. Fox', 'Eli Elm');
    const foreign = await firm.bill(10, '2026-03-05', elsewhere.matterId);
    expect(await codeOf([{ invoiceId: foreign.id, amountCents: 100 }])).toBe('trust.invoice-of-another-matter');
    expect(await codeOf([part], { day: '2026-03-09' })).toBe('trust.reversal-before-entry');
    expect(await codeOf([part], { day: '2026-04-01' })).toBe('trust.day-in-future');
    expect(await codeOf([part], { entryId: 'nosuch' })).toBe('trust.not-found');
    expect(await codeOf([part], { passphrase: 'no' })).toBe('trust.wrong-passphrase');
    firm.waitMinute();
    expect(await exceptions()).toHaveLength(1);
  });

  it('[TR39] move to the other invoice, and what is left goes back to the ledger', async () => {
    const before = await firm.client.trust.getLedger({ accountId: firm.accountId, ledgerId: firm.matterId });
    const made = await reapply([{ invoiceId: other.id, amountCents: 24_000 }]);
    expect(made.returnedCents).toBe(6_000);
    expect(await exceptions()).toEqual([]);
    const after = await firm.client.trust.getLedger({ accountId: firm.accountId, ledgerId: firm.matterId });
    expect(after.balanceCents).toBe(before.balanceCents + 6_000);
    expect(await firm.client.billing.getInvoice({ invoiceId: voided.id })).toMatchObject({ paidCents: 0 });
    expect(await firm.client.billing.getInvoice({ invoiceId: other.id })).toMatchObject({
      state: 'paid',
      owedCents: 0,
    });
    expect((await refusalOf(reapply([{ invoiceId: other.id, amountCents: 1 }]))).code).toBe('trust.already-reversed');
  });

  it('[TR14] can be reversed in their new place', async () => {
    const card = await firm.client.trust.ledgerCard({ accountId: firm.accountId, ledgerId: firm.matterId });
    const part = card.rows.find((row) => row.type === 'fee transfer' && !row.reversed);
    await firm.client.trust.reverseEntry({
      commandId: createId(),
      entryId: part?.entryId ?? '',
      day: '2026-03-31',
      reason: 'Returned to trust',
      ...again,
    });
    expect(await firm.client.billing.getInvoice({ invoiceId: other.id })).toMatchObject({ paidCents: 0 });
    const { balanceCents } = await firm.client.trust.getLedger({ accountId: firm.accountId, ledgerId: firm.matterId });
    expect(balanceCents).toBe(200_000);
  });
});

describe('earned fees while a reconciliation is overdue', () => {
  it('[TR40] stop after the days of the rule pack, and go on where they are 0', async () => {
    firm.setDay('2026-07-10');
    const fee = { accountId: firm.accountId, ledgerId: firm.matterId, day: '2026-07-10' };
    const take = () =>
      firm.client.trust.transferFee({
        commandId: createId(),
        ...fee,
        invoiceId: other.id,
        amountCents: 1_000,
        ...again,
      });
    const refused = await refusalOf(take());
    expect(refused.code).toBe('trust.reconciliation-overdue');
    expect(refused.sentence).toContain('January 2026 is not reconciled');
    const rules = await firm.client.trust.getRules({});
    const values = Object.fromEntries(rules.figures.map((figure) => [figure.key, figure.value]));
    await firm.client.trust.confirmRules({
      commandId: createId(),
      state: rules.state,
      version: rules.version,
      values: { ...values, feeBlockLateDays: 0 },
      certificationDays: rules.certifications.map((one) => one.dueOn),
    });
    await take();
  });
});
