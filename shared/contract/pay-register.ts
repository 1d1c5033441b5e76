import * as z from 'zod';
import { classificationDecisions } from '../domain/provider/classification.ts';
import { entityTypes, taxForms } from '../domain/provider/tax-form.ts';
import { daySchema, idSchema, longTextSchema, textSchema } from '../events/event.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

const contractorRowSchema = z.object({
  contractorId: z.string(),
  partyId: z.string(),
  name: z.string(),
  entity: z.enum(entityTypes),
  isAttorney: z.boolean(),
  state: z.string(),
  form: z.enum(taxForms),
  signedOn: z.string().nullable(),
  formDocumentId: z.string().nullable(),
  backupBasisPoints: z.number(),
  termDays: z.number(),
  interestBasisPoints: z.number(),
  hasTaxpayerNumber: z.boolean(),
  /** The last four digits; empty for outside members, and where there is none. */
  taxpayerLastFour: z.string(),
  /** Empty for outside members. */
  note: z.string(),
  memberIds: z.array(z.string()),
  /** Approved and not paid yet, in cents. */
  openCents: z.number(),
  /** The attorney's last decision; null where there is none, and for outside members. */
  decision: z.enum(classificationDecisions).nullable(),
  reviewOn: z.string().nullable(),
});

export const freelanceLawSchema = z.object({
  state: z.string(),
  name: z.string(),
  longestDays: z.number(),
  fromCents: z.number(),
  source: z.string(),
  isVerified: z.boolean(),
});

const contractorShape = {
  entity: z.enum(entityTypes),
  isAttorney: z.boolean().default(false),
  /** Two letters; empty outside the United States. */
  state: z
    .string()
    .regex(/^([A-Z]{2})?$/, 'Give the state as two letters.')
    .default(''),
  form: z.enum(taxForms).default('none'),
  signedOn: daySchema.optional(),
  formDocumentId: idSchema.optional(),
  /** Hundredths of a percent kept back from each payment; 0 where nothing is. */
  backupBasisPoints: z.number().int().min(0).max(10_000).default(0),
  termDays: z.number().int().default(15),
  interestBasisPoints: z.number().int().min(0).max(5_000).default(0),
  /** As it is written on the form. Absent: what is known stays. */
  taxpayerNumber: z.string().trim().max(20).optional(),
  note: longTextSchema.default(''),
  memberIds: z.array(idSchema).max(50).default([]),
};

export const payRegisterContract = {
  listContractors: query(
    'provider.invoice',
    'Contractors whom the firm pays. Outside members see those that they act for.',
    pageInput(['name', 'form', 'state', 'openCents', 'reviewOn']),
    pageOf(contractorRowSchema),
  ),
  getContractor: query(
    'provider.invoice',
    'One contractor, with the laws on paying freelancers of their state.',
    z.object({ contractorId: idSchema }),
    contractorRowSchema.extend({ laws: z.array(freelanceLawSchema) }),
  ),
  registerContractor: command(
    'provider.pay',
    'Adds a contractor to the register: somebody known, or a new person or organisation.',
    { partyId: idSchema.optional(), name: textSchema.default(''), ...contractorShape },
    doneSchema,
  ),
  amendContractor: command(
    'provider.pay',
    'Changes what the register says of a contractor.',
    { contractorId: idSchema, ...contractorShape },
    doneSchema,
  ),
};
