import type { workContract } from '../../../shared/contract/work.ts';
import { declineAnswerBy, declinePastDue, instantOf } from '../../../shared/domain/provider/due-instant.ts';
import { declineOffer, declineRepricing } from '../../../shared/domain/provider/order-rules.ts';
import { accept, type Decision, decline, type Refusal } from '../../../shared/domain/refusal.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import {
  orderAmended,
  orderCancelled,
  orderDrafted,
  orderInvoiced,
  orderOffered,
  orderPaid,
  orderPriced,
} from '../../../shared/events/orders.ts';
import { nextNumber } from './device-series.ts';
import { notFound, refuseNow } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { isMatterWithheld } from './office-tasks.ts';
import type { InputOf } from './procedure-input.ts';
import { RefusalError } from './refusal-error.ts';
import { findMember } from './roster-rows.ts';
import { isServiceLine } from './service-lines.ts';
import type { Outcome, Turn } from './turn.ts';
import { readPrice } from './work-order-price.ts';
import {
  colleaguesOf,
  contractorSide,
  firmSide,
  type OrderRecord,
  orderFor,
  providerManagers,
  readOrder,
  surroundings,
} from './work-order-state.ts';

type Terms = Omit<InputOf<typeof workContract.amendOrder>, 'commandId' | 'orderId'>;
type Price = Omit<InputOf<typeof workContract.priceOrder>, 'commandId' | 'orderId'>;

function demand(refusal: Refusal | null): void {
  if (refusal !== null) throw new RefusalError(refusal);
}

/** Answers with the id after these events. */
export function done(id: string, ...events: NewEvent[]): Decision<Outcome<{ id: string }>> {
  return accept({ events, answer: { id } });
}

/** Head and body of an order's terms; refuses what is not known, and a deadline that has passed. */
function decideTerms(turn: Turn, input: Terms, withheld: boolean) {
  if (!isServiceLine(input.serviceLine)) demand(notFound('provider', 'service line', 'serviceLine'));
  const due = instantOf(input.dueLocal, input.dueZone);
  if (!due.ok) throw new RefusalError(due.refusal);
  demand(declinePastDue(due.value, turn.nowMs));
  const reviewerMemberId = input.reviewerMemberId ?? turn.me.memberId;
  const reviewer = findMember(turn.rows, reviewerMemberId);
  if (reviewer === undefined || !reviewer.isActive || !reviewer.holds('work.order')) {
    refuseNow('provider.no-reviewer', 'Choose a reviewer of the firm who may accept work.', ['reviewerMemberId']);
  }
  for (const versionId of input.sopVersionIds) {
    const known = turn.rows.get('SELECT 1 AS yes FROM provider_sop_version WHERE version_id = ?', [versionId]);
    if (known === undefined) demand(notFound('provider', 'SOP version', 'sopVersionIds'));
  }
  return {
    head: {
      serviceLine: input.serviceLine,
      ...(input.templateId === undefined ? {} : { templateId: input.templateId }),
      dueAtMs: due.value,
      dueLocal: input.dueLocal,
      dueZone: input.dueZone,
      unit: input.unit,
      estimatedHundredths: input.estimatedHundredths,
      tier: input.tier,
      billingMode: input.billingMode,
      reviewerMemberId,
      sopVersionIds: input.sopVersionIds,
      withheld,
    },
    body: {
      title: input.title,
      result: input.result,
      inputs: input.inputs,
      standards: input.standards,
      criteria: input.criteria,
      checklist: input.checklist.map((item) => ({ itemId: turn.newId(), ...item })),
    },
  };
}

function matterOf(turn: Turn, matterId: string | undefined) {
  return { matterId, withheld: matterId !== undefined && isMatterWithheld(turn.rows, matterId, 'provider') };
}

function pricedEvent(orderId: string, place: Pick<OrderRecord, 'matterId' | 'withheld'>, price: Price): NewEvent {
  const { bucket, ...head } = price;
  return newEvent(orderPriced, orderId, { orderId, ...head }, { bucket }, surroundings(place));
}

