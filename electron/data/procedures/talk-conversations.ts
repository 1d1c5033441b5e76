import type { talkContract } from '../../../shared/contract/talk.ts';
import { declineConversation } from '../../../shared/domain/provider/talk.ts';
import { accept, type Decision } from '../../../shared/domain/refusal.ts';
import {
  conversationJoined,
  conversationOpened,
  conversationRead,
  messageSent,
  newsSeen,
  receiptsChosen,
} from '../../../shared/events/talk.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { found, notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { isMatterWithheld } from './office-tasks.ts';
import { containsPattern, readPage } from './page-query.ts';
import type { InputOf } from './procedure-input.ts';
import { RefusalError } from './refusal-error.ts';
import { findMember, type MemberRow } from './roster-rows.ts';
import { matterTitleSql } from './shown-names.ts';
import { unseenOf } from './talk-news.ts';
import type { OpenFirm, Outcome, Turn } from './turn.ts';

type Done = Decision<Outcome<{ id: string }>>;

interface ConversationSql {
  readonly conversation_id: string;
  readonly subject: string | null;
  readonly matter_id: string | null;
  readonly matter_title: string | null;
  readonly firm_only: number;
  readonly last_event_id: string | null;
  readonly last_at_ms: number;
  readonly last_text: string | null;
  readonly last_member_id: string;
  readonly unseen: number;
}

/** The newest message beside each conversation; the opening where there is none yet. */
const columns = `c.conversation_id, c.subject, c.matter_id, ${matterTitleSql('m')} AS matter_title, c.firm_only,
  k.event_id AS last_event_id, COALESCE(k.at_ms, c.opened_at_ms) AS last_at_ms, k.text AS last_text,
  COALESCE(k.member_id, c.opened_by_member_id) AS last_member_id,
  (SELECT COUNT(*) FROM provider_notice n WHERE n.member_id = @me AND n.subject_kind = 'conversation'
     AND n.subject_id = c.conversation_id
     AND NOT EXISTS (SELECT 1 FROM talk_seen s WHERE s.member_id = @me AND s.event_id = n.event_id)) AS unseen`;
const joins = `talk_participant t JOIN talk_conversation c ON c.conversation_id = t.conversation_id
  LEFT JOIN office_matter m ON m.matter_id = c.matter_id
  LEFT JOIN talk_message k ON k.event_id = (SELECT max(l.event_id) FROM talk_message l WHERE l.conversation_id = c.conversation_id)`;

function conversationRow(firm: OpenFirm, row: ConversationSql) {
  return {
    conversationId: row.conversation_id,
    subject: row.subject ?? 'Conversation (withheld)',
    matterId: row.matter_id,
    matterTitle: row.matter_title ?? '',
    firmOnly: row.firm_only === 1,
    others: participants(firm.rows, row.conversation_id)
      .filter((memberId) => memberId !== firm.me.memberId)
      .map((memberId) => firm.memberName(memberId)),
    lastAtMs: row.last_at_ms,
    lastText: (row.last_text ?? '').slice(0, 200),
    lastName: firm.memberName(row.last_member_id),
    unseen: row.unseen,
  };
}

function participants(rows: RowReader, conversationId: string): string[] {
  return rows
    .all<{ member_id: string }>('SELECT member_id FROM talk_participant WHERE conversation_id = ? ORDER BY rowid', [
      conversationId,
    ])
    .map((row) => row.member_id);
}

function listConversations(firm: OpenFirm, input: InputOf<typeof talkContract.listConversations>) {
  const where = ['t.member_id = @me'];
  const parameters: Record<string, SqlValue> = { me: firm.me.memberId };
  if (input.matterId !== undefined) {
    where.push('c.matter_id = @matterId');
    parameters.matterId = input.matterId;
  }
  if (input.filter.trim() !== '') {
    where.push("c.subject LIKE @filter ESCAPE '\\'");
    parameters.filter = containsPattern(input.filter);
  }
  const page = readPage<ConversationSql>(firm.rows, input, {
    select: columns,
    from: joins,
    where,
    parameters,
    sorts: { lastAt: '-last_at_ms', subject: 'c.subject COLLATE NOCASE' },
    tieBreak: 'c.conversation_id',
  });
  return { rows: page.rows.map((row) => conversationRow(firm, row)), total: page.total };
}

/** The conversation, where this person takes part in it; else a refusal as of something that is not known. */
function readConversation(rows: RowReader, conversationId: string, memberId: string): ConversationSql {
  return found(
    rows.get<ConversationSql>(`SELECT ${columns} FROM ${joins} WHERE t.member_id = @me AND c.conversation_id = @id`, {
      me: memberId,
      id: conversationId,
    }),
    'provider',
    'conversation',
    'conversationId',
  );
}

function areReceiptsShown(rows: RowReader, memberId: string): boolean {
  const row = rows.get<{ receipts_shown: number }>('SELECT receipts_shown FROM talk_choice WHERE member_id = ?', [
    memberId,
  ]);
  return row?.receipts_shown === 1;
}

