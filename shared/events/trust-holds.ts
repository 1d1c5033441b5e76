import * as z from 'zod';
import { holdKinds } from '../domain/trust/hold.ts';
import { centsSchema, daySchema, defineEvent, idSchema, requiredTextSchema, textSchema } from './event.ts';

/** Money of a ledger that is disputed, or that somebody has a lien on: it stays in the balance, and is not available. */
export const holdPlaced = defineEvent({
  type: 'trust.hold.placed',
  version: 1,
  workspace: 'trust',
  aggregate: 'hold',
  right: 'trust.prepare',
  head: z.object({
    accountId: idSchema,
    ledgerId: idSchema,
    day: daySchema,
    amountCents: centsSchema.min(1),
    kind: z.enum(holdKinds),
  }),
  body: z.object({ claimant: requiredTextSchema, reason: requiredTextSchema }),
});

/** A hold is given up, whole or in part, on the strength of a document: an agreement, an order, a lien release. */
export const holdReleased = defineEvent({
  type: 'trust.hold.released',
  version: 1,
  workspace: 'trust',
  aggregate: 'hold',
  right: 'trust.approve',
  head: z.object({ day: daySchema, amountCents: centsSchema.min(1), documentId: idSchema }),
  body: z.object({ note: textSchema.default('') }),
});

export const trustHoldEvents = [holdPlaced, holdReleased] as const;
