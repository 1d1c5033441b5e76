import type * as z from 'zod';
import { draftedOrder } from '../../../shared/domain/provider/order-state.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import {
  clockResumed,
  clockStopped,
  itemChecked,
  orderAccepted,
  orderActorsChanged,
  orderAmended,
  orderCancelled,
  orderDeclined,
  orderDrafted,
  orderHandedOff,
  orderInvoiced,
  orderInvoiceWithdrawn,
  orderOffered,
  orderPaid,
  orderPaymentReversed,
  orderPriced,
  orderStarted,
  type orderTermsBody,
  type orderTermsHead,
  reviewStarted,
  workAccepted,
  workDelivered,
  workReturned,
} from '../../../shared/events/orders.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { noteNews } from './notice-rows.ts';
import { type AreaProjection, on, type RowWriter, type SqlValue } from './projection.ts';
import { noteStep, step } from './work-order-steps.ts';
import { workOrdersSchema, workOrdersTables } from './work-orders-schema.ts';

type TermsHead = z.infer<typeof orderTermsHead>;
type TermsBody = z.infer<typeof orderTermsBody>;
type TermsEvent = OpenedEvent<TermsHead, TermsBody>;

function termsColumns({ id, head, body, matterId }: TermsEvent): Record<string, SqlValue> {
  return {
    service_line: head.serviceLine,
    template_id: head.templateId ?? null,
    matter_id: matterId ?? null,
    withheld: head.withheld ? 1 : 0,
    title: body?.title ?? null,
    result: body?.result ?? null,
    inputs: body?.inputs ?? null,
    standards: body?.standards ?? null,
    criteria: JSON.stringify(body?.criteria ?? []),
    due_at_ms: head.dueAtMs,
    due_local: head.dueLocal,
    due_zone: head.dueZone,
    unit: head.unit,
    estimated_hundredths: head.estimatedHundredths,
    tier: head.tier,
    billing_mode: head.billingMode,
    reviewer_member_id: head.reviewerMemberId,
    terms_event_id: id,
  };
}

function setParts(rows: RowWriter, { aggregate, head, body }: TermsEvent): void {
  const orderId = idOfAggregate(aggregate);
  rows.run('DELETE FROM provider_order_item WHERE aggregate = ?', [aggregate]);
  rows.run('DELETE FROM provider_order_sop WHERE aggregate = ?', [aggregate]);
  (body?.checklist ?? []).forEach(({ itemId, text, tag }, place) => {
    rows.run(
      `INSERT INTO provider_order_item (aggregate, order_id, item_id, place, text, tag) VALUES (?, ?, ?, ?, ?, ?)`,
      [aggregate, orderId, itemId, place, text, tag],
    );
  });
  for (const versionId of new Set(head.sopVersionIds)) {
    rows.run('INSERT INTO provider_order_sop (aggregate, order_id, version_id) VALUES (?, ?, ?)', [
      aggregate,
      orderId,
      versionId,
    ]);
  }
}

const foldDrafted = on(orderDrafted, (rows, event) => {
  const set: Record<string, SqlValue> = {
    order_id: idOfAggregate(event.aggregate),
    aggregate: event.aggregate,
    number: event.head.number,
    ...termsColumns(event),
    state: draftedOrder.state,
    out_of_turn: 0,
    returns: 0,
    stopped_ms: 0,
    drafted_by_member_id: event.memberId,
    drafted_at_ms: event.atMs,
    last_event_id: event.id,
  };
  const names = Object.keys(set);
  rows.run(
    `INSERT OR REPLACE INTO provider_order (${names.join(', ')}) VALUES (${names.map((column) => `@${column}`).join(', ')})`,
    set,
  );
  setParts(rows, event);
  noteStep(rows, event, 'draft', true, {});
});

const foldAmended = on(orderAmended, (rows, event) => {
  if (!step(rows, event, 'amend', {}, termsColumns(event))) return;
  setParts(rows, event);
  noteNews(rows, event, 'order amended');
});

const foldOffered = on(orderOffered, (rows, event) => {
  const { head, body, memberId, atMs } = event;
  const said = { otherMemberId: head.toMemberId, note: body?.note };
  const columns = {
    offered_at_ms: atMs,
    offered_by_member_id: memberId,
    offered_to_member_id: head.toMemberId ?? null,
    provider_party_id: head.providerPartyId ?? null,
    answer_by_ms: head.answerByMs ?? null,
    actor_ids: head.actorIds === undefined ? null : JSON.stringify(head.actorIds),
    decline_reason: null,
    accepted_at_ms: null,
    declined_at_ms: null,
    assignee_member_id: null,
    accepted_terms_event_id: null,
    accepted_price_event_id: null,
  };
  if (step(rows, event, 'offer', said, columns)) noteNews(rows, event, 'order offered');
});

