import * as z from 'zod';
import { dayOrders } from '../domain/trust/bank/bank-day.ts';
import { matchReasons } from '../domain/trust/bank/propose-matches.ts';
import { statementFormats } from '../domain/trust/bank/statement-file.ts';
import { suggestionKinds } from '../domain/trust/bank/suggest-entry.ts';
import { centsSchema, daySchema, idSchema, requiredTextSchema } from '../events/event.ts';
import { csvMappingSchema } from '../events/trust-columns.ts';
import { command, doneSchema, query, refusalSchema } from './procedure.ts';

const fileTextMax = 24_000_000;

const fileShape = {
  accountId: idSchema,
  /** The file's bytes in base64. */
  fileBase64: z.base64().max(fileTextMax, 'The file is larger than a bank statement is. Choose another.'),
  fileName: z.string().trim().max(200).default(''),
  /** For CSV; where absent as the account's last one was read, if it has those columns, else by common titles. */
  mapping: csvMappingSchema.optional(),
  /** For QIF: how it writes dates. */
  dayOrder: z.enum(dayOrders).optional(),
  /** Which account of a file with several, from 0. */
  part: z.number().int().min(0).max(1_000).optional(),
  /** What the statement says, in place of the file. */
  from: daySchema.optional(),
  to: daySchema.optional(),
  closingCents: centsSchema.optional(),
};

const lineShape = {
  day: z.string(),
  /** Signed as the bank's: money in above zero. */
  amountCents: z.number(),
  name: z.string(),
  memo: z.string(),
  checkNumber: z.number().nullable(),
};

export const trustBankContract = {
  previewStatement: query(
    'trust.prepare',
    'What a bank’s file says and what of it would be imported. Writes nothing.',
    z.object(fileShape),
    z.object({
      format: z.enum(statementFormats),
      /** The accounts in the file; `part` chooses. */
      accounts: z.array(z.object({ account: z.string(), lines: z.number() })),
      /** Titles of a CSV file, and the mapping that it was read by. */
      columns: z.array(z.string()),
      mapping: csvMappingSchema.nullable(),
      problems: z.array(z.object({ line: z.number(), sentence: z.string() })),
      problemsTotal: z.number(),
      /** Why it cannot be imported as it is; null where it can. */
      refusal: refusalSchema.nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      closingCents: z.number().nullable(),
      lines: z.array(z.object(lineShape)),
      linesTotal: z.number(),
      moneyInCents: z.number(),
      moneyOutCents: z.number(),
      repeated: z.number(),
      notes: z.array(z.string()),
    }),
  ),
  importStatement: command(
    'trust.prepare',
    'Imports a bank’s file, and keeps how its columns were read. What was imported before is left out; a file with anything wrong is refused whole.',
    fileShape,
    z.object({
      id: z.string(),
      from: z.string(),
      to: z.string(),
      closingCents: z.number().nullable(),
      imported: z.number(),
      repeated: z.number(),
      notes: z.array(z.string()),
    }),
  ),
  withdrawStatement: command(
    'trust.prepare',
    'Takes an import back, with a reason. Its lines and their matches fall away.',
    { statementId: idSchema, reason: requiredTextSchema },
    doneSchema,
  ),
  listStatements: query(
    'member',
    'Imported statements of an account, newest first.',
    z.object({ accountId: idSchema }),
    z.object({
      rows: z.array(
        z.object({
          statementId: z.string(),
          from: z.string(),
          to: z.string(),
          closingCents: z.number().nullable(),
          format: z.enum(statementFormats),
          fileName: z.string(),
          lines: z.number(),
          importedBy: z.string(),
          importedAtMs: z.number(),
          withdrawn: z.boolean(),
        }),
      ),
    }),
  ),
  proposeMatches: query(
    'member',
    'The bank’s lines since the last signed statement: what each is matched with, or may stand for.',
    z.object({ accountId: idSchema, statementOn: daySchema }),
    z.object({
      /** The bank’s balance on that day, where an import says it. */
      closingCents: z.number().nullable(),
      /** Last day that the imports reach to without a gap. */
      importedTo: z.string().nullable(),
      lines: z.array(
        z.object({
          lineId: z.string(),
          ...lineShape,
          /** A mistake of the bank’s, or its correction: it stands for no entry. */
          isBankError: z.boolean(),
          matchId: z.string().nullable(),
          entryIds: z.array(z.string()),
          proposal: z.object({ reason: z.enum(matchReasons), entryIds: z.array(z.string()) }).nullable(),
          suggestion: z.object({ kind: z.enum(suggestionKinds), sentence: z.string() }).nullable(),
        }),
      ),
    }),
  ),
  matchLines: command(
    'trust.prepare',
    'Matches bank lines with entries of the same amount. All of them, or none where one is refused.',
    {
      accountId: idSchema,
      matches: z
        .array(
          z.object({ lineIds: z.array(idSchema).min(1).max(500), entryIds: z.array(idSchema).max(500).default([]) }),
        )
        .min(1)
        .max(2_000),
    },
    z.object({ matchIds: z.array(z.string()) }),
  ),
  undoMatch: command('trust.prepare', 'Takes a match back.', { matchId: idSchema }, doneSchema),
};
