import * as z from 'zod';
import { gradedParts, reasonTags } from '../domain/provider/feedback.ts';
import { measureUnits } from '../domain/provider/service-measures.ts';
import { codeSchema } from '../events/agreement.ts';
import { daySchema, idSchema, longTextSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { gradesSchema, monthSchema } from '../events/feedback.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

const ofMonth = z.object({ providerId: idSchema, month: monthSchema });

const rowSchema = z.object({
  measureId: z.string(),
  name: z.string(),
  line: z.string(),
  counts: z.string(),
  sense: z.enum(['least', 'most']),
  unit: z.enum(measureUnits),
  source: z.enum(['events', 'recorded']),
  limit: z.number().nullable(),
  targetPerMille: z.number(),
  weight: z.number(),
  numerator: z.number(),
  denominator: z.number(),
  sharePerMille: z.number().nullable(),
  isReached: z.boolean().nullable(),
  /** Where a recorded figure comes from. */
  recordedSource: z.string(),
});

const firmSideSchema = z.object({
  /** The provider's own grades, 1 to 5. Null until it gave them. */
  grades: z
    .object({
      briefClarity: z.number(),
      responseTime: z.number(),
      payment: z.number(),
      note: z.string(),
      by: z.string(),
    })
    .nullable(),
  /** Deliveries decided within three business days, of those of the month that are decided or late. */
  reviewed: z.object({ numerator: z.number(), denominator: z.number() }),
  /** Invoices paid whole by their due day, of those that fell due in the month, or were paid before. */
  paid: z.object({ numerator: z.number(), denominator: z.number() }),
  /** Hours that orders stood still in the month, waiting for the firm. */
  waitedMinutes: z.number(),
});

const cardSchema = z.object({
  month: z.string(),
  /** True where targets come from the agreement in force; else they are the usual ones. */
  isAgreed: z.boolean(),
  rows: z.array(rowSchema),
  scorePerMille: z.number().nullable(),
  ratings: z.object({
    count: z.number(),
    /** Means in tenths: 4.2 is 42. */
    means: z.record(z.enum(gradedParts), z.number().nullable()),
  }),
  firm: firmSideSchema,
  issued: z
    .object({ atMs: z.number(), by: z.string(), scorePerMille: z.number().nullable(), note: z.string() })
    .nullable(),
  mayRateFirm: z.boolean(),
});

const ratingSchema = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  orderTitle: z.string(),
  serviceLine: z.string(),
  ratedAtMs: z.number(),
  ratedBy: z.string(),
  grades: gradesSchema,
  /** The mean in tenths. */
  meanTenths: z.number(),
  tags: z.array(z.string()),
  note: z.string(),
  excerpt: z.string(),
  documentId: z.string().nullable(),
  documentTitle: z.string(),
  reply: z.string(),
  repliedBy: z.string(),
  repliedAtMs: z.number().nullable(),
});

const actionSchema = z.object({
  actionId: z.string(),
  orderId: z.string().nullable(),
  orderNumber: z.string(),
  dueOn: z.string(),
  state: z.enum(['open', 'done', 'verified']),
  openedBy: z.string(),
  rootCause: z.string(),
  fix: z.string(),
  sopChange: z.string(),
  doneOn: z.string().nullable(),
  what: z.string(),
  verifiedOn: z.string().nullable(),
  verifyNote: z.string(),
});

