import { beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { ledesColumns } from '../../../shared/domain/provider/ledes-1998b.ts';
import { type MemoryFirm, openMemoryFirm } from '../../support/memory-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

let firm: MemoryFirm;
let owner: string;
let contractorId: string;
const worker = createId();
const manager = createId();
const stranger = createId();
const today = '2026-11-23';
const command = () => ({ commandId: createId() });
const asOwner = () => firm.become('owner', owner);

beforeEach(async () => {
  firm = openMemoryFirm(makeTemporaryFolder(), today);
  owner = firm.me.memberId;
  for (const memberId of [worker, manager, stranger])
    firm.become(memberId === worker ? 'provider-clerk' : 'provider-manager', memberId);
  asOwner();
  contractorId = (
    await firm.client.pay.registerContractor({
      ...command(),
      name: 'Back Desk Inc.',
      entity: 'partnership',
      form: 'W-9',
      signedOn: '2026-01-05',
      taxpayerNumber: '12-3456789',
      state: 'NY',
      interestBasisPoints: 1_000,
      memberIds: [manager, worker],
    })
  ).id;
});

const terms = {
  serviceLine: 'legal-research',
  title: 'Memo',
  dueLocal: '2026-12-01T17:00',
  dueZone: 'America/Los_Angeles',
  unit: 'hour' as const,
  tier: 'redacted' as const,
  billingMode: 'client cost' as const,
};

/** A work order of three hours at 50.00, capped at 200.00; accepted where it says so. */
async function order(isAccepted = true, more: object = {}): Promise<string> {
  const { work } = firm.client;
  const price = { basis: 'hourly' as const, rateCents: 5_000, capCents: 20_000 };
  const { id: orderId } = await work.draftOrder({ ...command(), ...terms, price, ...more });
  await work.offerOrder({ ...command(), orderId, toMemberId: worker });
  firm.become('provider-clerk', worker);
  await work.acceptOrder({ ...command(), orderId });
  await work.deliverWork({ ...command(), orderId, hundredths: 300, note: 'Memo' });
  asOwner();
  const deliveryId = (await work.getOrder({ orderId })).deliveries[0]?.deliveryId ?? '';
  if (isAccepted) await work.acceptWork({ ...command(), orderId, deliveryId, hundredths: 300 });
  return orderId;
}

const line = (orderId: string | undefined, more: object = {}) => ({
  kind: 'fee' as const,
  ...(orderId === undefined ? {} : { orderId }),
  workedOn: '2026-11-20',
  hundredths: 300,
  rateCents: 5_000,
  amountCents: 15_000,
  description: 'Research',
  ...more,
});

async function receive(number: string, lines: ReturnType<typeof line>[], more: object = {}): Promise<string> {
  const totalCents = lines.reduce((sum, one) => sum + one.amountCents, 0);
  const input = { ...command(), contractorId, number, invoicedOn: '2026-11-21', totalCents, lines, ...more };
  return (await firm.client.pay.receiveInvoice(input)).id;
}

const lineIds = async (invoiceId: string) =>
  (await firm.client.pay.getInvoice({ invoiceId })).lines.map(({ lineId }) => lineId);

async function approve(invoiceId: string, ...cents: number[]): Promise<void> {
  const lines = (await lineIds(invoiceId)).map((lineId, index) => ({
    lineId,
    approvedCents: cents[index] ?? 0,
    reason: 'As agreed',
  }));
  await firm.client.pay.decideInvoice({ ...command(), invoiceId, lines });
}

const pay = (invoiceId: string, amountCents: number, more: object = {}) =>
  firm.client.pay.recordPayment({
    ...command(),
    contractorId,
    paidOn: today,
    method: 'ach',
    amountCents,
    allocations: [{ invoiceId, amountCents }],
    ...more,
  });

const stateOf = async (orderId: string) => (await firm.client.work.getOrder({ orderId })).state;

describe('the register of contractors', () => {
  it('[PY3] shows the last four of a taxpayer number to the firm, and nothing of it outside', async () => {
    const { pay: procedures } = firm.client;
    const inside = await procedures.getContractor({ contractorId });
    expect(inside).toMatchObject({ taxpayerLastFour: '6789', hasTaxpayerNumber: true, termDays: 15 });
    expect(inside.laws[0]?.isVerified).toBe(false);
    firm.become('provider-manager', manager);
    const outside = await firm.client.pay.listContractors({});
    expect(outside.rows).toMatchObject([{ name: 'Back Desk Inc.', taxpayerLastFour: '', note: '' }]);
    firm.become('provider-manager', stranger);
    expect((await firm.client.pay.listContractors({})).total).toBe(0);
    expect((await refusalOf(firm.client.pay.getContractor({ contractorId }))).code).toBe('provider.not-found');
    const terms = { ...command(), contractorId, entity: 'individual' as const };
    expect((await refusalOf(firm.client.pay.amendContractor(terms))).code).toBe('firm.no-right');
  });

  it('[PY1] [PY3] [PY4] refuses wrong forms, numbers and terms; what is not said of the number stays', async () => {
    const amend = (more: object) =>
      firm.client.pay.amendContractor({ ...command(), contractorId, entity: 'partnership', ...more });
    expect((await refusalOf(amend({ taxpayerNumber: '12-34567' }))).code).toBe('provider.taxpayer-number');
    expect((await refusalOf(amend({ termDays: 45 }))).code).toBe('provider.terms-too-long');
    expect((await refusalOf(amend({ form: 'W-8BEN', signedOn: today }))).code).toBe('provider.wrong-tax-form');
    expect((await refusalOf(amend({ form: 'W-9', signedOn: '2027-01-01' }))).code).toBe('provider.form-in-future');
    await amend({ form: 'W-9', signedOn: today });
    expect((await firm.client.pay.getContractor({ contractorId })).taxpayerLastFour).toBe('6789');
    const { partyId } = await firm.client.pay.getContractor({ contractorId });
    const again = { ...command(), partyId, entity: 'partnership' as const };
    expect((await refusalOf(firm.client.pay.registerContractor(again))).code).toBe('provider.contractor-known');
  });
});

describe('a contractor’s invoice', () => {
  it('[WO13] gives its work order back when it is withdrawn, and the order is paid no more when its payment is reversed', async () => {
    const orderId = await order();
    const first = await receive('W-1', [line(orderId)]);
    expect(await stateOf(orderId)).toBe('invoiced');
    await firm.client.pay.withdrawInvoice({ ...command(), invoiceId: first, reason: 'Wrong address' });
    expect(await stateOf(orderId)).toBe('work accepted');
    const second = await receive('W-2', [line(orderId)]);
    await approve(second, 15_000);
    const { id: paymentId } = await pay(second, 15_000);
    expect(await stateOf(orderId)).toBe('paid');
    const back = { paymentId, reversedOn: today, reason: 'Account closed' };
    await firm.client.pay.reversePayment({ ...command(), ...back });
    expect(await stateOf(orderId)).toBe('invoiced');
    await pay(second, 15_000, { method: 'check' });
    expect(await stateOf(orderId)).toBe('paid');
    const { timeline } = await firm.client.work.getOrder({ orderId });
    expect(timeline.map(({ step }) => step)).toEqual(expect.arrayContaining(['withdraw invoice', 'reverse payment']));
    expect(timeline.every(({ isInTurn }) => isInTurn)).toBe(true);
  });

  it('[WO13] leaves an order invoiced that another invoice names', async () => {
    const orderId = await order();
    const first = await receive('W-1', [line(orderId, { hundredths: 100, amountCents: 5_000 })]);
    await receive('W-2', [line(orderId, { hundredths: 200, amountCents: 10_000 })]);
    await firm.client.pay.withdrawInvoice({ ...command(), invoiceId: first, reason: 'Replaced' });
    expect(await stateOf(orderId)).toBe('invoiced');
  });

  it('[PY14] counts for nothing where its author does not act for the contractor; a check names it', async () => {
    const orderId = await order();
    const invoiceId = await receive('F-1', [line(orderId)]);
    const received = firm.events.find(({ type }) => type === 'provider.invoice.received');
    if (received === undefined) throw new Error('No invoice.');
    firm.become('provider-manager', stranger);
    firm.fold({ ...received, aggregate: `provider-invoice:${createId()}` });
    firm.fold({
      type: 'provider.invoice.withdrawn',
      workspace: 'billing',
      aggregate: `provider-invoice:${invoiceId}`,
      head: {},
      body: { reason: 'Not mine to say' },
    });
    asOwner();
    expect((await firm.client.pay.listInvoices({})).rows).toMatchObject([{ invoiceId, state: 'to decide' }]);
    const { findings } = await firm.client.firm.check({});
    expect(findings.filter(({ number }) => number === 'PC1')).toHaveLength(2);
  });

  it('[PY15] is held against the agreement’s price for the unit where the order has none', async () => {
    const { partyId: providerId } = await firm.client.pay.getContractor({ contractorId });
    await firm.client.agreement.engage({ ...command(), partyId: providerId, engagedOn: '2026-01-05' });
    const rates = [
      { serviceLine: 'legal-research', basis: 'per document' as const, rateCents: 90, from: '2026-01-05' },
      { serviceLine: 'legal-research', basis: 'hourly' as const, rateCents: 5_000, from: '2026-01-05' },
    ];
    const agreed = { providerId, startsOn: '2026-01-05', serviceLines: ['legal-research'], title: 'Services', rates };
    const { id: versionId } = await firm.client.agreement.propose({ ...command(), ...agreed });
    await firm.client.agreement.answer({ ...command(), versionId, answer: 'agree' });
    firm.become('provider-manager', manager);
    await firm.client.agreement.answer({ ...command(), versionId, answer: 'agree' });
    asOwner();
    const orderId = await order(true, { price: undefined });
    const invoiceId = await receive('A-1', [line(orderId)]);
    expect((await firm.client.pay.getInvoice({ invoiceId })).lines[0]?.differences).toEqual([]);
  });

  it('[PY10] that matches is approved, paid on its day, and settles its work order', async () => {
    const orderId = await order();
    const invoiceId = await receive('B-1', [line(orderId)]);
    expect(await stateOf(orderId)).toBe('invoiced');
    expect(await firm.client.pay.getInvoice({ invoiceId })).toMatchObject({
      state: 'to decide',
      dueOn: '2026-12-08',
      approveBy: '2026-11-27',
      lines: [{ differences: [], undisputedCents: 15_000 }],
    });
    const waiting = async () => (await firm.client.office.today({})).contractorInvoices;
    expect(await waiting()).toMatchObject([{ number: 'B-1', isDecided: false, cents: 15_000 }]);
    await approve(invoiceId, 15_000);
    expect(await waiting()).toEqual([]);
    expect((await firm.client.pay.listInvoices({ scope: 'to pay' })).rows).toMatchObject([{ openCents: 15_000 }]);
    expect((await refusalOf(pay(invoiceId, 15_000, { paidOn: '2026-11-24' }))).code).toBe(
      'provider.paid-in-the-future',
    );
    expect((await refusalOf(pay(invoiceId, 15_000, { source: 'trust' }))).code).toBe('provider.not-from-trust');
    const { id: paymentId } = await pay(invoiceId, 15_000, { reference: 'ACH 17' });
    expect(await stateOf(orderId)).toBe('paid');
    expect((await refusalOf(pay(invoiceId, 15_000))).code).toBe('provider.paid-twice');
    expect((await firm.client.pay.remittance({ paymentId })).fileName).toContain('Remittance advice');
    firm.become('provider-manager', manager);
    expect((await firm.client.pay.listPayments({})).rows).toMatchObject([{ reference: 'ACH 17', invoices: 'B-1' }]);
    firm.become('provider-manager', stranger);
    expect((await firm.client.pay.listPayments({})).total).toBe(0);
    expect((await refusalOf(firm.client.pay.getInvoice({ invoiceId }))).code).toBe('provider.not-found');
    expect((await refusalOf(firm.client.pay.remittance({ paymentId }))).code).toBe('provider.not-found');
  });

  it('[PY10] is not approved for work that nobody accepted, for another’s, or above the cap', async () => {
    const waiting = await order(false);
    const early = await receive('B-1', [line(waiting)]);
    expect((await firm.client.pay.getInvoice({ invoiceId: early })).lines[0]?.differences[0]?.code).toBe(
      'not accepted',
    );
    expect((await refusalOf(approve(early, 15_000))).code).toBe('provider.not-owed');
    const capped = await order();
    const much = await receive('B-2', [line(capped), line(capped, { kind: 'expense', amountCents: 9_000 })]);
    expect((await refusalOf(approve(much, 15_000, 9_000))).code).toBe('provider.above-cap');
    await approve(much, 15_000, 0);
    expect(await firm.client.pay.getInvoice({ invoiceId: much })).toMatchObject({ state: 'to pay', openCents: 15_000 });
    const { id: other } = await firm.client.pay.registerContractor({
      ...command(),
      name: 'Somebody Else',
      entity: 'individual',
    });
    const foreign = await receive('C-1', [line(capped, { description: 'Mine' })], { contractorId: other });
    expect((await refusalOf(approve(foreign, 15_000))).code).toBe('provider.not-owed');
    expect((await refusalOf(receive('C-2', [line('nothing')]))).code).toBe('provider.not-found');
  });

  it('[PY10] a rate that is not agreed is said in words, and approved in part with a reason [PY9]', async () => {
    const orderId = await order();
    const invoiceId = await receive('B-1', [line(orderId, { rateCents: 6_000, amountCents: 18_000 })]);
    const [shown] = (await firm.client.pay.getInvoice({ invoiceId })).lines;
    expect(shown).toMatchObject({ undisputedCents: 15_000, differences: [{ code: 'other rate' }] });
    const lines = [{ lineId: shown?.lineId ?? '', approvedCents: 15_000 }];
    const decide = { ...command(), invoiceId, lines };
    expect((await refusalOf(firm.client.pay.decideInvoice(decide))).code).toBe('provider.dispute-reason');
    await approve(invoiceId, 15_000);
    expect(await firm.client.pay.getInvoice({ invoiceId })).toMatchObject({
      approvedCents: 15_000,
      totalCents: 18_000,
    });
  });

  it('[PY7] [PY8] comes once, adds up, and is below zero only by an adjustment', async () => {
    const orderId = await order();
    const first = await receive('B-001', [line(orderId)]);
    expect((await refusalOf(receive('b 001', [line(undefined)]))).code).toBe('provider.invoice-twice');
    expect((await refusalOf(receive('B-9', [line(orderId)]))).code).toBe('provider.invoice-content-twice');
    expect((await refusalOf(receive('B-2', [line(undefined)], { totalCents: 1 }))).code).toBe('provider.invoice-sum');
    const below = [line(undefined), line(undefined, { amountCents: -100 })];
    expect((await refusalOf(receive('B-2', below))).code).toBe('provider.negative-line');
    await firm.client.pay.withdrawInvoice({ ...command(), invoiceId: first, reason: 'Replaced' });
    firm.become('provider-manager', manager);
    await receive('B-001', [line(orderId)]);
    firm.become('provider-manager', stranger);
    expect((await refusalOf(receive('X-1', [line(undefined)]))).code).toBe('provider.not-found');
    asOwner();
    expect((await firm.client.pay.listInvoices({ filter: 'B-0' })).total).toBe(2);
  });

  it('[PY13] is shown from a LEDES or CSV file before it counts', async () => {
    const orderId = await order();
    const { number } = await firm.client.work.getOrder({ orderId });
    const cells: Record<string, string> = {
      INVOICE_DATE: '20261121',
      INVOICE_NUMBER: 'L-1',
      LAW_FIRM_MATTER_ID: number,
      INVOICE_TOTAL: '150.00',
      'EXP/FEE/INV_ADJ_TYPE': 'F',
      LINE_ITEM_NUMBER_OF_UNITS: '3.00',
      LINE_ITEM_TOTAL: '150.00',
      LINE_ITEM_DATE: '20261120',
      LINE_ITEM_UNIT_COST: '50.00',
    };
    const row = ledesColumns.map((column) => cells[column] ?? '').join('|');
    const read = (text: string) =>
      firm.client.pay.readInvoiceFile({ contractorId, format: 'ledes', text: `LEDES1998B[]\n${text}` });
    const shown = await read(`${ledesColumns.join('|')}[]\n${row}[]`);
    expect(shown).toMatchObject({ problems: [], invoices: [{ number: 'L-1', lines: [{ orderId }], refusal: '' }] });
    expect((await read(`WRONG|HEADER[]\n${row}[]`)).problems[0]?.line).toBe(2);
    expect((await read(`${ledesColumns.join('|')}[]\n${row.slice(0, -3)}[]`)).problems[0]?.line).toBe(3);
    expect((await firm.client.pay.listInvoices({})).total).toBe(0);
    const csv = await firm.client.pay.readInvoiceFile({
      ...{ contractorId, format: 'csv', number: 'C-1', invoicedOn: '2026-11-21' },
      text: `Date,Order,Hours,Rate,Amount,Description\n11/20/2026,${number},3,50,150.00,Research\n`,
    });
    expect(csv).toMatchObject({ titles: { length: 6 }, invoices: [{ totalCents: 15_000, lines: [{ orderId }] }] });
    const torn = { contractorId, format: 'csv' as const, text: 'Date,Amount\n99/99/2026,x\n' };
    expect((await firm.client.pay.readInvoiceFile(torn)).problems).toHaveLength(2);
  });
});

describe('paying', () => {
  it('[PY2] waits for the tax form, or a reason; tax is kept back where it has to be', async () => {
    const orderId = await order();
    const invoiceId = await receive('B-1', [line(orderId)]);
    await approve(invoiceId, 15_000);
    const without = { ...command(), contractorId, entity: 'partnership' as const, backupBasisPoints: 2_400 };
    await firm.client.pay.amendContractor(without);
    expect((await refusalOf(pay(invoiceId, 5_000))).code).toBe('provider.no-tax-form');
    const { id } = await pay(invoiceId, 5_000, { overrideReason: 'The form is on its way' });
    expect((await firm.client.pay.listPayments({})).rows).toMatchObject([{ withoutTaxForm: true, backupCents: 1_200 }]);
    const back = { ...command(), paymentId: id, reversedOn: today, reason: 'Sent back' };
    await firm.client.pay.reversePayment(back);
    expect((await refusalOf(firm.client.pay.reversePayment({ ...back, ...command() }))).code).toBe(
      'provider.payment-reversed',
    );
    expect((await firm.client.pay.getInvoice({ invoiceId })).openCents).toBe(15_000);
  });

  it('[PY6] late share and what was paid although the client has not', async () => {
    const { id: clientPartyId } = await firm.client.office.recordParty({
      ...command(),
      party: { kind: 'person', name: 'Cora Client' },
    });
    const { matterId } = await firm.client.office.openMatter({
      ...command(),
      ...{ clientPartyId, title: 'Lease', practiceArea: 'Real estate', openedOn: '2026-01-05' },
      fee: { kind: 'hourly', rateCents: 30_000 },
    });
    const orderId = await order(true, { matterId });
    const invoiceId = await receive('B-1', [line(orderId)], { invoicedOn: '2026-11-01', receivedOn: '2026-11-02' });
    await approve(invoiceId, 15_000);
    const figures = () => firm.client.pay.payFigures({ from: '2026-11-01', to: '2026-11-30' });
    expect(await figures()).toMatchObject({ lateCents: 15_000, lateShare: { late: 1, of: 1 }, aheadCents: 0 });
    expect((await firm.client.pay.getInvoice({ invoiceId })).interestCents).toBeGreaterThan(0);
    await pay(invoiceId, 15_000);
    expect((await firm.client.pay.listInvoices({ scope: 'paid late' })).total).toBe(1);
    const ahead = async () => (await firm.client.pay.listPaidAhead({})).rows;
    expect(await ahead()).toMatchObject([{ standing: 'not billed', amountCents: 15_000 }]);
    const [lineId = ''] = await lineIds(invoiceId);
    await firm.client.pay.billOn({ ...command(), invoiceId, lineId });
    expect((await refusalOf(firm.client.pay.billOn({ ...command(), invoiceId, lineId }))).code).toBe(
      'provider.billed-on',
    );
    expect((await figures()).aheadCents).toBe(15_000);
  });

  it('[PY12] the year’s ledger leaves card payments out, and says where the threshold is not known', async () => {
    const orderId = await order();
    const invoiceId = await receive('B-1', [line(orderId)]);
    await approve(invoiceId, 15_000);
    await pay(invoiceId, 5_000, { method: 'card' });
    await pay(invoiceId, 10_000);
    const ledger = await firm.client.pay.yearLedger({ year: 2026 });
    expect(ledger).toMatchObject({
      threshold: { thresholdCents: 200_000 },
      boxTenThreshold: { isVerified: false },
      rows: [{ reportableCents: 10_000, byServiceCents: 5_000, standing: 'below' }],
    });
    expect((await refusalOf(firm.client.pay.yearCsv({ year: 2031 }))).code).toBe('provider.threshold-unknown');
    await firm.client.pay.confirmThreshold({
      ...command(),
      ...{ form: '1099-NEC', year: 2026, thresholdCents: 10_000, source: 'Counsel' },
    });
    const { csv } = await firm.client.pay.yearCsv({ year: 2026 });
    expect(csv).toContain('Back Desk Inc.,partnership,123456789,,100.00,0.00,NY');
    firm.become('provider-manager', manager);
    expect((await refusalOf(firm.client.pay.yearCsv({ year: 2026 }))).code).toBe('firm.no-right');
  });
});

describe('a classification file', () => {
  it('[CL1] [CL3] keeps answers and the attorney’s decisions, sealed for the firm', async () => {
    const { classification } = firm.client;
    const file = await classification.get({ contractorId });
    const packVersion = file.pack.version;
    const answers = file.pack.factors.map(({ id }) => ({
      factorId: id,
      answer: 'points to contractor' as const,
      note: 'Own staff',
    }));
    await classification.assess({ ...command(), contractorId, packVersion, answers: answers.slice(0, 2) });
    await classification.assess({ ...command(), contractorId, packVersion, answers });
    const wrong = {
      ...command(),
      contractorId,
      packVersion,
      answers: [{ factorId: 'moon', answer: 'both ways' as const }],
    };
    expect((await refusalOf(classification.assess(wrong))).code).toBe('provider.not-found');
    const decide = (reviewOn: string, reasons = 'Own staff, many clients') =>
      classification.decide({ ...command(), contractorId, decision: 'vendor business', reviewOn, reasons });
    expect((await refusalOf(decide('2028-01-01'))).code).toBe('provider.classification-review');
    expect((await refusalOf(decide('2027-11-01', ' '))).code).toBe('provider.classification-reasons');
    await decide('2027-11-01');
    expect(await classification.get({ contractorId })).toMatchObject({
      answered: { versions: 2 },
      score: { points: -100 },
      decisions: [{ decision: 'vendor business', reviewOn: '2027-11-01', points: -100 }],
    });
    expect((await classification.worksheet({ contractorId })).fileName).toBe('SS-8 worksheet Back Desk Inc..pdf');
    const tasks = (await firm.client.office.listTasks({})).rows;
    expect(tasks).toMatchObject([{ title: 'Review how Back Desk Inc. is classified', dueOn: '2027-11-01' }]);
    firm.become('bookkeeper');
    expect((await refusalOf(decide('2027-11-01'))).code).toBe('firm.no-right');
    firm.become('provider-manager', manager);
    expect((await refusalOf(classification.get({ contractorId }))).code).toBe('firm.no-right');
    expect((await firm.client.pay.getContractor({ contractorId })).decision).toBeNull();
    expect(firm.rows.get('SELECT decision, reasons FROM provider_classification')).toEqual({
      decision: null,
      reasons: null,
    });
  });
});
