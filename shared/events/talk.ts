import * as z from 'zod';
import { subjectKinds } from '../domain/provider/talk.ts';
import { defineEvent, eventIdSchema, idSchema, longTextSchema, nothing, requiredTextSchema } from './event.ts';

const noticeHead = z.object({ notifies: z.array(idSchema).max(50).default([]) });
const saidSchema = longTextSchema.refine((text) => text.trim() !== '', 'Write something.');

/** Somebody says something about a thing. It lies in that thing's workspace. */
export const commentMade = defineEvent({
  type: 'talk.comment.made',
  version: 1,
  workspace: 'any',
  aggregate: 'comment',
  right: 'none',
  head: noticeHead.extend({
    subjectKind: z.enum(subjectKinds),
    subjectId: idSchema,
    mentions: z.array(idSchema).max(20).default([]),
    /** True where the firm's own people alone read it. */
    firmOnly: z.boolean().default(false),
  }),
  body: z.object({ text: saidSchema }),
});

/** Its author takes a comment back: it is shown as taken back. */
export const commentWithdrawn = defineEvent({
  type: 'talk.comment.withdrawn',
  version: 1,
  workspace: 'any',
  aggregate: 'comment',
  right: 'none',
  head: nothing,
  body: nothing,
});

export const conversationOpened = defineEvent({
  type: 'talk.conversation.opened',
  version: 1,
  workspace: 'office',
  aggregate: 'conversation',
  right: 'none',
  head: z.object({ memberIds: z.array(idSchema).min(1).max(50), firmOnly: z.boolean().default(false) }),
  body: z.object({ subject: requiredTextSchema }),
});

export const conversationJoined = defineEvent({
  type: 'talk.conversation.joined',
  version: 1,
  workspace: 'office',
  aggregate: 'conversation',
  right: 'none',
  head: noticeHead.extend({ memberIds: z.array(idSchema).min(1).max(50) }),
  body: nothing,
});

export const messageSent = defineEvent({
  type: 'talk.message.sent',
  version: 1,
  workspace: 'office',
  aggregate: 'message',
  right: 'none',
  head: noticeHead.extend({ conversationId: idSchema }),
  body: z.object({ text: saidSchema }),
});

/** Its author has read a conversation up to a message, and lets the others know. */
export const conversationRead = defineEvent({
  type: 'talk.conversation.read',
  version: 1,
  workspace: 'office',
  aggregate: 'receipt',
  right: 'none',
  head: z.object({ conversationId: idSchema, upToEventId: eventIdSchema }),
  body: nothing,
});

/** Its author has seen these pieces of news, on whichever of their machines. */
export const newsSeen = defineEvent({
  type: 'talk.news.seen',
  version: 1,
  workspace: 'office',
  aggregate: 'news',
  right: 'none',
  head: z.object({ eventIds: z.array(eventIdSchema).min(1).max(200) }),
  body: nothing,
});

/** Whether others see what its author has read. Nobody's reading is shown unless they said so. */
export const receiptsChosen = defineEvent({
  type: 'talk.receipts.chosen',
  version: 1,
  workspace: 'office',
  aggregate: 'inbox',
  right: 'none',
  head: z.object({ shown: z.boolean() }),
  body: nothing,
});

export const talkEvents = [
  commentMade,
  commentWithdrawn,
  conversationOpened,
  conversationJoined,
  messageSent,
  conversationRead,
  newsSeen,
  receiptsChosen,
] as const;
