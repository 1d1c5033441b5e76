import * as z from 'zod';
import { centsSchema, daySchema, idSchema, requiredTextSchema } from '../events/event.ts';
import { command, doneSchema, query } from './procedure.ts';

const lineIdsSchema = z.array(idSchema).max(50).default([]);

/** What a reconciliation rests on beside the journal, and what puts right what devices apart brought about. */
export const trustReconcilingContract = {
  listBankErrors: query(
    'member',
    'Mistakes of the bank’s that were noted for an account, oldest first.',
    z.object({ accountId: idSchema }),
    z.object({
      rows: z.array(
        z.object({
          errorId: z.string(),
          day: z.string(),
          /** Signed as it changes the bank’s balance. */
          amountCents: z.number(),
          what: z.string(),
          correctedOn: z.string().nullable(),
          notedBy: z.string(),
        }),
      ),
    }),
  ),
  noteBankError: command(
    'trust.prepare',
    'Notes a mistake of the bank’s: it adjusts the bank’s balance until the bank corrects it.',
    {
      accountId: idSchema,
      day: daySchema,
      /** Above zero where the bank took too much or gave too little. */
      amountCents: centsSchema,
      what: requiredTextSchema,
      /** Lines of the imported statement that are the mistake. */
      lineIds: lineIdsSchema,
    },
    doneSchema,
  ),
  correctBankError: command(
    'trust.prepare',
    'The bank has made its mistake good.',
    { errorId: idSchema, day: daySchema, lineIds: lineIdsSchema },
    doneSchema,
  ),
  withdrawBankError: command(
    'trust.prepare',
    'It was no mistake of the bank’s, with a reason.',
    { errorId: idSchema, reason: requiredTextSchema },
    doneSchema,
  ),
  reapplyFee: command(
    'trust.post',
    'Applies a transfer of earned fees to other issued invoices of the matter. What is left goes back to trust.',
    {
      entryId: idSchema,
      parts: z
        .array(z.object({ invoiceId: idSchema, amountCents: centsSchema.min(1, 'Give an amount above zero.') }))
        .min(1)
        .max(20),
      day: daySchema,
      reason: requiredTextSchema,
      passphrase: z.string().max(200),
    },
    z.object({ id: z.string(), returnedCents: z.number() }),
  ),
};
