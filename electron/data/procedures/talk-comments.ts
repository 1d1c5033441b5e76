import type { talkContract } from '../../../shared/contract/talk.ts';
import { canRead, declineMentions, type SubjectKind } from '../../../shared/domain/provider/talk.ts';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import { isWorkspace } from '../../../shared/domain/workspace.ts';
import { commentMade, commentWithdrawn } from '../../../shared/events/talk.ts';
import type { RowReader } from '../projections/projection.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import type { InputOf } from './procedure-input.ts';
import { activeMembers, findMember } from './roster-rows.ts';
import { readSubject } from './talk-subject.ts';
import type { OpenFirm, Outcome, Turn } from './turn.ts';

interface CommentSql {
  readonly comment_id: string;
  readonly event_id: string;
  readonly at_ms: number;
  readonly member_id: string;
  readonly firm_only: number;
  readonly mentions: string;
  readonly text: string | null;
  readonly withdrawn_at_ms: number | null;
}

function listComments(firm: OpenFirm, input: InputOf<typeof talkContract.listComments>) {
  const subject = readSubject(firm.rows, input.subjectKind, input.subjectId);
  const from = 'FROM talk_comment WHERE subject_kind = ? AND subject_id = ?';
  const place = [input.subjectKind, input.subjectId];
  const rows = firm.rows.all<CommentSql>(`SELECT * ${from} ORDER BY event_id DESC LIMIT ? OFFSET ?`, [
    ...place,
    input.limit,
    input.offset,
  ]);
  return {
    total: firm.rows.get<{ n: number }>(`SELECT COUNT(*) AS n ${from}`, place)?.n ?? 0,
    isFirmOnly: subject.isInsideOnly,
    rows: rows.map((row) => ({
      commentId: row.comment_id,
      eventId: row.event_id,
      atMs: row.at_ms,
      memberName: firm.memberName(row.member_id),
      isMine: row.member_id === firm.me.memberId,
      isOutside: findMember(firm.rows, row.member_id)?.isOutside ?? false,
      firmOnly: row.firm_only === 1,
      mentions: (JSON.parse(row.mentions) as string[]).map((memberId) => firm.memberName(memberId)),
      text: row.text,
      isWithdrawn: row.withdrawn_at_ms !== null,
    })),
  };
}

/** Members who hear of a comment without being mentioned: who spoke before, and the people of a work order. */
function followers(rows: RowReader, kind: SubjectKind, id: string): string[] {
  const spoke = rows.all<{ member_id: string }>(
    'SELECT DISTINCT member_id FROM talk_comment WHERE subject_kind = ? AND subject_id = ? LIMIT 50',
    [kind, id],
  );
  const people =
    kind === 'order'
      ? rows.all<{ member_id: string | null }>(
          `SELECT reviewer_member_id AS member_id FROM provider_order WHERE order_id = @id
           UNION SELECT drafted_by_member_id FROM provider_order WHERE order_id = @id
           UNION SELECT assignee_member_id FROM provider_order WHERE order_id = @id`,
          { id },
        )
      : [];
  return [...spoke, ...people].flatMap((row) => (row.member_id === null ? [] : [row.member_id]));
}

function decideComment(turn: Turn, input: InputOf<typeof talkContract.addComment>): Decision<Outcome<{ id: string }>> {
  const { subjectKind, subjectId, mentions } = input;
  const subject = readSubject(turn.rows, subjectKind, subjectId);
  const isInsideOnly = subject.isInsideOnly || input.firmOnly;
  if (input.firmOnly && turn.me.outside)
    return decline('provider.not-of-the-firm', 'Only somebody of the firm can keep a comment to the firm.', [
      'firmOnly',
    ]);
  const readership = { workspace: subject.workspace, isInsideOnly };
  const mentioned = mentions.map((memberId) => findMember(turn.rows, memberId));
  if (mentioned.some((member) => member === undefined))
    return { ok: false, refusal: notFound('provider', 'person', 'mentions') };
  const refusal = declineMentions(
    mentioned.filter((member) => member !== undefined),
    readership,
  );
  if (refusal !== null) return { ok: false, refusal };
  const hears = (memberId: string): boolean => {
    const member = findMember(turn.rows, memberId);
    return member !== undefined && canRead(member, readership);
  };
  const heard = [...new Set([...mentions, ...followers(turn.rows, subjectKind, subjectId).filter(hears)])];
  const id = turn.newId();
  const event = newEvent(
    commentMade,
    id,
    { subjectKind, subjectId, mentions, notifies: heard.slice(0, 50), firmOnly: isInsideOnly },
    { text: input.text },
    { matterId: subject.matterId ?? undefined, withheld: isInsideOnly, workspace: subject.workspace },
  );
  return accept({ events: [event], answer: { id } });
}

function decideWithdrawal(turn: Turn, commentId: string): Decision<Outcome<{ id: string }>> {
  const comment = found(
    turn.rows.get<CommentSql & { workspace: string; matter_id: string | null }>(
      `SELECT c.*, e.workspace FROM talk_comment c JOIN event e ON e.event_id = c.event_id WHERE c.comment_id = ?`,
      [commentId],
    ),
    'provider',
    'comment',
    'commentId',
  );
  if (comment.member_id !== turn.me.memberId)
    return decline('provider.not-your-comment', 'Only its author can take a comment back.', ['commentId']);
  if (comment.withdrawn_at_ms !== null) return accept({ events: [], answer: { id: commentId } });
  if (!isWorkspace(comment.workspace)) throw new Error(`A comment in no workspace: ${comment.workspace}`);
  const event = newEvent(
    commentWithdrawn,
    commentId,
    {},
    {},
    { matterId: comment.matter_id ?? undefined, workspace: comment.workspace },
  );
  return accept({ events: [event], answer: { id: commentId } });
}

/** Comments and mentions on anything. */
export function createCommentProcedures(os: Implementer) {
  return {
    listComments: os.talk.listComments.handler(({ input, context }) => listComments(context.firm(), input)),
    addComment: os.talk.addComment.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideComment(turn, input)),
    ),
    withdrawComment: os.talk.withdrawComment.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideWithdrawal(turn, input.commentId)),
    ),
    listReaders: os.talk.listReaders.handler(({ input, context }) => {
      const firm = context.firm();
      const subject = readSubject(firm.rows, input.subjectKind, input.subjectId);
      return {
        rows: activeMembers(firm.rows)
          .filter((member) => member.memberId !== firm.me.memberId && canRead(member, subject))
          .map(({ memberId, name, isOutside }) => ({ memberId, name, isOutside })),
      };
    }),
  };
}
