import type * as z from 'zod';
import type { newsSchema, talkContract } from '../../../shared/contract/talk.ts';
import { subjectKinds } from '../../../shared/domain/provider/talk.ts';
import { accept, type Decision } from '../../../shared/domain/refusal.ts';
import { newsSeen } from '../../../shared/events/talk.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { readPage } from './page-query.ts';
import type { InputOf } from './procedure-input.ts';
import { findSubject } from './talk-subject.ts';
import type { OpenFirm, Outcome, Turn } from './turn.ts';

type News = z.infer<typeof newsSchema>;

interface NewsSql {
  readonly event_id: string;
  readonly at_ms: number;
  readonly what: string;
  readonly from_member_id: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly seen: number;
  readonly said: string | null;
}

const seenSql = 'EXISTS (SELECT 1 FROM talk_seen s WHERE s.member_id = n.member_id AND s.event_id = n.event_id)';
const seenMax = 200;

/** News of this member that they have not seen, about one thing or about anything: at most 200 events. */
export function unseenOf(rows: RowReader, memberId: string, about?: { kind: string; id: string }): string[] {
  const where = about === undefined ? '' : 'AND n.subject_kind = @kind AND n.subject_id = @id';
  return rows
    .all<{ event_id: string }>(
      `SELECT n.event_id FROM provider_notice n WHERE n.member_id = @memberId ${where} AND NOT ${seenSql}
       ORDER BY n.event_id LIMIT ${seenMax}`,
      { memberId, ...about },
    )
    .map((row) => row.event_id);
}

/** How many pieces of news this member has not seen. */
function countUnseen(rows: RowReader, memberId: string): number {
  return (
    rows.get<{ n: number }>(`SELECT COUNT(*) AS n FROM provider_notice n WHERE n.member_id = ? AND NOT ${seenSql}`, [
      memberId,
    ])?.n ?? 0
  );
}

function isSubjectKind(kind: string): kind is (typeof subjectKinds)[number] {
  return (subjectKinds as readonly string[]).includes(kind);
}

function newsRow(firm: OpenFirm, row: NewsSql): News {
  const subject = isSubjectKind(row.subject_kind)
    ? findSubject(firm.rows, row.subject_kind, row.subject_id)
    : undefined;
  const conversation = firm.rows.get<{ subject: string | null }>(
    'SELECT subject FROM talk_conversation WHERE conversation_id = ?',
    [row.subject_id],
  );
  return {
    eventId: row.event_id,
    atMs: row.at_ms,
    what: row.what,
    fromName: firm.memberName(row.from_member_id),
    subjectKind: isSubjectKind(row.subject_kind) ? row.subject_kind : 'conversation',
    subjectId: row.subject_id,
    title: subject?.title ?? conversation?.subject ?? '',
    excerpt: (row.said ?? '').slice(0, 200),
    matterTitle: subject?.matterTitle ?? '',
    isSeen: row.seen === 1,
  };
}

function listNews(firm: OpenFirm, input: InputOf<typeof talkContract.listNews>) {
  const parameters: Record<string, SqlValue> = { me: firm.me.memberId };
  const page = readPage<NewsSql>(firm.rows, input, {
    select: `n.event_id, n.at_ms, n.what, n.from_member_id, n.subject_kind, n.subject_id, ${seenSql} AS seen,
      COALESCE(c.text, k.text, st.note) AS said`,
    from: `provider_notice n LEFT JOIN talk_comment c ON c.event_id = n.event_id
      LEFT JOIN talk_message k ON k.event_id = n.event_id LEFT JOIN provider_order_step st ON st.event_id = n.event_id`,
    countFrom: 'provider_notice n',
    where: ['n.member_id = @me', ...(input.unseenOnly ? [`NOT ${seenSql}`] : [])],
    parameters,
    // The newest stand first, whichever way is asked for.
    sorts: { at: '-n.at_ms' },
    tieBreak: 'n.event_id',
  });
  return {
    rows: page.rows.map((row) => newsRow(firm, row)),
    total: page.total,
    unseen: countUnseen(firm.rows, firm.me.memberId),
  };
}

const unseenShownMax = 20;

/** Mentions and messages that this member has not seen, newest first: what waits for an answer, not what was merely done. */
export function unseenTalk(firm: OpenFirm): { rows: News[]; count: number } {
  const from = `provider_notice n LEFT JOIN talk_comment c ON c.event_id = n.event_id
      LEFT JOIN talk_message k ON k.event_id = n.event_id
     WHERE n.member_id = @me AND n.what IN ('mention', 'message', 'conversation') AND NOT ${seenSql}`;
  const rows = firm.rows.all<NewsSql>(
    `SELECT n.event_id, n.at_ms, n.what, n.from_member_id, n.subject_kind, n.subject_id, 0 AS seen,
       COALESCE(c.text, k.text) AS said
     FROM ${from} ORDER BY n.at_ms DESC, n.event_id LIMIT ${unseenShownMax}`,
    { me: firm.me.memberId },
  );
  const counted = firm.rows.get<{ n: number }>(`SELECT COUNT(*) AS n FROM ${from}`, { me: firm.me.memberId });
  return { rows: rows.map((row) => newsRow(firm, row)), count: counted?.n ?? 0 };
}

function decideSeen(
  turn: Turn,
  { eventIds, about }: InputOf<typeof talkContract.markSeen>,
): Decision<Outcome<{ seen: number }>> {
  const subject = about === undefined ? undefined : { kind: about.subjectKind, id: about.subjectId };
  const unseen = new Set(unseenOf(turn.rows, turn.me.memberId, subject));
  const seen = eventIds === undefined ? [...unseen] : eventIds.filter((eventId) => isUnseen(turn, eventId, unseen));
  if (seen.length === 0) return accept({ events: [], answer: { seen: 0 } });
  return accept({
    events: [newEvent(newsSeen, turn.newId(), { eventIds: seen }, {})],
    answer: { seen: seen.length },
  });
}

/** True for news of this member that they have not seen; the first 200 are known already. */
function isUnseen(turn: Turn, eventId: string, known: ReadonlySet<string>): boolean {
  if (known.has(eventId)) return true;
  const row = turn.rows.get(
    `SELECT 1 AS yes FROM provider_notice n WHERE n.member_id = ? AND n.event_id = ? AND NOT ${seenSql}`,
    [turn.me.memberId, eventId],
  );
  return row !== undefined;
}

/** A member's inbox: what reached them, and what of it they have seen. */
export function createNewsProcedures(os: Implementer) {
  return {
    listNews: os.talk.listNews.handler(({ input, context }) => listNews(context.firm(), input)),
    markSeen: os.talk.markSeen.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideSeen(turn, input)),
    ),
  };
}
