import * as z from 'zod';
import { billingModes, confidentialityTiers, orderUnits, priceBases } from '../domain/provider/order-price.ts';
import { stepTags } from '../domain/provider/step-tag.ts';
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

/** An instant in epoch milliseconds. */
const instantSchema = z.number().int().min(0);
/** Hundredths of a unit: 1.25 hours are 125. */
export const hundredthsSchema = z.number().int().min(0).max(100_000_000);
/** The members whose inbox an event reaches, decided by whoever wrote it; folds know no roster. */
const noticeHead = z.object({ notifies: z.array(idSchema).max(50).default([]) });

/** A service line's id in the code set: `trust-accounting`. The set grows; old ids stay readable. */
export const serviceLineSchema = z.string().regex(/^[a-z0-9-]{1,40}$/, 'This service line is not one of ours.');

/** What an order says: the result, its standards, its deadline and when it is accepted; not how the work is done. */
export const orderTermsHead = noticeHead.extend({
  serviceLine: serviceLineSchema,
  templateId: z.string().max(60).optional(),
  dueAtMs: instantSchema,
  /** The same as it was written: local time, `2026-12-01T17:00`, in this zone. */
  dueLocal: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
  dueZone: z.string().min(1).max(60),
  unit: z.enum(orderUnits),
  estimatedHundredths: hundredthsSchema.default(0),
  tier: z.enum(confidentialityTiers),
  billingMode: z.enum(billingModes),
  reviewerMemberId: idSchema,
  /** Versions of SOPs that whoever works on it has read. */
  sopVersionIds: z.array(idSchema).max(20).default([]),
  withheld: z.boolean().default(false),
});

export const orderTermsBody = z.object({
  title: requiredTextSchema,
  result: longTextSchema.default(''),
  inputs: longTextSchema.default(''),
  standards: longTextSchema.default(''),
  criteria: z.array(requiredTextSchema).max(50).default([]),
  checklist: z
    .array(z.object({ itemId: idSchema, text: requiredTextSchema, tag: z.enum(stepTags) }))
    .max(100)
    .default([]),
});

export const orderDrafted = defineEvent({
  type: 'provider.order.drafted',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.order',
  head: orderTermsHead.extend({ number: z.string().max(20) }),
  body: orderTermsBody,
});

export const orderAmended = defineEvent({
  type: 'provider.order.amended',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.order',
  head: orderTermsHead,
  body: orderTermsBody,
});

/** To a member of the provider, or to a company or contractor that is a party and works outside Annex. */
export const orderOffered = defineEvent({
  type: 'provider.order.offered',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.order',
  head: noticeHead.extend({
    toMemberId: idSchema.optional(),
    providerPartyId: idSchema.optional(),
    answerByMs: instantSchema.optional(),
    /** The people of the company that it is offered to, where the firm works with several: they alone act on it. */
    actorIds: z.array(idSchema).max(200).optional(),
  }),
  body: z.object({ note: longTextSchema.default('') }),
});

/** Who acts on an offered order follows who belongs to its company: people came to it, or left it [WO15]. */
export const orderActorsChanged = defineEvent({
  type: 'provider.order.actors-changed',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'provider.oversee',
  head: z.object({ joined: z.array(idSchema).max(200).default([]), left: z.array(idSchema).max(200).default([]) }),
  body: nothing,
});

/** The contractor takes the order on, as the terms and the price stood that they had seen. */
export const orderAccepted = defineEvent({
  type: 'provider.order.accepted',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.deliver',
  head: noticeHead.extend({
    termsEventId: eventIdSchema,
    priceEventId: eventIdSchema.optional(),
    assigneeMemberId: idSchema.optional(),
  }),
  body: z.object({ note: longTextSchema.default('') }),
});

export const declineReasons = ['capacity', 'deadline', 'price', 'skill', 'conflict', 'other'] as const;

export const orderDeclined = defineEvent({
  type: 'provider.order.declined',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.deliver',
  head: noticeHead.extend({ reason: z.enum(declineReasons) }),
  body: z.object({ reason: longTextSchema.default('') }),
});

export const orderStarted = defineEvent({
  type: 'provider.order.started',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.deliver',
  head: noticeHead,
  body: nothing,
});

/** The provider puts somebody else on it: their own choice of staff. */
export const orderHandedOff = defineEvent({
  type: 'provider.order.handed-off',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.deliver',
  head: noticeHead.extend({ toMemberId: idSchema }),
  body: z.object({ done: longTextSchema.default(''), remaining: longTextSchema.default('') }),
});

