import type * as z from 'zod';
import type { orderRowSchema, workContract } from '../../../shared/contract/work.ts';
import { dueWithWaiting, type OrderState } from '../../../shared/domain/provider/order-state.ts';
import type { SqlValue } from '../projections/projection.ts';
import { containsPattern, readPage } from './page-query.ts';
import type { InputOf } from './procedure-input.ts';
import { serviceName } from './service-lines.ts';
import { matterTitleSql, partyNameSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';

type OrderRow = z.infer<typeof orderRowSchema>;

/** What a row of orders is made of. */
export interface OrderRowSql {
  readonly order_id: string;
  readonly number: string;
  readonly title: string;
  readonly state: OrderState;
  readonly service_line: string;
  readonly matter_id: string | null;
  readonly matter_title: string | null;
  readonly due_at_ms: number;
  readonly due_local: string;
  readonly due_zone: string;
  readonly stopped_ms: number;
  readonly stopped_since_ms: number | null;
  readonly contractor_name: string | null;
  readonly reviewer_member_id: string;
  readonly out_of_turn: number;
  readonly returns: number;
}

/** An order's title, or its number where this device may not read it. `o` is the alias of provider_order. */
const orderTitleSql = (order: string): string =>
  `COALESCE(${order}.title, 'Work order ' || ${order}.number || ' (withheld)')`;

export const orderColumns = `o.order_id, o.number, ${orderTitleSql('o')} AS title, o.state, o.service_line, o.matter_id,
  ${matterTitleSql('m')} AS matter_title, o.due_at_ms, o.due_local, o.due_zone, o.stopped_ms, o.stopped_since_ms,
  COALESCE(r.name, CASE WHEN o.provider_party_id IS NULL THEN '' ELSE ${partyNameSql('p')} END) AS contractor_name, o.reviewer_member_id, o.out_of_turn, o.returns`;
export const orderJoins = `provider_order o LEFT JOIN office_matter m ON m.matter_id = o.matter_id
  LEFT JOIN roster_member r ON r.member_id = COALESCE(o.assignee_member_id, o.offered_to_member_id)
  LEFT JOIN office_party p ON p.party_id = o.provider_party_id`;

/** An order as lists show it. */
export function orderRow(firm: OpenFirm, row: OrderRowSql): OrderRow {
  const standing = { stoppedMs: row.stopped_ms, stoppedSinceMs: row.stopped_since_ms };
  return {
    orderId: row.order_id,
    number: row.number,
    title: row.title,
    state: row.state,
    serviceLine: row.service_line,
    serviceName: serviceName(row.service_line),
    matterId: row.matter_id,
    matterTitle: row.matter_title ?? '',
    dueAtMs: row.due_at_ms,
    dueWithWaitingMs: dueWithWaiting(row.due_at_ms, standing, firm.nowMs()),
    dueLocal: row.due_local,
    dueZone: row.due_zone,
    isWaiting: row.stopped_since_ms !== null,
    contractorName: row.contractor_name ?? '',
    reviewerName: firm.memberName(row.reviewer_member_id),
    outOfTurn: row.out_of_turn,
    returns: row.returns,
  };
}

const ended = "o.state IN ('work accepted', 'invoiced', 'paid', 'cancelled')";
const working = "o.state IN ('accepted', 'in progress', 'rework')";

/** What waits for a person: an offer to answer, work to do, a question to answer, work to review, an order to offer anew. */
function waitingForSql(firm: OpenFirm): {
  readonly where: string;
  readonly parameters: Record<string, SqlValue>;
} {
  const { me } = firm;
  if (me.outside) {
    const managed = firm.holds('provider.manage') && me.outside ? 1 : 0;
    return {
      where: `(o.state = 'offered' AND (o.offered_to_member_id = @me OR (@managed = 1 AND o.offered_to_member_id IS NOT NULL)))
        OR (${working} AND o.stopped_since_ms IS NULL AND o.assignee_member_id = @me)`,
      parameters: { me: me.memberId, managed },
    };
  }
  return {
    where: `(o.reviewer_member_id = @me AND o.state IN ('delivered', 'in review'))
      OR (o.stopped_since_ms IS NOT NULL AND (o.reviewer_member_id = @me OR o.drafted_by_member_id = @me))
      OR (o.state = 'declined' AND o.drafted_by_member_id = @me)`,
    parameters: { me: me.memberId },
  };
}

/** One page of work orders. */
export function listOrders(firm: OpenFirm, input: InputOf<typeof workContract.listOrders>) {
  const where: string[] = [];
  const parameters: Record<string, SqlValue> = {};
  if (input.scope === 'open') where.push(`NOT ${ended}`);
  if (input.scope === 'done') where.push(ended);
  if (input.scope === 'review') where.push("o.state IN ('delivered', 'in review')");
  if (input.scope === 'mine') {
    const mine = waitingForSql(firm);
    where.push(mine.where);
    Object.assign(parameters, mine.parameters);
  }
  if (input.serviceLine !== undefined) {
    where.push('o.service_line = @line');
    parameters.line = input.serviceLine;
  }
  if (input.matterId !== undefined) {
    where.push('o.matter_id = @matterId');
    parameters.matterId = input.matterId;
  }
  if (input.filter.trim() !== '') {
    where.push("o.title LIKE @filter ESCAPE '\\' OR o.number LIKE @filter ESCAPE '\\'");
    parameters.filter = containsPattern(input.filter);
  }
  const page = readPage<OrderRowSql>(firm.rows, input, {
    select: orderColumns,
    from: orderJoins,
    countFrom: 'provider_order o',
    where,
    parameters,
    sorts: {
      due: 'o.due_at_ms',
      number: 'o.number',
      title: 'o.title COLLATE NOCASE',
      state: 'o.state',
      serviceLine: 'o.service_line',
      contractorName: 'contractor_name COLLATE NOCASE',
    },
    tieBreak: 'o.order_id',
  });
  return { rows: page.rows.map((row) => orderRow(firm, row)), total: page.total };
}

type Waits = 'answer' | 'do' | 'review' | 'question' | 'declined';

function waitsFor(row: OrderRowSql): Waits {
  if (row.state === 'offered') return 'answer';
  if (row.state === 'declined') return 'declined';
  if (row.state === 'delivered' || row.state === 'in review') return 'review';
  return row.stopped_since_ms === null ? 'do' : 'question';
}

/** The orders that wait for this person, by their deadline: at most `limit` of them, and how many there are. */
export function ordersWaiting(firm: OpenFirm, limit: number) {
  const { where, parameters } = waitingForSql(firm);
  const rows = firm.rows.all<OrderRowSql>(
    `SELECT ${orderColumns} FROM ${orderJoins} WHERE ${where} ORDER BY o.due_at_ms, o.order_id LIMIT ${limit}`,
    parameters,
  );
  const counted = firm.rows.get<{ n: number }>(`SELECT COUNT(*) AS n FROM provider_order o WHERE ${where}`, parameters);
  return {
    rows: rows.map((row) => ({
      orderId: row.order_id,
      number: row.number,
      title: row.title,
      what: waitsFor(row),
      dueAtMs: row.due_at_ms,
      otherName: firm.me.outside ? firm.memberName(row.reviewer_member_id) : (row.contractor_name ?? ''),
    })),
    count: counted?.n ?? 0,
  };
}
