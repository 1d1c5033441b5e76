import * as z from 'zod';
import { billingModes, confidentialityTiers, orderUnits, priceBases } from '../domain/provider/order-price.ts';
import { orderStates, orderSteps } from '../domain/provider/order-state.ts';
import { serviceLineSchema as publishedLineSchema } from '../domain/provider/service-lines.ts';
import { stepTags } from '../domain/provider/step-tag.ts';
import { centsSchema, daySchema, idSchema, longTextSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { declineReasons, hundredthsSchema, returnReasons, serviceLineSchema } from '../events/orders.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

/** Which orders a list holds. "mine" are those that wait for this person. */
export const orderScopes = ['open', 'mine', 'review', 'done', 'all'] as const;

export const orderRowSchema = z.object({
  orderId: z.string(),
  number: z.string(),
  /** "Work order WO-2026-0007 (withheld)" where this device may not read it. */
  title: z.string(),
  state: z.enum(orderStates),
  serviceLine: z.string(),
  serviceName: z.string(),
  matterId: z.string().nullable(),
  matterTitle: z.string(),
  dueAtMs: z.number(),
  /** The due instant with the time that the work waited for the firm added. */
  dueWithWaitingMs: z.number(),
  dueLocal: z.string(),
  dueZone: z.string(),
  isWaiting: z.boolean(),
  contractorName: z.string(),
  reviewerName: z.string(),
  outOfTurn: z.number().int(),
  returns: z.number().int(),
});

const priceSchema = z.object({
  basis: z.enum(priceBases),
  rateCents: z.number().int(),
  capCents: z.number().int().nullable(),
  bucket: z.string(),
  eventId: z.string(),
});

const deliverySchema = z.object({
  deliveryId: z.string(),
  atMs: z.number(),
  byName: z.string(),
  hundredths: z.number().int(),
  note: z.string(),
  sources: z.string(),
  outcome: z.enum(['to review', 'accepted', 'returned', 'out of turn']),
  outcomeAtMs: z.number().nullable(),
  outcomeByName: z.string(),
  outcomeReason: z.string(),
  outcomeNote: z.string(),
  documents: z.array(z.object({ documentId: z.string(), title: z.string() })),
});

export const orderSchema = orderRowSchema.extend({
  isReadable: z.boolean(),
  templateId: z.string().nullable(),
  result: z.string(),
  inputs: z.string(),
  standards: z.string(),
  criteria: z.array(z.string()),
  unit: z.enum(orderUnits),
  estimatedHundredths: z.number().int(),
  deliveredHundredths: z.number().int().nullable(),
  acceptedHundredths: z.number().int().nullable(),
  tier: z.enum(confidentialityTiers),
  billingMode: z.enum(billingModes),
  reviewerMemberId: z.string(),
  draftedByName: z.string(),
  offeredToMemberId: z.string().nullable(),
  providerPartyId: z.string().nullable(),
  assigneeMemberId: z.string().nullable(),
  lastDeliveryId: z.string().nullable(),
  answerByMs: z.number().nullable(),
  /** True where the contractor accepted other terms, or another price, than those that stand. */
  acceptedOtherTerms: z.boolean(),
  stoppedMs: z.number(),
  stoppedSinceMs: z.number().nullable(),
  question: z.string(),
  /** Null where none was set, or this device may not read it. */
  price: priceSchema.nullable(),
  checklist: z.array(
    z.object({
      itemId: z.string(),
      text: z.string(),
      tag: z.enum(stepTags),
      doneAtMs: z.number().nullable(),
      doneByName: z.string(),
    }),
  ),
  sops: z.array(z.object({ versionId: z.string(), sopId: z.string(), title: z.string(), isAcknowledged: z.boolean() })),
  deliveries: z.array(deliverySchema),
  timeline: z.array(
    z.object({
      eventId: z.string(),
      atMs: z.number(),
      step: z.enum(orderSteps),
      memberName: z.string(),
      otherName: z.string(),
      reason: z.string(),
      note: z.string(),
      isInTurn: z.boolean(),
    }),
  ),
  /** Steps that were taken apart: both kept, one shown. */
  concurrentSteps: z.array(
    z.object({ eventId: z.string(), atMs: z.number(), step: z.enum(orderSteps), memberName: z.string() }),
  ),
  /** What this person may do with it now. */
  steps: z.array(z.enum(orderSteps)),
});

const priceInput = z.object({
  basis: z.enum(priceBases),
  rateCents: centsSchema.min(0),
  capCents: centsSchema.min(0).nullable().default(null),
  bucket: textSchema.default(''),
});

const termsShape = {
  matterId: idSchema.optional(),
  serviceLine: serviceLineSchema,
  templateId: z.string().max(60).optional(),
  title: requiredTextSchema,
  result: longTextSchema.default(''),
  inputs: longTextSchema.default(''),
  standards: longTextSchema.default(''),
  criteria: z.array(requiredTextSchema).max(50).default([]),
  checklist: z
    .array(z.object({ text: requiredTextSchema, tag: z.enum(stepTags) }))
    .max(100)
    .default([]),
  dueLocal: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'Give the day and the time when it is due.'),
  dueZone: z.string().min(1).max(60),
  unit: z.enum(orderUnits),
  estimatedHundredths: hundredthsSchema.default(0),
  tier: z.enum(confidentialityTiers),
  billingMode: z.enum(billingModes),
  reviewerMemberId: idSchema.optional(),
  sopVersionIds: z.array(idSchema).max(20).default([]),
};