/** Decides an offer: to a member of the provider, or to a party outside Annex. */
function decideOffer(turn: Turn, input: InputOf<typeof workContract.offerOrder>): Decision<Outcome<{ id: string }>> {
  const order = orderFor(turn, input.orderId, 'offer');
  const { toMemberId, providerPartyId } = input;
  if (toMemberId === undefined && providerPartyId === undefined)
    return decline('provider.nobody', 'Say whom this is offered to.', ['toMemberId']);
  const member = toMemberId === undefined ? null : findMember(turn.rows, toMemberId);
  if (member === undefined) return { ok: false, refusal: notFound('provider', 'person', 'toMemberId') };
  const party = 'SELECT 1 AS yes FROM office_party WHERE party_id = ?';
  if (providerPartyId !== undefined && turn.rows.get(party, [providerPartyId]) === undefined)
    return { ok: false, refusal: notFound('provider', 'company or person', 'providerPartyId') };
  demand(declineOffer(member, order.withheld) ?? declinePastDue(order.dueAtMs, turn.nowMs));
  demand(declineAnswerBy(input.answerByMs, order.dueAtMs, turn.nowMs));
  const actorIds = toMemberId === undefined ? null : colleaguesOf(turn.rows, toMemberId);
  const head = {
    notifies: toMemberId === undefined ? [] : [toMemberId, ...providerManagers(turn.rows, toMemberId)],
    ...(toMemberId === undefined ? {} : { toMemberId }),
    ...(providerPartyId === undefined ? {} : { providerPartyId }),
    ...(actorIds === null ? {} : { actorIds }),
    ...(input.answerByMs === undefined ? {} : { answerByMs: input.answerByMs }),
  };
  return done(input.orderId, newEvent(orderOffered, input.orderId, head, { note: input.note }, surroundings(order)));
}

/** The firm's side of work orders: ordering, pricing, offering, cancelling, noting invoices and payments. */
export function createOrderingProcedures(os: Implementer) {
  return {
    draftOrder: os.work.draftOrder.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const place = matterOf(turn, input.matterId);
        const { head, body } = decideTerms(turn, input, place.withheld);
        const orderId = turn.newId();
        const number = nextNumber(turn.rows, turn.me.deviceId, 'provider_order', `WO-${turn.today.slice(0, 4)}`);
        const drafted = newEvent(orderDrafted, orderId, { ...head, number }, body, place);
        const at = { matterId: input.matterId ?? null, withheld: place.withheld };
        const priced = input.price === undefined ? [] : [pricedEvent(orderId, at, input.price)];
        return accept({ events: [drafted, ...priced], answer: { id: orderId, number } });
      }),
    ),

    amendOrder: os.work.amendOrder.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'amend');
        const place = matterOf(turn, input.matterId);
        if (order.state === 'offered' && place.withheld) demand(declineOffer(null, true));
        const { head, body } = decideTerms(turn, input, place.withheld);
        const notifies = order.state === 'offered' ? contractorSide(order) : [];
        return done(input.orderId, newEvent(orderAmended, input.orderId, { ...head, notifies }, body, place));
      }),
    ),

    priceOrder: os.work.priceOrder.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = readOrder(turn.rows, input.orderId);
        if (['cancelled', 'invoiced', 'paid'].includes(order.state))
          return decline('provider.price-settled', `This work order is ${order.state}, so its price stays.`, [
            'orderId',
          ]);
        const { commandId: _, orderId, ...price } = input;
        demand(declineRepricing(order.state, readPrice(turn.rows, orderId), price));
        return done(orderId, pricedEvent(orderId, order, price));
      }),
    ),

    offerOrder: os.work.offerOrder.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideOffer(turn, input)),
    ),

    cancelOrder: os.work.cancelOrder.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'cancel');
        const head = { notifies: contractorSide(order) };
        const body = { reason: input.reason };
        return done(input.orderId, newEvent(orderCancelled, input.orderId, head, body, surroundings(order)));
      }),
    ),

    markInvoiced: os.work.markInvoiced.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'invoice');
        const head = { notifies: firmSide(order) };
        const body = { reference: input.reference };
        return done(input.orderId, newEvent(orderInvoiced, input.orderId, head, body, surroundings(order)));
      }),
    ),

    markPaid: os.work.markPaid.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'pay');
        if (input.paidOn > turn.today)
          return decline('provider.paid-in-the-future', 'This day is still to come. Give the day of the payment.', [
            'paidOn',
          ]);
        const head = { notifies: contractorSide(order), paidOn: input.paidOn };
        const body = { reference: input.reference };
        return done(input.orderId, newEvent(orderPaid, input.orderId, head, body, surroundings(order)));
      }),
    ),
  };
}
