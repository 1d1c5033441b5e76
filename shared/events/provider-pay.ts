import * as z from 'zod';
import { classificationDecisions, factorAnswers } from '../domain/provider/classification.ts';
import { invoiceLineKinds } from '../domain/provider/provider-invoice.ts';
import { payMethods } from '../domain/provider/provider-payment.ts';
import { entityTypes, taxForms } from '../domain/provider/tax-form.ts';
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
import { hundredthsSchema } from './orders.ts';

const positiveCents = centsSchema.min(1);

/** What the register says of a contractor. The taxpayer's number stands in a body that only the firm opens. */
export const contractorHead = z.object({
  partyId: idSchema,
  entity: z.enum(entityTypes),
  isAttorney: z.boolean().default(false),
  /** Two letters of the state where they work; empty outside the United States. */
  state: z.string().regex(/^([A-Z]{2})?$/),
  form: z.enum(taxForms),
  signedOn: daySchema.optional(),
  formDocumentId: idSchema.optional(),
  /** Tax is kept back from each payment at this rate, in basis points; 0 where it is not. */
  backupBasisPoints: z.number().int().min(0).max(10_000).default(0),
  termDays: z.number().int().min(0).max(30),
  /** Interest on late payments as agreed, in basis points a year. */
  interestBasisPoints: z.number().int().min(0).max(5_000).default(0),
  hasTaxpayerNumber: z.boolean().default(false),
  /** Members of the provider who see this contractor's invoices and payments. */
  memberIds: z.array(idSchema).max(50).default([]),
});
export const contractorBody = z.object({
  /** Nine digits, or empty. */
  taxpayerNumber: z.string().regex(/^(\d{9})?$/),
  note: longTextSchema.default(''),
});

export const contractorRegistered = defineEvent({
  type: 'provider.contractor.registered',
  version: 1,
  workspace: 'billing',
  aggregate: 'contractor',
  right: 'provider.pay',
  head: contractorHead,
  body: contractorBody,
});

export const contractorAmended = defineEvent({
  type: 'provider.contractor.amended',
  version: 1,
  workspace: 'billing',
  aggregate: 'contractor',
  right: 'provider.pay',
  head: contractorHead,
  body: contractorBody,
});

const lineHead = z.object({
  lineId: idSchema,
  kind: z.enum(invoiceLineKinds),
  orderId: idSchema.optional(),
  workedOn: daySchema.optional(),
  hundredths: hundredthsSchema,
  rateCents: centsSchema,
  amountCents: centsSchema,
});
const lineBody = z.object({ lineId: idSchema, description: textSchema, timekeeper: textSchema.default('') });

/** A contractor's invoice as it came in: typed here by either side, or read from a file. */
export const providerInvoiceReceived = defineEvent({
  type: 'provider.invoice.received',
  version: 1,
  workspace: 'billing',
  aggregate: 'provider-invoice',
  right: 'provider.invoice',
  head: z.object({
    contractorId: idSchema,
    number: z.string().trim().min(1).max(60),
    invoicedOn: daySchema,
    receivedOn: daySchema,
    dueOn: daySchema,
    totalCents: positiveCents,
    source: z.enum(['typed', 'ledes', 'csv']),
    contentHash: z.string().max(64),
    lines: z.array(lineHead).min(1).max(500),
  }),
  body: z.object({ lines: z.array(lineBody).max(500), note: longTextSchema.default('') }),
});

/** The firm's decision on every line; a later one takes its place. */
export const providerInvoiceDecided = defineEvent({
  type: 'provider.invoice.decided',
  version: 1,
  workspace: 'billing',
  aggregate: 'provider-invoice',
  right: 'provider.pay',
  head: z.object({ lines: z.array(z.object({ lineId: idSchema, approvedCents: centsSchema })).max(500) }),
  body: z.object({ reasons: z.array(z.object({ lineId: idSchema, reason: requiredTextSchema })).max(500) }),
});

export const providerInvoiceWithdrawn = defineEvent({
  type: 'provider.invoice.withdrawn',
  version: 1,
  workspace: 'billing',
  aggregate: 'provider-invoice',
  right: 'provider.invoice',
  head: nothing,
  body: z.object({ reason: requiredTextSchema }),
});

export const providerPaymentMade = defineEvent({
  type: 'provider.payment.made',
  version: 1,
  workspace: 'billing',
  aggregate: 'provider-payment',
  right: 'provider.pay',
  head: z.object({
    contractorId: idSchema,
    paidOn: daySchema,
    method: z.enum(payMethods),
    amountCents: positiveCents,
    backupCents: centsSchema.min(0).default(0),
    interestCents: centsSchema.min(0).default(0),
    allocations: z.array(z.object({ invoiceId: idSchema, amountCents: positiveCents })).max(100),
    withoutTaxForm: z.boolean().default(false),
  }),
  body: z.object({ reference: textSchema.default(''), overrideReason: textSchema.default('') }),
});

export const providerPaymentReversed = defineEvent({
  type: 'provider.payment.reversed',
  version: 1,
  workspace: 'billing',
  aggregate: 'provider-payment',
  right: 'provider.pay',
  head: z.object({ reversedOn: daySchema }),
  body: z.object({ reason: requiredTextSchema }),
});

/** The attorney's word on from how much on a year's payments are reported. */
export const reportingThresholdConfirmed = defineEvent({
  type: 'provider.threshold.confirmed',
  version: 1,
  workspace: 'billing',
  aggregate: 'reporting-threshold',
  right: 'provider.pay',
  head: z.object({
    form: z.enum(['1099-NEC', '1099-MISC box 10']),
    year: z.number().int().min(2000).max(2200),
    thresholdCents: positiveCents,
  }),
  body: z.object({ source: requiredTextSchema }),
});

/** Answers to the questionnaire of a classification file; a later assessment takes the place of an earlier one. */
export const contractorAssessed = defineEvent({
  type: 'provider.classification.assessed',
  version: 1,
  workspace: 'billing',
  aggregate: 'classification',
  right: 'provider.pay',
  head: z.object({ contractorId: idSchema, packVersion: z.number().int().min(1) }),
  body: z.object({
    answers: z
      .array(
        z.object({
          factorId: z.string().regex(/^[a-z0-9-]{1,40}$/),
          answer: z.enum(factorAnswers),
          note: longTextSchema.default(''),
          documentIds: z.array(idSchema).max(20).default([]),
        }),
      )
      .max(100),
  }),
});

export const contractorClassified = defineEvent({
  type: 'provider.classification.decided',
  version: 1,
  workspace: 'billing',
  aggregate: 'classification',
  right: 'provider.classify',
  head: z.object({
    contractorId: idSchema,
    decidedOn: daySchema,
    reviewOn: daySchema,
    packVersion: z.number().int().min(1),
  }),
  /** The decision itself is the firm's own: a head would be read outside. */
  body: z.object({
    decision: z.enum(classificationDecisions),
    points: z.number().int().min(-100).max(100),
    reasons: longTextSchema,
  }),
});

export const providerPayEvents = [
  contractorRegistered,
  contractorAmended,
  providerInvoiceReceived,
  providerInvoiceDecided,
  providerInvoiceWithdrawn,
  providerPaymentMade,
  providerPaymentReversed,
  reportingThresholdConfirmed,
  contractorAssessed,
  contractorClassified,
] as const;