const foldActorsChanged = on(orderActorsChanged, (rows, { aggregate, head }) => {
  const order = rows.get<{ actor_ids: string | null }>('SELECT actor_ids FROM provider_order WHERE aggregate = ?', [
    aggregate,
  ]);
  if (order === undefined || order.actor_ids === null) return;
  const before = JSON.parse(order.actor_ids) as string[];
  const after = new Set([...before.filter((id) => !head.left.includes(id)), ...head.joined]);
  rows.run('UPDATE provider_order SET actor_ids = ? WHERE aggregate = ?', [JSON.stringify([...after]), aggregate]);
});

const foldAccepted = on(orderAccepted, (rows, event) => {
  const { head, body } = event;
  const columns = {
    accepted_at_ms: event.atMs,
    assignee_member_id: head.assigneeMemberId ?? null,
    accepted_terms_event_id: head.termsEventId,
    accepted_price_event_id: head.priceEventId ?? null,
  };
  step(rows, event, 'accept', { note: body?.note, otherMemberId: head.assigneeMemberId }, columns);
  noteNews(rows, event, 'order accepted');
});

const foldDelivered = on(workDelivered, (rows, event) => {
  const { aggregate, head, body, atMs, memberId } = event;
  const orderId = idOfAggregate(aggregate);
  const isInTurn = step(
    rows,
    event,
    'deliver',
    { note: body?.note },
    { delivered_at_ms: atMs, last_delivery_id: head.deliveryId, delivered_hundredths: head.hundredths },
  );
  rows.run('UPDATE provider_order SET first_delivered_at_ms = coalesce(first_delivered_at_ms, ?) WHERE aggregate = ?', [
    atMs,
    aggregate,
  ]);
  rows.run(
    `INSERT OR REPLACE INTO provider_order_delivery
       (delivery_id, aggregate, order_id, at_ms, by_member_id, hundredths, note, sources, outcome)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      head.deliveryId,
      aggregate,
      orderId,
      atMs,
      memberId,
      head.hundredths,
      body?.note ?? null,
      body?.sources ?? null,
      isInTurn ? 'to review' : 'out of turn',
    ],
  );
  for (const documentId of new Set(head.documentIds)) {
    rows.run(
      'INSERT INTO provider_order_document (aggregate, order_id, delivery_id, document_id) VALUES (?, ?, ?, ?)',
      [aggregate, orderId, head.deliveryId, documentId],
    );
  }
  noteNews(rows, event, 'work delivered');
});

interface Outcome {
  readonly deliveryId: string;
  readonly outcome: 'accepted' | 'returned';
  readonly reason?: string;
  readonly note?: string | undefined;
}

function setOutcome(rows: RowWriter, event: OpenedEvent, { deliveryId, outcome, reason, note }: Outcome): void {
  rows.run(
    `UPDATE provider_order_delivery SET outcome = ?, outcome_at_ms = ?, outcome_by_member_id = ?, outcome_reason = ?,
       outcome_note = ? WHERE aggregate = ? AND delivery_id = ?`,
    [outcome, event.atMs, event.memberId, reason ?? null, note ?? null, event.aggregate, deliveryId],
  );
}

const foldWorkAccepted = on(workAccepted, (rows, event) => {
  const { head, body, atMs, memberId } = event;
  const columns = {
    work_accepted_at_ms: atMs,
    accepted_delivery_id: head.deliveryId,
    accepted_hundredths: head.hundredths,
    review_minutes: head.reviewMinutes,
    accepted_by_member_id: memberId,
  };
  if (step(rows, event, 'accept work', { note: body?.note }, columns)) {
    setOutcome(rows, event, { deliveryId: head.deliveryId, outcome: 'accepted', note: body?.note });
  }
  noteNews(rows, event, 'work accepted');
});

const foldWorkReturned = on(workReturned, (rows, event) => {
  const { head, body } = event;
  const said = { reason: head.reason, note: body?.reason };
  if (step(rows, event, 'return work', said, { returned_at_ms: event.atMs })) {
    setOutcome(rows, event, {
      deliveryId: head.deliveryId,
      outcome: 'returned',
      reason: head.reason,
      note: body?.reason,
    });
  }
  noteNews(rows, event, 'work returned');
});

const foldPriced = on(orderPriced, (rows, event) => {
  const { head, body } = event;
  rows.run(
    `INSERT OR REPLACE INTO provider_order_price
       (order_id, aggregate, event_id, basis, rate_cents, cap_cents, bucket, set_at_ms, set_by_member_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      head.orderId,
      event.aggregate,
      event.id,
      head.basis,
      head.rateCents,
      head.capCents,
      body?.bucket ?? null,
      event.atMs,
      event.memberId,
    ],
  );
});

