import { decideRating, meanGrade } from '../../../shared/domain/provider/feedback.ts';
import type { OrderState } from '../../../shared/domain/provider/order-state.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { actionDone, actionOpened, actionVerified, ratingReplied, workRated } from '../../../shared/events/feedback.ts';
import type { RowReader } from '../projections/projection.ts';
import { readOutsideStaff, readOwnProvider, refuseOtherProvider, staffOf } from './agreement-providers.ts';
import { textsOf } from './agreement-rows.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { readPage } from './page-query.ts';
import { documentTitleSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';

interface OrderSqlRow {
  order_id: string;
  state: OrderState;
  matter_id: string | null;
  withheld: number;
  provider_party_id: string | null;
  worker_id: string | null;
}

function readOrder(rows: RowReader, orderId: string): OrderSqlRow {
  return found(
    rows.get<OrderSqlRow>(
      `SELECT order_id, state, matter_id, withheld, provider_party_id,
         COALESCE(assignee_member_id, offered_to_member_id) AS worker_id FROM provider_order WHERE order_id = ?`,
      [orderId],
    ),
    'feedback',
    'work order',
    'orderId',
  );
}

/** The provider that works on an order: the one it was offered to, or the one whose staff works on it. */
function providerOf(rows: RowReader, order: OrderSqlRow): string | null {
  if (order.provider_party_id !== null) return order.provider_party_id;
  return readOutsideStaff(rows).find((member) => member.member_id === order.worker_id)?.provider_id ?? null;
}

const ofProvider = `(o.provider_party_id = @providerId
  OR COALESCE(o.assignee_member_id, o.offered_to_member_id) IN (SELECT value FROM json_each(@staff)))`;

interface RatingSqlRow {
  order_id: string;
  number: string;
  title: string;
  service_line: string;
  at_ms: number;
  member_id: string;
  accuracy: number;
  completeness: number;
  timeliness: number;
  format: number;
  communication: number;
  tags: string;
  note: string | null;
  excerpt: string | null;
  document_id: string | null;
  document_title: string;
  reply: string | null;
  replied_by_member_id: string | null;
  replied_at_ms: number | null;
}

function ratingRow(firm: OpenFirm, row: RatingSqlRow) {
  const { accuracy, completeness, timeliness, format, communication } = row;
  return {
    orderId: row.order_id,
    orderNumber: row.number,
    orderTitle: row.title,
    serviceLine: row.service_line,
    ratedAtMs: row.at_ms,
    ratedBy: firm.memberName(row.member_id),
    grades: { accuracy, completeness, timeliness, format, communication },
    meanTenths: meanGrade([accuracy, completeness, timeliness, format, communication]) ?? 0,
    tags: textsOf(row.tags),
    note: row.note ?? '',
    excerpt: row.excerpt ?? '',
    documentId: row.document_id,
    documentTitle: row.document_title,
    reply: row.reply ?? '',
    repliedBy: row.replied_by_member_id === null ? '' : firm.memberName(row.replied_by_member_id),
    repliedAtMs: row.replied_at_ms,
  };
}

const orderTitleSql = "COALESCE(o.title, 'Order (withheld)')";

/** Ratings of accepted work, replies, and corrective actions. */
export function createFeedbackProcedures(os: Implementer) {
  return { ...createRatingProcedures(os), ...createActionProcedures(os) };
}

function createRatingProcedures(os: Implementer) {
  return {
    listRatings: os.scorecard.listRatings.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const page = readPage<RatingSqlRow>(firm.rows, input, {
        select: `r.*, o.number, ${orderTitleSql} AS title, o.service_line,
          CASE WHEN r.document_id IS NULL THEN '' ELSE ${documentTitleSql('d')} END AS document_title`,
        from: `relations_rating r JOIN provider_order o ON o.order_id = r.order_id
          LEFT JOIN documents_document d ON d.document_id = r.document_id`,
        where: [ofProvider],
        parameters: { providerId: input.providerId, staff: JSON.stringify(staffOf(firm.rows, input.providerId)) },
        sorts: { ratedAtMs: 'r.at_ms', meanTenths: 'r.total', orderNumber: 'o.number' },
        tieBreak: 'r.order_id',
      });
      return { rows: page.rows.map((row) => ratingRow(firm, row)), total: page.total };
    }),

    listUnrated: os.scorecard.listUnrated.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const page = readPage<{ orderId: string; orderNumber: string; orderTitle: string; acceptedAtMs: number }>(
        firm.rows,
        input,
        {
          select: `o.order_id AS orderId, o.number AS orderNumber, ${orderTitleSql} AS orderTitle,
            o.work_accepted_at_ms AS acceptedAtMs`,
          from: 'provider_order o',
          where: [
            "o.state IN ('work accepted', 'invoiced', 'paid')",
            ofProvider,
            'NOT EXISTS (SELECT 1 FROM relations_rating r WHERE r.order_id = o.order_id)',
          ],
          parameters: { providerId: input.providerId, staff: JSON.stringify(staffOf(firm.rows, input.providerId)) },
          sorts: { acceptedAtMs: 'o.work_accepted_at_ms', orderNumber: 'o.number' },
          tieBreak: 'o.order_id',
        },
      );
      return page;
    }),

    rate: os.scorecard.rate.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = readOrder(turn.rows, input.orderId);
        const decision = decideRating({ state: order.state, isOutside: turn.me.outside });
        if (!decision.ok) return decision;
        const known =
          input.documentId === undefined ||
          turn.rows.get('SELECT 1 AS known FROM documents_document WHERE document_id = ?', [input.documentId]);
        if (!known) return { ok: false, refusal: notFound('feedback', 'document', 'documentId') };
        const providerId = providerOf(turn.rows, order);
        const withheld = order.withheld === 1;
        const event = newEvent(
          workRated,
          input.orderId,
          {
            orderId: input.orderId,
            ...(providerId === null ? {} : { providerId }),
            grades: input.grades,
            tags: input.tags,
            ...(input.documentId === undefined ? {} : { documentId: input.documentId }),
            withheld,
          },
          { note: input.note, excerpt: input.excerpt },
          { matterId: order.matter_id ?? undefined, withheld },
        );
        return accept({ events: [event], answer: { id: input.orderId } });
      }),
    ),

    reply: os.scorecard.reply.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const order = readOrder(turn.rows, input.orderId);
        const rating = turn.rows.get<{ withheld: number }>('SELECT withheld FROM relations_rating WHERE order_id = ?', [
          input.orderId,
        ]);
        if (rating === undefined) return { ok: false, refusal: notFound('feedback', 'rating', 'orderId') };
        const providerId = providerOf(turn.rows, order);
        const other = providerId === null ? null : refuseOtherProvider(turn.rows, turn.me, providerId);
        if (other !== null) return { ok: false, refusal: other };
        const event = newEvent(
          ratingReplied,
          input.orderId,
          {},
          { reply: input.reply },
          { matterId: order.matter_id ?? undefined, withheld: rating.withheld === 1 },
        );
        return accept({ events: [event], answer: { id: input.orderId } });
      }),
    ),
  };
}

