import * as z from 'zod';
import {
  centsSchema,
  daySchema,
  defineEvent,
  eventIdSchema,
  idSchema,
  requiredTextSchema,
  textSchema,
} from './event.ts';
import { entryBody, entryHead } from './trust-entry-parts.ts';

/** The bank took a deposited item back. Lives in the aggregate of the receipt, which it takes back once and whole. */
export const itemReturned = defineEvent({
  type: 'trust.item.returned',
  version: 1,
  workspace: 'trust',
  aggregate: 'entry',
  right: 'trust.post',
  head: entryHead.extend({
    entryId: idSchema,
    /** What this adds to the ledger: below zero. */
    effectCents: centsSchema,
    /** What is missing on the ledger by it. */
    shortageCents: centsSchema.min(0),
    custody: eventIdSchema,
  }),
  body: entryBody,
});

/** The firm makes a shortage good with money of its own, up to what is missing, and says what happened. */
export const shortageCured = defineEvent({
  type: 'trust.shortage.cured',
  version: 1,
  workspace: 'trust',
  aggregate: 'entry',
  right: 'trust.prepare',
  head: entryHead.extend({
    instrument: z.enum(['check', 'wire', 'ach', 'certified check', 'transfer']),
    collectedOn: daySchema,
  }),
  body: entryBody.extend({
    /** What happened, how it was found, what keeps it from happening again. */
    incident: z.string().trim().min(1).max(4_000),
    /** Who was told: the bar, the client, the bank. */
    notified: textSchema.default(''),
  }),
});

const ledgerTransferHead = entryHead.extend({
  toLedgerId: idSchema,
  basis: z.enum(['same client', 'two clients', 'identified']),
  /** The receipt of unidentified money whose owner is found. */
  identifiesEntryId: idSchema.optional(),
  /** From when the money may be used, where it is not collected yet. */
  collectedOn: daySchema.optional(),
  custody: eventIdSchema,
});

/** Money goes from one ledger to another of the account; the bank sees nothing. Carries both its sides. */
export const ledgerTransferred = defineEvent({
  type: 'trust.ledger.transferred',
  version: 1,
  workspace: 'trust',
  aggregate: 'entry',
  right: 'trust.post',
  head: ledgerTransferHead,
  /** `name` says on whose word. */
  body: entryBody,
});

/** The same between two clients: only somebody who may approve. The head's documents are both authorities. */
export const clientTransferred = defineEvent({
  type: 'trust.client.transferred',
  version: 1,
  workspace: 'trust',
  aggregate: 'entry',
  right: 'trust.approve',
  head: ledgerTransferHead,
  body: entryBody,
});

/** Receipts that went to the bank together: one line of its statement, every item whole. */
export const depositMade = defineEvent({
  type: 'trust.deposit.made',
  version: 1,
  workspace: 'trust',
  aggregate: 'deposit',
  right: 'trust.prepare',
  head: z.object({
    accountId: idSchema,
    day: daySchema,
    entryIds: z.array(idSchema).min(1).max(500),
    totalCents: centsSchema.min(1),
  }),
  body: z.object({ note: textSchema.default('') }),
});

/** An attempt to find whom money belongs to: the owner of unidentified money, or a client who cannot be reached. */
export const ownerSearched = defineEvent({
  type: 'trust.owner.searched',
  version: 1,
  workspace: 'trust',
  aggregate: 'search',
  right: 'trust.prepare',
  head: z.object({ accountId: idSchema, ledgerId: idSchema, day: daySchema }),
  body: z.object({ tried: requiredTextSchema, outcome: requiredTextSchema }),
});

export const trustSpecialEntryEvents = [
  itemReturned,
  shortageCured,
  ledgerTransferred,
  clientTransferred,
  depositMade,
  ownerSearched,
] as const;
