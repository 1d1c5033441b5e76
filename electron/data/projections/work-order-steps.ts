import {
  contractorSteps,
  type OrderStanding,
  type OrderState,
  type OrderStep,
  takeStep,
} from '../../../shared/domain/provider/order-state.ts';
import type { OpenedEvent } from '../../../shared/events/event.ts';
import { idOfAggregate } from './aggregate-id.ts';
import type { RowWriter, SqlValue } from './projection.ts';

interface StandingRow {
  readonly state: OrderState;
  readonly out_of_turn: number;
  readonly returns: number;
  readonly stopped_since_ms: number | null;
  readonly stopped_ms: number;
}

function readStanding(rows: RowWriter, aggregate: string): OrderStanding | null {
  const row = rows.get<StandingRow>(
    'SELECT state, out_of_turn, returns, stopped_since_ms, stopped_ms FROM provider_order WHERE aggregate = ?',
    [aggregate],
  );
  if (row === undefined) return null;
  return {
    state: row.state,
    outOfTurn: row.out_of_turn,
    returns: row.returns,
    stoppedSinceMs: row.stopped_since_ms,
    stoppedMs: row.stopped_ms,
  };
}

interface StepNote {
  readonly otherMemberId?: string | undefined;
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
}

/** Writes a step into the order's timeline; out of turn it is shown, and had no effect. */
export function noteStep(
  rows: RowWriter,
  event: OpenedEvent,
  step: OrderStep,
  isInTurn: boolean,
  said: StepNote,
): void {
  rows.run(
    `INSERT OR REPLACE INTO provider_order_step
       (event_id, aggregate, order_id, step, in_turn, clock, at_ms, member_id, other_member_id, reason, note, parents)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      event.id,
      event.aggregate,
      idOfAggregate(event.aggregate),
      step,
      isInTurn ? 1 : 0,
      event.clock,
      event.atMs,
      event.memberId,
      said.otherMemberId ?? null,
      said.reason ?? null,
      said.note ?? null,
      JSON.stringify(event.parents),
    ],
  );
}

/** Whether the step is its author's to take, as far as the order itself says [WO14]. */
function isActorOf(rows: RowWriter, { aggregate, memberId }: OpenedEvent, name: OrderStep): boolean {
  if (!contractorSteps.includes(name)) return true;
  const order = rows.get<{ actor_ids: string | null; to_id: string | null; assignee_id: string | null }>(
    `SELECT actor_ids, offered_to_member_id AS to_id, assignee_member_id AS assignee_id FROM provider_order
     WHERE aggregate = ?`,
    [aggregate],
  );
  if (order === undefined || order.actor_ids === null) return true;
  const actorIds = JSON.parse(order.actor_ids) as string[];
  return [...actorIds, order.to_id, order.assignee_id].includes(memberId);
}

/**
 * Takes one step: writes where the order stands, its timeline, and `columns` where the step was in turn.
 * Tells whether it was. An order that is not here (its draft was set aside) has no row, and gets none.
 */
export function step(
  rows: RowWriter,
  event: OpenedEvent,
  name: OrderStep,
  said: StepNote = {},
  columns: Readonly<Record<string, SqlValue>> = {},
): boolean {
  const before = readStanding(rows, event.aggregate);
  if (before === null) return false;
  const after = isActorOf(rows, event, name)
    ? takeStep(before, name, event.atMs)
    : { ...before, outOfTurn: before.outOfTurn + 1 };
  const isInTurn = after.outOfTurn === before.outOfTurn;
  const set = {
    ...(isInTurn ? columns : {}),
    state: after.state,
    out_of_turn: after.outOfTurn,
    returns: after.returns,
    stopped_since_ms: after.stoppedSinceMs,
    stopped_ms: after.stoppedMs,
    last_event_id: event.id,
  };
  const names = Object.keys(set);
  rows.run(
    `UPDATE provider_order SET ${names.map((column) => `${column} = @${column}`).join(', ')} WHERE aggregate = @aggregate`,
    { ...set, aggregate: event.aggregate },
  );
  if (before.stoppedSinceMs !== null && after.stoppedSinceMs === null) closeStop(rows, event, said.note);
  noteStep(rows, event, name, isInTurn, said);
  return isInTurn;
}

function closeStop(rows: RowWriter, event: OpenedEvent, answer: string | undefined): void {
  rows.run(
    'UPDATE provider_order_stop SET resumed_at_ms = ?, answer = ? WHERE aggregate = ? AND resumed_at_ms IS NULL',
    [event.atMs, answer ?? null, event.aggregate],
  );
}
