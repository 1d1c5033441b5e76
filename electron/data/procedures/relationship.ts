import { addDays } from '../../../shared/domain/day.ts';
import { decideCloseOut, type momentKinds } from '../../../shared/domain/provider/feedback.ts';
import type { OrderState } from '../../../shared/domain/provider/order-state.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { momentNoted, projectClosed } from '../../../shared/events/relationship.ts';
import { agreementClauses } from './agreement-codes.ts';
import { readOwnProvider, staffOf } from './agreement-providers.ts';
import { findInForce, textsOf } from './agreement-rows.ts';
import { notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { isActiveMember } from './office-tasks.ts';
import { readPage } from './page-query.ts';
import type { OpenFirm } from './turn.ts';

interface DueRow {
  kind: 'renewal' | 'clause' | 'meeting' | 'action';
  id: string;
  what: string;
  due_on: string;
}

/** What is due until `until`, soonest first; what is late too [RL1]. */
export function readUpcoming(firm: OpenFirm, providerId: string, days: number) {
  const today = firm.today();
  const rows = firm.rows.all<DueRow>(
    `SELECT 'renewal' AS kind, v.version_id AS id, COALESCE(v.title, 'Version ' || v.number) AS what, v.renews_on AS due_on
       FROM relations_agreement v WHERE v.version_id = @inForce AND v.renews_on <= @until
     UNION ALL
     SELECT 'clause', c.clause_id, c.clause_id, c.renews_on FROM relations_clause c
       WHERE c.provider_id = @providerId AND c.is_present = 1 AND c.renews_on <= @until
     UNION ALL
     SELECT 'meeting', m.moment_id, COALESCE(m.title, m.kind), m.next_on FROM relations_moment m
       WHERE m.provider_id = @providerId AND m.next_on <= @until AND NOT EXISTS (
         SELECT 1 FROM relations_moment l WHERE l.provider_id = m.provider_id AND l.kind = m.kind AND l.held_on >= m.next_on)
     UNION ALL
     SELECT 'action', a.action_id, COALESCE(a.fix, 'Corrective action'), a.due_on FROM relations_action a
       WHERE a.provider_id = @providerId AND a.state <> 'verified' AND a.due_on <= @until
     ORDER BY 4, 2 LIMIT 200`,
    { providerId, until: addDays(today, days), inForce: findInForce(firm.rows, providerId, today) },
  );
  const clauses = new Map(agreementClauses().map((clause) => [clause.id, clause.name]));
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    what: row.kind === 'clause' ? (clauses.get(row.id) ?? row.what) : row.what,
    dueOn: row.due_on,
    isLate: row.due_on < today,
  }));
}

/** The relationship with a provider: what was, what comes, and projects that ended. */
export function createRelationshipProcedures(os: Implementer) {
  return {
    upcoming: os.relationship.upcoming.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      return { rows: readUpcoming(firm, input.providerId, input.days) };
    }),
    ...createMomentProcedures(os),
    ...createCloseOutProcedures(os),
  };
}

interface MomentSqlRow {
  moment_id: string;
  kind: (typeof momentKinds)[number];
  held_on: string;
  next_on: string | null;
  title: string | null;
  people: string | null;
  note: string | null;
  member_id: string;
}

function createMomentProcedures(os: Implementer) {
  return {
    listMoments: os.relationship.listMoments.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const page = readPage<MomentSqlRow>(firm.rows, input, {
        select: '*',
        from: 'relations_moment',
        where: ['provider_id = @providerId'],
        parameters: { providerId: input.providerId },
        sorts: { on: 'held_on', kind: 'kind' },
        tieBreak: 'moment_id',
      });
      return {
        rows: page.rows.map((row) => ({
          momentId: row.moment_id,
          kind: row.kind,
          on: row.held_on,
          nextOn: row.next_on,
          title: row.title ?? row.kind,
          people: row.people ?? '',
          note: row.note ?? '',
          notedBy: firm.memberName(row.member_id),
        })),
        total: page.total,
      };
    }),

    note: os.relationship.note.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        readOwnProvider(turn, input.providerId);
        if (input.nextOn !== undefined && input.nextOn <= input.on) {
          return decline('relationship.next-not-later', 'The next time is after this one. Check both days.', [
            'nextOn',
          ]);
        }
        const { commandId: _, title, people, note, ...head } = input;
        const id = turn.newId();
        return accept({ events: [newEvent(momentNoted, id, head, { title, people, note })], answer: { id } });
      }),
    ),
  };
}

