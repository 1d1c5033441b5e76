import * as z from 'zod';
import { classificationDecisions, classificationPackSchema, factorAnswers } from '../domain/provider/classification.ts';
import { daySchema, idSchema, longTextSchema } from '../events/event.ts';
import { command, doneSchema, query } from './procedure.ts';

const answerSchema = z.object({
  factorId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  answer: z.enum(factorAnswers),
  note: longTextSchema.default(''),
  documentIds: z.array(idSchema).max(20).default([]),
});

export const classificationFileSchema = z.object({
  contractorId: z.string(),
  name: z.string(),
  pack: classificationPackSchema,
  answers: z.array(answerSchema),
  /** Documents that answers name as evidence. */
  documents: z.array(z.object({ documentId: z.string(), title: z.string() })),
  /** Who answered last, and when; null where nobody has. */
  answered: z.object({ by: z.string(), atMs: z.number(), versions: z.number() }).nullable(),
  score: z.object({
    answered: z.number(),
    asked: z.number(),
    points: z.number(),
    byGroup: z.object({ behavioral: z.number(), financial: z.number(), relationship: z.number() }),
    sentence: z.string(),
  }),
  signals: z.array(z.object({ code: z.string(), sentence: z.string() })),
  /** Every decision, the last first. */
  decisions: z.array(
    z.object({
      decision: z.enum(classificationDecisions),
      decidedOn: z.string(),
      reviewOn: z.string(),
      packVersion: z.number(),
      points: z.number(),
      reasons: z.string(),
      by: z.string(),
      atMs: z.number(),
    }),
  ),
});

export const classificationContract = {
  get: query(
    'provider.pay',
    'The classification file of a contractor: questions, answers, signals, decisions. Guidance, never a verdict.',
    z.object({ contractorId: idSchema }),
    classificationFileSchema,
  ),
  assess: command(
    'provider.pay',
    'Answers the questions of a classification file. Earlier answers are kept.',
    { contractorId: idSchema, packVersion: z.number().int().min(1), answers: z.array(answerSchema).max(100) },
    doneSchema,
  ),
  decide: command(
    'provider.classify',
    'Records the attorney’s decision on a contractor’s classification, its reasons and the day of the next review.',
    {
      contractorId: idSchema,
      decision: z.enum(classificationDecisions),
      reviewOn: daySchema,
      reasons: longTextSchema,
    },
    doneSchema,
  ),
  worksheet: query(
    'provider.pay',
    'A worksheet towards Form SS-8, as a PDF.',
    z.object({ contractorId: idSchema }),
    z.object({ pdfBase64: z.string(), fileName: z.string() }),
  ),
};
