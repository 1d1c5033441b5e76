import * as z from 'zod';
import { unappliedBases } from '../domain/billing/allocation.ts';
import {
  centsSchema,
  daySchema,
  defineEvent,
  eventIdSchema,
  idSchema,
  longTextSchema,
  nothing,
  requiredTextSchema,
  textSchema,
} from './event.ts';

/** Work on a matter. `minutes` is what was worked, `units` the tenths of an hour billed, `amountCents` their value. */
const timeHead = z.object({
  matterId: idSchema,
  timekeeperMemberId: idSchema,
  workedOn: daySchema,
  minutes: z.number().int().min(1).max(1_440),
  units: z.number().int().min(0).max(240),
  rateCents: centsSchema.min(0),
  amountCents: centsSchema.min(0),
  billable: z.boolean(),
  taskCode: z.string().max(20).optional(),
  activityCode: z.string().max(20).optional(),
});
const timeBody = z.object({ narrative: longTextSchema });

export const timeRecorded = defineEvent({
  type: 'billing.time.recorded',
  version: 1,
  workspace: 'billing',
  aggregate: 'time',
  right: 'time.record',
  head: timeHead,
  body: timeBody,
});

export const timeAmended = defineEvent({
  type: 'billing.time.amended',
  version: 1,
  workspace: 'billing',
  aggregate: 'time',
  right: 'time.record',
  head: timeHead,
  body: timeBody,
});

export const timeRemoved = defineEvent({
  type: 'billing.time.removed',
  version: 1,
  workspace: 'billing',
  aggregate: 'time',
  right: 'time.record',
  head: nothing,
  body: z.object({ reason: textSchema }),
});

const expenseHead = z.object({
  matterId: idSchema,
  incurredOn: daySchema,
  amountCents: centsSchema.min(1),
  billable: z.boolean(),
  expenseCode: z.string().max(20).optional(),
});
const expenseBody = z.object({ description: requiredTextSchema, vendor: textSchema.default('') });

export const expenseRecorded = defineEvent({
  type: 'billing.expense.recorded',
  version: 1,
  workspace: 'billing',
  aggregate: 'expense',
  right: 'time.record',
  head: expenseHead,
  body: expenseBody,
});

export const expenseAmended = defineEvent({
  type: 'billing.expense.amended',
  version: 1,
  workspace: 'billing',
  aggregate: 'expense',
  right: 'time.record',
  head: expenseHead,
  body: expenseBody,
});

export const expenseRemoved = defineEvent({
  type: 'billing.expense.removed',
  version: 1,
  workspace: 'billing',
  aggregate: 'expense',
  right: 'time.record',
  head: nothing,
  body: z.object({ reason: textSchema }),
});

/** A line of an invoice as figures. `sourceId` is the time entry or expense that it bills. */
export const invoiceLineSchema = z.object({
  sourceId: idSchema,
  kind: z.enum(['time', 'expense']),
  day: daySchema,
  timekeeperMemberId: idSchema.optional(),
  units: z.number().int().min(0),
  rateCents: centsSchema,
  amountCents: centsSchema,
  taskCode: z.string().max(20).optional(),
  activityCode: z.string().max(20).optional(),
  expenseCode: z.string().max(20).optional(),
});
/** The words of a line, by `sourceId`. */
const narrativesSchema = z.record(idSchema, longTextSchema);

const invoiceHead = z.object({
  matterId: idSchema,
  clientId: idSchema,
  periodFrom: daySchema,
  periodTo: daySchema,
  lines: z.array(invoiceLineSchema).max(2_000),
  /** A discount as a positive amount taken off the fees. */
  discountCents: centsSchema.min(0),
  feesCents: centsSchema,
  expensesCents: centsSchema,
  totalCents: centsSchema,
});

export const invoiceDrafted = defineEvent({
  type: 'billing.invoice.drafted',
  version: 1,
  workspace: 'billing',
  aggregate: 'invoice',
  right: 'billing.prepare',
  head: invoiceHead,
  body: z.object({ narratives: narrativesSchema, note: longTextSchema.default('') }),
});

export const invoiceDiscarded = defineEvent({
  type: 'billing.invoice.discarded',
  version: 1,
  workspace: 'billing',
  aggregate: 'invoice',
  right: 'billing.prepare',
  head: nothing,
  body: z.object({ reason: textSchema }),
});

/** The invoice as the client gets it: whole, numbered, never changed. */
export const invoiceIssued = defineEvent({
  type: 'billing.invoice.issued',
  version: 1,
  workspace: 'billing',
  aggregate: 'invoice',
  right: 'billing.issue',
  head: invoiceHead.extend({
    number: z.string().regex(/^[A-Z0-9-]{1,20}$/),
    issuedOn: daySchema,
    dueOn: daySchema,
  }),
  body: z.object({
    narratives: narrativesSchema,
    note: longTextSchema.default(''),
    matterTitle: textSchema,
    clientName: textSchema,
    clientAddress: textSchema.default(''),
  }),
});

export const invoiceVoided = defineEvent({
  type: 'billing.invoice.voided',
  version: 1,
  workspace: 'billing',
  aggregate: 'invoice',
  right: 'billing.issue',
  head: z.object({ voidedOn: daySchema }),
  body: z.object({ reason: requiredTextSchema }),
});

/** Money received into the operating account, allotted to issued invoices. */
export const paymentReceived = defineEvent({
  type: 'billing.payment.received',
  version: 1,
  workspace: 'billing',
  aggregate: 'payment',
  right: 'billing.prepare',
  head: z.object({
    clientId: idSchema,
    receivedOn: daySchema,
    amountCents: centsSchema.min(1),
    method: z.enum(['check', 'card', 'ach', 'wire', 'cash']),
    allocations: z.array(z.object({ invoiceId: idSchema, amountCents: centsSchema.min(1) })).max(100),
    /** Why what pays no invoice is not in trust; absent where nothing is left, and in payments before this was asked. */
    unappliedBasis: z.enum(unappliedBases).optional(),
  }),
  body: z.object({
    payor: textSchema,
    reference: textSchema.default(''),
    unappliedNote: textSchema.optional(),
  }),
});

export const paymentReversed = defineEvent({
  type: 'billing.payment.reversed',
  version: 1,
  workspace: 'billing',
  aggregate: 'payment',
  right: 'billing.prepare',
  head: z.object({ reversedOn: daySchema }),
  body: z.object({ reason: requiredTextSchema }),
});

/** Notice in the billing workspace of a trust transfer that pays an invoice. Ignored by whoever sees the transfer. */
export const invoicePaidFromTrust = defineEvent({
  type: 'billing.invoice.paid-from-trust',
  version: 1,
  workspace: 'billing',
  aggregate: 'trust-payment',
  right: 'trust.post',
  head: z.object({
    /** The event of the transfer where the author knew it; `entryId` names the fact in any case. */
    transferEventId: eventIdSchema.optional(),
    entryId: idSchema,
    invoiceId: idSchema,
    amountCents: centsSchema,
    paidOn: daySchema,
  }),
  body: nothing,
});

export const billingEvents = [
  timeRecorded,
  timeAmended,
  timeRemoved,
  expenseRecorded,
  expenseAmended,
  expenseRemoved,
  invoiceDrafted,
  invoiceDiscarded,
  invoiceIssued,
  invoiceVoided,
  paymentReceived,
  paymentReversed,
  invoicePaidFromTrust,
] as const;