interface ActionSqlRow {
  action_id: string;
  provider_id: string;
  order_id: string | null;
  number: string | null;
  due_on: string;
  state: 'open' | 'done' | 'verified';
  opened_by_member_id: string;
  root_cause: string | null;
  fix: string | null;
  sop_change: string | null;
  done_on: string | null;
  what: string | null;
  verified_on: string | null;
  verify_note: string | null;
}

function readAction(rows: RowReader, actionId: string): Pick<ActionSqlRow, 'provider_id' | 'state'> {
  return found(
    rows.get<Pick<ActionSqlRow, 'provider_id' | 'state'>>(
      'SELECT provider_id, state FROM relations_action WHERE action_id = ?',
      [actionId],
    ),
    'feedback',
    'corrective action',
    'actionId',
  );
}

function createActionProcedures(os: Implementer) {
  return {
    listActions: os.scorecard.listActions.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const page = readPage<ActionSqlRow>(firm.rows, input, {
        select: 'a.*, o.number',
        from: 'relations_action a LEFT JOIN provider_order o ON o.order_id = a.order_id',
        where: ['a.provider_id = @providerId'],
        parameters: { providerId: input.providerId },
        sorts: { dueOn: 'a.due_on', state: 'a.state' },
        tieBreak: 'a.action_id',
      });
      return {
        rows: page.rows.map((row) => ({
          actionId: row.action_id,
          orderId: row.order_id,
          orderNumber: row.number ?? '',
          dueOn: row.due_on,
          state: row.state,
          openedBy: firm.memberName(row.opened_by_member_id),
          rootCause: row.root_cause ?? '',
          fix: row.fix ?? '',
          sopChange: row.sop_change ?? '',
          doneOn: row.done_on,
          what: row.what ?? '',
          verifiedOn: row.verified_on,
          verifyNote: row.verify_note ?? '',
        })),
        total: page.total,
      };
    }),

    openAction: os.scorecard.openAction.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        readOwnProvider(turn, input.providerId);
        if (input.orderId !== undefined) readOrder(turn.rows, input.orderId);
        if (input.dueOn < turn.today) {
          return decline('feedback.due-in-past', 'A corrective action is due today or later. Check the day.', [
            'dueOn',
          ]);
        }
        const { commandId: _, rootCause, fix, sopChange, ...head } = input;
        const id = turn.newId();
        return accept({ events: [newEvent(actionOpened, id, head, { rootCause, fix, sopChange })], answer: { id } });
      }),
    ),

    finishAction: os.scorecard.finishAction.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const action = readAction(turn.rows, input.actionId);
        readOwnProvider(turn, action.provider_id);
        if (action.state !== 'open') {
          return decline('feedback.action-not-open', 'This action is done already. It waits to be verified.', [
            'actionId',
          ]);
        }
        const event = newEvent(actionDone, input.actionId, { doneOn: turn.today }, { what: input.what });
        return accept({ events: [event], answer: { id: input.actionId } });
      }),
    ),

    verifyAction: os.scorecard.verifyAction.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const action = readAction(turn.rows, input.actionId);
        if (action.state !== 'done') {
          return decline('feedback.action-not-done', 'Only an action that is done is verified.', ['actionId']);
        }
        const head = { verifiedOn: turn.today, isEffective: input.isEffective };
        const event = newEvent(actionVerified, input.actionId, head, { note: input.note });
        return accept({ events: [event], answer: { id: input.actionId } });
      }),
    ),
  };
}
