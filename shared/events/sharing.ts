import * as z from 'zod';
import { workspaces } from '../domain/workspace.ts';
import { daySchema, defineEvent, eventIdSchema, idSchema, longTextSchema, nothing, textSchema } from './event.ts';

export const consentKinds = ['client', 'not needed'] as const;
export const consentWays = ['in writing', 'by email', 'in the engagement letter', 'orally'] as const;

const consentHead = z.object({
  kind: z.enum(consentKinds),
  consentedOn: daySchema,
  /** The signed paper, where it is filed. */
  documentId: idSchema.optional(),
});
const consentBody = z.object({
  consentedBy: textSchema.default(''),
  how: z.enum(consentWays).default('in writing'),
  note: longTextSchema.default(''),
});

/** From here on the texts of a matter are sealed for the inside alone [SH1]. */
export const matterWithheld = defineEvent({
  type: 'office.matter.withheld',
  version: 1,
  workspace: 'office',
  aggregate: 'matter',
  right: 'matters.share',
  head: nothing,
  body: z.object({ reason: textSchema.default('') }),
});

/** A withheld matter is given to the people outside, with the consent that this rests on [SH4] [SH7]. */
export const matterGiven = defineEvent({
  type: 'office.matter.given',
  version: 1,
  workspace: 'office',
  aggregate: 'matter',
  right: 'matters.share',
  head: z.object({
    /** The withholding that this ends: its author had seen no later one. */
    ends: eventIdSchema,
    /** What happened before this day stays inside. */
    from: daySchema.optional(),
    consent: consentHead,
  }),
  body: z.object({ consent: consentBody }),
});

/** The consent of a matter that is shared already. */
export const matterConsented = defineEvent({
  type: 'office.matter.consented',
  version: 1,
  workspace: 'office',
  aggregate: 'matter',
  right: 'matters.share',
  head: z.object({ consent: consentHead }),
  body: z.object({ consent: consentBody }),
});

export const restrictionFlags = [
  'ITAR',
  'EAR',
  'protective order',
  'sealed by a court',
  'ethical screen',
  'other',
] as const;

/** Flags a matter, or lifts the flags: nobody outside, and inside only the members named, reads its texts [SH2]. */
export const matterRestricted = defineEvent({
  type: 'office.matter.restricted',
  version: 1,
  workspace: 'office',
  aggregate: 'matter',
  right: 'matters.share',
  head: z.object({
    isRestricted: z.boolean(),
    /** Of a lifting: the restriction that it ends. */
    ends: eventIdSchema.optional(),
  }),
  body: z.object({
    flags: z.array(z.enum(restrictionFlags)).max(10).default([]),
    memberIds: z.array(idSchema).max(100).default([]),
    note: longTextSchema.default(''),
  }),
});

/**
 * Copies of texts that were sealed for the inside, for everybody who holds the workspace. Whoever gives a matter vouches
 * for them; a device that can open the original takes the original.
 */
export const eventShown = defineEvent({
  type: 'event.shown',
  version: 1,
  workspace: 'any',
  aggregate: 'shown',
  right: 'matters.share',
  head: nothing,
  body: z.object({ bodies: z.record(eventIdSchema, z.unknown()) }),
});

export const openedKinds = ['matter', 'document', 'invoice', 'lead', 'call', 'ledger'] as const;

/** Somebody from outside opened a thing on this day: noted once by their own device [SH10]. */
export const thingOpened = defineEvent({
  type: 'access.opened',
  version: 1,
  workspace: 'any',
  aggregate: 'access',
  right: 'none',
  head: z.object({ kind: z.enum(openedKinds), thingId: idSchema, day: daySchema }),
  body: nothing,
});

/** A device was in touch with the hub on this day: noted once a day. */
export const deviceSynced = defineEvent({
  type: 'access.synced',
  version: 1,
  workspace: 'any',
  aggregate: 'synced',
  right: 'none',
  head: z.object({
    day: daySchema,
    workspaces: z.array(z.enum(workspaces)).max(10),
    /** How far the device's clock was ahead of the hub's, in milliseconds (negative: behind), where it is out by minutes. */
    clockSkewMs: z.number().int().optional(),
  }),
  body: nothing,
});

export const sharingEvents = [
  matterWithheld,
  matterGiven,
  matterConsented,
  matterRestricted,
  eventShown,
  thingOpened,
  deviceSynced,
] as const;
