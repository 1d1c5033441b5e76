import * as z from 'zod';
import { centsSchema, daySchema, defineEvent, eventIdSchema, idSchema, requiredTextSchema } from './event.ts';
import { entryBody, entryHead } from './trust-entry-parts.ts';

const ledgersMax = 3_000;
const itemsMax = 2_000;

/** What the bank had not seen when the books were carried over; `writtenOn` is its own day, before the cut-over. */
const carriedItem = z.object({ ledgerId: idSchema, writtenOn: daySchema, amountCents: centsSchema.min(1) });

/**
 * A trust account comes with its history: the bank's balance on a day, what the bank had not seen by then, and what
 * each ledger held. Opens the account, is its first signed reconciliation, and locks it up to that day.
 */
export const accountContinued = defineEvent({
  type: 'trust.account.continued',
  version: 1,
  workspace: 'trust',
  aggregate: 'account',
  right: 'firm.manage',
  head: z.object({
    kind: z.enum(['iolta', 'separate']),
    openedOn: daySchema,
    custodianDeviceId: z.string().regex(/^[0-9a-f]{16}$/),
    firmFundsCeilingCents: centsSchema.min(0),
    nextCheckNumber: z.number().int().min(1),
    bankBalanceCents: centsSchema,
    journalCents: centsSchema,
    /** Of each ledger what the bank had: its balance with outstanding checks put back, without what was in transit. */
    ledgers: z.array(z.object({ ledgerId: idSchema, clearedCents: centsSchema.min(1) })).max(ledgersMax),
    outstanding: z.array(carriedItem.extend({ checkNumber: z.number().int().min(1).optional() })).max(itemsMax),
    inTransit: z.array(carriedItem.extend({ collectedOn: daySchema })).max(itemsMax),
    /** The old system's last reconciliation, in the file. */
    documentId: idSchema.optional(),
  }),
  body: z.object({
    name: requiredTextSchema,
    bank: requiredTextSchema,
    lastFour: z.string().regex(/^\d{4}$/),
    /** Payees and payors, in the order of the head's items. */
    payees: z.array(requiredTextSchema).max(itemsMax),
    payors: z.array(requiredTextSchema).max(itemsMax),
  }),
});

/** Takes back an item that was carried over, once and whole: a check that was never cashed, a deposit that never came. */
export const carriedReversed = defineEvent({
  type: 'trust.carried.reversed',
  version: 1,
  workspace: 'trust',
  aggregate: 'account',
  right: 'trust.post',
  head: entryHead.extend({ entryId: idSchema, effectCents: centsSchema, custody: eventIdSchema }),
  body: entryBody,
});

export const trustCutOverEvents = [accountContinued, carriedReversed] as const;
