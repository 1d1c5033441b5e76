import { beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { newEvent } from '../../../electron/data/procedures/new-event.ts';
import { documentFiled } from '../../../shared/events/documents.ts';
import { orderAccepted, orderCancelled } from '../../../shared/events/orders.ts';
import { type MemoryFirm, openMemoryFirm } from '../../support/memory-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

let firm: MemoryFirm;
let owner: string;
const worker = createId();

beforeEach(() => {
  firm = openMemoryFirm(makeTemporaryFolder());
  owner = firm.me.memberId;
  firm.become('provider-clerk', worker);
  firm.become('owner', owner);
});

const terms = {
  serviceLine: 'legal-research',
  title: 'Memo on late answers',
  result: 'A memo',
  criteria: ['Adverse authority is included'],
  checklist: [{ text: 'Cites read in the source', tag: 'required' as const }],
  dueLocal: '2026-12-01T17:00',
  dueZone: 'America/Los_Angeles',
  unit: 'hour' as const,
  tier: 'redacted' as const,
  billingMode: 'legal service' as const,
};
const price = { basis: 'hourly' as const, rateCents: 5_000, capCents: 20_000 };
const work = () => firm.client.work;
const command = () => ({ commandId: createId() });

async function draft(more: object = {}): Promise<string> {
  return (await work().draftOrder({ ...command(), ...terms, price, ...more })).id;
}

async function offer(more: object = {}): Promise<string> {
  const orderId = await draft(more);
  await work().offerOrder({ ...command(), orderId, toMemberId: worker });
  return orderId;
}

const asWorker = () => firm.become('provider-clerk', worker);
const asOwner = () => firm.become('owner', owner);

async function takenOn(more: object = {}): Promise<string> {
  const orderId = await offer(more);
  asWorker();
  await work().acceptOrder({ ...command(), orderId });
  return orderId;
}

async function delivered(hundredths = 300): Promise<string> {
  const orderId = await takenOn();
  await work().deliverWork({ ...command(), orderId, hundredths, note: 'Memo, nine pages' });
  return orderId;
}

const deliveryOf = async (orderId: string) => (await work().getOrder({ orderId })).lastDeliveryId ?? '';

describe('a work order', () => {
  it('[WO1] goes from draft to paid, and every step is in its timeline', async () => {
    const orderId = await takenOn();
    await work().startOrder({ ...command(), orderId });
    const item = (await work().getOrder({ orderId })).checklist[0];
    await work().checkItem({ ...command(), orderId, itemId: item?.itemId ?? '', done: true });
    await work().deliverWork({ ...command(), orderId, hundredths: 325, note: 'Here', sources: '1 Wn.2d 1' });
    asOwner();
    await work().startReview({ ...command(), orderId });
    const deliveryId = await deliveryOf(orderId);
    await work().acceptWork({ ...command(), orderId, deliveryId, hundredths: 300, reviewMinutes: 20 });
    await work().markInvoiced({ ...command(), orderId, reference: 'INV 7' });
    await work().markPaid({ ...command(), orderId, paidOn: '2026-11-20' });
    const order = await work().getOrder({ orderId });
    expect(order).toMatchObject({
      number: 'WO-2026-0001',
      state: 'paid',
      serviceName: 'Legal research and fact gathering',
      acceptedHundredths: 300,
      contractorName: 'The provider-clerk',
      steps: [],
      price: { rateCents: 5_000 },
      checklist: [{ doneByName: 'The provider-clerk' }],
      deliveries: [{ outcome: 'accepted', sources: '1 Wn.2d 1', note: 'Here' }],
    });
    expect(order.timeline.map((step) => step.step)).toEqual([
      'draft',
      'offer',
      'accept',
      'start',
      'deliver',
      'review',
      'accept work',
      'invoice',
      'pay',
    ]);
  });

  it('[WO1] is given back with the reason, and delivered again', async () => {
    const orderId = await delivered();
    asOwner();
    const deliveryId = await deliveryOf(orderId);
    await work().returnWork({ ...command(), orderId, deliveryId, reason: 'incomplete', note: 'Part two is missing' });
    asWorker();
    await work().deliverWork({ ...command(), orderId, hundredths: 350, note: 'With part two' });
    asOwner();
    const stale = { ...command(), orderId, deliveryId, hundredths: 300 };
    expect((await refusalOf(work().acceptWork(stale))).code).toBe('provider.not-the-newest');
    const order = await work().getOrder({ orderId });
    expect(order).toMatchObject({ state: 'delivered', returns: 1 });
    expect(order.deliveries.map((one) => [one.outcome, one.outcomeNote])).toEqual([
      ['to review', ''],
      ['returned', 'Part two is missing'],
    ]);
  });

  it('[WO3] may be declined, with a reason, and offered to somebody else', async () => {
    const orderId = await offer();
    asWorker();
    await work().declineOrder({ ...command(), orderId, reason: 'capacity', note: 'Full until Dec 10' });
    asOwner();
    expect((await work().listOrders({ scope: 'mine' })).rows).toMatchObject([{ orderId, state: 'declined' }]);
    await work().offerOrder({ ...command(), orderId, toMemberId: worker });
    expect((await work().getOrder({ orderId })).state).toBe('offered');
  });

  it('[WO5] waits for the firm, and the time is added', async () => {
    const orderId = await takenOn();
    await work().stopClock({ ...command(), orderId, question: 'Which county?' });
    const twice = work().stopClock({ ...command(), orderId, question: 'Which court?' });
    expect((await refusalOf(twice)).code).toBe('provider.clock-stands');
    asOwner();
    expect((await work().listOrders({ scope: 'mine' })).rows).toMatchObject([{ orderId, isWaiting: true }]);
    expect((await work().getOrder({ orderId })).question).toBe('Which county?');
    await work().resumeClock({ ...command(), orderId, answer: 'King' });
    const order = await work().getOrder({ orderId });
    expect(order.isWaiting).toBe(false);
    expect(order.dueWithWaitingMs).toBe(order.dueAtMs + order.stoppedMs);
    expect((await refusalOf(work().resumeClock({ ...command(), orderId }))).code).toBe('provider.clock-runs');
  });

  it('[WO12] of somebody outside Annex is kept by the firm', async () => {
    const { id: providerPartyId } = await firm.client.office.recordParty({
      ...command(),
      party: { kind: 'organisation', name: 'Byte & Cable' },
    });
    const orderId = await draft({ serviceLine: 'it-consulting', title: 'Security review' });
    await work().offerOrder({ ...command(), orderId, providerPartyId });
    await work().acceptOrder({ ...command(), orderId, note: 'By telephone' });
    await work().deliverWork({ ...command(), orderId, hundredths: 100, note: 'Report received' });
    await work().acceptWork({ ...command(), orderId, deliveryId: await deliveryOf(orderId), hundredths: 100 });
    const order = await work().getOrder({ orderId });
    expect(order).toMatchObject({ state: 'work accepted', contractorName: 'Byte & Cable' });
  });

  it('is handed off by the provider to whom it chooses', async () => {
    const orderId = await takenOn();
    const other = createId();
    firm.become('provider-receptionist', other);
    expect((await refusalOf(work().startOrder({ ...command(), orderId }))).code).toBe('provider.not-yours');
    asWorker();
    const toFirm = work().handOffOrder({ ...command(), orderId, toMemberId: owner });
    expect((await refusalOf(toFirm)).code).toBe('provider.not-a-worker');
    await work().handOffOrder({ ...command(), orderId, toMemberId: other, done: 'Search', remaining: 'Writing' });
    firm.become('provider-receptionist', other);
    expect((await work().listOrders({ scope: 'mine' })).rows).toMatchObject([{ orderId }]);
    await work().startOrder({ ...command(), orderId });
  });
});

describe('a work order refuses', () => {
  it('[WO7] delivering what was not accepted', async () => {
    const orderId = await offer();
    asWorker();
    const refusal = await refusalOf(work().deliverWork({ ...command(), orderId, hundredths: 100, note: 'x' }));
    expect(refusal.code).toBe('provider.out-of-turn');
    expect(refusal.sentence).toContain('was not accepted');
  });

  it('[WO1] accepting twice, an order or its work', async () => {
    const orderId = await takenOn();
    expect((await refusalOf(work().acceptOrder({ ...command(), orderId }))).sentence).toContain('accepted already');
    await work().deliverWork({ ...command(), orderId, hundredths: 100, note: 'x' });
    asOwner();
    const deliveryId = await deliveryOf(orderId);
    await work().acceptWork({ ...command(), orderId, deliveryId, hundredths: 100 });
    const again = work().acceptWork({ ...command(), orderId, deliveryId, hundredths: 100 });
    expect((await refusalOf(again)).sentence).toContain('accepted already');
  });

  it('[WO4] new terms after acceptance, and any price but a higher cap', async () => {
    const orderId = await takenOn();
    asOwner();
    const amend = work().amendOrder({ ...command(), orderId, ...terms, title: 'Two memos' });
    expect((await refusalOf(amend)).sentence).toContain('accepted on its terms');
    const cheaper = work().priceOrder({ ...command(), orderId, ...price, rateCents: 4_000 });
    expect((await refusalOf(cheaper)).code).toBe('provider.price-agreed');
    await work().priceOrder({ ...command(), orderId, ...price, capCents: 30_000 });
    expect((await work().getOrder({ orderId })).price?.capCents).toBe(30_000);
  });

  it('[WO6] a deadline in the past, and one that nobody can read', async () => {
    const past = draft({ dueLocal: '1969-12-31T10:00' });
    expect(await refusalOf(past)).toMatchObject({ code: 'provider.due-in-the-past', fields: ['dueLocal'] });
    expect((await refusalOf(draft({ dueZone: 'Mars/Olympus' }))).code).toBe('provider.due-unreadable');
    expect((await refusalOf(draft({ dueLocal: '2026-02-30T10:00' }))).code).toBe('provider.due-unreadable');
  });

  it('[WO8] units above the cap, on delivery and on acceptance', async () => {
    const orderId = await takenOn();
    firm.become('provider-manager');
    const much = work().deliverWork({ ...command(), orderId, hundredths: 450, note: 'x' });
    expect((await refusalOf(much)).sentence).toContain('Give 4 or less');
    await work().deliverWork({ ...command(), orderId, hundredths: 400, note: 'x' });
    asOwner();
    const deliveryId = await deliveryOf(orderId);
    const more = work().acceptWork({ ...command(), orderId, deliveryId, hundredths: 401 });
    expect((await refusalOf(more)).code).toBe('provider.above-cap');
  });

  it('[WO3] [WO12] the other side’s steps', async () => {
    const orderId = await offer();
    expect((await refusalOf(work().acceptOrder({ ...command(), orderId }))).code).toBe('provider.contractor-decides');
    asWorker();
    const cancel = work().cancelOrder({ ...command(), orderId, reason: 'x' });
    expect((await refusalOf(cancel)).code).toBe('firm.no-right');
    await work().acceptOrder({ ...command(), orderId });
    await work().deliverWork({ ...command(), orderId, hundredths: 100, note: 'x' });
    firm.become('paralegal');
    const accept = work().acceptWork({ ...command(), orderId, deliveryId: await deliveryOf(orderId), hundredths: 100 });
    expect((await refusalOf(accept)).code).toBe('provider.not-the-reviewer');
  });

  it('nobody, people inside, and what is not known', async () => {
    const orderId = await draft();
    const offerTo = (more: object) => refusalOf(work().offerOrder({ ...command(), orderId, ...more }));
    expect((await offerTo({})).code).toBe('provider.nobody');
    expect((await offerTo({ toMemberId: owner })).code).toBe('provider.not-outside');
    expect((await offerTo({ toMemberId: 'nobody' })).code).toBe('provider.not-found');
    expect((await offerTo({ providerPartyId: 'nobody' })).code).toBe('provider.not-found');
    expect((await refusalOf(draft({ serviceLine: 'alchemy' }))).code).toBe('provider.not-found');
    expect((await refusalOf(draft({ sopVersionIds: ['nothing'] }))).code).toBe('provider.not-found');
    expect((await refusalOf(draft({ reviewerMemberId: worker }))).code).toBe('provider.no-reviewer');
    const missing = work().getOrder({ orderId: 'nothing' });
    expect((await refusalOf(missing)).code).toBe('provider.not-found');
  });

  it('documents that are not known, and a delivery of nothing', async () => {
    const orderId = await takenOn();
    const deliver = (more: object) =>
      refusalOf(work().deliverWork({ ...command(), orderId, hundredths: 100, ...more }));
    expect((await deliver({ documentIds: ['none'] })).code).toBe('provider.not-found');
    expect((await deliver({})).code).toBe('provider.nothing-delivered');
    firm.fold(filed('memo1'));
    await work().deliverWork({ ...command(), orderId, hundredths: 100, documentIds: ['memo1'] });
    const { deliveries } = await work().getOrder({ orderId });
    expect(deliveries[0]?.documents).toEqual([{ documentId: 'memo1', title: 'Memo' }]);
  });

  it('a payment that is still to come', async () => {
    const orderId = await delivered();
    asOwner();
    await work().acceptWork({ ...command(), orderId, deliveryId: await deliveryOf(orderId), hundredths: 300 });
    expect((await refusalOf(work().markPaid({ ...command(), orderId, paidOn: '2026-11-20' }))).code).toBe(
      'provider.out-of-turn',
    );
    await work().markInvoiced({ ...command(), orderId, reference: 'INV 7' });
    const early = work().markPaid({ ...command(), orderId, paidOn: '2026-12-24' });
    expect((await refusalOf(early)).code).toBe('provider.paid-in-the-future');
  });
});

describe('a work order of a withheld matter', () => {
  it('[WO10] is not offered to somebody outside, who sees its number alone', async () => {
    const { id: clientPartyId } = await firm.client.office.recordParty({
      ...command(),
      party: { kind: 'person', name: 'Vera Veiled' },
    });
    const { matterId } = await firm.client.office.openMatter({
      ...command(),
      clientPartyId,
      title: 'Veiled v. Known',
      practiceArea: 'Family',
      openedOn: '2026-11-23',
      fee: { kind: 'hourly', rateCents: 35_000 },
      withheld: true,
    });
    const orderId = await draft({ matterId });
    const refusal = await refusalOf(work().offerOrder({ ...command(), orderId, toMemberId: worker }));
    expect(refusal).toMatchObject({ code: 'provider.matter-withheld', fields: ['matterId'] });
    expect(firm.events.at(-1)?.withheld).toBe(true);
    asWorker();
    const order = await work().getOrder({ orderId });
    expect(order).toMatchObject({
      title: 'Work order WO-2026-0001 (withheld)',
      isReadable: false,
      result: '',
      steps: [],
    });
  });
});

describe('what was done apart', () => {
  it('[WO2] is kept on both sides: an acceptance and a cancellation', async () => {
    const orderId = await offer();
    const last = (await work().getOrder({ orderId })).timeline.at(-1)?.eventId ?? '';
    firm.fold(newEvent(orderCancelled, orderId, {}, { reason: 'Settled' }), [last]);
    firm.become('provider-clerk', worker);
    firm.fold(newEvent(orderAccepted, orderId, { termsEventId: last }, {}), [last]);
    const order = await work().getOrder({ orderId });
    expect(order).toMatchObject({ state: 'cancelled', outOfTurn: 1 });
    expect(order.timeline.map((step) => [step.step, step.isInTurn])).toEqual([
      ['draft', true],
      ['offer', true],
      ['cancel', true],
      ['accept', false],
    ]);
  });
});

describe('lists of work orders', () => {
  it('are paged, sorted and filtered', async () => {
    for (const title of ['Beta', 'Alpha', 'Gamma']) await draft({ title });
    const page = await work().listOrders({ sort: 'title', limit: 2 });
    expect(page.total).toBe(3);
    expect(page.rows.map((row) => row.title)).toEqual(['Alpha', 'Beta']);
    expect((await work().listOrders({ filter: 'WO-2026-0003' })).rows.map((row) => row.title)).toEqual(['Gamma']);
    expect((await work().listOrders({ scope: 'done' })).total).toBe(0);
    expect((await work().listOrders({ serviceLine: 'hr' })).total).toBe(0);
  });

  it('every service has templates that can be ordered as they are', async () => {
    const { rows } = await work().listServiceLines({});
    expect(rows.length).toBe(18);
    for (const line of rows) {
      for (const { title, result, criteria, checklist, unit, tier, billingMode, id } of line.templates) {
        const more = {
          serviceLine: line.id,
          templateId: id,
          title,
          result,
          criteria,
          checklist,
          unit,
          tier,
          billingMode,
        };
        await draft(more);
      }
    }
    const ids = rows.flatMap((line) => line.templates.map((template) => template.id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

function filed(documentId: string) {
  return newEvent(
    documentFiled,
    documentId,
    { size: 3, mediaType: 'text/plain', receivedOn: '2026-11-20', chunkIds: ['b'.repeat(64)] },
    {
      title: 'Memo',
      fileName: 'memo.txt',
      file: {
        size: 3,
        sha256: 'a'.repeat(64),
        mediaType: 'text/plain',
        chunks: [{ id: 'b'.repeat(64), size: 20 }],
        key: 'k'.repeat(43),
      },
    },
  );
}

describe('two providers of one firm', () => {
  const other = createId();
  const otherManager = createId();
  const colleague = createId();
  const manager = createId();

  beforeEach(async () => {
    const people = { manager: [worker, colleague, manager], other: [other, otherManager] };
    for (const memberId of [...people.manager, ...people.other])
      firm.become([manager, otherManager].includes(memberId) ? 'provider-manager' : 'provider-clerk', memberId);
    asOwner();
    for (const [name, memberIds] of Object.entries(people)) {
      const { id: providerId } = await firm.client.agreement.engage({ ...command(), name, engagedOn: '2026-01-05' });
      for (const memberId of memberIds) await firm.client.agreement.linkMember({ ...command(), memberId, providerId });
    }
  });

  it('[WO14] keep to their own orders: neither answered, worked on nor taken over by the other', async () => {
    const orderId = await offer();
    firm.become('provider-manager', otherManager);
    expect((await refusalOf(work().acceptOrder({ ...command(), orderId }))).code).toBe('provider.other-provider');
    expect((await work().getOrder({ orderId })).steps).toEqual([]);
    firm.become('provider-manager', manager);
    const accepted = work().acceptOrder({ ...command(), orderId, assigneeMemberId: other });
    expect((await refusalOf(accepted)).code).toBe('provider.other-company');
    await work().acceptOrder({ ...command(), orderId });
    const handed = work().handOffOrder({ ...command(), orderId, toMemberId: other });
    expect((await refusalOf(handed)).code).toBe('provider.other-company');
    await work().handOffOrder({ ...command(), orderId, toMemberId: colleague });
    firm.become('provider-clerk', colleague);
    await work().startOrder({ ...command(), orderId });
  });

  it('[WO14] a step of the other that comes all the same has no effect and is shown', async () => {
    const orderId = await offer();
    firm.become('provider-manager', otherManager);
    const { termsEventId } = firm.rows.get<{ termsEventId: string }>(
      'SELECT terms_event_id AS termsEventId FROM provider_order WHERE order_id = ?',
      [orderId],
    ) ?? { termsEventId: '' };
    firm.fold(newEvent(orderAccepted, orderId, { termsEventId }, {}));
    asOwner();
    const order = await work().getOrder({ orderId });
    expect(order).toMatchObject({ state: 'offered', outOfTurn: 1 });
    expect(order.timeline.at(-1)).toMatchObject({ step: 'accept', isInTurn: false });
  });
});

describe('a company whose people change', () => {
  const newcomer = createId();
  const other = createId();
  const companies: string[] = [];

  beforeEach(async () => {
    companies.length = 0;
    firm.become('provider-clerk', worker);
    firm.become('provider-clerk', other);
    firm.become('provider-manager', newcomer);
    asOwner();
    for (const memberId of [worker, other]) {
      const company = { name: `Company of ${memberId}`, engagedOn: '2026-01-05' };
      const { id: providerId } = await firm.client.agreement.engage({ ...command(), ...company });
      await firm.client.agreement.linkMember({ ...command(), memberId, providerId });
      companies.push(providerId);
    }
  });
  const link = async (providerId: string | undefined) => {
    asOwner();
    const to = providerId === undefined ? {} : { providerId };
    await firm.client.agreement.linkMember({ ...command(), memberId: newcomer, ...to });
    firm.become('provider-manager', newcomer);
  };

  it('[WO15] a manager who joins after the offer acts on it; one of the other company does not', async () => {
    const orderId = await offer();
    firm.become('provider-manager', newcomer);
    expect((await refusalOf(work().acceptOrder({ ...command(), orderId }))).code).toBe('provider.other-provider');
    await link(companies[1]);
    expect((await refusalOf(work().acceptOrder({ ...command(), orderId }))).code).toBe('provider.other-provider');
    await link(companies[0]);
    await work().acceptOrder({ ...command(), orderId, assigneeMemberId: newcomer });
    await work().startOrder({ ...command(), orderId });
    expect(await work().getOrder({ orderId })).toMatchObject({ state: 'in progress', outOfTurn: 0 });
  });

  it('[WO15] whoever leaves the company acts on its orders no more, and an ended order stays as it was', async () => {
    await link(companies[0]);
    asOwner();
    const orderId = await offer();
    const cancelled = await offer();
    asOwner();
    await work().cancelOrder({ ...command(), orderId: cancelled, reason: 'Settled' });
    const actors = (id: string) =>
      firm.rows.get<{ actor_ids: string }>('SELECT actor_ids FROM provider_order WHERE order_id = ?', [id])?.actor_ids;
    const before = actors(cancelled);
    await link(undefined);
    expect((await refusalOf(work().acceptOrder({ ...command(), orderId }))).code).toBe('provider.other-provider');
    expect(actors(cancelled)).toBe(before);
    firm.become('provider-clerk', worker);
    await work().acceptOrder({ ...command(), orderId });
  });
});

describe('an offer', () => {
  it('[WO6] asks for an answer before the work is due', async () => {
    const orderId = await draft();
    const { dueAtMs } = await work().getOrder({ orderId });
    const ask = (answerByMs: number) => work().offerOrder({ ...command(), orderId, toMemberId: worker, answerByMs });
    expect((await refusalOf(ask(dueAtMs + 1))).code).toBe('provider.answer-day');
    expect((await refusalOf(ask(0))).code).toBe('provider.answer-day');
    await ask(dueAtMs - 1);
    expect((await work().getOrder({ orderId })).answerByMs).toBe(dueAtMs - 1);
  });

  it('[WO13] nobody takes back an invoice of an order by hand', async () => {
    const orderId = await delivered();
    asOwner();
    const deliveryId = await deliveryOf(orderId);
    await work().acceptWork({ ...command(), orderId, deliveryId, hundredths: 300 });
    await work().markInvoiced({ ...command(), orderId, reference: 'B-1' });
    expect((await work().getOrder({ orderId })).steps).not.toContain('withdraw invoice');
  });
});