interface CloseOutSqlRow {
  close_out_id: string;
  closed_on: string;
  order_ids: string;
  grade: number;
  access_ended_on: string | null;
  handed_to: string;
  title: string | null;
  delivered: string | null;
  lessons: string | null;
  open_ends: string;
  member_id: string;
}

function createCloseOutProcedures(os: Implementer) {
  return {
    listCloseOuts: os.relationship.listCloseOuts.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      const page = readPage<CloseOutSqlRow>(firm.rows, input, {
        select: '*',
        from: 'relations_close_out',
        where: ['provider_id = @providerId'],
        parameters: { providerId: input.providerId },
        sorts: { closedOn: 'closed_on', grade: 'grade' },
        tieBreak: 'close_out_id',
      });
      return {
        rows: page.rows.map((row) => {
          const hands = textsOf(row.handed_to);
          return {
            closeOutId: row.close_out_id,
            closedOn: row.closed_on,
            title: row.title ?? 'Project',
            delivered: row.delivered ?? '',
            lessons: row.lessons ?? '',
            grade: row.grade,
            accessEndedOn: row.access_ended_on,
            orders: textsOf(row.order_ids).length,
            openEnds: textsOf(row.open_ends).map((text, place) => ({
              text,
              handedTo: firm.memberName(hands[place] ?? ''),
            })),
            closedBy: firm.memberName(row.member_id),
          };
        }),
        total: page.total,
      };
    }),

    listProjectOrders: os.relationship.listProjectOrders.handler(({ input, context }) => {
      const firm = context.firm();
      readOwnProvider(firm, input.providerId);
      return readPage<{ orderId: string; number: string; title: string; state: string }>(firm.rows, input, {
        select: "o.order_id AS orderId, o.number, COALESCE(o.title, 'Order (withheld)') AS title, o.state",
        from: 'provider_order o',
        where: [
          `(o.provider_party_id = @providerId OR COALESCE(o.assignee_member_id, o.offered_to_member_id)
            IN (SELECT value FROM json_each(@staff)))`,
        ],
        parameters: { providerId: input.providerId, staff: JSON.stringify(staffOf(firm.rows, input.providerId)) },
        sorts: { number: 'o.number' },
        tieBreak: 'o.order_id',
      });
    }),

    closeProject: os.relationship.closeProject.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        readOwnProvider(turn, input.providerId);
        const orders = turn.rows.all<{ number: string; state: OrderState }>(
          'SELECT number, state FROM provider_order WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY number',
          [JSON.stringify(input.orderIds)],
        );
        if (orders.length < new Set(input.orderIds).size) {
          return { ok: false, refusal: notFound('relationship', 'work order', 'orderIds') };
        }
        const stranger = input.openEnds.findIndex((end) => !isActiveMember(turn.rows, end.toMemberId));
        if (stranger >= 0) {
          return { ok: false, refusal: notFound('relationship', 'person', `openEnds.${stranger}.toMemberId`) };
        }
        const decision = decideCloseOut(orders, {
          closedOn: input.closedOn,
          today: turn.today,
          accessEndedOn: input.accessEndedOn,
        });
        if (!decision.ok) return decision;
        const { commandId: _, title, delivered, lessons, openEnds, ...head } = input;
        const id = turn.newId();
        const event = newEvent(
          projectClosed,
          id,
          { ...head, handedToMemberIds: openEnds.map((end) => end.toMemberId) },
          { title, delivered, lessons, openEnds: openEnds.map((end) => end.text) },
        );
        return accept({ events: [event], answer: { id } });
      }),
    ),
  };
}
