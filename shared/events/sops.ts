import * as z from 'zod';
import { stepTags } from '../domain/provider/step-tag.ts';
import { roleSchema } from '../domain/roles/role-schema.ts';
import { daySchema, defineEvent, idSchema, longTextSchema, nothing, requiredTextSchema, textSchema } from './event.ts';
import { serviceLineSchema } from './orders.ts';

const noticeHead = z.object({ notifies: z.array(idSchema).max(50).default([]) });

export const sopContentSchema = z.object({
  title: requiredTextSchema,
  purpose: longTextSchema.default(''),
  trigger: longTextSchema.default(''),
  inputs: longTextSchema.default(''),
  steps: z
    .array(z.object({ text: requiredTextSchema, tag: z.enum(stepTags), source: textSchema.default('') }))
    .max(100)
    .default([]),
  decisions: z
    .array(z.object({ when: requiredTextSchema, action: requiredTextSchema }))
    .max(50)
    .default([]),
  checks: z.array(requiredTextSchema).max(50).default([]),
  escalation: longTextSchema.default(''),
  forms: longTextSchema.default(''),
  quiz: z
    .array(
      z.object({
        question: requiredTextSchema,
        options: z.array(requiredTextSchema).max(6),
        answer: z.number().int().min(0).max(5),
      }),
    )
    .max(20)
    .default([]),
});

/** A version of an SOP, from whoever knows the work; it counts once the firm approves it. */
export const sopProposed = defineEvent({
  type: 'provider.sop.proposed',
  version: 1,
  workspace: 'office',
  aggregate: 'sop',
  right: 'none',
  head: noticeHead.extend({
    versionId: idSchema,
    number: z.number().int().min(1).max(9_999),
    serviceLine: serviceLineSchema,
    ownerMemberId: idSchema,
    /** Who works by it, and acknowledges it. */
    roles: z.array(roleSchema).max(30).default([]),
  }),
  body: z.object({ content: sopContentSchema, changes: longTextSchema.default('') }),
});

export const sopApproved = defineEvent({
  type: 'provider.sop.approved',
  version: 1,
  workspace: 'office',
  aggregate: 'sop',
  right: 'work.order',
  head: noticeHead.extend({ versionId: idSchema, effectiveOn: daySchema, reviewBy: daySchema }),
  body: nothing,
});

export const sopRejected = defineEvent({
  type: 'provider.sop.rejected',
  version: 1,
  workspace: 'office',
  aggregate: 'sop',
  right: 'work.order',
  head: noticeHead.extend({ versionId: idSchema }),
  body: z.object({ reason: requiredTextSchema }),
});

/** Looked at, and still right: the next review moves on. */
export const sopReviewed = defineEvent({
  type: 'provider.sop.reviewed',
  version: 1,
  workspace: 'office',
  aggregate: 'sop',
  right: 'work.order',
  head: z.object({ versionId: idSchema, reviewBy: daySchema }),
  body: z.object({ note: longTextSchema.default('') }),
});

export const sopRetired = defineEvent({
  type: 'provider.sop.retired',
  version: 1,
  workspace: 'office',
  aggregate: 'sop',
  right: 'work.order',
  head: nothing,
  body: z.object({ reason: requiredTextSchema }),
});

/** Its author has read this version and answered its quiz. An aggregate of its own: many read one SOP. */
export const sopAcknowledged = defineEvent({
  type: 'provider.sop.acknowledged',
  version: 1,
  workspace: 'office',
  aggregate: 'sop-reading',
  right: 'none',
  head: z.object({ sopId: idSchema, versionId: idSchema, questions: z.number().int().min(0).max(20) }),
  body: nothing,
});

export const sopEvents = [sopProposed, sopApproved, sopRejected, sopReviewed, sopRetired, sopAcknowledged] as const;
