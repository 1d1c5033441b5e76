import { beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { startOfDay } from '../../../electron/data/local-day.ts';
import { newEvent } from '../../../electron/data/procedures/new-event.ts';
import { firmRated } from '../../../shared/events/feedback.ts';
import { callLogged, callReturned, leadOpened } from '../../../shared/events/intake.ts';
import {
  orderAccepted,
  orderDrafted,
  orderOffered,
  workAccepted,
  workDelivered,
  workReturned,
} from '../../../shared/events/orders.ts';
import { type MemoryFirm, openMemoryFirm } from '../../support/memory-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const today = '2026-12-02';
const month = '2026-11';
// The test's clock counts milliseconds from 1970 on: that is when things are noted.
const born = new Date(1).getFullYear() === 1970 ? '1970-01' : '1969-12';
const grades = { accuracy: 5, completeness: 4, timeliness: 3, format: 5, communication: 4 };
let firm: MemoryFirm;
let providerId: string;
const command = () => ({ commandId: createId() });

beforeEach(async () => {
  firm = openMemoryFirm(makeTemporaryFolder(), today);
  providerId = (await firm.client.agreement.engage({ ...command(), name: 'Back Desk', engagedOn: '2026-01-02' })).id;
});

/** A call of November that asked to be called back by noon, and was at `returnedHour`. */
function takeCall(day: string, returnedHour: number | null): void {
  const morning = startOfDay(day);
  const id = createId();
  const head = {
    startedAtMs: morning + 9 * 3_600_000,
    endedAtMs: morning + 9 * 3_600_000 + 60_000,
    direction: 'in' as const,
    outcome: 'message' as const,
    urgency: 'normal' as const,
    callbackByMs: morning + 12 * 3_600_000,
  };
  firm.fold(newEvent(callLogged, id, head, { callerName: `Caller of ${day}`, callerNumber: '' }));
  if (returnedHour !== null) {
    firm.fold(newEvent(callReturned, id, { returnedAtMs: morning + returnedHour * 3_600_000 }, {}));
  }
}

/** An order of this provider, up to the step named. */
function makeOrder(number: string, upTo: 'offered' | 'delivered' | 'returned' | 'accepted'): string {
  const orderId = createId();
  const terms = {
    serviceLine: 'paralegal',
    number,
    dueAtMs: startOfDay('2026-11-20'),
    dueLocal: '2026-11-20T17:00',
    dueZone: 'UTC',
    unit: 'hour' as const,
    tier: 'full file' as const,
    billingMode: 'overhead' as const,
    reviewerMemberId: firm.me.memberId,
  };
  const termsEventId = firm.fold(newEvent(orderDrafted, orderId, terms, { title: `Chronology ${number}` }));
  firm.fold(newEvent(orderOffered, orderId, { providerPartyId: providerId }, {}));
  if (upTo === 'offered') return orderId;
  firm.fold(newEvent(orderAccepted, orderId, { termsEventId }, {}));
  const deliveryId = createId();
  firm.fold(newEvent(workDelivered, orderId, { deliveryId, hundredths: 200 }, {}));
  if (upTo === 'delivered') return orderId;
  if (upTo === 'returned') {
    firm.fold(newEvent(workReturned, orderId, { deliveryId, reason: 'incomplete' }, { reason: 'Pages' }));
    return orderId;
  }
  firm.fold(newEvent(workAccepted, orderId, { deliveryId, hundredths: 200 }, {}));
  return orderId;
}

const card = (of = month) => firm.client.scorecard.get({ providerId, month: of });
const rowOf = async (measureId: string, of = month) => (await card(of)).rows.find((row) => row.measureId === measureId);

describe('a scorecard', () => {
  it('[SL1] counts from events, only what the provider’s staff did, and opens into the cases', async () => {
    takeCall('2026-11-10', 11);
    firm.become('provider-receptionist');
    takeCall('2026-11-11', 11);
    takeCall('2026-11-12', 13);
    takeCall('2026-11-13', 10);
    takeCall('2026-10-30', 13);
    expect(await rowOf('callback-on-time')).toMatchObject({
      numerator: 2,
      denominator: 3,
      sharePerMille: 667,
      isReached: false,
      targetPerMille: 950,
    });
    const ask = { providerId, month, measureId: 'callback-on-time' };
    const { rows, total } = await firm.client.scorecard.cases({ ...ask, sort: 'hit' });
    expect([total, rows.map((row) => [row.what, row.hit])]).toEqual(
      [
        3,
        [
          ['Caller of 2026-11-12', false],
          ['Caller of 2026-11-11', true],
          ['Caller of 2026-11-13', true],
        ],
      ].map((one) => (Array.isArray(one) ? expect.arrayContaining(one) : one)),
    );
    for (const sort of ['atMs', 'what', 'took'] as const) {
      expect((await firm.client.scorecard.cases({ ...ask, sort, limit: 2 })).rows.length).toBe(2);
    }
    const { points } = await firm.client.scorecard.trend(ask);
    expect(points.slice(-2).map((point) => [point.month, point.numerator, point.denominator])).toEqual([
      ['2026-10', 0, 1],
      ['2026-11', 2, 3],
    ]);
  });

  it('[SL1] reads every measure that is counted, with an empty firm and with cases', async () => {
    firm.become('provider-receptionist');
    firm.fold(
      newEvent(
        leadOpened,
        createId(),
        { practiceArea: 'Family', prospectPartyId: 'aa' },
        { parties: [], summary: 'x' },
      ),
    );
    const { measures } = await firm.client.agreement.codes({});
    for (const { id } of measures) {
      const page = await firm.client.scorecard.cases({ providerId, month: born, measureId: id });
      expect(page.total).toBe(page.rows.length);
    }
    expect(await rowOf('lead-complete', born)).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it('[SL1] measures orders: on time, the first time right', async () => {
    makeOrder('W1', 'accepted');
    makeOrder('W2', 'returned');
    makeOrder('W3', 'offered');
    expect(await rowOf('orders-on-time')).toMatchObject({ numerator: 2, denominator: 2, isReached: true });
    expect(await rowOf('first-pass', born)).toMatchObject({ numerator: 1, denominator: 1 });
    expect((await card(born)).firm.reviewed).toEqual({ numerator: 2, denominator: 2 });
  });

  it('[FB3] takes figures that Annex does not see with their source, no more than all', async () => {
    const record = (more: object) =>
      firm.client.scorecard.recordFigure({
        ...command(),
        providerId,
        month,
        measureId: 'answer-time',
        numerator: 412,
        denominator: 480,
        source: 'Report of the telephone system',
        ...more,
      });
    expect((await refusalOf(record({ numerator: 481 }))).code).toBe('feedback.more-than-all');
    expect((await refusalOf(record({ month: '2027-01' }))).code).toBe('feedback.month-in-future');
    expect((await refusalOf(record({ measureId: 'first-pass' }))).fields).toEqual(['measureId']);
    expect((await refusalOf(record({ source: ' ' }))).fields).toEqual(['source']);
    await record({});
    expect(await rowOf('answer-time')).toMatchObject({
      numerator: 412,
      denominator: 480,
      isReached: true,
      recordedSource: 'Report of the telephone system',
    });
  });

  it('[SL6] is issued once the month is over and something was counted, and kept as it stood', async () => {
    const issue = (of: string) => firm.client.scorecard.issue({ ...command(), providerId, month: of });
    expect((await refusalOf(issue('2026-12'))).code).toBe('feedback.month-not-over');
    expect((await refusalOf(issue(month))).code).toBe('feedback.nothing-counted');
    firm.become('provider-receptionist');
    takeCall('2026-11-11', 11);
    firm.become('owner');
    await issue(month);
    expect((await card()).issued).toMatchObject({ scorePerMille: 1000, by: 'The owner' });
    const { csv } = await firm.client.scorecard.csv({ providerId, month });
    expect(csv).toContain('Reception and client intake,Callbacks on time,at least 95.0%,1,1,100.0,reached,3,counted');
    expect((await firm.client.scorecard.pdf({ providerId, month })).fileName).toBe('scorecard 2026-11.pdf');
    firm.become('provider-manager');
    expect((await refusalOf(issue(month))).code).toBe('firm.no-right');
  });

  it('[SL5] [FB4] goes both ways: the provider grades the firm, nobody else does', async () => {
    const own = { providerId, month, briefClarity: 4, responseTime: 2, payment: 5 };
    expect((await refusalOf(firm.client.scorecard.rateFirm({ ...command(), ...own }))).code).toBe(
      'feedback.provider-rates',
    );
    firm.fold(newEvent(firmRated, `${providerId}-${month}`, { ...own, payment: 1 }, {}));
    expect((await card()).firm.grades).toBeNull();
    firm.become('provider-manager');
    await firm.client.scorecard.rateFirm({ ...command(), ...own, note: 'Answers took days' });
    expect((await card()).firm.grades).toMatchObject({ briefClarity: 4, responseTime: 2, payment: 5 });
    expect((await card()).mayRateFirm).toBe(true);
  });
});

describe('feedback on work', () => {
  it('[FB1] rates accepted work alone; the provider sees it and replies', async () => {
    const { scorecard } = firm.client;
    const delivered = makeOrder('W1', 'delivered');
    const accepted = makeOrder('W2', 'accepted');
    const rate = (orderId: string, more: object = {}) => scorecard.rate({ ...command(), orderId, grades, ...more });
    expect((await refusalOf(rate(delivered))).code).toBe('feedback.not-accepted');
    expect((await refusalOf(rate('nowork'))).fields).toEqual(['orderId']);
    expect((await refusalOf(rate(accepted, { grades: { ...grades, format: 6 } }))).fields).toEqual(['grades.format']);
    expect((await refusalOf(rate(accepted, { documentId: 'nodocument' }))).fields).toEqual(['documentId']);
    expect((await scorecard.listUnrated({ providerId })).rows.map((row) => row.orderNumber)).toEqual(['W2']);
    await rate(accepted, { tags: ['well sourced'], note: 'Good', excerpt: 'Page 3: the dates' });
    expect((await scorecard.listUnrated({ providerId })).total).toBe(0);
    firm.become('provider-clerk');
    expect((await scorecard.listRatings({ providerId })).rows).toMatchObject([
      { orderNumber: 'W2', grades, meanTenths: 42, tags: ['well sourced'], excerpt: 'Page 3: the dates', reply: '' },
    ]);
    expect((await refusalOf(rate(accepted))).code).toBe('firm.no-right');
    await scorecard.reply({ ...command(), orderId: accepted, reply: 'Thank you' });
    expect((await refusalOf(scorecard.reply({ ...command(), orderId: delivered, reply: 'No' }))).fields).toEqual([
      'orderId',
    ]);
    for (const sort of ['ratedAtMs', 'meanTenths', 'orderNumber'] as const) {
      const { rows } = await scorecard.listRatings({ providerId, sort });
      expect(rows).toMatchObject([{ reply: 'Thank you', repliedBy: 'The provider-clerk' }]);
    }
    expect((await card(born)).ratings).toMatchObject({ count: 1, means: { accuracy: 50, timeliness: 30 } });
  });

  it('[FB2] a corrective action is done, then verified; what did not work is open again', async () => {
    const { scorecard } = firm.client;
    const open = (dueOn: string) =>
      scorecard.openAction({ ...command(), providerId, dueOn, rootCause: 'No second look', fix: 'Two people check' });
    expect((await refusalOf(open('2026-12-01'))).code).toBe('feedback.due-in-past');
    const { id: actionId } = await open('2026-12-20');
    const verify = (isEffective: boolean) => scorecard.verifyAction({ ...command(), actionId, isEffective });
    const finish = () => scorecard.finishAction({ ...command(), actionId, what: 'Began on Monday' });
    expect((await refusalOf(verify(true))).code).toBe('feedback.action-not-done');
    await finish();
    expect((await refusalOf(finish())).code).toBe('feedback.action-not-open');
    await verify(false);
    const state = async () => (await scorecard.listActions({ providerId })).rows[0]?.state;
    expect(await state()).toBe('open');
    await finish();
    firm.become('provider-manager');
    expect((await refusalOf(verify(true))).code).toBe('firm.no-right');
    firm.become('attorney');
    await verify(true);
    expect(await state()).toBe('verified');
  });
});

describe('the relationship', () => {
  it('[RL1] [RL3] remembers meetings and says what is due', async () => {
    const { relationship, agreement, scorecard } = firm.client;
    const note = (more: object) =>
      relationship.note({
        ...command(),
        providerId,
        kind: 'meeting',
        on: '2026-11-02',
        title: 'Monthly talk',
        ...more,
      });
    expect((await refusalOf(note({ nextOn: '2026-11-02' }))).code).toBe('relationship.next-not-later');
    await note({ nextOn: '2026-12-01', people: 'Ada, Mel' });
    await note({ kind: 'thanks', title: 'Flowers' });
    const clause = { providerId, clauseId: 'insurance', isPresent: true, renewsOn: '2026-12-15' };
    await agreement.recordClause({ ...command(), ...clause });
    await scorecard.openAction({ ...command(), providerId, dueOn: '2026-12-10', rootCause: 'x', fix: 'A checklist' });
    const due = async () => (await relationship.upcoming({ providerId })).rows.map((row) => [row.what, row.isLate]);
    expect(await due()).toEqual([
      ['Monthly talk', true],
      ['A checklist', false],
      ['Insurance: errors and omissions, cyber', false],
    ]);
    await note({ on: '2026-12-01' });
    expect((await due()).length).toBe(2);
    for (const sort of ['on', 'kind'] as const) {
      expect((await relationship.listMoments({ providerId, sort })).total).toBe(3);
    }
  });

  it('[RL2] closes a project: not with open orders; open ends go to somebody', async () => {
    const { relationship } = firm.client;
    const done = makeOrder('W1', 'accepted');
    const open = makeOrder('W2', 'delivered');
    const close = (orderIds: string[], more: object = {}) =>
      relationship.closeProject({
        ...command(),
        providerId,
        closedOn: today,
        orderIds,
        grade: 4,
        title: 'File room scanned',
        lessons: 'Box by box works',
        ...more,
      });
    expect(await refusalOf(close([done, open]))).toMatchObject({
      code: 'relationship.orders-open',
      sentence: expect.stringContaining('W2'),
    });
    expect((await refusalOf(close([]))).fields).toEqual(['orderIds']);
    expect((await refusalOf(close([done, 'nowork']))).fields).toEqual(['orderIds']);
    expect((await refusalOf(close([done], { closedOn: '2026-12-03' }))).code).toBe('relationship.closed-in-future');
    const stranger = { openEnds: [{ text: 'Box 12', toMemberId: 'nobody' }] };
    expect((await refusalOf(close([done], stranger))).fields).toEqual(['openEnds.0.toMemberId']);
    await close([done], { openEnds: [{ text: 'Box 12', toMemberId: firm.me.memberId }], accessEndedOn: today });
    for (const sort of ['closedOn', 'grade'] as const) {
      expect((await relationship.listCloseOuts({ providerId, sort })).rows).toMatchObject([
        { title: 'File room scanned', grade: 4, orders: 1, openEnds: [{ text: 'Box 12', handedTo: 'Ada Alder' }] },
      ]);
    }
    expect((await relationship.listProjectOrders({ providerId })).rows.map((row) => row.number)).toEqual(['W1', 'W2']);
  });
});

describe('the firm’s own part', () => {
  it('[SL5] counts invoices that fell due in the month, and those of them that were paid whole by their day', async () => {
    const { pay } = firm.client;
    const contractor = { partyId: providerId, entity: 'partnership' as const, form: 'W-9' as const, signedOn: today };
    const { id: contractorId } = await pay.registerContractor({ ...command(), ...contractor });
    const invoice = async (number: string, receivedOn: string, paidOn: string | null) => {
      const line = { kind: 'expense' as const, amountCents: 5_000, description: `Costs ${number}` };
      const head = { contractorId, number, invoicedOn: receivedOn, receivedOn, totalCents: 5_000, lines: [line] };
      const { id: invoiceId } = await pay.receiveInvoice({ ...command(), ...head });
      const [own] = (await pay.getInvoice({ invoiceId })).lines;
      const lines = [{ lineId: own?.lineId ?? '', approvedCents: 5_000 }];
      await pay.decideInvoice({ ...command(), invoiceId, lines });
      if (paidOn === null) return;
      const allocations = [{ invoiceId, amountCents: 5_000 }];
      await pay.recordPayment({ ...command(), contractorId, paidOn, method: 'ach', amountCents: 5_000, allocations });
    };
    await invoice('1', '2026-11-02', '2026-11-16');
    await invoice('2', '2026-11-03', '2026-11-25');
    await invoice('3', '2026-11-04', null);
    await invoice('4', '2026-10-01', '2026-10-10');
    expect((await card()).firm.paid).toEqual({ numerator: 1, denominator: 3 });
    expect((await card('2026-10')).firm.paid).toEqual({ numerator: 1, denominator: 1 });
    expect((await card('2026-12')).firm.paid).toEqual({ numerator: 0, denominator: 0 });
  });
});
