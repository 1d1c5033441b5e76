import * as z from 'zod';
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

export const partyKinds = ['person', 'organisation'] as const;

/** A person or organisation that the firm knows, with everything a conflict check may match. */
export const partyBodySchema = z.object({
  kind: z.enum(partyKinds),
  name: requiredTextSchema,
  otherNames: z.array(requiredTextSchema).max(20).default([]),
  emails: z.array(textSchema).max(10).default([]),
  phones: z.array(textSchema).max(10).default([]),
  addresses: z.array(textSchema).max(10).default([]),
  employer: textSchema.default(''),
  note: longTextSchema.default(''),
  related: z
    .array(z.object({ partyId: idSchema, relation: requiredTextSchema }))
    .max(50)
    .default([]),
});

export const feeKinds = ['hourly', 'flat', 'contingency'] as const;

/** The fee agreement as figures. `depositCents` is the advance fee deposit asked for; rates are cents an hour. */
export const feeAgreementSchema = z.object({
  kind: z.enum(feeKinds),
  rateCents: centsSchema.min(0),
  flatCents: centsSchema.min(0).default(0),
  contingencyPercent: z.number().int().min(0).max(100).default(0),
  depositCents: centsSchema.min(0).default(0),
  /** Ask for replenishment when the available deposit falls below this. Zero: never. */
  replenishBelowCents: centsSchema.min(0).default(0),
  signedOn: daySchema.optional(),
});

export const partyRoles = [
  'client',
  'prospective client',
  'adverse',
  'co-party',
  'witness',
  'expert',
  'opposing counsel',
  'judge',
  'insurer',
  'spouse',
  'relative',
  'guarantor',
  'beneficiary',
  'other',
] as const;
export const partyRoleSchema = z.enum(partyRoles);

export const firmNamed = defineEvent({
  type: 'office.firm.named',
  version: 1,
  workspace: 'office',
  aggregate: 'firm',
  right: 'firm.manage',
  head: z.object({
    state: z.string().regex(/^[A-Z]{2}$/),
    /** IANA name; absent where the firm keeps the zone that it named before, or names none. */
    timeZone: z.string().min(1).max(60).optional(),
  }),
  body: z.object({
    name: requiredTextSchema,
    address: textSchema.default(''),
    phone: textSchema.default(''),
    email: textSchema.default(''),
  }),
});

/** `withheld`: the body is sealed for the inside alone, and so are its later changes. */
const partyHead = z.object({ withheld: z.boolean().default(false) });

export const partyRecorded = defineEvent({
  type: 'office.party.recorded',
  version: 1,
  workspace: 'office',
  aggregate: 'party',
  right: 'intake.work',
  head: partyHead,
  body: partyBodySchema,
});

export const partyAmended = defineEvent({
  type: 'office.party.amended',
  version: 1,
  workspace: 'office',
  aggregate: 'party',
  right: 'intake.work',
  head: partyHead,
  body: partyBodySchema,
});

export const clientOpened = defineEvent({
  type: 'office.client.opened',
  version: 1,
  workspace: 'office',
  aggregate: 'client',
  right: 'matters.manage',
  head: z.object({ partyId: idSchema, number: z.string().max(20), openedOn: daySchema }),
  body: nothing,
});

export const matterOpened = defineEvent({
  type: 'office.matter.opened',
  version: 1,
  workspace: 'office',
  aggregate: 'matter',
  right: 'matters.manage',
  head: z.object({
    clientId: idSchema,
    number: z.string().max(20),
    practiceArea: z.string().max(60),
    openedOn: daySchema,
    responsibleMemberId: idSchema,
    fee: feeAgreementSchema,
    leadId: idSchema.optional(),
    /** Bodies of this matter's events are sealed for the inside alone. */
    withheld: z.boolean().default(false),
  }),
  body: z.object({
    title: requiredTextSchema,
    description: longTextSchema.default(''),
    parties: z
      .array(z.object({ partyId: idSchema, role: partyRoleSchema }))
      .max(200)
      .default([]),
  }),
});

export const matterAmended = defineEvent({
  type: 'office.matter.amended',
  version: 1,
  workspace: 'office',
  aggregate: 'matter',
  right: 'matters.manage',
  head: z.object({ practiceArea: z.string().max(60), responsibleMemberId: idSchema, fee: feeAgreementSchema }),
  body: z.object({
    title: requiredTextSchema,
    description: longTextSchema.default(''),
    parties: z
      .array(z.object({ partyId: idSchema, role: partyRoleSchema }))
      .max(200)
      .default([]),
  }),
});

export const matterClosed = defineEvent({
  type: 'office.matter.closed',
  version: 1,
  workspace: 'office',
  aggregate: 'matter',
  right: 'matters.manage',
  head: z.object({ closedOn: daySchema }),
  body: z.object({ reason: textSchema }),
});

export const matterReopened = defineEvent({
  type: 'office.matter.reopened',
  version: 1,
  workspace: 'office',
  aggregate: 'matter',
  right: 'matters.manage',
  head: z.object({ reopenedOn: daySchema }),
  body: z.object({ reason: textSchema }),
});

export const taskAdded = defineEvent({
  type: 'office.task.added',
  version: 1,
  workspace: 'office',
  aggregate: 'task',
  right: 'none',
  head: z.object({
    dueOn: daySchema.optional(),
    assigneeMemberId: idSchema.optional(),
    kind: z.enum(['task', 'callback', 'deadline', 'appointment']),
    urgent: z.boolean().default(false),
    leadId: idSchema.optional(),
    callId: idSchema.optional(),
  }),
  body: z.object({ title: requiredTextSchema, note: longTextSchema.default('') }),
});

export const taskCompleted = defineEvent({
  type: 'office.task.completed',
  version: 1,
  workspace: 'office',
  aggregate: 'task',
  right: 'none',
  head: z.object({ completedOn: daySchema }),
  body: z.object({ outcome: textSchema.default('') }),
});

export const taskReopened = defineEvent({
  type: 'office.task.reopened',
  version: 1,
  workspace: 'office',
  aggregate: 'task',
  right: 'none',
  head: nothing,
  body: nothing,
});

/** Somebody who holds the right takes a quarantined event over as their own decision. Lives beside the event. */
export const eventAdopted = defineEvent({
  type: 'event.adopted',
  version: 1,
  workspace: 'any',
  aggregate: 'adoption',
  right: 'none',
  head: z.object({ eventId: eventIdSchema, decision: z.enum(['adopt', 'reject']) }),
  body: z.object({ reason: requiredTextSchema }),
});

/** Ends a staged batch: its events count from here on if their number and hash are these. */
export const batchClosed = defineEvent({
  type: 'batch.closed',
  version: 1,
  workspace: 'any',
  aggregate: 'batch',
  right: 'none',
  head: z.object({ batchId: idSchema, count: z.number().int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  body: z.object({ what: textSchema }),
});

export const officeEvents = [
  firmNamed,
  partyRecorded,
  partyAmended,
  clientOpened,
  matterOpened,
  matterAmended,
  matterClosed,
  matterReopened,
  taskAdded,
  taskCompleted,
  taskReopened,
  eventAdopted,
  batchClosed,
] as const;