export const workContract = {
  listServiceLines: query(
    'member',
    'The services that can be ordered, each with its templates.',
    z.object({}),
    z.object({ rows: z.array(publishedLineSchema) }),
  ),
  listOrders: query(
    'member',
    'Work orders, a page at a time.',
    pageInput(['due', 'number', 'title', 'state', 'serviceLine', 'contractorName']).extend({
      scope: z.enum(orderScopes).default('open'),
      serviceLine: serviceLineSchema.optional(),
      matterId: idSchema.optional(),
    }),
    pageOf(orderRowSchema),
  ),
  getOrder: query('member', 'One work order with its timeline.', z.object({ orderId: idSchema }), orderSchema),
  draftOrder: command(
    'work.order',
    'Drafts a work order: the result, its standards, its deadline and when it is accepted.',
    { ...termsShape, price: priceInput.optional() },
    z.object({ id: z.string(), number: z.string() }),
  ),
  amendOrder: command(
    'work.order',
    'Changes the terms of a work order that was not accepted yet.',
    { orderId: idSchema, ...termsShape },
    doneSchema,
  ),
  priceOrder: command(
    'work.order',
    'Sets the price of a work order; after acceptance only its cap can rise.',
    { orderId: idSchema, ...priceInput.shape },
    doneSchema,
  ),
  offerOrder: command(
    'work.order',
    'Offers a work order to somebody of the provider, or to a contractor who works outside Annex.',
    {
      orderId: idSchema,
      toMemberId: idSchema.optional(),
      providerPartyId: idSchema.optional(),
      answerByMs: z.number().int().min(0).optional(),
      note: longTextSchema.default(''),
    },
    doneSchema,
  ),
  acceptOrder: command(
    'work.deliver',
    'Takes a work order on, at the terms and the price that are shown.',
    { orderId: idSchema, assigneeMemberId: idSchema.optional(), note: longTextSchema.default('') },
    doneSchema,
  ),
  declineOrder: command(
    'work.deliver',
    'Declines a work order; a contractor may.',
    { orderId: idSchema, reason: z.enum(declineReasons), note: longTextSchema.default('') },
    doneSchema,
  ),
  startOrder: command('work.deliver', 'Starts on an accepted work order.', { orderId: idSchema }, doneSchema),
  handOffOrder: command(
    'work.deliver',
    'Hands a work order to somebody else of the provider, with what is done and what remains.',
    {
      orderId: idSchema,
      toMemberId: idSchema,
      done: longTextSchema.default(''),
      remaining: longTextSchema.default(''),
    },
    doneSchema,
  ),
  stopClock: command(
    'work.deliver',
    'Asks the firm something without which the work cannot go on; the clock stands still until it answers.',
    { orderId: idSchema, question: requiredTextSchema },
    doneSchema,
  ),
  resumeClock: command(
    'member',
    'Answers; the clock of the work order runs again.',
    { orderId: idSchema, answer: longTextSchema.default('') },
    doneSchema,
  ),
  checkItem: command(
    'work.deliver',
    'Ticks an item of the checklist, or takes the tick away.',
    { orderId: idSchema, itemId: idSchema, done: z.boolean() },
    doneSchema,
  ),
  deliverWork: command(
    'work.deliver',
    'Delivers work: documents, units, a note. Refused above the cap.',
    {
      orderId: idSchema,
      documentIds: z.array(idSchema).max(200).default([]),
      hundredths: hundredthsSchema,
      note: longTextSchema.default(''),
      sources: longTextSchema.default(''),
    },
    doneSchema,
  ),
  startReview: command('work.order', 'Begins to review delivered work.', { orderId: idSchema }, doneSchema),
  acceptWork: command(
    'work.order',
    'Accepts delivered work as the firm’s own. Refused above the cap.',
    {
      orderId: idSchema,
      deliveryId: idSchema,
      hundredths: hundredthsSchema,
      reviewMinutes: z.number().int().min(0).max(10_000).default(0),
      note: longTextSchema.default(''),
    },
    doneSchema,
  ),
  returnWork: command(
    'work.order',
    'Gives delivered work back, with the reason.',
    { orderId: idSchema, deliveryId: idSchema, reason: z.enum(returnReasons), note: requiredTextSchema },
    doneSchema,
  ),
  markInvoiced: command(
    'billing.prepare',
    'Notes that the provider invoiced a work order.',
    { orderId: idSchema, reference: requiredTextSchema },
    doneSchema,
  ),
  markPaid: command(
    'work.order',
    'Notes that the provider’s invoice of a work order was paid.',
    { orderId: idSchema, paidOn: daySchema, reference: textSchema.default('') },
    doneSchema,
  ),
  cancelOrder: command(
    'work.order',
    'Cancels a work order whose work was not accepted yet.',
    { orderId: idSchema, reason: requiredTextSchema },
    doneSchema,
  ),
};
