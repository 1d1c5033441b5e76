import {
  commentMade,
  commentWithdrawn,
  conversationJoined,
  conversationOpened,
  conversationRead,
  messageSent,
  newsSeen,
  receiptsChosen,
} from '../../../shared/events/talk.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { noteNews } from './notice-rows.ts';
import { type AreaProjection, on, type RowWriter } from './projection.ts';

const tables = [
  'talk_comment',
  'talk_conversation',
  'talk_participant',
  'talk_message',
  'talk_receipt',
  'talk_seen',
  'talk_choice',
] as const;

const schema = `
-- Texts are NULL where this device may not read them.
CREATE TABLE talk_comment (
  comment_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  event_id TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  matter_id TEXT,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  firm_only INTEGER NOT NULL,
  mentions TEXT NOT NULL,
  text TEXT,
  withdrawn_at_ms INTEGER
);
CREATE INDEX talk_comment_aggregate ON talk_comment(aggregate);
CREATE INDEX talk_comment_subject ON talk_comment(subject_kind, subject_id, event_id);
CREATE INDEX talk_comment_event ON talk_comment(event_id);

CREATE TABLE talk_conversation (
  conversation_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  matter_id TEXT,
  firm_only INTEGER NOT NULL,
  subject TEXT,
  opened_by_member_id TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL
);
CREATE INDEX talk_conversation_aggregate ON talk_conversation(aggregate);
CREATE INDEX talk_conversation_matter ON talk_conversation(matter_id) WHERE matter_id IS NOT NULL;

CREATE TABLE talk_participant (
  aggregate TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  PRIMARY KEY (conversation_id, member_id)
);
CREATE INDEX talk_participant_aggregate ON talk_participant(aggregate);
CREATE INDEX talk_participant_member ON talk_participant(member_id, conversation_id);

CREATE TABLE talk_message (
  message_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  event_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  text TEXT
);
CREATE INDEX talk_message_aggregate ON talk_message(aggregate);
CREATE INDEX talk_message_conversation ON talk_message(conversation_id, event_id);
CREATE INDEX talk_message_event ON talk_message(event_id);

CREATE TABLE talk_receipt (
  aggregate TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  up_to_event_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
);
CREATE INDEX talk_receipt_aggregate ON talk_receipt(aggregate);
CREATE INDEX talk_receipt_conversation ON talk_receipt(conversation_id, member_id);

CREATE TABLE talk_seen (
  aggregate TEXT NOT NULL,
  member_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  PRIMARY KEY (member_id, event_id)
) WITHOUT ROWID;
CREATE INDEX talk_seen_aggregate ON talk_seen(aggregate);

CREATE TABLE talk_choice (
  member_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  receipts_shown INTEGER NOT NULL
);
CREATE INDEX talk_choice_aggregate ON talk_choice(aggregate);
`;

const foldComment = on(commentMade, (rows, event) => {
  const { head, body, aggregate } = event;
  rows.run(
    `INSERT OR REPLACE INTO talk_comment
       (comment_id, aggregate, event_id, subject_kind, subject_id, matter_id, member_id, at_ms, firm_only, mentions, text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      idOfAggregate(aggregate),
      aggregate,
      event.id,
      head.subjectKind,
      head.subjectId,
      event.matterId ?? null,
      event.memberId,
      event.atMs,
      head.firmOnly ? 1 : 0,
      JSON.stringify(head.mentions),
      body?.text ?? null,
    ],
  );
  const subject = { kind: head.subjectKind, id: head.subjectId };
  const mentioned = { ...event, head: { notifies: head.mentions } };
  const others = { ...event, head: { notifies: head.notifies.filter((id) => !head.mentions.includes(id)) } };
  noteNews(rows, others, 'comment', subject);
  noteNews(rows, mentioned, 'mention', subject);
});

function addParticipants(rows: RowWriter, aggregate: string, memberIds: readonly string[]): void {
  for (const memberId of memberIds) {
    rows.run('INSERT OR IGNORE INTO talk_participant (aggregate, conversation_id, member_id) VALUES (?, ?, ?)', [
      aggregate,
      idOfAggregate(aggregate),
      memberId,
    ]);
  }
}

/** Comments, conversations, and what each member has seen of what reached them. */
export const talkProjection: AreaProjection = {
  area: 'provider',
  shapeVersion: 1,
  tables,
  schema,
  folds: new Map([
    foldComment,
    on(commentWithdrawn, (rows, { aggregate, memberId, atMs }) => {
      // Somebody else's word is nobody's to take back, whatever a device says.
      rows.run('UPDATE talk_comment SET withdrawn_at_ms = ?, text = NULL WHERE aggregate = ? AND member_id = ?', [
        atMs,
        aggregate,
        memberId,
      ]);
    }),
    on(conversationOpened, (rows, { aggregate, head, body, memberId, atMs, matterId }) => {
      rows.run(
        `INSERT OR REPLACE INTO talk_conversation
           (conversation_id, aggregate, matter_id, firm_only, subject, opened_by_member_id, opened_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [
          idOfAggregate(aggregate),
          aggregate,
          matterId ?? null,
          head.firmOnly ? 1 : 0,
          body?.subject ?? null,
          memberId,
          atMs,
        ],
      );
      addParticipants(rows, aggregate, [memberId, ...head.memberIds]);
    }),
    on(conversationJoined, (rows, event) => {
      const { aggregate, head, memberId } = event;
      const isParticipant = rows.get('SELECT 1 AS yes FROM talk_participant WHERE aggregate = ? AND member_id = ?', [
        aggregate,
        memberId,
      ]);
      if (isParticipant === undefined) return;
      addParticipants(rows, aggregate, head.memberIds);
      noteNews(rows, event, 'conversation');
    }),
    on(messageSent, (rows, event) => {
      const { aggregate, head, body } = event;
      rows.run(
        `INSERT OR REPLACE INTO talk_message (message_id, aggregate, event_id, conversation_id, member_id, at_ms, text)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [
          idOfAggregate(aggregate),
          aggregate,
          event.id,
          head.conversationId,
          event.memberId,
          event.atMs,
          body?.text ?? null,
        ],
      );
      noteNews(rows, event, 'message', { kind: 'conversation', id: head.conversationId });
    }),
    on(conversationRead, (rows, { aggregate, head, memberId, atMs }) => {
      rows.run(
        'INSERT INTO talk_receipt (aggregate, conversation_id, member_id, up_to_event_id, at_ms) VALUES (?, ?, ?, ?, ?)',
        [aggregate, head.conversationId, memberId, head.upToEventId, atMs],
      );
    }),
    on(newsSeen, (rows, { aggregate, head, memberId }) => {
      for (const eventId of head.eventIds) {
        rows.run('INSERT OR IGNORE INTO talk_seen (aggregate, member_id, event_id) VALUES (?, ?, ?)', [
          aggregate,
          memberId,
          eventId,
        ]);
      }
    }),
    on(receiptsChosen, (rows, { aggregate, head, memberId }) => {
      rows.run('INSERT OR REPLACE INTO talk_choice (member_id, aggregate, receipts_shown) VALUES (?, ?, ?)', [
        memberId,
        aggregate,
        head.shown ? 1 : 0,
      ]);
    }),
  ]),
};
