import * as z from 'zod';
import { closingLineKinds } from '../domain/trust/closing-statement.ts';
import { centsSchema, daySchema, idSchema, requiredTextSchema } from '../events/event.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

const lineShape = {
  kind: z.enum(closingLineKinds),
  payee: requiredTextSchema,
  purpose: requiredTextSchema,
  amountCents: centsSchema.min(1, 'Give an amount above zero.'),
  invoiceId: idSchema.optional(),
  /** A fee agreed as a share of the gross, in hundredths of a percent. */
  shareBasisPoints: z.number().int().min(1).max(10_000).optional(),
  holdId: idSchema.optional(),
  documentId: idSchema.optional(),
};

/** Settlement closing statements: what came in, what is taken, what the client gets. */
export const trustClosingContract = {
  listClosings: query(
    'member',
    'Settlement closing statements.',
    pageInput(['day', 'grossCents']).extend({ accountId: idSchema.optional(), ledgerId: idSchema.optional() }),
    pageOf(
      z.object({
        closingId: z.string(),
        accountId: z.string(),
        ledgerId: z.string(),
        ledgerTitle: z.string(),
        day: z.string(),
        client: z.string(),
        grossCents: z.number(),
        feeCents: z.number(),
        costCents: z.number(),
        lienCents: z.number(),
        otherCents: z.number(),
        netCents: z.number(),
        lines: z.array(
          z.object({
            kind: z.enum(closingLineKinds),
            payee: z.string(),
            purpose: z.string(),
            amountCents: z.number(),
            invoiceId: z.string().nullable(),
            shareBasisPoints: z.number().nullable(),
            holdId: z.string().nullable(),
            documentId: z.string().nullable(),
          }),
        ),
        state: z.enum(['prepared', 'approved', 'withdrawn']),
        preparedBy: z.string(),
        decidedBy: z.string(),
        reason: z.string(),
      }),
    ),
  ),
  prepareClosing: command(
    'trust.prepare',
    'Prepares a settlement closing statement. It balances to zero and deals with every lien.',
    {
      accountId: idSchema,
      ledgerId: idSchema,
      day: daySchema,
      grossCents: centsSchema.min(1, 'Give the amount of the settlement.'),
      netCents: centsSchema.min(0),
      lines: z.array(z.object(lineShape)).max(200),
    },
    doneSchema,
  ),
  approveClosing: command(
    'trust.approve',
    'The attorney’s approval, under the passphrase again: liens are released by their documents, payments are asked for.',
    { closingId: idSchema, passphrase: z.string().max(200) },
    z.object({ id: z.string(), requestIds: z.array(z.string()), waiting: z.array(z.string()) }),
  ),
  withdrawClosing: command(
    'trust.prepare',
    'Takes a closing statement back that nobody approved.',
    { closingId: idSchema, reason: requiredTextSchema },
    doneSchema,
  ),
  closingPdf: query(
    'member',
    'A closing statement on paper, to be signed by the client.',
    z.object({ closingId: idSchema }),
    z.object({ pdfBase64: z.string(), fileName: z.string() }),
  ),
  accountingPdf: query(
    'member',
    'An accounting to the client: everything received and paid for a matter since it began, and what is left.',
    z.object({ accountId: idSchema, ledgerId: idSchema }),
    z.object({ pdfBase64: z.string(), fileName: z.string() }),
  ),
};
