import * as z from 'zod';
import { leadStages } from '../domain/intake/lead-stage.ts';
import { daySchema, idSchema, longTextSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { callOutcomes, callUrgencies, conflictHitDecisions, conflictHitSchema } from '../events/intake.ts';
import { partyRoleSchema } from '../events/office.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

export const callRowSchema = z.object({
  callId: z.string(),
  startedAtMs: z.number(),
  endedAtMs: z.number(),
  direction: z.enum(['in', 'out']),
  callerName: z.string(),
  callerNumber: z.string(),
  company: z.string(),
  reason: z.string(),
  message: z.string(),
  bestTime: z.string(),
  mayLeaveVoicemail: z.boolean(),
  outcome: z.enum(callOutcomes),
  urgency: z.enum(callUrgencies),
  forMemberId: z.string().nullable(),
  forName: z.string(),
  takenBy: z.string(),
  callbackByMs: z.number().nullable(),
  returnedAtMs: z.number().nullable(),
  leadId: z.string().nullable(),
  matterId: z.string().nullable(),
  matterTitle: z.string(),
});

export const leadRowSchema = z.object({
  leadId: z.string(),
  name: z.string(),
  practiceArea: z.string(),
  stage: z.enum(leadStages),
  source: z.string(),
  nextAction: z.string(),
  nextActionOn: z.string().nullable(),
  openedAtMs: z.number(),
  conflict: z.enum(['not run', 'to decide', 'clear', 'clear with waiver', 'conflict']),
  confidential: z.boolean(),
});

const namedPartySchema = z.object({ partyId: z.string(), name: z.string(), role: z.string() });

export const conflictReportSchema = z.object({
  conflictId: z.string(),
  leadId: z.string().nullable(),
  ranAtMs: z.number(),
  ranBy: z.string(),
  searchedParties: z.number(),
  hidden: z.number(),
  queries: z.array(z.object({ name: z.string(), role: z.string(), variants: z.array(z.string()) })),
  hits: z.array(
    conflictHitSchema.extend({ decision: z.enum(conflictHitDecisions).nullable(), decisionReason: z.string() }),
  ),
  result: z.enum(['to decide', 'clear', 'clear with waiver', 'conflict']),
  decidedBy: z.string(),
  decidedAtMs: z.number().nullable(),
  reason: z.string(),
});

/** A party typed at the phone: known already (`partyId`), or new. */
const typedPartySchema = z.object({
  partyId: idSchema.optional(),
  name: requiredTextSchema,
  kind: z.enum(['person', 'organisation']).default('person'),
  role: partyRoleSchema,
  phone: textSchema.default(''),
  email: textSchema.default(''),
  otherNames: z.array(requiredTextSchema).default([]),
});

export const intakeContract = {
  listCalls: query(
    'intake.work',
    'Calls, newest first by default.',
    pageInput(['startedAtMs', 'callerName', 'outcome']).extend({ state: z.enum(['all', 'to return']).default('all') }),
    pageOf(callRowSchema),
  ),
  getCall: query('intake.work', 'One call.', z.object({ callId: idSchema }), callRowSchema),
  recogniseCaller: query(
    'intake.work',
    'Who a telephone number or the first letters of a name belong to.',
    z.object({ text: z.string().max(100) }),
    z.object({
      matches: z.array(
        z.object({
          partyId: z.string(),
          name: z.string(),
          phone: z.string(),
          matters: z.array(z.object({ matterId: z.string(), title: z.string() })),
        }),
      ),
    }),
  ),
  logCall: command(
    'intake.work',
    'Logs a call.',
    {
      startedAtMs: z.number().int().min(0),
      endedAtMs: z.number().int().min(0),
      direction: z.enum(['in', 'out']).default('in'),
      callerName: requiredTextSchema,
      callerNumber: textSchema.default(''),
      company: textSchema.default(''),
      reason: textSchema.default(''),
      message: longTextSchema.default(''),
      bestTime: textSchema.default(''),
      mayLeaveVoicemail: z.boolean().default(false),
      recordingConsent: z.boolean().default(false),
      outcome: z.enum(callOutcomes),
      urgency: z.enum(callUrgencies).default('normal'),
      forMemberId: idSchema.optional(),
      callbackByMs: z.number().int().optional(),
      partyId: idSchema.optional(),
      matterId: idSchema.optional(),
      confidential: z.boolean().default(false),
    },
    doneSchema,
  ),
  returnCall: command(
    'intake.work',
    'Marks a callback as done.',
    { callId: idSchema, note: textSchema.default('') },
    doneSchema,
  ),
  listLeads: query(
    'intake.work',
    'Leads.',
    pageInput(['openedAtMs', 'name', 'stage', 'nextActionOn', 'practiceArea']).extend({
      stage: z.enum([...leadStages, 'all', 'active']).default('active'),
    }),
    pageOf(leadRowSchema),
  ),
  getLead: query(
    'intake.work',
    'One lead with its people, its conflict reports and what comes next.',
    z.object({ leadId: idSchema }),
    leadRowSchema.extend({
      prospectPartyId: z.string(),
      summary: z.string(),
      parties: z.array(namedPartySchema),
      callId: z.string().nullable(),
      conflictIds: z.array(z.string()),
      matterId: z.string().nullable(),
      clientId: z.string().nullable(),
      nextStages: z.array(z.enum(leadStages)),
      history: z.array(z.object({ atMs: z.number(), memberName: z.string(), text: z.string() })),
    }),
  ),
  openLead: command(
    'intake.work',
    'Opens a lead with everybody named; unknown people are recorded.',
    {
      practiceArea: requiredTextSchema,
      summary: longTextSchema.default(''),
      source: textSchema.default(''),
      nextAction: textSchema.default(''),
      nextActionOn: daySchema.optional(),
      callId: idSchema.optional(),
      confidential: z.boolean().default(false),
      parties: z.array(typedPartySchema).min(1, 'Name the prospective client.'),
    },
    doneSchema,
  ),
  amendLead: command(
    'intake.work',
    'Changes a lead.',
    {
      leadId: idSchema,
      practiceArea: requiredTextSchema,
      summary: longTextSchema.default(''),
      source: textSchema.default(''),
      nextAction: textSchema.default(''),
      nextActionOn: daySchema.optional(),
      parties: z.array(typedPartySchema).min(1, 'Name the prospective client.'),
      /** Keeps the lead inside from now on; without it, it stays as it is. */
      confidential: z.boolean().optional(),
    },
    doneSchema,
  ),
  moveLead: command(
    'intake.work',
    'Moves a lead along the pipeline.',
    { leadId: idSchema, stage: z.enum(leadStages), reason: textSchema.default('') },
    doneSchema,
  ),
  runConflictCheck: command(
    'intake.work',
    'Searches everybody the firm knows and keeps the report.',
    {
      leadId: idSchema.optional(),
      names: z
        .array(z.object({ name: requiredTextSchema, role: partyRoleSchema, partyId: idSchema.optional() }))
        .default([]),
    },
    conflictReportSchema,
  ),
  getConflictCheck: query(
    'intake.work',
    'One conflict report.',
    z.object({ conflictId: idSchema }),
    conflictReportSchema,
  ),
  listConflictChecks: query(
    'intake.work',
    'Conflict reports.',
    pageInput(['ranAtMs']).extend({ state: z.enum(['all', 'to decide']).default('all') }),
    pageOf(
      z.object({
        conflictId: z.string(),
        leadId: z.string().nullable(),
        names: z.string(),
        ranAtMs: z.number(),
        ranBy: z.string(),
        hits: z.number(),
        result: z.string(),
      }),
    ),
  ),
  decideConflict: command(
    'conflicts.clear',
    'The attorney’s decision on a conflict report, hit by hit.',
    {
      conflictId: idSchema,
      result: z.enum(['clear', 'clear with waiver', 'conflict']),
      hits: z.array(
        z.object({ key: z.string(), decision: z.enum(conflictHitDecisions), reason: textSchema.default('') }),
      ),
      reason: requiredTextSchema,
    },
    doneSchema,
  ),
  conflictReportPdf: query(
    'intake.work',
    'A conflict report on paper.',
    z.object({ conflictId: idSchema }),
    z.object({ pdfBase64: z.string(), fileName: z.string() }),
  ),
};
