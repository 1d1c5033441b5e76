import * as z from 'zod';
import { fileReferenceSchema, keptFileSchema } from './documents.ts';
import {
  centsSchema,
  daySchema,
  defineEvent,
  eventIdSchema,
  idSchema,
  nothing,
  requiredTextSchema,
  textSchema,
} from './event.ts';
import { headsSchema } from './roster.ts';
import { trustBankEvents } from './trust-bank.ts';
import { trustCheckRegisterEvents } from './trust-check-register.ts';
import { trustClosingEvents } from './trust-closing.ts';
import { trustColumnsEvents } from './trust-columns.ts';
import { trustCutOverEvents } from './trust-cut-over.ts';
import { entryBody, entryHead } from './trust-entry-parts.ts';
import { trustHoldEvents } from './trust-holds.ts';
import { trustSpecialEntryEvents } from './trust-special-entries.ts';

const deviceIdSchema = z.string().regex(/^[0-9a-f]{16}$/);

export const instruments = ['check', 'wire', 'ach', 'card', 'cash', 'certified check', 'transfer'] as const;

export const accountOpened = defineEvent({
  type: 'trust.account.opened',
  version: 1,
  workspace: 'trust',
  aggregate: 'account',
  right: 'firm.manage',
  head: z.object({
    kind: z.enum(['iolta', 'separate']),
    openedOn: daySchema,
    custodianDeviceId: deviceIdSchema,
    firmFundsCeilingCents: centsSchema.min(0),
    nextCheckNumber: z.number().int().min(1),
  }),
  body: z.object({ name: requiredTextSchema, bank: requiredTextSchema, lastFour: z.string().regex(/^\d{4}$/) }),
});

/** Custody moves to another device. `heads` are the giver's chain heads: the taker posts nothing before it holds them. */
export const custodyHanded = defineEvent({
  type: 'trust.custody.handed',
  version: 1,
  workspace: 'trust',
  aggregate: 'account',
  right: 'trust.post',
  head: z.object({
    accountId: idSchema,
    fromDeviceId: deviceIdSchema,
    toDeviceId: deviceIdSchema,
    /** The custody that ends: the account's opening, a hand-over or an override. */
    endsCustody: eventIdSchema,
    heads: headsSchema,
  }),
  body: nothing,
});

/** An owner takes custody from a device that cannot hand it over. Disbursements beyond `heads` are quarantined. */
export const custodyOverridden = defineEvent({
  type: 'trust.custody.overridden',
  version: 1,
  workspace: 'trust',
  aggregate: 'account',
  right: 'firm.manage',
  head: z.object({
    accountId: idSchema,
    fromDeviceId: deviceIdSchema,
    toDeviceId: deviceIdSchema,
    endsCustody: eventIdSchema,
    heads: headsSchema,
    nextCheckNumber: z.number().int().min(1),
    bankBalanceCents: centsSchema,
  }),
  body: z.object({ reason: requiredTextSchema }),
});

export const receiptKinds = [
  'advance fee',
  'advance cost',
  'settlement',
  'escrow',
  'firm funds',
  'interest',
  'other',
] as const;

export const receiptPosted = defineEvent({
  type: 'trust.receipt.posted',
  version: 1,
  workspace: 'trust',
  aggregate: 'entry',
  right: 'trust.prepare',
  head: entryHead.extend({ kind: z.enum(receiptKinds), instrument: z.enum(instruments), collectedOn: daySchema }),
  body: entryBody,
});

export const disbursementKinds = ['client', 'third party', 'cost', 'refund', 'bank fee', 'unclaimed'] as const;

/** Version 2 knows unclaimed money that goes to the state; everything of version 1 reads the same. */
const sameAsBefore = { 1: (old: { head: unknown; body: unknown }) => old };

export const disbursementRequested = defineEvent({
  type: 'trust.disbursement.requested',
  version: 2,
  workspace: 'trust',
  aggregate: 'request',
  right: 'trust.prepare',
  head: entryHead.extend({
    kind: z.enum([...disbursementKinds, 'earned fee']),
    instrument: z.enum(instruments),
    invoiceId: idSchema.optional(),
  }),
  body: entryBody,
  upgrades: sameAsBefore,
});

/** A fee by an agreed share gets the invoice that it waited for. */
export const requestInvoiceNamed = defineEvent({
  type: 'trust.request-invoice.named',
  version: 1,
  workspace: 'trust',
  aggregate: 'request',
  right: 'trust.prepare',
  head: z.object({ invoiceId: idSchema }),
  body: nothing,
});

export const disbursementApproved = defineEvent({
  type: 'trust.disbursement.approved',
  version: 1,
  workspace: 'trust',
  aggregate: 'request',
  right: 'trust.approve',
  head: z.object({ requestEventId: eventIdSchema }),
  body: z.object({ note: textSchema.default('') }),
});

export const disbursementDeclined = defineEvent({
  type: 'trust.disbursement.declined',
  version: 1,
  workspace: 'trust',
  aggregate: 'request',
  right: 'trust.approve',
  head: nothing,
  body: z.object({ reason: requiredTextSchema }),
});

/**
 * `custody` names the event by which the author's device is the custodian. `requestId` is the approved request: without
 * one, only somebody who may approve posts it; a bank fee nobody approves.
 */