/** The work waits for the firm: its clock stands still. */
export const clockStopped = defineEvent({
  type: 'provider.order.clock-stopped',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.deliver',
  head: noticeHead,
  body: z.object({ question: requiredTextSchema }),
});

export const clockResumed = defineEvent({
  type: 'provider.order.clock-resumed',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'none',
  head: noticeHead,
  body: z.object({ answer: longTextSchema.default('') }),
});

export const itemChecked = defineEvent({
  type: 'provider.order.checked',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.deliver',
  head: z.object({ itemId: idSchema, done: z.boolean() }),
  body: nothing,
});

export const workDelivered = defineEvent({
  type: 'provider.work.delivered',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.deliver',
  head: noticeHead.extend({
    deliveryId: idSchema,
    documentIds: z.array(idSchema).max(200).default([]),
    hundredths: hundredthsSchema,
  }),
  body: z.object({ note: longTextSchema.default(''), sources: longTextSchema.default('') }),
});

export const reviewStarted = defineEvent({
  type: 'provider.work.review-started',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.order',
  head: noticeHead,
  body: nothing,
});

/** The reviewer takes the work on as the firm's own: the sign-off that rules 5.1 and 5.3 ask for. */
export const workAccepted = defineEvent({
  type: 'provider.work.accepted',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.order',
  head: noticeHead.extend({
    deliveryId: idSchema,
    hundredths: hundredthsSchema,
    reviewMinutes: z.number().int().min(0).max(10_000).default(0),
  }),
  body: z.object({ note: longTextSchema.default('') }),
});

export const returnReasons = ['incomplete', 'inaccurate', 'format', 'not as ordered', 'late source', 'other'] as const;

export const workReturned = defineEvent({
  type: 'provider.work.returned',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.order',
  head: noticeHead.extend({ deliveryId: idSchema, reason: z.enum(returnReasons) }),
  body: z.object({ reason: requiredTextSchema }),
});

/** Notices of the money side: what was charged and paid lies in the billing workspace. */
export const orderInvoiced = defineEvent({
  type: 'provider.order.invoiced',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'billing.prepare',
  head: noticeHead.extend({ providerInvoiceId: idSchema.optional() }),
  body: z.object({ reference: textSchema.default('') }),
});

export const orderPaid = defineEvent({
  type: 'provider.order.paid',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.order',
  head: noticeHead.extend({ providerInvoiceId: idSchema.optional(), paidOn: daySchema }),
  body: z.object({ reference: textSchema.default('') }),
});

/** The invoice that named it was withdrawn: it is accepted work again. */
export const orderInvoiceWithdrawn = defineEvent({
  type: 'provider.order.invoice-withdrawn',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'billing.prepare',
  head: noticeHead.extend({ providerInvoiceId: idSchema }),
  body: z.object({ reference: textSchema.default('') }),
});

/** The payment of its invoice was reversed: it is invoiced again. */
export const orderPaymentReversed = defineEvent({
  type: 'provider.order.payment-reversed',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.order',
  head: noticeHead.extend({ providerInvoiceId: idSchema, reversedOn: daySchema }),
  body: z.object({ reference: textSchema.default('') }),
});

export const orderCancelled = defineEvent({
  type: 'provider.order.cancelled',
  version: 1,
  workspace: 'office',
  aggregate: 'order',
  right: 'work.order',
  head: noticeHead,
  body: z.object({ reason: requiredTextSchema }),
});

/** What the order costs, for those who hold billing alone. A later one takes its place. */
export const orderPriced = defineEvent({
  type: 'provider.order.priced',
  version: 1,
  workspace: 'billing',
  aggregate: 'order-price',
  right: 'work.order',
  head: z.object({
    orderId: idSchema,
    basis: z.enum(priceBases),
    rateCents: centsSchema.min(0),
    capCents: centsSchema.min(0).nullable(),
  }),
  body: z.object({ bucket: textSchema.default('') }),
});

export const orderEvents = [
  orderDrafted,
  orderAmended,
  orderOffered,
  orderActorsChanged,
  orderAccepted,
  orderDeclined,
  orderStarted,
  orderHandedOff,
  clockStopped,
  clockResumed,
  itemChecked,
  workDelivered,
  reviewStarted,
  workAccepted,
  workReturned,
  orderInvoiced,
  orderPaid,
  orderInvoiceWithdrawn,
  orderPaymentReversed,
  orderCancelled,
  orderPriced,
] as const;
