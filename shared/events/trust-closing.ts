import * as z from 'zod';
import { closingLineKinds } from '../domain/trust/closing-statement.ts';
import { centsSchema, daySchema, defineEvent, eventIdSchema, idSchema, requiredTextSchema } from './event.ts';

/** A settlement divided: what came in, what is taken from it, what the client gets. Adds up to nothing left. */
export const closingPrepared = defineEvent({
  type: 'trust.closing.prepared',
  version: 1,
  workspace: 'trust',
  aggregate: 'closing',
  right: 'trust.prepare',
  head: z.object({
    accountId: idSchema,
    ledgerId: idSchema,
    day: daySchema,
    grossCents: centsSchema.min(1),
    netCents: centsSchema.min(0),
    lines: z
      .array(
        z.object({
          kind: z.enum(closingLineKinds),
          amountCents: centsSchema.min(1),
          invoiceId: idSchema.optional(),
          /** A fee agreed as a share of the gross, in hundredths of a percent. */
          shareBasisPoints: z.number().int().min(1).max(10_000).optional(),
          holdId: idSchema.optional(),
          documentId: idSchema.optional(),
        }),
      )
      .max(200),
  }),
  body: z.object({
    client: requiredTextSchema,
    lines: z.array(z.object({ payee: requiredTextSchema, purpose: requiredTextSchema })).max(200),
  }),
});

/** The attorney's word for it: what it pays is asked for from then on. */
export const closingApproved = defineEvent({
  type: 'trust.closing.approved',
  version: 1,
  workspace: 'trust',
  aggregate: 'closing',
  right: 'trust.approve',
  head: z.object({ preparedEventId: eventIdSchema, requestIds: z.array(idSchema).max(300) }),
  body: z.object({}),
});

export const closingWithdrawn = defineEvent({
  type: 'trust.closing.withdrawn',
  version: 1,
  workspace: 'trust',
  aggregate: 'closing',
  right: 'trust.prepare',
  head: z.object({}),
  body: z.object({ reason: requiredTextSchema }),
});

export const trustClosingEvents = [closingPrepared, closingApproved, closingWithdrawn] as const;
