import * as z from 'zod';
import { checkLayouts } from '../domain/trust/check-register.ts';
import { daySchema, idSchema } from '../events/event.ts';
import { query } from './procedure.ts';

const pdfSchema = z.object({ pdfBase64: z.string(), fileName: z.string() });

/** Letters, slips and checks of the trust accounts. */
export const trustPaperContract = {
  balanceLetterPdf: query(
    'member',
    'A letter to the client: what is held for a matter, and how it moved since the first of the year or a given day.',
    z.object({ accountId: idSchema, ledgerId: idSchema, from: daySchema.optional() }),
    pdfSchema,
  ),
  depositSlipPdf: query(
    'member',
    'A deposit slip that was made, or every check and all cash received for the account on one day: each item whole.',
    z.object({
      accountId: idSchema,
      /** One slip, with its own day; everything of `day` where absent. */
      depositId: idSchema.optional(),
      /** Today where absent. */
      day: daySchema.optional(),
    }),
    pdfSchema,
  ),
  checkPdf: query(
    'trust.post',
    'A check whose printing was recorded just now, by this person: the page for the printer.',
    z.object({ printId: idSchema }),
    pdfSchema,
  ),
  checksPdf: query(
    'trust.post',
    'Checks whose printing was recorded just now, by this person, as one file for the printer.',
    z.object({
      printIds: z.array(idSchema).min(1).max(100),
      /** Where the first check goes on stock of three to a page: a page that was begun is used up. */
      firstPlace: z.number().int().min(1).max(3).default(1),
    }),
    pdfSchema,
  ),
  checkAlignmentPdf: query(
    'trust.post',
    'A page to hold against the stock before checks are printed; nothing on it can be paid.',
    z.object({ accountId: idSchema, layout: z.enum(checkLayouts).default('check on top') }),
    pdfSchema,
  ),
};
