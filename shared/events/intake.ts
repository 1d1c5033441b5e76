import * as z from 'zod';
import { leadStages } from '../domain/intake/lead-stage.ts';
import { defineEvent, idSchema, longTextSchema, nothing, requiredTextSchema, textSchema } from './event.ts';
import { partyRoleSchema } from './office.ts';

export const callOutcomes = ['message', 'transferred', 'booked', 'lead', 'spam', 'wrong number'] as const;
export const callUrgencies = ['normal', 'urgent'] as const;

export const callLogged = defineEvent({
  type: 'intake.call.logged',
  version: 1,
  workspace: 'intake',
  aggregate: 'call',
  right: 'intake.work',
  head: z.object({
    startedAtMs: z.number().int().min(0),
    endedAtMs: z.number().int().min(0),
    direction: z.enum(['in', 'out']),
    outcome: z.enum(callOutcomes),
    urgency: z.enum(callUrgencies),
    forMemberId: idSchema.optional(),
    callbackByMs: z.number().int().optional(),
    partyId: idSchema.optional(),
    leadId: idSchema.optional(),
    /** Confidential from the start: the call's bodies are sealed for the inside alone. */
    confidential: z.boolean().default(false),
  }),
  body: z.object({
    callerName: textSchema,
    callerNumber: textSchema,
    company: textSchema.default(''),
    reason: textSchema.default(''),
    message: longTextSchema.default(''),
    bestTime: textSchema.default(''),
    mayLeaveVoicemail: z.boolean().default(false),
    recordingConsent: z.boolean().default(false),
  }),
});

export const callReturned = defineEvent({
  type: 'intake.call.returned',
  version: 1,
  workspace: 'intake',
  aggregate: 'call',
  right: 'intake.work',
  head: z.object({ returnedAtMs: z.number().int() }),
  body: z.object({ note: textSchema.default('') }),
});

const leadBody = z.object({
  summary: longTextSchema.default(''),
  /** The prospective client and everybody else named, for the conflict check. */
  parties: z.array(z.object({ partyId: idSchema, role: partyRoleSchema })).max(100),
  source: textSchema.default(''),
  nextAction: textSchema.default(''),
});

const leadHead = z.object({
  practiceArea: z.string().max(60),
  prospectPartyId: idSchema,
  nextActionOn: z.string().optional(),
  /** Confidential from the start: the lead's body is sealed for the inside alone. */
  confidential: z.boolean().default(false),
});

export const leadOpened = defineEvent({
  type: 'intake.lead.opened',
  version: 1,
  workspace: 'intake',
  aggregate: 'lead',
  right: 'intake.work',
  head: leadHead.extend({ callId: idSchema.optional() }),
  body: leadBody,
});

export const leadAmended = defineEvent({
  type: 'intake.lead.amended',
  version: 1,
  workspace: 'intake',
  aggregate: 'lead',
  right: 'intake.work',
  head: leadHead,
  body: leadBody,
});

export const leadMoved = defineEvent({
  type: 'intake.lead.moved',
  version: 1,
  workspace: 'intake',
  aggregate: 'lead',
  right: 'intake.work',
  head: z.object({ stage: z.enum(leadStages) }),
  body: z.object({ reason: textSchema.default('') }),
});

/** Notice in the intake workspace of a matter opened from a lead (the fact lives in the office workspace). */
export const leadConverted = defineEvent({
  type: 'intake.lead.converted',
  version: 1,
  workspace: 'intake',
  aggregate: 'lead',
  right: 'matters.manage',
  head: z.object({ clientId: idSchema, matterId: idSchema }),
  body: nothing,
});

export const conflictHitSchema = z.object({
  /** Names the pair of what was asked and what was found. */
  key: z.string().max(120),
  queryName: textSchema,
  matchedName: textSchema,
  partyId: idSchema,
  /** 0 to 1000. */
  score: z.number().int().min(0).max(1000),
  band: z.enum(['likely', 'review']),
  reasons: z.array(textSchema).max(20),
  /** Where the firm knows the party from: "client of 2026-0004 Alder v. Birch (open)". */
  where: z.array(textSchema).max(50),
});

/** The immutable report of one conflict check. */
export const conflictChecked = defineEvent({
  type: 'intake.conflict.checked',
  version: 1,
  workspace: 'intake',
  aggregate: 'conflict',
  right: 'intake.work',
  head: z.object({
    leadId: idSchema.optional(),
    hits: z.number().int().min(0),
    /** Weak matches not listed, but counted. */
    hidden: z.number().int().min(0),
    searchedParties: z.number().int().min(0),
  }),
  body: z.object({
    queries: z.array(z.object({ name: requiredTextSchema, role: partyRoleSchema, variants: z.array(textSchema) })),
    hits: z.array(conflictHitSchema),
  }),
});

export const conflictHitDecisions = ['not the same person', 'not adverse', 'waivable', 'not waivable'] as const;

export const conflictDecided = defineEvent({
  type: 'intake.conflict.decided',
  version: 1,
  workspace: 'intake',
  aggregate: 'conflict',
  right: 'conflicts.clear',
  head: z.object({ leadId: idSchema.optional(), result: z.enum(['clear', 'clear with waiver', 'conflict']) }),
  body: z.object({
    hits: z.array(z.object({ key: z.string().max(120), decision: z.enum(conflictHitDecisions), reason: textSchema })),
    reason: requiredTextSchema,
  }),
});

export const intakeEvents = [
  callLogged,
  callReturned,
  leadOpened,
  leadAmended,
  leadMoved,
  leadConverted,
  conflictChecked,
  conflictDecided,
] as const;
