import * as z from 'zod';
import { payMethods } from '../domain/provider/provider-payment.ts';
import { entityTypes, taxForms } from '../domain/provider/tax-form.ts';
import { centsSchema, daySchema, idSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

const yearSchema = z.number().int().min(2000).max(2200);
const pdfSchema = z.object({ pdfBase64: z.string(), fileName: z.string() });

const providerPaymentRowSchema = z.object({
  paymentId: z.string(),
  contractorId: z.string(),
  contractorName: z.string(),
  paidOn: z.string(),
  method: z.enum(payMethods),
  amountCents: z.number(),
  backupCents: z.number(),
  interestCents: z.number(),
  reference: z.string(),
  withoutTaxForm: z.boolean(),
  reversedOn: z.string().nullable(),
  paidBy: z.string(),
  invoices: z.string(),
});

const paidAheadRowSchema = z.object({
  invoiceId: z.string(),
  lineId: z.string(),
  contractorName: z.string(),
  number: z.string(),
  matterId: z.string(),
  matterTitle: z.string(),
  description: z.string(),
  /** What was approved of the line, in cents: laid out by the firm. */
  amountCents: z.number(),
  standing: z.enum(['not billed', 'billed, not paid']),
  clientInvoiceId: z.string().nullable(),
  clientInvoiceNumber: z.string(),
});

const payeeYearRowSchema = z.object({
  contractorId: z.string(),
  name: z.string(),
  entity: z.enum(entityTypes),
  form: z.enum(taxForms),
  hasTaxpayerNumber: z.boolean(),
  reportableCents: z.number(),
  byServiceCents: z.number(),
  backupCents: z.number(),
  byMethod: z.array(z.object({ method: z.enum(payMethods), amountCents: z.number() })),
  standing: z.enum(['report', 'below', 'exempt', 'foreign', 'threshold unknown']),
  flags: z.array(z.string()),
});

const thresholdSchema = z.object({
  year: z.number(),
  thresholdCents: z.number(),
  source: z.string(),
  isVerified: z.boolean(),
});

export const payPaymentsContract = {
  recordPayment: command(
    'provider.pay',
    'Records a payment to a contractor: for approved and open invoices, and the interest for being late.',
    {
      contractorId: idSchema,
      paidOn: daySchema,
      method: z.enum(payMethods),
      /** Whose money it is. A contractor is paid out of the firm’s own; trust money is refused. */
      source: z.enum(['operating', 'trust']).default('operating'),
      amountCents: centsSchema,
      interestCents: centsSchema.default(0),
      allocations: z.array(z.object({ invoiceId: idSchema, amountCents: centsSchema })).max(100),
      reference: textSchema.default(''),
      /** Why it is paid although no tax form is recorded. */
      overrideReason: textSchema.default(''),
    },
    doneSchema,
  ),
  reversePayment: command(
    'provider.pay',
    'Reverses a payment that did not go through or was recorded wrongly.',
    { paymentId: idSchema, reversedOn: daySchema, reason: requiredTextSchema },
    doneSchema,
  ),
  listPayments: query(
    'provider.invoice',
    'Payments to contractors.',
    pageInput(['paidOn', 'contractorName', 'amountCents', 'method']).extend({ contractorId: idSchema.optional() }),
    pageOf(providerPaymentRowSchema),
  ),
  remittance: query(
    'provider.invoice',
    'The remittance advice of a payment, as a PDF.',
    z.object({ paymentId: idSchema }),
    pdfSchema,
  ),
  payFigures: query(
    'provider.pay',
    'What is to decide and to pay, and the share of invoices that the firm paid late in a period.',
    z.object({ from: daySchema, to: daySchema }),
    z.object({
      toDecide: z.number(),
      toPayCents: z.number(),
      lateCents: z.number(),
      withinFiveDaysCents: z.number(),
      /** Numerator and denominator of the late share; null where nothing fell due. */
      lateShare: z.object({ late: z.number(), of: z.number() }).nullable(),
      aheadCents: z.number(),
    }),
  ),
  listPaidAhead: query(
    'provider.pay',
    'Client costs that the firm has paid although the client has not.',
    pageInput(['matterTitle', 'amountCents', 'contractorName']),
    pageOf(paidAheadRowSchema).extend({ sumCents: z.number() }),
  ),
  yearLedger: query(
    'provider.pay',
    'Payments of a calendar year by payee, as Form 1099-NEC reports them.',
    pageInput(['name', 'reportableCents']).extend({ year: yearSchema }),
    pageOf(payeeYearRowSchema).extend({
      threshold: thresholdSchema.nullable(),
      /** From how much on gross proceeds to attorneys are reported in box 10 of Form 1099-MISC. */
      boxTenThreshold: thresholdSchema.nullable(),
    }),
  ),
  yearCsv: query(
    'provider.pay',
    'The payees of a year whose payments are reported, as CSV for filing. Carries whole taxpayer numbers.',
    z.object({ year: yearSchema }),
    z.object({ csv: z.string(), fileName: z.string() }),
  ),
  confirmThreshold: command(
    'provider.pay',
    'Confirms from how much on a year’s payments are reported, with the source.',
    {
      form: z.enum(['1099-NEC', '1099-MISC box 10']),
      year: yearSchema,
      thresholdCents: centsSchema.min(1),
      source: requiredTextSchema,
    },
    doneSchema,
  ),
};