/** Work orders: what was ordered, who works on it, where it stands and what it costs. */
export const workOrdersProjection: AreaProjection = {
  area: 'provider',
  shapeVersion: 2,
  tables: workOrdersTables,
  schema: workOrdersSchema,
  folds: new Map([
    foldDrafted,
    foldAmended,
    foldOffered,
    foldActorsChanged,
    foldAccepted,
    on(orderDeclined, (rows, event) => {
      const { head, body, atMs } = event;
      const columns = { declined_at_ms: atMs, decline_reason: head.reason };
      step(rows, event, 'decline', { reason: head.reason, note: body?.reason }, columns);
      noteNews(rows, event, 'order declined');
    }),
    on(orderStarted, (rows, event) => {
      step(rows, event, 'start', {}, { started_at_ms: event.atMs });
      noteNews(rows, event, 'order started');
    }),
    on(orderHandedOff, (rows, event) => {
      const { head, body } = event;
      const note = [body?.done, body?.remaining].filter((text) => text).join('\n');
      step(rows, event, 'hand off', { otherMemberId: head.toMemberId, note }, { assignee_member_id: head.toMemberId });
      noteNews(rows, event, 'order handed off');
    }),
    on(clockStopped, (rows, event) => {
      const question = event.body?.question;
      if (step(rows, event, 'stop clock', { note: question })) {
        rows.run('INSERT INTO provider_order_stop (aggregate, order_id, stopped_at_ms, question) VALUES (?, ?, ?, ?)', [
          event.aggregate,
          idOfAggregate(event.aggregate),
          event.atMs,
          question ?? null,
        ]);
      }
      noteNews(rows, event, 'order waits');
    }),
    on(clockResumed, (rows, event) => {
      step(rows, event, 'resume clock', { note: event.body?.answer });
      noteNews(rows, event, 'order answered');
    }),
    on(itemChecked, (rows, event) => {
      const { aggregate, head, atMs, memberId } = event;
      if (!step(rows, event, 'check', { reason: head.done ? 'done' : 'open' })) return;
      rows.run(
        'UPDATE provider_order_item SET done_at_ms = ?, done_by_member_id = ? WHERE aggregate = ? AND item_id = ?',
        [head.done ? atMs : null, head.done ? memberId : null, aggregate, head.itemId],
      );
    }),
    foldDelivered,
    on(reviewStarted, (rows, event) => {
      step(rows, event, 'review', {}, { review_started_at_ms: event.atMs });
    }),
    foldWorkAccepted,
    foldWorkReturned,
    on(orderInvoiced, (rows, event) => {
      step(rows, event, 'invoice', { note: event.body?.reference }, { invoiced_at_ms: event.atMs });
      noteNews(rows, event, 'order invoiced');
    }),
    on(orderPaid, (rows, event) => {
      const columns = { paid_at_ms: event.atMs, paid_on: event.head.paidOn };
      step(rows, event, 'pay', { note: event.body?.reference }, columns);
      noteNews(rows, event, 'order paid');
    }),
    on(orderInvoiceWithdrawn, (rows, event) => {
      step(rows, event, 'withdraw invoice', { note: event.body?.reference }, { invoiced_at_ms: null });
      noteNews(rows, event, 'order invoice withdrawn');
    }),
    on(orderPaymentReversed, (rows, event) => {
      step(rows, event, 'reverse payment', { note: event.body?.reference }, { paid_at_ms: null, paid_on: null });
      noteNews(rows, event, 'order payment reversed');
    }),
    on(orderCancelled, (rows, event) => {
      step(rows, event, 'cancel', { note: event.body?.reason }, { cancelled_at_ms: event.atMs });
      noteNews(rows, event, 'order cancelled');
    }),
    foldPriced,
  ]),
};
