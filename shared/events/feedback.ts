import * as z from 'zod';
import { reasonTags } from '../domain/provider/feedback.ts';
import { codeSchema, targetSchema } from './agreement.ts';
import { daySchema, defineEvent, idSchema, longTextSchema, nothing, requiredTextSchema, textSchema } from './event.ts';

const gradeSchema = z.number().int().min(1).max(5);
/** A calendar month, `YYYY-MM`. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Give a month as YYYY-MM.');
const countSchema = z.number().int().min(0).max(10_000_000);

export const gradesSchema = z.object({
  accuracy: gradeSchema,
  completeness: gradeSchema,
  timeliness: gradeSchema,
  format: gradeSchema,
  communication: gradeSchema,
});

/** What the firm thinks of an accepted piece of work. The aggregate carries the order's id: a later one takes its place. */
export const workRated = defineEvent({
  type: 'feedback.work.rated',
  version: 1,
  workspace: 'office',
  aggregate: 'rating',
  right: 'work.order',
  head: z.object({
    orderId: idSchema,
    providerId: idSchema.optional(),
    grades: gradesSchema,
    tags: z.array(z.enum(reasonTags)).max(20).default([]),
    documentId: idSchema.optional(),
    withheld: z.boolean().default(false),
  }),
  body: z.object({ note: longTextSchema.default(''), excerpt: longTextSchema.default('') }),
});

export const ratingReplied = defineEvent({
  type: 'feedback.rating.replied',
  version: 1,
  workspace: 'office',
  aggregate: 'rating',
  right: 'work.deliver',
  head: nothing,
  body: z.object({ reply: longTextSchema }),
});

/** What went wrong at its root, and what will be done so that it does not come again. */
export const actionOpened = defineEvent({
  type: 'feedback.action.opened',
  version: 1,
  workspace: 'office',
  aggregate: 'corrective-action',
  right: 'work.deliver',
  head: z.object({ providerId: idSchema, orderId: idSchema.optional(), dueOn: daySchema }),
  body: z.object({ rootCause: requiredTextSchema, fix: requiredTextSchema, sopChange: textSchema.default('') }),
});

export const actionDone = defineEvent({
  type: 'feedback.action.done',
  version: 1,
  workspace: 'office',
  aggregate: 'corrective-action',
  right: 'work.deliver',
  head: z.object({ doneOn: daySchema }),
  body: z.object({ what: textSchema.default('') }),
});

/** The firm looked whether it worked; where it did not, the action is open again. */
export const actionVerified = defineEvent({
  type: 'feedback.action.verified',
  version: 1,
  workspace: 'office',
  aggregate: 'corrective-action',
  right: 'work.order',
  head: z.object({ verifiedOn: daySchema, isEffective: z.boolean() }),
  body: z.object({ note: textSchema.default('') }),
});

/** A month's figure that Annex cannot count itself, with where it comes from. */
export const figureRecorded = defineEvent({
  type: 'feedback.figure.recorded',
  version: 1,
  workspace: 'office',
  aggregate: 'service-figure',
  right: 'provider.manage',
  head: z.object({
    providerId: idSchema,
    measureId: codeSchema,
    month: monthSchema,
    numerator: countSchema,
    denominator: countSchema,
  }),
  body: z.object({ source: requiredTextSchema }),
});

/** What the provider thinks of the firm's part. It counts from an outside member alone. */
export const firmRated = defineEvent({
  type: 'feedback.firm.rated',
  version: 1,
  workspace: 'office',
  aggregate: 'firm-rating',
  right: 'provider.manage',
  head: z.object({
    providerId: idSchema,
    month: monthSchema,
    briefClarity: gradeSchema,
    responseTime: gradeSchema,
    payment: gradeSchema,
  }),
  body: z.object({ note: longTextSchema.default('') }),
});

/** A month's scorecard as it was issued: figures that arrive later change the living one, not this. */
export const scorecardIssued = defineEvent({
  type: 'feedback.scorecard.issued',
  version: 1,
  workspace: 'office',
  aggregate: 'scorecard',
  right: 'provider.oversee',
  head: z.object({
    providerId: idSchema,
    month: monthSchema,
    scorePerMille: z.number().int().min(0).max(1000).nullable(),
    rows: z.array(targetSchema.extend({ numerator: countSchema, denominator: countSchema })).max(100),
  }),
  body: z.object({ note: longTextSchema.default('') }),
});

export const feedbackEvents = [
  workRated,
  ratingReplied,
  actionOpened,
  actionDone,
  actionVerified,
  figureRecorded,
  firmRated,
  scorecardIssued,
] as const;
