import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;

beforeAll(async () => {
  firm = await openPractice('2026-06-30');
});
afterAll(() => firm.remove());

function time(more: object = {}) {
  return {
    commandId: createId(),
    matterId: firm.matterId,
    workedOn: '2026-06-10',
    minutes: 61,
    narrative: 'Drafted the first interrogatories',
    ...more,
  };
}
function expense(more: object = {}) {
  return {
    commandId: createId(),
    matterId: firm.matterId,
    incurredOn: '2026-06-11',
    amountCents: 7_500,
    description: 'Filing fee',
    vendor: 'County Clerk',
    ...more,
  };
}
function period(more: object = {}) {
  return { commandId: createId(), matterId: firm.matterId, periodFrom: '2026-06-01', periodTo: '2026-06-30', ...more };
}
const issue = (invoiceId: string, more: object = {}) =>
  firm.client.billing.issueInvoice({
    commandId: createId(),
    invoiceId,
    issuedOn: '2026-06-30',
    dueOn: '2026-07-30',
    ...more,
  });

describe('time and expenses', () => {
  it('[BL1] [BL3] rounds once to tenths and prices by the agreement', async () => {
    const input = time();
    const first = await firm.client.billing.recordTime(input);
    expect(first).toMatchObject({ units: 11, amountCents: 33_000 });
    expect(await firm.client.billing.recordTime(input)).toEqual(first);
    const { rows } = await firm.client.billing.listTime({});
    expect(rows).toMatchObject([
      {
        timeId: first.id,
        minutes: 61,
        rateCents: 30_000,
        matterTitle: 'Cole v. Dunn',
        clientName: 'Carla Cole',
        state: 'unbilled',
      },
    ]);
    const amended = await firm.client.billing.amendTime({
      ...time({ minutes: 60, rateCents: 25_000 }),
      timeId: first.id,
    });
    expect(amended).toMatchObject({ units: 10, amountCents: 25_000 });
  });

  it('refuses time that the rules refuse', async () => {
    const code = async (more: object) => (await refusalOf(firm.client.billing.recordTime(time(more)))).code;
    expect(await code({ workedOn: '2026-07-01' })).toBe('billing.day-in-future');
    expect(await code({ minutes: 0 })).toBe('input.invalid');
    expect(await code({ minutes: 1_400 })).toBe('billing.day-too-long');
    expect(await code({ narrative: ' ' })).toBe('billing.narrative-missing');
    expect(await code({ matterId: 'nosuch' })).toBe('billing.not-found');
    expect(await code({ timekeeperMemberId: 'nosuch' })).toBe('billing.not-found');
    const amend = { ...time(), timeId: 'nosuch' };
    expect((await refusalOf(firm.client.billing.amendTime(amend))).code).toBe('billing.not-found');
  });

  it('removes once, and keeps what is not billable off the figures', async () => {
    const { id } = await firm.client.billing.recordTime(time({ billable: false }));
    const remove = () => firm.client.billing.removeTime({ commandId: createId(), timeId: id });
    await remove();
    expect((await refusalOf(remove())).code).toBe('billing.removed-already');
    expect((await firm.client.billing.listTime({ state: 'unbilled' })).total).toBe(1);
    expect((await firm.client.billing.listTime({ filter: 'interrog' })).total).toBe(2);
    expect((await firm.client.billing.listTime({ filter: 'carla' })).total).toBe(2);
    expect((await firm.client.billing.listTime({ filter: '%' })).total).toBe(0);
  });

  it('records, changes and removes expenses', async () => {
    const { id } = await firm.client.billing.recordExpense(expense());
    await firm.client.billing.amendExpense({ ...expense({ amountCents: 8_000 }), expenseId: id });
    const code = async (more: object) => (await refusalOf(firm.client.billing.recordExpense(expense(more)))).code;
    expect(await code({ incurredOn: '2026-07-01' })).toBe('billing.day-in-future');
    expect(await code({ matterId: 'nosuch' })).toBe('billing.not-found');
    expect((await refusalOf(firm.client.billing.amendExpense({ ...expense(), expenseId: 'nosuch' }))).code).toBe(
      'billing.not-found',
    );
    const other = await firm.client.billing.recordExpense(expense());
    const remove = () => firm.client.billing.removeExpense({ commandId: createId(), expenseId: other.id });
    await remove();
    expect((await refusalOf(remove())).code).toBe('billing.removed-already');
    expect((await firm.client.billing.listExpenses({ state: 'unbilled' })).rows).toMatchObject([
      { expenseId: id, amountCents: 8_000, description: 'Filing fee' },
    ]);
  });
});

