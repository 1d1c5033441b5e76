import * as z from 'zod';
import { roleSchema } from '../domain/roles/role-schema.ts';
import { daySchema, idSchema, longTextSchema, requiredTextSchema } from '../events/event.ts';
import { serviceLineSchema } from '../events/orders.ts';
import { sopContentSchema } from '../events/sops.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

export const sopScopes = ['current', 'to read', 'to decide', 'retired', 'all'] as const;
const versionStates = ['proposed', 'in force', 'superseded', 'rejected'] as const;

export const sopRowSchema = z.object({
  sopId: z.string(),
  title: z.string(),
  serviceLine: z.string(),
  serviceName: z.string(),
  ownerName: z.string(),
  /** Number of the version in force; null while none is. */
  version: z.number().int().nullable(),
  versionId: z.string().nullable(),
  reviewBy: z.string().nullable(),
  isRetired: z.boolean(),
  hasProposal: z.boolean(),
  /** True where this person works by it and has not acknowledged the version in force. */
  isToRead: z.boolean(),
  readers: z.number().int(),
  readersToCome: z.number().int(),
});

export const sopVersionSchema = z.object({
  versionId: z.string(),
  number: z.number().int(),
  state: z.enum(versionStates),
  title: z.string(),
  proposedByName: z.string(),
  proposedAtMs: z.number(),
  decidedByName: z.string(),
  decidedAtMs: z.number().nullable(),
  effectiveOn: z.string().nullable(),
  changes: z.string(),
  reason: z.string(),
  requiredSteps: z.number().int(),
  qualitySteps: z.number().int(),
  methodSteps: z.number().int(),
});

/** A quiz as it is asked: without its right answers. */
const askedQuizSchema = z.array(z.object({ question: z.string(), options: z.array(z.string()) }));

export const sopSchema = sopRowSchema.extend({
  ownerMemberId: z.string(),
  roles: z.array(z.string()),
  retiredReason: z.string(),
  versions: z.array(sopVersionSchema),
  /** The version that was asked for; the one in force, or the newest, where none was. */
  shown: z.object({
    version: sopVersionSchema,
    content: sopContentSchema.omit({ quiz: true }),
    quiz: askedQuizSchema,
    isAcknowledged: z.boolean(),
  }),
  readings: z.array(z.object({ memberName: z.string(), atMs: z.number(), number: z.number().int() })),
  /** Who works by it and has not acknowledged the version in force. */
  missing: z.array(z.string()),
});

export const sopsContract = {
  listSops: query(
    'member',
    'SOPs, a page at a time.',
    pageInput(['title', 'serviceLine', 'reviewBy']).extend({ scope: z.enum(sopScopes).default('current') }),
    pageOf(sopRowSchema),
  ),
  getSop: query(
    'member',
    'One SOP with its versions; the content of one of them.',
    z.object({ sopId: idSchema, versionId: idSchema.optional() }),
    sopSchema,
  ),
  /** With the right answers: for whoever proposes the next version. */
  getSopContent: query(
    'member',
    'A version of an SOP as it can be changed into the next.',
    z.object({ versionId: idSchema }),
    z.object({ content: sopContentSchema }),
  ),
  diffSop: query(
    'member',
    'What changed from one version of an SOP to another, line by line.',
    z.object({ fromVersionId: idSchema, toVersionId: idSchema }),
    z.object({ lines: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })) }),
  ),
  proposeSop: command(
    'member',
    'Proposes an SOP, or the next version of one. It counts once the firm approves it.',
    {
      sopId: idSchema.optional(),
      serviceLine: serviceLineSchema,
      ownerMemberId: idSchema.optional(),
      roles: z.array(roleSchema).max(30).default([]),
      content: sopContentSchema,
      changes: longTextSchema.default(''),
    },
    z.object({ id: z.string(), versionId: z.string() }),
  ),
  approveSop: command(
    'work.order',
    'Puts a proposed version in force; those who work by it are asked to acknowledge it.',
    { sopId: idSchema, versionId: idSchema, effectiveOn: daySchema, reviewBy: daySchema },
    doneSchema,
  ),
  rejectSop: command(
    'work.order',
    'Rejects a proposed version, with the reason.',
    { sopId: idSchema, versionId: idSchema, reason: requiredTextSchema },
    doneSchema,
  ),
  reviewSop: command(
    'work.order',
    'Notes that an SOP was looked at and is still right.',
    { sopId: idSchema, reviewBy: daySchema, note: longTextSchema.default('') },
    doneSchema,
  ),
  retireSop: command(
    'work.order',
    'Takes an SOP out of use.',
    { sopId: idSchema, reason: requiredTextSchema },
    doneSchema,
  ),
  acknowledgeSop: command(
    'member',
    'Acknowledges a version in force; its quiz has to be answered right.',
    { sopId: idSchema, versionId: idSchema, answers: z.array(z.number().int().min(0).max(5)).max(20).default([]) },
    doneSchema,
  ),
};
