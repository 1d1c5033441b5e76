import * as z from 'zod';
import { subjectKinds } from '../domain/provider/talk.ts';
import { eventIdSchema, idSchema, longTextSchema, requiredTextSchema } from '../events/event.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

const subjectShape = { subjectKind: z.enum(subjectKinds), subjectId: idSchema };
const saidSchema = longTextSchema.refine((text) => text.trim() !== '', 'Write something.');

export const commentSchema = z.object({
  commentId: z.string(),
  eventId: z.string(),
  atMs: z.number(),
  memberName: z.string(),
  isMine: z.boolean(),
  isOutside: z.boolean(),
  firmOnly: z.boolean(),
  /** Names of those who were told. */
  mentions: z.array(z.string()),
  /** Null where it was taken back, or this device may not read it. */
  text: z.string().nullable(),
  isWithdrawn: z.boolean(),
});

export const conversationRowSchema = z.object({
  conversationId: z.string(),
  subject: z.string(),
  matterId: z.string().nullable(),
  matterTitle: z.string(),
  firmOnly: z.boolean(),
  others: z.array(z.string()),
  lastAtMs: z.number(),
  lastText: z.string(),
  lastName: z.string(),
  unseen: z.number().int(),
});

export const messageSchema = z.object({
  messageId: z.string(),
  eventId: z.string(),
  atMs: z.number(),
  memberName: z.string(),
  isMine: z.boolean(),
  isOutside: z.boolean(),
  text: z.string().nullable(),
  /** Names of those who let others know that they have read it. */
  readBy: z.array(z.string()),
});

export const newsSchema = z.object({
  eventId: z.string(),
  atMs: z.number(),
  /** What happened: "mention", "order offered". */
  what: z.string(),
  fromName: z.string(),
  subjectKind: z.enum([...subjectKinds, 'conversation']),
  subjectId: z.string(),
  title: z.string(),
  excerpt: z.string(),
  matterTitle: z.string(),
  isSeen: z.boolean(),
});

export const talkContract = {
  listComments: query(
    'member',
    'What was said about a thing, the newest first.',
    z.object({
      ...subjectShape,
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    pageOf(commentSchema).extend({ isFirmOnly: z.boolean() }),
  ),
  addComment: command(
    'member',
    'Says something about a thing. Whoever is mentioned has to be able to see it.',
    {
      ...subjectShape,
      text: saidSchema,
      mentions: z.array(idSchema).max(20).default([]),
      firmOnly: z.boolean().default(false),
    },
    doneSchema,
  ),
  withdrawComment: command('member', 'Takes an own comment back.', { commentId: idSchema }, doneSchema),
  listReaders: query(
    'member',
    'The members who can see what is said about a thing, and so may be mentioned.',
    z.object(subjectShape),
    z.object({ rows: z.array(z.object({ memberId: z.string(), name: z.string(), isOutside: z.boolean() })) }),
  ),
  listConversations: query(
    'member',
    'The conversations that this person takes part in, the newest first.',
    pageInput(['lastAt', 'subject']).extend({ matterId: idSchema.optional() }),
    pageOf(conversationRowSchema),
  ),
  getConversation: query(
    'member',
    'One conversation with its newest messages.',
    z.object({ conversationId: idSchema, limit: z.number().int().min(1).max(500).default(100) }),
    conversationRowSchema.extend({
      messages: z.array(messageSchema),
      total: z.number().int(),
      receiptsShown: z.boolean(),
    }),
  ),
  openConversation: command(
    'member',
    'Begins a conversation, about a matter or in general, with its first message.',
    {
      matterId: idSchema.optional(),
      subject: requiredTextSchema,
      memberIds: z.array(idSchema).min(1).max(50),
      text: saidSchema,
    },
    doneSchema,
  ),
  joinConversation: command(
    'member',
    'Brings more people into a conversation; they see what was said before.',
    { conversationId: idSchema, memberIds: z.array(idSchema).min(1).max(50) },
    doneSchema,
  ),
  sendMessage: command(
    'member',
    'Says something in a conversation.',
    { conversationId: idSchema, text: saidSchema },
    doneSchema,
  ),
  readConversation: command(
    'member',
    'Notes that this person has read a conversation; the others learn of it only where they chose so.',
    { conversationId: idSchema },
    doneSchema,
  ),
  chooseReceipts: command(
    'member',
    'Chooses whether others see what this person has read.',
    { shown: z.boolean() },
    doneSchema,
  ),
  listNews: query(
    'member',
    'What reached this person: mentions, messages, work orders, SOPs; the newest first.',
    pageInput(['at']).extend({ unseenOnly: z.boolean().default(false) }),
    pageOf(newsSchema).extend({ unseen: z.number().int() }),
  ),
  markSeen: command(
    'member',
    'Notes that this person has seen these pieces of news, or those about a thing; all of them where none is named.',
    { eventIds: z.array(eventIdSchema).max(200).optional(), about: z.object(subjectShape).optional() },
    z.object({ seen: z.number().int() }),
  ),
};