describe('an invoice', () => {
  let invoiceId: string;

  it('[BL10] [BL12] gathers unbilled work, which then is on a draft', async () => {
    expect((await firm.client.billing.unbilledMatters({})).rows).toMatchObject([
      { minutes: 60, timeCents: 25_000, expenseCents: 8_000, unbilledCents: 33_000, oldestOn: '2026-06-10' },
    ]);
    const draft = (more: object = {}) => firm.client.billing.draftInvoice(period(more));
    expect((await refusalOf(draft({ periodFrom: '2026-07-01' }))).code).toBe('billing.period-reversed');
    expect((await refusalOf(draft({ periodTo: '2026-06-02' }))).code).toBe('billing.nothing-to-bill');
    expect((await refusalOf(draft({ discountCents: 25_001 }))).code).toBe('billing.discount-above-fees');
    expect((await refusalOf(draft({ matterId: 'nosuch' }))).code).toBe('billing.not-found');
    ({ id: invoiceId } = await draft({ discountCents: 1_000, note: 'Thank you' }));
    expect(await firm.client.billing.getInvoice({ invoiceId })).toMatchObject({
      state: 'draft',
      number: '',
      feesCents: 25_000,
      expensesCents: 8_000,
      discountCents: 1_000,
      totalCents: 32_000,
      violations: [],
      lines: [
        { kind: 'time', timekeeperName: 'Ada Alder' },
        { kind: 'expense', narrative: 'Filing fee, County Clerk' },
      ],
    });
    expect((await firm.client.billing.unbilledMatters({})).total).toBe(0);
    const [entry] = (await firm.client.billing.listTime({ state: 'all', filter: 'interrog' })).rows.filter(
      (row) => row.state === 'drafted',
    );
    const amend = firm.client.billing.amendTime({ ...time(), timeId: entry?.timeId ?? '' });
    expect((await refusalOf(amend)).code).toBe('billing.on-a-draft');
  });

  it('gives the work back when the draft is discarded', async () => {
    const discard = () => firm.client.billing.discardInvoice({ commandId: createId(), invoiceId });
    await discard();
    expect((await refusalOf(discard())).code).toBe('billing.not-a-draft');
    expect((await refusalOf(issue(invoiceId))).code).toBe('billing.not-a-draft');
    expect((await refusalOf(firm.client.billing.invoicePdf({ invoiceId }))).code).toBe('billing.invoice-discarded');
    expect((await firm.client.billing.unbilledMatters({})).total).toBe(1);
    ({ id: invoiceId } = await firm.client.billing.draftInvoice(period()));
  });

  it('[BL13] [BL16] is issued under the next number of this device, and never changed', async () => {
    expect((await refusalOf(issue(invoiceId, { issuedOn: '2026-07-01' }))).code).toBe('billing.issue-in-future');
    expect((await refusalOf(issue(invoiceId, { dueOn: '2026-06-29' }))).code).toBe('billing.not-ready-to-issue');
    expect((await refusalOf(issue('nosuch'))).code).toBe('billing.not-found');
    expect(await issue(invoiceId)).toEqual({ id: invoiceId, number: 'A-0001' });
    const [entry] = (await firm.client.billing.listTime({})).rows.filter((row) => row.state === 'billed');
    const amend = firm.client.billing.amendTime({ ...time(), timeId: entry?.timeId ?? '' });
    expect((await refusalOf(amend)).code).toBe('billing.already-billed');
    expect((await firm.client.billing.listInvoices({ state: 'open' })).rows).toMatchObject([
      { number: 'A-0001', state: 'issued', totalCents: 33_000, owedCents: 33_000, overdueDays: 0 },
    ]);
    expect((await firm.bill(5, '2026-06-29')).number).toBe('A-0002');
    const pdf = await firm.client.billing.invoicePdf({ invoiceId });
    expect(pdf.fileName).toBe('Invoice A-0001.pdf');
    expect(Buffer.from(pdf.pdfBase64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('[BL20] [BL21] [BL26] is paid oldest due first; what is left is explained, or belongs in trust', async () => {
    const pay = (more: object = {}) =>
      firm.client.billing.recordPayment({
        commandId: createId(),
        clientId: firm.clientId,
        receivedOn: '2026-06-30',
        amountCents: 20_000,
        method: 'check',
        reference: '88',
        ...more,
      });
    const code = async (more: object) => (await refusalOf(pay(more))).code;
    expect(await code({ clientId: 'nosuch' })).toBe('billing.not-found');
    expect(await code({ receivedOn: '2026-07-01' })).toBe('billing.payment-in-future');
    expect(await code({ allocations: [{ invoiceId, amountCents: 20_001 }] })).toBe('billing.above-payment');
    expect(await code({ allocations: [{ invoiceId, amountCents: 33_001 }] })).toBe('billing.above-balance');
    expect(await code({ allocations: [{ invoiceId: 'nosuch', amountCents: 1 }] })).toBe('billing.invoice-not-payable');
    const part = { invoiceId, amountCents: 1 };
    expect(await code({ allocations: [part, part] })).toBe('billing.invoice-twice');
    const { id } = await pay();
    const open = await firm.client.billing.listInvoices({ state: 'open', sort: 'dueOn' });
    expect(open.rows).toMatchObject([{ number: 'A-0001', state: 'partly paid', owedCents: 28_000 }]);
    expect((await firm.client.billing.listInvoices({ state: 'paid' })).rows).toMatchObject([{ number: 'A-0002' }]);
    const more = { amountCents: 30_000 };
    const refused = await refusalOf(pay(more));
    expect(refused).toMatchObject({ code: 'billing.advance-belongs-in-trust', fields: ['unappliedBasis'] });
    expect(refused.sentence).toContain('20.00 of it pays no invoice.');
    const basis = { unappliedBasis: 'flat fee' as const };
    expect(await code({ ...more, ...basis, unappliedNote: ' ' })).toBe('billing.unapplied-unexplained');
    const rest = await pay({ ...more, ...basis, unappliedNote: 'Fee agreement of Jun 1, 2026' });
    expect(rest.unappliedCents).toBe(2_000);
    expect((await firm.client.billing.listPayments({ sort: 'amountCents', descending: true })).rows[0]).toMatchObject({
      unappliedBasis: 'flat fee',
      unappliedNote: 'Fee agreement of Jun 1, 2026',
    });
    expect((await firm.client.billing.listPayments({})).rows).toHaveLength(2);
    const reverse = (more: object = {}) =>
      firm.client.billing.reversePayment({
        commandId: createId(),
        paymentId: id,
        reversedOn: '2026-06-30',
        reason: 'The check was returned',
        ...more,
      });
    expect((await refusalOf(reverse({ reversedOn: '2026-06-29' }))).code).toBe('billing.reversal-day');
    expect((await refusalOf(reverse({ paymentId: 'nosuch' }))).code).toBe('billing.not-found');
    await reverse();
    expect((await refusalOf(reverse())).code).toBe('billing.payment-reversed');
    expect((await firm.client.billing.listInvoices({ state: 'open' })).rows.map((row) => row.owedCents).sort()).toEqual(
      [15_000, 5_000],
    );
  });

  it('[BL14] is voided only while nothing is paid on it', async () => {
    const other = await firm.bill(2, '2026-06-28');
    const undo = (invoice: string, more: object = {}) =>
      firm.client.billing.voidInvoice({
        commandId: createId(),
        invoiceId: invoice,
        voidedOn: '2026-06-30',
        reason: 'Billed to the wrong matter',
        ...more,
      });
    expect((await refusalOf(undo(invoiceId))).code).toBe('billing.money-applied');
    expect((await refusalOf(undo(other.id, { voidedOn: '2026-06-27' }))).code).toBe('billing.void-day');
    await undo(other.id);
    expect((await refusalOf(undo(other.id))).code).toBe('billing.already-void');
    expect((await refusalOf(undo((await firm.client.billing.draftInvoice(period())).id))).code).toBe(
      'billing.not-issued',
    );
    expect((await firm.client.billing.listInvoices({ state: 'void' })).rows).toMatchObject([
      { number: other.number, owedCents: 0 },
    ]);
  });
});

describe('figures', () => {
  it('[BL24] ages what is owed, as of any day', async () => {
    const asOf = async (day: string) => (await firm.client.billing.aging({ asOf: day })).rows;
    expect(await asOf('2026-06-30')).toMatchObject([{ clientName: 'Carla Cole', totalCents: 20_000 }]);
    expect(await asOf('2026-09-30')).toMatchObject([{ days90Cents: 5_000, days120Cents: 15_000, totalCents: 20_000 }]);
    expect(await asOf('2026-06-28')).toMatchObject([{ totalCents: 6_000 }]);
    expect(await asOf('2026-06-01')).toEqual([]);
  });

  it('sums what is billed, collected, and collected before it was due', async () => {
    const summary = await firm.client.billing.summary({ from: '2026-05-15', to: '2026-06-30' });
    expect(summary).toMatchObject({
      draftCents: 6_000,
      unbilledCents: 0,
      owedCents: 20_000,
      billedCents: 48_000,
      collectedCents: 30_000,
      collectedBeforeDueCents: 28_000,
      collectedBeforeDuePerMille: 933,
    });
    expect(summary.months.map((month) => month.month)).toEqual(['2026-05', '2026-06']);
    expect((await firm.client.billing.codes({})).codes.length).toBeGreaterThan(100);
  });

  it('finds nothing wrong', async () => {
    await firm.deposit(10_000, '2026-06-30');
    const { findings, checksRun } = await firm.client.firm.check({});
    expect(findings.filter((finding) => finding.number !== 'TC12')).toEqual([]);
    expect(checksRun).toBe(21);
  });
});
