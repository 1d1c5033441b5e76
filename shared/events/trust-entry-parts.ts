import * as z from 'zod';
import { centsSchema, daySchema, idSchema, requiredTextSchema, textSchema } from './event.ts';

/** Common to every entry of the trust journal. `amountCents` is above zero; the type says which way it goes. */
export const entryHead = z.object({
  accountId: idSchema,
  /** A matter's id, `firm` for the firm's own money that pays bank charges, `suspense` for money of nobody known. */
  ledgerId: idSchema,
  day: daySchema,
  amountCents: centsSchema.min(1),
  /** Bills, letters and records in the file that the entry rests on. */
  documentIds: z.array(idSchema).max(20).optional(),
});

/** The other end of an electronic transfer (records rule 8). The account is masked: never more than four digits. */
export const transferEndSchema = z.object({
  institution: textSchema,
  accountEnding: z.string().regex(/^\d{0,4}$/),
  authorisedBy: textSchema,
});

/** Instructions to wire, confirmed by calling a number that was known before they came. */
export const callBackSchema = z.object({
  calledOn: daySchema,
  person: requiredTextSchema,
  number: requiredTextSchema,
  calledBy: requiredTextSchema,
});

export const entryBody = z.object({
  /** Payor of a receipt, payee of a disbursement. */
  name: requiredTextSchema,
  purpose: requiredTextSchema,
  reference: textSchema.default(''),
  transferEnd: transferEndSchema.optional(),
  callBack: callBackSchema.optional(),
});
