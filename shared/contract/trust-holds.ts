import * as z from 'zod';
import { holdKinds } from '../domain/trust/hold.ts';
import { centsSchema, daySchema, idSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { pageInput, pageOf } from './page.ts';
import { command, query } from './procedure.ts';

/** A flag is no refusal: it is shown to whoever posted. */
export const flagsSchema = z.array(z.object({ code: z.string(), sentence: z.string() }));

/** Disputed money and liens: in the balance, and not available. */
export const trustHoldContract = {
  listHolds: query(
    'member',
    'Holds on trust ledgers for disputes and liens, with what was released of them.',
    pageInput(['day', 'amountCents', 'claimant']).extend({
      accountId: idSchema.optional(),
      ledgerId: idSchema.optional(),
      state: z.enum(['open', 'all']).default('open'),
    }),
    pageOf(
      z.object({
        holdId: z.string(),
        accountId: z.string(),
        ledgerId: z.string(),
        ledgerTitle: z.string(),
        kind: z.enum(holdKinds),
        day: z.string(),
        amountCents: z.number(),
        openCents: z.number(),
        claimant: z.string(),
        reason: z.string(),
        placedBy: z.string(),
        releases: z.array(
          z.object({
            day: z.string(),
            amountCents: z.number(),
            documentId: z.string(),
            documentTitle: z.string(),
            releasedBy: z.string(),
            note: z.string(),
          }),
        ),
      }),
    ),
  ),
  placeHold: command(
    'trust.prepare',
    'Holds part of a ledger for a dispute or a lien: it is not available until a document releases it.',
    {
      accountId: idSchema,
      ledgerId: idSchema,
      day: daySchema,
      amountCents: centsSchema.min(1, 'Give an amount above zero.'),
      kind: z.enum(holdKinds),
      claimant: requiredTextSchema,
      reason: requiredTextSchema,
    },
    z.object({ id: z.string(), flags: flagsSchema }),
  ),
  releaseHold: command(
    'trust.approve',
    'Releases a hold, whole or in part, against a document in the file.',
    {
      holdId: idSchema,
      day: daySchema,
      /** Whole where absent. */
      amountCents: centsSchema.min(1, 'Give an amount above zero.').optional(),
      documentId: idSchema.optional(),
      note: textSchema.default(''),
    },
    z.object({ id: z.string(), leftCents: z.number() }),
  ),
};
