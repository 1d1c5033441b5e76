import * as z from 'zod';
import { invoiceLineKinds } from '../domain/provider/provider-invoice.ts';
import { centsSchema, daySchema, idSchema, longTextSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { hundredthsSchema } from '../events/orders.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

const providerInvoiceStates = ['to decide', 'to pay', 'paid', 'disputed', 'withdrawn'] as const;
const payUrgencies = ['paid', 'late', 'today', 'tomorrow', 'soon', 'later'] as const;

const providerInvoiceRowSchema = z.object({
  invoiceId: z.string(),
  contractorId: z.string(),
  contractorName: z.string(),
  number: z.string(),
  invoicedOn: z.string(),
  receivedOn: z.string(),
  dueOn: z.string(),
  /** The day by which it is to be approved or disputed. */
  approveBy: z.string(),
  totalCents: z.number(),
  /** Null until the firm has decided. */
  approvedCents: z.number().nullable(),
  paidCents: z.number(),
  openCents: z.number(),
  state: z.enum(providerInvoiceStates),
  urgency: z.enum(payUrgencies),
  /** The day on which the approved part was paid in full; null until then. */
  settledOn: z.string().nullable(),
});

const lineInput = z.object({
  kind: z.enum(invoiceLineKinds),
  orderId: idSchema.optional(),
  workedOn: daySchema.optional(),
  hundredths: hundredthsSchema.default(0),
  rateCents: centsSchema.default(0),
  amountCents: centsSchema,
  description: textSchema.default(''),
  timekeeper: textSchema.default(''),
});

const matchedLineSchema = z.object({
  lineId: z.string(),
  kind: z.enum(invoiceLineKinds),
  orderId: z.string().nullable(),
  orderNumber: z.string(),
  orderTitle: z.string(),
  workedOn: z.string().nullable(),
  hundredths: z.number(),
  rateCents: z.number(),
  amountCents: z.number(),
  description: z.string(),
  timekeeper: z.string(),
  approvedCents: z.number().nullable(),
  reason: z.string(),
  /** What the three-way match found, in words. */
  differences: z.array(z.object({ code: z.string(), sentence: z.string() })),
  undisputedCents: z.number(),
  /** True where the line is for a client's cost that can be billed on and was not yet. */
  canBillOn: z.boolean(),
});

const csvMappingSchema = z.object({
  dayOrder: z.enum(['mdy', 'dmy', 'ymd']).default('mdy'),
  workedOn: z.string().max(200).default(''),
  orderNumber: z.string().max(200).default(''),
  units: z.string().max(200).default(''),
  rate: z.string().max(200).default(''),
  amount: z.string().max(200).default(''),
  description: z.string().max(200).default(''),
  timekeeper: z.string().max(200).default(''),
});

export const payInvoicesContract = {
  readInvoiceFile: query(
    'provider.invoice',
    'What an invoice file (LEDES 1998B or CSV) says, before anything of it counts.',
    z.object({
      contractorId: idSchema,
      format: z.enum(['ledes', 'csv']),
      text: z.string().max(2_000_000, 'The file is larger than an invoice is. Choose another.'),
      /** Which column of a CSV is what; absent for a suggestion by its titles. */
      mapping: csvMappingSchema.optional(),
      /** Number and day of the invoice in a CSV. */
      number: textSchema.default(''),
      invoicedOn: daySchema.optional(),
    }),
    z.object({
      titles: z.array(z.string()),
      mapping: csvMappingSchema.nullable(),
      invoices: z.array(
        z.object({
          number: z.string(),
          invoicedOn: z.string(),
          totalCents: z.number(),
          lines: z.array(lineInput.extend({ orderNumber: z.string() })),
          /** Why it would be refused, in words; empty where it would not. */
          refusal: z.string(),
        }),
      ),
      problems: z.array(z.object({ line: z.number(), sentence: z.string() })),
    }),
  ),
  receiveInvoice: command(
    'provider.invoice',
    'Takes in a contractor’s invoice: typed by either side, or read from a file.',
    {
      contractorId: idSchema,
      number: z.string().trim().max(60),
      invoicedOn: daySchema,
      /** The day of arrival; today where it is absent. */
      receivedOn: daySchema.optional(),
      /** A due day that the invoice itself grants; counts where it is later than agreed. */
      statedDueOn: daySchema.optional(),
      totalCents: centsSchema,
      source: z.enum(['typed', 'ledes', 'csv']).default('typed'),
      lines: z.array(lineInput).max(500),
      note: longTextSchema.default(''),
    },
    doneSchema,
  ),
  listInvoices: query(
    'provider.invoice',
    'Contractors’ invoices: the pay calendar where they are sorted by their due day.',
    pageInput(['dueOn', 'receivedOn', 'number', 'contractorName', 'totalCents', 'openCents']).extend({
      scope: z.enum(['all', 'to decide', 'to pay', 'late', 'paid', 'paid late']).default('all'),
      contractorId: idSchema.optional(),
    }),
    pageOf(providerInvoiceRowSchema),
  ),
  getInvoice: query(
    'provider.invoice',
    'One invoice with its lines held against work orders and acceptance, and its payments.',
    z.object({ invoiceId: idSchema }),
    providerInvoiceRowSchema.extend({
      source: z.enum(['typed', 'ledes', 'csv']),
      note: z.string(),
      receivedBy: z.string(),
      decidedBy: z.string(),
      withdrawnReason: z.string(),
      /** Interest that would be owed if the open part were paid today, in cents. */
      interestCents: z.number(),
      lines: z.array(matchedLineSchema),
      payments: z.array(
        z.object({ paymentId: z.string(), paidOn: z.string(), amountCents: z.number(), reference: z.string() }),
      ),
    }),
  ),
  decideInvoice: command(
    'provider.pay',
    'Approves an invoice line by line, whole or in part; what is not approved is disputed with a reason.',
    {
      invoiceId: idSchema,
      lines: z
        .array(z.object({ lineId: idSchema, approvedCents: centsSchema, reason: textSchema.default('') }))
        .max(500),
    },
    doneSchema,
  ),
  withdrawInvoice: command(
    'provider.invoice',
    'Takes an invoice back that was not paid: wrong, replaced, or sent twice.',
    { invoiceId: idSchema, reason: requiredTextSchema },
    doneSchema,
  ),
  billOn: command(
    'billing.prepare',
    'Records an approved line of a client-cost order as an expense of its matter, at cost.',
    { invoiceId: idSchema, lineId: idSchema },
    doneSchema,
  ),
};