function getConversation(firm: OpenFirm, input: InputOf<typeof talkContract.getConversation>) {
  const { conversationId, limit } = input;
  const row = readConversation(firm.rows, conversationId, firm.me.memberId);
  const from = 'FROM talk_message WHERE conversation_id = ?';
  const messages = firm.rows.all<{
    message_id: string;
    event_id: string;
    at_ms: number;
    member_id: string;
    text: string | null;
  }>(`SELECT * ${from} ORDER BY event_id DESC LIMIT ?`, [conversationId, limit]);
  const receipts = firm.rows.all<{ member_id: string; up_to: string }>(
    'SELECT member_id, max(up_to_event_id) AS up_to FROM talk_receipt WHERE conversation_id = ? GROUP BY member_id',
    [conversationId],
  );
  return {
    ...conversationRow(firm, row),
    total: firm.rows.get<{ n: number }>(`SELECT COUNT(*) AS n ${from}`, [conversationId])?.n ?? 0,
    receiptsShown: areReceiptsShown(firm.rows, firm.me.memberId),
    messages: messages.reverse().map((message) => ({
      messageId: message.message_id,
      eventId: message.event_id,
      atMs: message.at_ms,
      memberName: firm.memberName(message.member_id),
      isMine: message.member_id === firm.me.memberId,
      isOutside: findMember(firm.rows, message.member_id)?.isOutside ?? false,
      text: message.text,
      readBy: receipts
        .filter((one) => one.up_to >= message.event_id && one.member_id !== message.member_id)
        .map((one) => firm.memberName(one.member_id)),
    })),
  };
}

function findOthers(turn: Turn, memberIds: readonly string[]): MemberRow[] {
  return [...new Set(memberIds)]
    .filter((memberId) => memberId !== turn.me.memberId)
    .map((memberId) => {
      const member = findMember(turn.rows, memberId);
      if (member === undefined) throw new RefusalError(notFound('provider', 'person', 'memberIds'));
      return member;
    });
}

function messageEvent(turn: Turn, conversationId: string, to: readonly string[], text: string, place: object) {
  return newEvent(messageSent, turn.newId(), { conversationId, notifies: [...to] }, { text }, place);
}

function decideOpening(turn: Turn, input: InputOf<typeof talkContract.openConversation>): Done {
  const others = findOthers(turn, input.memberIds);
  const isWithheld = input.matterId !== undefined && isMatterWithheld(turn.rows, input.matterId, 'provider');
  const refusal = declineConversation(others, isWithheld, turn.me.outside);
  if (refusal !== null) return { ok: false, refusal };
  const memberIds = others.map((member) => member.memberId);
  const firmOnly = !turn.me.outside && others.every((member) => !member.isOutside);
  const id = turn.newId();
  const place = { matterId: input.matterId, withheld: firmOnly };
  const opened = newEvent(conversationOpened, id, { memberIds, firmOnly }, { subject: input.subject }, place);
  return accept({ events: [opened, messageEvent(turn, id, memberIds, input.text, place)], answer: { id } });
}

function decideJoining(turn: Turn, input: InputOf<typeof talkContract.joinConversation>): Done {
  const { conversationId } = input;
  const row = readConversation(turn.rows, conversationId, turn.me.memberId);
  const known = participants(turn.rows, conversationId);
  const others = findOthers(turn, input.memberIds).filter((member) => !known.includes(member.memberId));
  if (others.length === 0) return accept({ events: [], answer: { id: conversationId } });
  // What the firm's own people said among themselves was sealed for them alone.
  const refusal = declineConversation(others, row.firm_only === 1, turn.me.outside);
  if (refusal !== null) return { ok: false, refusal };
  const memberIds = others.map((member) => member.memberId);
  const place = { matterId: row.matter_id ?? undefined };
  const event = newEvent(conversationJoined, conversationId, { memberIds, notifies: memberIds }, {}, place);
  return accept({ events: [event], answer: { id: conversationId } });
}

function decideReading(turn: Turn, conversationId: string): Done {
  const row = readConversation(turn.rows, conversationId, turn.me.memberId);
  const { memberId } = turn.me;
  const unseen = unseenOf(turn.rows, memberId, { kind: 'conversation', id: conversationId });
  const seen = unseen.length === 0 ? [] : [newEvent(newsSeen, turn.newId(), { eventIds: unseen }, {})];
  const upTo = turn.rows.get<{ up_to: string | null }>(
    'SELECT max(up_to_event_id) AS up_to FROM talk_receipt WHERE conversation_id = ? AND member_id = ?',
    [conversationId, memberId],
  );
  const last = row.last_event_id;
  const isNew = last !== null && row.last_member_id !== memberId && last > (upTo?.up_to ?? '');
  const receipt =
    isNew && areReceiptsShown(turn.rows, memberId)
      ? [newEvent(conversationRead, turn.newId(), { conversationId, upToEventId: last }, {})]
      : [];
  return accept({ events: [...seen, ...receipt], answer: { id: conversationId } });
}

/** Messages between firm and provider, about a matter or in general. */
export function createConversationProcedures(os: Implementer) {
  return {
    listConversations: os.talk.listConversations.handler(({ input, context }) =>
      listConversations(context.firm(), input),
    ),
    getConversation: os.talk.getConversation.handler(({ input, context }) => getConversation(context.firm(), input)),
    openConversation: os.talk.openConversation.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideOpening(turn, input)),
    ),
    joinConversation: os.talk.joinConversation.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideJoining(turn, input)),
    ),
    sendMessage: os.talk.sendMessage.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn): Done => {
        const row = readConversation(turn.rows, input.conversationId, turn.me.memberId);
        const to = participants(turn.rows, input.conversationId).filter((memberId) => memberId !== turn.me.memberId);
        const isWithheld = row.matter_id !== null && isMatterWithheld(turn.rows, row.matter_id, 'provider');
        const place = { matterId: row.matter_id ?? undefined, withheld: row.firm_only === 1 || isWithheld };
        const event = messageEvent(turn, input.conversationId, to, input.text, place);
        return accept({ events: [event], answer: { id: input.conversationId } });
      }),
    ),
    readConversation: os.talk.readConversation.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => decideReading(turn, input.conversationId)),
    ),
    chooseReceipts: os.talk.chooseReceipts.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn): Done => {
        const event = newEvent(receiptsChosen, turn.me.memberId, { shown: input.shown }, {});
        return accept({ events: [event], answer: { id: turn.me.memberId } });
      }),
    ),
  };
}
