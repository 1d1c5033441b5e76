import * as z from 'zod';
import { agreementStates } from '../domain/provider/agreement.ts';
import { priceBases } from '../domain/provider/order-price.ts';

import { agreementClausesSchema, serviceMeasuresSchema } from '../domain/provider/service-measures.ts';
import { codeSchema, rateSchema, targetSchema } from '../events/agreement.ts';
import { daySchema, idSchema, longTextSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

const staffSchema = z.object({ memberId: z.string(), name: z.string(), role: z.string() });

const providerSchema = z.object({
  /** The party's id. */
  providerId: z.string(),
  name: z.string(),
  engagedOn: z.string(),
  endedOn: z.string().nullable(),
  contactName: z.string(),
  note: z.string(),
  staff: z.array(staffSchema),
});

const versionRowSchema = z.object({
  versionId: z.string(),
  providerId: z.string(),
  number: z.number(),
  title: z.string(),
  state: z.enum(agreementStates),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  renewsOn: z.string().nullable(),
  proposedBy: z.string(),
  proposedAtMs: z.number(),
  firmAgreed: z.boolean(),
  providerAgreed: z.boolean(),
  /** Agreed, started, not ended and not overtaken by a later version. */
  inForce: z.boolean(),
});

const versionSchema = versionRowSchema.extend({
  noticeDays: z.number(),
  payDays: z.number(),
  changePercent: z.number(),
  changeBusinessDays: z.number(),
  serviceLines: z.array(z.string()),
  targets: z.array(targetSchema),
  scope: z.string(),
  goals: z.array(z.string()),
  note: z.string(),
  rates: z.array(rateSchema),
  /** How many prices belong to it; more than in `rates` where this device does not hold billing, or not yet all of it. */
  rateCount: z.number(),
  answers: z.array(
    z.object({
      answer: z.string(),
      memberName: z.string(),
      outside: z.boolean(),
      atMs: z.number(),
      reason: z.string(),
    }),
  ),
  /** What the person at this machine may say now. */
  mayAgree: z.boolean(),
  mayDecline: z.boolean(),
  mayWithdraw: z.boolean(),
});

const clauseSchema = z.object({
  clauseId: z.string(),
  name: z.string(),
  why: z.string(),
  basis: z.enum(['ethics', 'law', 'business']),
  /** Null: nobody has looked yet. */
  isPresent: z.boolean().nullable(),
  datedOn: z.string().nullable(),
  renewsOn: z.string().nullable(),
  documentId: z.string().nullable(),
  documentTitle: z.string(),
  note: z.string(),
  recordedBy: z.string(),
  recordedAtMs: z.number().nullable(),
});

const termsShape = {
  startsOn: daySchema,
  endsOn: daySchema.optional(),
  renewsOn: daySchema.optional(),
  noticeDays: z.number().int().min(0).max(365).default(30),
  payDays: z.number().int().min(0).max(120).default(15),
  changePercent: z.number().int().min(0).max(100).default(25),
  changeBusinessDays: z.number().int().min(0).max(60).default(10),
  serviceLines: z.array(codeSchema).max(60),
  targets: z.array(targetSchema).max(100).default([]),
  rates: z.array(rateSchema).max(200).default([]),
  title: requiredTextSchema,
  scope: longTextSchema.default(''),
  goals: z.array(requiredTextSchema).max(30).default([]),
  note: longTextSchema.default(''),
};

export const agreementContract = {
  codes: query(
    'member',
    'Measures of service and clauses of an agreement, to choose from.',
    z.object({}),
    z.object({ measures: serviceMeasuresSchema, clauses: agreementClausesSchema }),
  ),
  listProviders: query(
    'member',
    'Providers that work for the firm, and outside members who belong to none.',
    z.object({}),
    z.object({ rows: z.array(providerSchema), unlinked: z.array(staffSchema) }),
  ),
  engage: command(
    'provider.oversee',
    'Records a provider: somebody known, or a new organisation.',
    {
      partyId: idSchema.optional(),
      /** A new organisation's name, where no party is chosen. */
      name: textSchema.default(''),
      engagedOn: daySchema,
      contactName: textSchema.default(''),
      note: longTextSchema.default(''),
    },
    doneSchema,
  ),
  amendProvider: command(
    'provider.oversee',
    'Changes what is known of a provider.',
    { providerId: idSchema, contactName: textSchema.default(''), note: longTextSchema.default('') },
    doneSchema,
  ),
  endProvider: command(
    'provider.oversee',
    'Ends the work with a provider. Its members keep what they read until they are removed.',
    { providerId: idSchema, endedOn: daySchema, reason: textSchema.default('') },
    doneSchema,
  ),
  linkMember: command(
    'provider.oversee',
    'Says whose staff an outside member is; without a provider, nobody’s.',
    { memberId: idSchema, providerId: idSchema.optional() },
    doneSchema,
  ),
  listVersions: query(
    'member',
    'Versions of a provider’s service agreement.',
    pageInput(['number', 'startsOn', 'state']).extend({ providerId: idSchema }),
    pageOf(versionRowSchema),
  ),
  getVersion: query('member', 'One version, whole.', z.object({ versionId: idSchema }), versionSchema),
  inForce: query(
    'member',
    'The version that holds on a day; null where there is none.',
    z.object({ providerId: idSchema, day: daySchema.optional() }),
    z.object({ version: versionSchema.nullable() }),
  ),
  propose: command(
    'provider.manage',
    'Proposes a version of the agreement. It holds once the firm’s owner and the provider have agreed to it.',
    { providerId: idSchema, ...termsShape },
    doneSchema,
  ),
  answer: command(
    'provider.manage',
    'Agrees to a proposed version, declines it with a reason, or takes one’s own proposal back.',
    { versionId: idSchema, answer: z.enum(['agree', 'decline', 'withdraw']), reason: textSchema.default('') },
    doneSchema,
  ),
  rateOn: query(
    'member',
    'The price that holds on a day for a service line; null where there is none, or billing is not held here.',
    z.object({
      providerId: idSchema,
      serviceLine: codeSchema,
      day: daySchema,
      basis: z.enum(priceBases).optional(),
    }),
    z.object({ rate: rateSchema.extend({ versionId: z.string() }).nullable() }),
  ),
  listClauses: query(
    'member',
    'The clauses that an outsourcing contract usually has, and which were found in this provider’s.',
    z.object({ providerId: idSchema }),
    z.object({ rows: z.array(clauseSchema) }),
  ),
  recordClause: command(
    'provider.oversee',
    'Records whether a clause stands in the contract, in which document, from when and until when.',
    {
      providerId: idSchema,
      clauseId: codeSchema,
      isPresent: z.boolean(),
      datedOn: daySchema.optional(),
      renewsOn: daySchema.optional(),
      documentId: idSchema.optional(),
      note: textSchema.default(''),
    },
    doneSchema,
  ),
};
