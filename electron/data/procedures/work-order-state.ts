import type { OrderActor, OrderForRules } from '../../../shared/domain/provider/order-rules.ts';
import { declineStep } from '../../../shared/domain/provider/order-rules.ts';
import type { OrderState, OrderStep } from '../../../shared/domain/provider/order-state.ts';
import type { RowReader } from '../projections/projection.ts';
import { readOutsideStaff } from './agreement-providers.ts';
import { found } from './found.ts';
import { isMatterWithheld } from './office-tasks.ts';
import { RefusalError } from './refusal-error.ts';
import { activeMembers } from './roster-rows.ts';
import type { Me, Turn } from './turn.ts';

/** A work order as commands need it. */
export interface OrderRecord extends OrderForRules {
  readonly orderId: string;
  readonly matterId: string | null;
  readonly draftedByMemberId: string;
  readonly providerPartyId: string | null;
  readonly termsEventId: string;
  readonly lastDeliveryId: string | null;
  readonly dueAtMs: number;
  readonly withheld: boolean;
  /** Who may take the contractor's steps; null where anybody of the provider may [WO14]. */
  readonly actorIds: readonly string[] | null;
}

interface OrderSqlRow {
  order_id: string;
  state: OrderState;
  stopped_since_ms: number | null;
  matter_id: string | null;
  offered_to_member_id: string | null;
  assignee_member_id: string | null;
  reviewer_member_id: string;
  drafted_by_member_id: string;
  provider_party_id: string | null;
  terms_event_id: string;
  last_delivery_id: string | null;
  due_at_ms: number;
  actor_ids: string | null;
}

/** The order; a refusal where it is not known. Its withholding is that of its matter now. */
export function readOrder(rows: RowReader, orderId: string): OrderRecord {
  const row = found(
    rows.get<OrderSqlRow>(
      `SELECT order_id, state, stopped_since_ms, matter_id, offered_to_member_id, assignee_member_id, reviewer_member_id,
         drafted_by_member_id, provider_party_id, terms_event_id, last_delivery_id, due_at_ms,
         actor_ids
       FROM provider_order WHERE order_id = ?`,
      [orderId],
    ),
    'provider',
    'work order',
    'orderId',
  );
  return {
    orderId: row.order_id,
    state: row.state,
    stoppedSinceMs: row.stopped_since_ms,
    matterId: row.matter_id,
    offeredToMemberId: row.offered_to_member_id,
    assigneeMemberId: row.assignee_member_id,
    reviewerMemberId: row.reviewer_member_id,
    draftedByMemberId: row.drafted_by_member_id,
    providerPartyId: row.provider_party_id,
    termsEventId: row.terms_event_id,
    lastDeliveryId: row.last_delivery_id,
    dueAtMs: row.due_at_ms,
    actorIds: row.actor_ids === null ? null : (JSON.parse(row.actor_ids) as string[]),
    withheld: row.matter_id !== null && isMatterWithheld(rows, row.matter_id, 'provider'),
  };
}

/** This person as the rules of work orders see them. */
export function actorOf(order: OrderRecord, me: Me, holds: Turn['holds']): OrderActor {
  return {
    memberId: me.memberId,
    isOutside: me.outside,
    decidesForFirm: !me.outside && (me.role === 'owner' || me.role === 'attorney'),
    isOfProvider: order.actorIds === null || order.actorIds.includes(me.memberId),
    managesProvider: me.outside && holds('provider.manage'),
  };
}

/** The order, where this person may take the step on it now; throws the refusal where not. */
export function orderFor(turn: Turn, orderId: string, step: OrderStep): OrderRecord {
  const order = readOrder(turn.rows, orderId);
  const refusal = declineStep(order, step, actorOf(order, turn.me, turn.holds));
  if (refusal !== null) throw new RefusalError(refusal);
  return order;
}

/** Where an event of the order goes: its matter, and whether its body stays inside. */
export function surroundings(order: Pick<OrderRecord, 'matterId' | 'withheld'>) {
  return { matterId: order.matterId ?? undefined, withheld: order.withheld };
}

/** The firm's people whom news of the order reaches: who ordered it and who reviews it. */
export function firmSide(order: OrderRecord): string[] {
  return [...new Set([order.draftedByMemberId, order.reviewerMemberId])];
}

/** The provider's people whom news of the order reaches: whom it was offered to, and who works on it. */
export function contractorSide(order: OrderRecord): string[] {
  return [...new Set([order.offeredToMemberId, order.assigneeMemberId].filter((id) => id !== null))];
}

/**
 * The people of the company that somebody belongs to, where the firm works with several providers [WO14]; null where it
 * works with one, or has not said whose staff they are.
 */
export function colleaguesOf(rows: RowReader, memberId: string): string[] | null {
  const outside = readOutsideStaff(rows);
  const companies = new Set(outside.map((member) => member.provider_id));
  const own = outside.find((member) => member.member_id === memberId)?.provider_id ?? null;
  if (own === null || companies.size < 2) return null;
  return outside.filter((member) => member.provider_id === own).map((member) => member.member_id);
}

/** Those who manage the provider's side: of the same company as this person. */
export function providerManagers(rows: RowReader, memberId: string): string[] {
  const colleagues = colleaguesOf(rows, memberId);
  return activeMembers(rows)
    .filter((member) => member.isOutside && member.holds('provider.manage'))
    .filter((member) => colleagues === null || colleagues.includes(member.memberId))
    .map((member) => member.memberId);
}
