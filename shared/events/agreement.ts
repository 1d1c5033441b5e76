import * as z from 'zod';
import { priceBases } from '../domain/provider/order-price.ts';
import {
  centsSchema,
  daySchema,
  defineEvent,
  idSchema,
  longTextSchema,
  nothing,
  requiredTextSchema,
  textSchema,
} from './event.ts';

/** A word of a code set: a service line, a measure, a clause. Never a name. */
export const codeSchema = z.string().regex(/^[a-z0-9-]{1,60}$/, 'This is not one of the list.');

/** A provider: a party that works for the firm as a contractor. The aggregate carries the party's id. */
export const companyEngaged = defineEvent({
  type: 'provider.company.engaged',
  version: 1,
  workspace: 'office',
  aggregate: 'provider',
  right: 'provider.oversee',
  head: z.object({ engagedOn: daySchema }),
  body: z.object({ contactName: textSchema.default(''), note: longTextSchema.default('') }),
});

export const companyAmended = defineEvent({
  type: 'provider.company.amended',
  version: 1,
  workspace: 'office',
  aggregate: 'provider',
  right: 'provider.oversee',
  head: nothing,
  body: z.object({ contactName: textSchema.default(''), note: longTextSchema.default('') }),
});

export const companyEnded = defineEvent({
  type: 'provider.company.ended',
  version: 1,
  workspace: 'office',
  aggregate: 'provider',
  right: 'provider.oversee',
  head: z.object({ endedOn: daySchema }),
  body: z.object({ reason: textSchema.default('') }),
});

/** Whose staff an outside member is. Without a company: nobody's that the firm has named. */
export const memberLinked = defineEvent({
  type: 'provider.member.linked',
  version: 1,
  workspace: 'office',
  aggregate: 'provider-member',
  right: 'provider.oversee',
  head: z.object({ providerId: idSchema.optional() }),
  body: nothing,
});

export const targetSchema = z.object({
  measureId: codeSchema,
  limit: z.number().int().nullable(),
  targetPerMille: z.number().int(),
  weight: z.number().int(),
});

/** One version of the service agreement, whole. Its prices are an event of their own in `billing`. */
export const agreementProposed = defineEvent({
  type: 'agreement.version.proposed',
  version: 1,
  workspace: 'office',
  aggregate: 'agreement',
  right: 'provider.manage',
  head: z.object({
    providerId: idSchema,
    number: z.number().int().min(1),
    startsOn: daySchema,
    endsOn: daySchema.optional(),
    renewsOn: daySchema.optional(),
    /** Days of notice to end it. */
    noticeDays: z.number().int().min(0).max(365),
    /** Days to pay an invoice. */
    payDays: z.number().int().min(0).max(120),
    /** A change of the forecast above this share, later than so many business days before, is late. */
    changePercent: z.number().int().min(0).max(100),
    changeBusinessDays: z.number().int().min(0).max(60),
    serviceLines: z.array(codeSchema).max(60),
    targets: z.array(targetSchema).max(100),
    /** How many prices belong to it, so that a device that holds billing sees when they are not here yet. */
    rateCount: z.number().int().min(0).max(200),
  }),
  body: z.object({
    title: requiredTextSchema,
    scope: longTextSchema.default(''),
    goals: z.array(requiredTextSchema).max(30).default([]),
    note: longTextSchema.default(''),
  }),
});

export const rateSchema = z.object({
  serviceLine: codeSchema,
  basis: z.enum(priceBases),
  rateCents: centsSchema,
  includedMinutes: z.number().int().min(1).max(100_000).optional(),
  from: daySchema,
  to: daySchema.optional(),
});

/** The prices of an agreement's version. They hold once it is agreed. */
export const ratesProposed = defineEvent({
  type: 'agreement.rates.proposed',
  version: 1,
  workspace: 'billing',
  aggregate: 'agreement-rates',
  right: 'provider.manage',
  head: z.object({ providerId: idSchema, versionId: idSchema, rates: z.array(rateSchema).max(200) }),
  body: nothing,
});

/** The firm's word: an owner's. */
export const agreementApproved = defineEvent({
  type: 'agreement.version.approved',
  version: 1,
  workspace: 'office',
  aggregate: 'agreement',
  right: 'firm.manage',
  head: nothing,
  body: nothing,
});

/** The provider's word. It counts from an outside member alone. */
export const agreementAccepted = defineEvent({
  type: 'agreement.version.accepted',
  version: 1,
  workspace: 'office',
  aggregate: 'agreement',
  right: 'provider.manage',
  head: nothing,
  body: nothing,
});

export const agreementDeclined = defineEvent({
  type: 'agreement.version.declined',
  version: 1,
  workspace: 'office',
  aggregate: 'agreement',
  right: 'provider.manage',
  head: nothing,
  body: z.object({ reason: requiredTextSchema }),
});

export const agreementWithdrawn = defineEvent({
  type: 'agreement.version.withdrawn',
  version: 1,
  workspace: 'office',
  aggregate: 'agreement',
  right: 'provider.manage',
  head: nothing,
  body: z.object({ reason: textSchema.default('') }),
});

/** Whether a clause stands in what was signed, where, and until when it holds. */
export const clauseRecorded = defineEvent({
  type: 'agreement.clause.recorded',
  version: 1,
  workspace: 'office',
  aggregate: 'agreement-clause',
  right: 'provider.oversee',
  head: z.object({
    providerId: idSchema,
    clauseId: codeSchema,
    isPresent: z.boolean(),
    datedOn: daySchema.optional(),
    renewsOn: daySchema.optional(),
    documentId: idSchema.optional(),
  }),
  body: z.object({ note: textSchema.default('') }),
});

export const agreementEvents = [
  companyEngaged,
  companyAmended,
  companyEnded,
  memberLinked,
  agreementProposed,
  ratesProposed,
  agreementApproved,
  agreementAccepted,
  agreementDeclined,
  agreementWithdrawn,
  clauseRecorded,
] as const;