export const scorecardContract = {
  get: query('member', 'A month’s scorecard, both ways, as it stands now.', ofMonth, cardSchema),
  cases: query(
    'member',
    'The cases that a measure counted in a month.',
    pageInput(['atMs', 'what', 'took', 'hit']).extend({ ...ofMonth.shape, measureId: codeSchema }),
    pageOf(
      z.object({
        caseId: z.string(),
        place: z.string(),
        what: z.string(),
        atMs: z.number(),
        took: z.number().nullable(),
        hit: z.boolean(),
      }),
    ),
  ),
  trend: query(
    'member',
    'Twelve months of a measure with control limits.',
    ofMonth.extend({ measureId: codeSchema }),
    z.object({
      points: z.array(
        z.object({
          month: z.string(),
          numerator: z.number(),
          denominator: z.number(),
          sharePerMille: z.number().nullable(),
          lowerPerMille: z.number().nullable(),
          upperPerMille: z.number().nullable(),
          isOut: z.boolean(),
        }),
      ),
    }),
  ),
  csv: query('member', 'A month’s scorecard as CSV.', ofMonth, z.object({ csv: z.string(), fileName: z.string() })),
  pdf: query(
    'member',
    'A month’s scorecard on paper.',
    ofMonth,
    z.object({ pdfBase64: z.string(), fileName: z.string() }),
  ),
  recordFigure: command(
    'provider.manage',
    'Records a month’s figure that Annex cannot count, with its source.',
    {
      ...ofMonth.shape,
      measureId: codeSchema,
      numerator: z.number().int().min(0).max(10_000_000),
      denominator: z.number().int().min(0).max(10_000_000),
      source: requiredTextSchema,
    },
    doneSchema,
  ),
  rateFirm: command(
    'provider.manage',
    'The provider’s grades of the firm’s part in a month.',
    {
      ...ofMonth.shape,
      briefClarity: z.number().int().min(1).max(5),
      responseTime: z.number().int().min(1).max(5),
      payment: z.number().int().min(1).max(5),
      note: longTextSchema.default(''),
    },
    doneSchema,
  ),
  issue: command(
    'provider.oversee',
    'Issues a month’s scorecard: kept as it stands.',
    { ...ofMonth.shape, note: longTextSchema.default('') },
    doneSchema,
  ),
  listRatings: query(
    'member',
    'Ratings of accepted work.',
    pageInput(['ratedAtMs', 'meanTenths', 'orderNumber']).extend({ providerId: idSchema }),
    pageOf(ratingSchema),
  ),
  listUnrated: query(
    'member',
    'Accepted work that nobody has rated yet.',
    pageInput(['acceptedAtMs', 'orderNumber']).extend({ providerId: idSchema }),
    pageOf(
      z.object({ orderId: z.string(), orderNumber: z.string(), orderTitle: z.string(), acceptedAtMs: z.number() }),
    ),
  ),
  rate: command(
    'work.order',
    'Rates accepted work from 1 to 5. The provider sees it at once.',
    {
      orderId: idSchema,
      grades: gradesSchema,
      tags: z.array(z.enum(reasonTags)).max(20).default([]),
      note: longTextSchema.default(''),
      excerpt: longTextSchema.default(''),
      documentId: idSchema.optional(),
    },
    doneSchema,
  ),
  reply: command(
    'work.deliver',
    'Replies to a rating.',
    { orderId: idSchema, reply: longTextSchema.min(1, 'Write the reply.') },
    doneSchema,
  ),
  listActions: query(
    'member',
    'Corrective actions.',
    pageInput(['dueOn', 'state']).extend({ providerId: idSchema }),
    pageOf(actionSchema),
  ),
  openAction: command(
    'work.deliver',
    'Opens a corrective action: root cause, fix, by when.',
    {
      providerId: idSchema,
      orderId: idSchema.optional(),
      dueOn: daySchema,
      rootCause: requiredTextSchema,
      fix: requiredTextSchema,
      sopChange: textSchema.default(''),
    },
    doneSchema,
  ),
  finishAction: command(
    'work.deliver',
    'Says that a corrective action is done.',
    { actionId: idSchema, what: textSchema.default('') },
    doneSchema,
  ),
  verifyAction: command(
    'work.order',
    'Says whether a corrective action worked; where not, it is open again.',
    { actionId: idSchema, isEffective: z.boolean(), note: textSchema.default('') },
    doneSchema,
  ),
};
