import * as z from 'zod';
import { statementFormats } from '../domain/trust/bank/statement-file.ts';
import { fileReferenceSchema, keptFileSchema } from './documents.ts';
import { centsSchema, daySchema, defineEvent, idSchema, nothing, requiredTextSchema, textSchema } from './event.ts';

const linesMax = 20_000;
const hashSchema = z.string().regex(/^[0-9a-f]{16,64}$/);

/** A bank's statement as it was imported. Figures in the head, the bank's words in the body. */
export const statementImported = defineEvent({
  type: 'trust.statement.imported',
  version: 1,
  workspace: 'trust',
  aggregate: 'statement',
  right: 'trust.prepare',
  head: z.object({
    accountId: idSchema,
    from: daySchema,
    to: daySchema,
    closingCents: centsSchema.optional(),
    format: z.enum(statementFormats),
    /** SHA-256 of the file in hex. */
    fileHash: hashSchema,
    /** The file itself, kept as it came. */
    file: keptFileSchema.optional(),
    lines: z
      .array(
        z.object({
          /** The same for the same movement on every device: from the bank's id, or from what the line says. */
          id: idSchema,
          day: daySchema,
          amountCents: centsSchema,
          checkNumber: z.number().int().min(1).optional(),
          /** Of the bank's id of the movement (FITID). */
          bankIdHash: hashSchema.optional(),
        }),
      )
      .max(linesMax),
  }),
  body: z.object({
    fileName: textSchema,
    file: fileReferenceSchema.optional(),
    words: z.array(z.object({ id: idSchema, name: textSchema, memo: textSchema })).max(linesMax),
  }),
});

/** Takes an import back: the wrong file, or a wrong mapping. */
export const statementWithdrawn = defineEvent({
  type: 'trust.statement.withdrawn',
  version: 1,
  workspace: 'trust',
  aggregate: 'statement',
  right: 'trust.prepare',
  head: z.object({ accountId: idSchema }),
  body: z.object({ reason: requiredTextSchema }),
});

/** Bank lines stand for these entries. Lines alone cancel each other out. */
export const matchMade = defineEvent({
  type: 'trust.match.made',
  version: 1,
  workspace: 'trust',
  aggregate: 'match',
  right: 'trust.prepare',
  head: z.object({
    accountId: idSchema,
    lineIds: z.array(idSchema).min(1).max(500),
    entryIds: z.array(idSchema).max(500),
  }),
  body: nothing,
});

export const matchUndone = defineEvent({
  type: 'trust.match.undone',
  version: 1,
  workspace: 'trust',
  aggregate: 'match',
  right: 'trust.prepare',
  head: z.object({ accountId: idSchema }),
  body: nothing,
});

/** A mistake of the bank's that its own correction must follow. It adjusts the bank's balance until then. */
export const bankErrorNoted = defineEvent({
  type: 'trust.bank-error.noted',
  version: 1,
  workspace: 'trust',
  aggregate: 'bank-error',
  right: 'trust.prepare',
  head: z.object({
    accountId: idSchema,
    day: daySchema,
    /** Signed as it changes the bank's balance: above zero where the bank took too much. */
    amountCents: centsSchema,
    /** The lines of the statement that are the mistake, where it was imported. */
    lineIds: z.array(idSchema).max(50),
  }),
  body: z.object({ what: requiredTextSchema }),
});

/** The bank made it good. */
export const bankErrorCorrected = defineEvent({
  type: 'trust.bank-error.corrected',
  version: 1,
  workspace: 'trust',
  aggregate: 'bank-error',
  right: 'trust.prepare',
  head: z.object({ accountId: idSchema, day: daySchema, lineIds: z.array(idSchema).max(50) }),
  body: nothing,
});

/** It was no mistake of the bank's. */
export const bankErrorWithdrawn = defineEvent({
  type: 'trust.bank-error.withdrawn',
  version: 1,
  workspace: 'trust',
  aggregate: 'bank-error',
  right: 'trust.prepare',
  head: z.object({ accountId: idSchema }),
  body: z.object({ reason: requiredTextSchema }),
});

export const trustBankEvents = [
  statementImported,
  statementWithdrawn,
  matchMade,
  matchUndone,
  bankErrorNoted,
  bankErrorCorrected,
  bankErrorWithdrawn,
] as const;
