import * as z from 'zod';
import { momentKinds } from '../domain/provider/feedback.ts';
import { daySchema, defineEvent, idSchema, longTextSchema, requiredTextSchema, textSchema } from './event.ts';

/** A meeting, a thank-you, a team event: what a relationship is made of, and when it goes on. */
export const momentNoted = defineEvent({
  type: 'relationship.moment.noted',
  version: 1,
  workspace: 'office',
  aggregate: 'moment',
  right: 'provider.manage',
  head: z.object({ providerId: idSchema, kind: z.enum(momentKinds), on: daySchema, nextOn: daySchema.optional() }),
  body: z.object({ title: requiredTextSchema, people: textSchema.default(''), note: longTextSchema.default('') }),
});

/** A one-time project ended: what came of it, what was learnt, who carries on what is left, when access ended. */
export const projectClosed = defineEvent({
  type: 'relationship.project.closed',
  version: 1,
  workspace: 'office',
  aggregate: 'close-out',
  right: 'provider.oversee',
  head: z.object({
    providerId: idSchema,
    closedOn: daySchema,
    orderIds: z.array(idSchema).min(1).max(200),
    /** 1 to 5. */
    grade: z.number().int().min(1).max(5),
    accessEndedOn: daySchema.optional(),
    handedToMemberIds: z.array(idSchema).max(50).default([]),
  }),
  body: z.object({
    title: requiredTextSchema,
    delivered: longTextSchema.default(''),
    lessons: longTextSchema.default(''),
    /** One for each of `handedToMemberIds`. */
    openEnds: z.array(requiredTextSchema).max(50).default([]),
  }),
});

export const relationshipEvents = [momentNoted, projectClosed] as const;
