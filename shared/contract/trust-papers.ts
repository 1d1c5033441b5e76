import * as z from 'zod';
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
    'The slip of a day’s deposit: every check and all cash received for the account, whole.',
    z.object({ accountId: idSchema, day: daySchema }),
    pdfSchema,
  ),
  checkPdf: query(
    'trust.post',
    'A posted check on three-part voucher stock. Posting has used its number; a voided one is not printed.',
    z.object({ entryId: idSchema }),
    pdfSchema,
  ),
  checkAlignmentPdf: query(
    'trust.post',
    'A page to hold against the stock before checks are printed; nothing on it can be paid.',
    z.object({ accountId: idSchema }),
    pdfSchema,
  ),
};
