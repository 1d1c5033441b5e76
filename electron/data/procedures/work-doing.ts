import type { workContract } from '../../../shared/contract/work.ts';
import { declineAboveCap } from '../../../shared/domain/provider/order-price.ts';
import { declineUnread } from '../../../shared/domain/provider/order-rules.ts';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import {
  clockResumed,
  clockStopped,
  itemChecked,
  orderAccepted,
  orderDeclined,
  orderHandedOff,
  orderStarted,
  workDelivered,
} from '../../../shared/events/orders.ts';
import { notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import type { InputOf } from './procedure-input.ts';
import { findMember } from './roster-rows.ts';
import { unreadOf } from './sop-rows.ts';
import type { Outcome, Turn } from './turn.ts';
import { readPrice } from './work-order-price.ts';
import {
  colleaguesOf,
  contractorSide,
  firmSide,
  type OrderRecord,
  orderFor,
  surroundings,
} from './work-order-state.ts';
import { done } from './work-orders.ts';

type Done = Decision<Outcome<{ id: string }>>;

/** Somebody of the provider who may work on orders; a refusal where the id is nobody of the kind. */
function declineWorker(turn: Turn, order: OrderRecord, memberId: string, field: string): Done | null {
  const member = findMember(turn.rows, memberId);
  if (member === undefined) return { ok: false, refusal: notFound('provider', 'person', field) };
  const colleagues = order.offeredToMemberId === null ? null : colleaguesOf(turn.rows, order.offeredToMemberId);
  if (colleagues !== null && !colleagues.includes(memberId))
    return decline('provider.other-company', 'Choose somebody of the same company: the order was offered to it.', [
      field,
    ]);
  if (member.isActive && member.isOutside && member.holds('work.deliver')) return null;
  return decline('provider.not-a-worker', 'Choose an active member of the provider who can deliver work.', [field]);
}

function decideAcceptance(turn: Turn, input: InputOf<typeof workContract.acceptOrder>): Done {
  const order = orderFor(turn, input.orderId, 'accept');
  const assigneeMemberId = input.assigneeMemberId ?? order.offeredToMemberId ?? undefined;
  if (input.assigneeMemberId !== undefined) {
    const refused = declineWorker(turn, order, input.assigneeMemberId, 'assigneeMemberId');
    if (refused !== null) return refused;
  }
  const price = readPrice(turn.rows, input.orderId);
  const head = {
    notifies: [...firmSide(order), ...(assigneeMemberId === undefined ? [] : [assigneeMemberId])],
    termsEventId: order.termsEventId,
    ...(price === null ? {} : { priceEventId: price.eventId }),
    ...(assigneeMemberId === undefined ? {} : { assigneeMemberId }),
  };
  return done(input.orderId, newEvent(orderAccepted, input.orderId, head, { note: input.note }, surroundings(order)));
}

/** A refusal where whoever works on it has not acknowledged the SOPs that it names. */
function declineUnreadBy(turn: Turn, order: OrderRecord): Done | null {
  if (order.offeredToMemberId === null) return null;
  const refusal = declineUnread(unreadOf(turn.rows, order.orderId, turn.me.memberId));
  return refusal === null ? null : { ok: false, refusal };
}

function decideDelivery(turn: Turn, input: InputOf<typeof workContract.deliverWork>): Done {
  const order = orderFor(turn, input.orderId, 'deliver');
  const unread = declineUnreadBy(turn, order);
  if (unread !== null) return unread;
  const documentIds = [...new Set(input.documentIds)];
  const isKnown = 'SELECT 1 AS yes FROM documents_document WHERE document_id = ? AND removed = 0';
  if (documentIds.some((documentId) => turn.rows.get(isKnown, [documentId]) === undefined))
    return { ok: false, refusal: notFound('provider', 'document', 'documentIds') };
  if (documentIds.length === 0 && input.note.trim() === '')
    return decline('provider.nothing-delivered', 'Say what is delivered, or choose its documents.', ['note']);
  const price = readPrice(turn.rows, input.orderId);
  const above = price === null ? null : declineAboveCap(price, input.hundredths, 'hundredths');
  if (above !== null) return { ok: false, refusal: above };
  const head = {
    notifies: firmSide(order),
    deliveryId: turn.newId(),
    documentIds,
    hundredths: input.hundredths,
  };
  const body = { note: input.note, sources: input.sources };
  return done(input.orderId, newEvent(workDelivered, input.orderId, head, body, surroundings(order)));
}

function decideHandOff(turn: Turn, input: InputOf<typeof workContract.handOffOrder>): Done {
  const order = orderFor(turn, input.orderId, 'hand off');
  const refused = declineWorker(turn, order, input.toMemberId, 'toMemberId');
  if (refused !== null) return refused;
  if (input.toMemberId === order.assigneeMemberId)
    return decline('provider.has-it-already', 'They have this work order already. Choose somebody else.', [
      'toMemberId',
    ]);
  const head = {
    notifies: [input.toMemberId, ...contractorSide(order), ...firmSide(order)],
    toMemberId: input.toMemberId,
  };
  const body = { done: input.done, remaining: input.remaining };
  return done(input.orderId, newEvent(orderHandedOff, input.orderId, head, body, surroundings(order)));
}

/** The contractor's side of work orders: taking on or declining, working, asking, delivering. */
export function createDoingProcedures(os: Implementer) {
  return {
    acceptOrder: os.work.acceptOrder.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideAcceptance(turn, input)),
    ),

    declineOrder: os.work.declineOrder.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'decline');
        const head = { notifies: firmSide(order), reason: input.reason };
        const body = { reason: input.note };
        return done(input.orderId, newEvent(orderDeclined, input.orderId, head, body, surroundings(order)));
      }),
    ),

    startOrder: os.work.startOrder.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'start');
        const unread = declineUnreadBy(turn, order);
        return unread ?? done(input.orderId, newEvent(orderStarted, input.orderId, {}, {}, surroundings(order)));
      }),
    ),

    handOffOrder: os.work.handOffOrder.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideHandOff(turn, input)),
    ),

    stopClock: os.work.stopClock.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'stop clock');
        const head = { notifies: firmSide(order) };
        const body = { question: input.question };
        return done(input.orderId, newEvent(clockStopped, input.orderId, head, body, surroundings(order)));
      }),
    ),

    resumeClock: os.work.resumeClock.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'resume clock');
        const head = { notifies: [...contractorSide(order), ...firmSide(order)] };
        return done(
          input.orderId,
          newEvent(clockResumed, input.orderId, head, { answer: input.answer }, surroundings(order)),
        );
      }),
    ),

    checkItem: os.work.checkItem.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = orderFor(turn, input.orderId, 'check');
        const item = turn.rows.get<{ done_at_ms: number | null }>(
          'SELECT done_at_ms FROM provider_order_item WHERE order_id = ? AND item_id = ?',
          [input.orderId, input.itemId],
        );
        if (item === undefined) return { ok: false, refusal: notFound('provider', 'item', 'itemId') };
        if ((item.done_at_ms !== null) === input.done) return accept({ events: [], answer: { id: input.orderId } });
        const head = { itemId: input.itemId, done: input.done };
        return done(input.orderId, newEvent(itemChecked, input.orderId, head, {}, surroundings(order)));
      }),
    ),

    deliverWork: os.work.deliverWork.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideDelivery(turn, input)),
    ),
  };
}