export const disbursementPosted = defineEvent({
  type: 'trust.disbursement.posted',
  version: 2,
  workspace: 'trust',
  aggregate: 'entry',
  right: 'trust.post',
  rightFor: ({ requestId, kind }) => (requestId === undefined && kind !== 'bank fee' ? 'trust.approve' : 'trust.post'),
  head: entryHead.extend({
    kind: z.enum(disbursementKinds),
    instrument: z.enum(instruments),
    checkNumber: z.number().int().min(1).optional(),
    requestId: idSchema.optional(),
    custody: eventIdSchema,
  }),
  body: entryBody,
  upgrades: sameAsBefore,
});

/** Earned fees go to the operating account against an issued invoice. */
export const feeTransferred = defineEvent({
  type: 'trust.fee.transferred',
  version: 1,
  workspace: 'trust',
  aggregate: 'entry',
  right: 'trust.post',
  rightFor: ({ requestId }) => (requestId === undefined ? 'trust.approve' : 'trust.post'),
  head: entryHead.extend({
    invoiceId: idSchema,
    instrument: z.enum(instruments),
    checkNumber: z.number().int().min(1).optional(),
    requestId: idSchema.optional(),
    custody: eventIdSchema,
  }),
  body: entryBody,
});

/** Takes back an entry of the journal, once and whole. Reversing a receipt lowers the ledger, so it needs custody. */
export const entryReversed = defineEvent({
  type: 'trust.entry.reversed',
  version: 1,
  workspace: 'trust',
  aggregate: 'entry',
  right: 'trust.post',
  head: entryHead.extend({
    entryId: idSchema,
    /** What this adds to the ledger: minus for a reversed receipt. */
    effectCents: centsSchema,
    custody: eventIdSchema,
  }),
  body: entryBody,
});

/**
 * Earned fees that were taken for one invoice are applied to others: the transfer is taken back and posted anew, and no
 * money moves. What the parts leave of it goes back to trust.
 */
export const feeReapplied = defineEvent({
  type: 'trust.fee.reapplied',
  version: 1,
  workspace: 'trust',
  aggregate: 'entry',
  right: 'trust.post',
  head: entryHead.extend({
    entryId: idSchema,
    parts: z
      .array(z.object({ invoiceId: idSchema, amountCents: centsSchema.min(1) }))
      .min(1)
      .max(20),
    custody: eventIdSchema,
  }),
  body: entryBody,
});

/** The attorney's signature under a month's three-way reconciliation. Locks the account up to `statementOn`. */
export const reconciliationSigned = defineEvent({
  type: 'trust.reconciliation.signed',
  version: 1,
  workspace: 'trust',
  aggregate: 'reconciliation',
  right: 'trust.approve',
  head: z.object({
    accountId: idSchema,
    statementFrom: daySchema,
    statementOn: daySchema,
    bankBalanceCents: centsSchema,
    clearedEntryIds: z.array(idSchema).max(20_000),
    adjustedBankCents: centsSchema,
    journalCents: centsSchema,
    ledgersCents: centsSchema,
    /** For each device the last trust event that the signer saw: what comes later is late. */
    heads: z.record(deviceIdSchema, eventIdSchema),
    custody: eventIdSchema,
    preparedByMemberId: idSchema,
    /** The bank's mistakes that waited for correction, signed as they change the bank's balance. */
    bankErrorsCents: centsSchema.optional(),
    /** The packet as it was signed: made once, kept for ever. */
    packet: keptFileSchema.optional(),
    /** SHA-256 of the figures that the packet shows. */
    figuresHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    /** Documents of the firm whose pages are in the packet: the bank's own statement, pictures of checks. */
    attachedDocumentIds: z.array(idSchema).max(50).optional(),
  }),
  body: z.object({ statement: textSchema, note: textSchema.default(''), packet: fileReferenceSchema.optional() }),
});

export const reconciliationReopened = defineEvent({
  type: 'trust.reconciliation.reopened',
  version: 1,
  workspace: 'trust',
  aggregate: 'reconciliation',
  right: 'trust.approve',
  head: z.object({ accountId: idSchema, statementOn: daySchema, custody: eventIdSchema }),
  body: z.object({ reason: requiredTextSchema }),
});

/** Somebody answers for an exception that the fold found. */
export const exceptionResolved = defineEvent({
  type: 'trust.exception.resolved',
  version: 1,
  workspace: 'trust',
  aggregate: 'exception',
  right: 'trust.approve',
  head: z.object({ exceptionKey: z.string().max(120) }),
  body: z.object({ explanation: requiredTextSchema }),
});

/** An attorney stands for the figures of a rule pack: as they were, or changed. */
export const rulesConfirmed = defineEvent({
  type: 'trust.rules.confirmed',
  version: 1,
  workspace: 'trust',
  aggregate: 'rules',
  right: 'trust.approve',
  head: z.object({
    state: z.string().regex(/^([A-Z]{2}|default)$/),
    packVersion: z.number().int().min(1),
    values: z.record(z.string().max(40), z.number().int().min(0)),
    /** `MM-DD`, in the order of the pack's certifications. */
    certificationDays: z.array(z.string().regex(/^\d\d-\d\d$/)).max(20),
  }),
  body: nothing,
});

export const trustEvents = [
  accountOpened,
  custodyHanded,
  custodyOverridden,
  receiptPosted,
  disbursementRequested,
  requestInvoiceNamed,
  disbursementApproved,
  disbursementDeclined,
  disbursementPosted,
  feeTransferred,
  entryReversed,
  feeReapplied,
  reconciliationSigned,
  reconciliationReopened,
  exceptionResolved,
  rulesConfirmed,
  ...trustBankEvents,
  ...trustHoldEvents,
  ...trustSpecialEntryEvents,
  ...trustCutOverEvents,
  ...trustCheckRegisterEvents,
  ...trustClosingEvents,
  ...trustColumnsEvents,
] as const;
