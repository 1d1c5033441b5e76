import * as z from 'zod';
import { journalFormats } from '../domain/trust/plain-text-journal.ts';
import { daySchema, idSchema } from '../events/event.ts';
import { query } from './procedure.ts';

/** Trust books for other programs and for examiners. */
export const trustExportContract = {
  exportJournal: query(
    'member',
    'A trust account’s journal as plain text that hledger or beancount reads, a part at a time: the first with the accounts.',
    z.object({
      accountId: idSchema,
      format: z.enum(journalFormats),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(5_000).default(2_000),
    }),
    z.object({
      text: z.string(),
      /** Entries in all: there is more while `offset + limit` is less. */
      total: z.number(),
      fileName: z.string(),
    }),
  ),
  auditBundle: query(
    'trust.prepare',
    'What an examiner asks for, of a period, as one ZIP: tables, signed packets, documents filed about trust, hashes.',
    z.object({ accountId: idSchema, from: daySchema, to: daySchema }),
    z.object({
      zipBase64: z.string(),
      fileName: z.string(),
      files: z.number(),
      /** What belongs in it and is not, with the reason. */
      leftOut: z.array(z.string()),
    }),
  ),
};
