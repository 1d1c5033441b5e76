import * as z from 'zod';
import { unappliedBases } from '../domain/billing/allocation.ts';
import { centsSchema, daySchema, idSchema, longTextSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

export const timeRowSchema = z.object({
  timeId: z.string(),
  matterId: z.string(),
  matterTitle: z.string(),
  clientName: z.string(),
  timekeeperMemberId: z.string(),
  timekeeperName: z.string(),
  workedOn: z.string(),
  minutes: z.number(),
  units: z.number(),
  rateCents: z.number(),
  amountCents: z.number(),
  billable: z.boolean(),
  narrative: z.string(),
  taskCode: z.string().nullable(),
  activityCode: z.string().nullable(),
  /** `drafted`: on a draft; `billed`: on an issued invoice. */
  state: z.enum(['unbilled', 'drafted', 'billed', 'removed']),
  invoiceId: z.string().nullable(),
});

export const expenseRowSchema = z.object({
  expenseId: z.string(),
  matterId: z.string(),
  matterTitle: z.string(),
  incurredOn: z.string(),
  amountCents: z.number(),
  billable: z.boolean(),
  description: z.string(),
  vendor: z.string(),
  expenseCode: z.string().nullable(),
  state: z.enum(['unbilled', 'drafted', 'billed', 'removed']),
});

export const invoiceStates = ['draft', 'issued', 'partly paid', 'paid', 'void', 'discarded'] as const;

export const invoiceRowSchema = z.object({
  invoiceId: z.string(),
  number: z.string(),
  matterId: z.string(),
  matterTitle: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  state: z.enum(invoiceStates),
  issuedOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  totalCents: z.number(),
  paidCents: z.number(),
  owedCents: z.number(),
  overdueDays: z.number(),
});

export const invoiceSchema = invoiceRowSchema.extend({
  periodFrom: z.string(),
  periodTo: z.string(),
  feesCents: z.number(),
  expensesCents: z.number(),
  discountCents: z.number(),
  note: z.string(),
  lines: z.array(
    z.object({
      sourceId: z.string(),
      kind: z.enum(['time', 'expense']),
      day: z.string(),
      narrative: z.string(),
      timekeeperName: z.string(),
      units: z.number(),
      rateCents: z.number(),
      amountCents: z.number(),
    }),
  ),
  payments: z.array(
    z.object({ day: z.string(), what: z.string(), amountCents: z.number(), source: z.enum(['trust', 'payment']) }),
  ),
  trustAvailableCents: z.number(),
  /** What stands against issuing: shown before, refused then. */
  violations: z.array(z.object({ code: z.string(), sentence: z.string() })),
});

const timeShape = {
  matterId: idSchema,
  workedOn: daySchema,
  minutes: z.number().int().min(1, 'Give the time worked.').max(1_440),
  narrative: longTextSchema,
  billable: z.boolean().default(true),
  taskCode: z.string().max(20).optional(),
  activityCode: z.string().max(20).optional(),
  /** Whose time it is; the person's own where absent. */
  timekeeperMemberId: idSchema.optional(),
  /** Overrides the fee agreement's rate (cents an hour). */
  rateCents: centsSchema.min(0).optional(),
};

const expenseShape = {
  matterId: idSchema,
  incurredOn: daySchema,
  amountCents: centsSchema.min(1, 'Give an amount above zero.'),
  description: requiredTextSchema,
  vendor: textSchema.default(''),
  billable: z.boolean().default(true),
  expenseCode: z.string().max(20).optional(),
};

export const billingContract = {
  summary: query(
    'member',
    'The figures of the first screen of billing.',
    z.object({ from: daySchema, to: daySchema }),
    z.object({
      unbilledCents: z.number(),
      unbilledMinutes: z.number(),
      draftCents: z.number(),
      owedCents: z.number(),
      overdueCents: z.number(),
      billedCents: z.number(),
      collectedCents: z.number(),
      collectedBeforeDueCents: z.number(),
      /** Share of what was collected in the period that came before it was due, in thousandths; null when nothing came. */
      collectedBeforeDuePerMille: z.number().nullable(),
      months: z.array(
        z.object({
          month: z.string(),
          billedCents: z.number(),
          collectedCents: z.number(),
          beforeDueCents: z.number(),
        }),
      ),
    }),
  ),
  aging: query(
    'member',
    'What clients owe by age, as of a day.',
    z.object({ asOf: daySchema }),
    z.object({
      asOf: z.string(),
      rows: z.array(
        z.object({
          clientId: z.string(),
          clientName: z.string(),
          currentCents: z.number(),
          days30Cents: z.number(),
          days60Cents: z.number(),
          days90Cents: z.number(),
          days120Cents: z.number(),
          olderCents: z.number(),
          totalCents: z.number(),
        }),
      ),
      totals: z.array(z.number()),
    }),
  ),
  listTime: query(
    'member',
    'Time entries.',
    pageInput(['workedOn', 'matterTitle', 'timekeeperName', 'amountCents']).extend({
      matterId: idSchema.optional(),
      state: z.enum(['unbilled', 'all']).default('all'),
      timekeeperMemberId: idSchema.optional(),
      from: daySchema.optional(),
      to: daySchema.optional(),
    }),
    pageOf(timeRowSchema),
  ),
  recordTime: command(
    'time.record',
    'Records time worked; rounded once to tenths of an hour.',
    timeShape,
    z.object({ id: z.string(), units: z.number(), amountCents: z.number() }),
  ),
  amendTime: command(
    'time.record',
    'Changes an unbilled time entry.',
    { timeId: idSchema, ...timeShape },
    z.object({ id: z.string(), units: z.number(), amountCents: z.number() }),
  ),
  removeTime: command(
    'time.record',
    'Removes an unbilled time entry.',
    { timeId: idSchema, reason: textSchema.default('') },
    doneSchema,
  ),
  listExpenses: query(
    'member',
    'Expenses.',
    pageInput(['incurredOn', 'matterTitle', 'amountCents']).extend({
      matterId: idSchema.optional(),
      state: z.enum(['unbilled', 'all']).default('all'),
    }),
    pageOf(expenseRowSchema),
  ),
  recordExpense: command('time.record', 'Records an expense.', expenseShape, doneSchema),
  amendExpense: command(
    'time.record',
    'Changes an unbilled expense.',
    { expenseId: idSchema, ...expenseShape },
    doneSchema,
  ),
  removeExpense: command(
    'time.record',
    'Removes an unbilled expense.',
    { expenseId: idSchema, reason: textSchema.default('') },
    doneSchema,
  ),
  unbilledMatters: query(
    'member',
    'Matters with work to bill.',
    pageInput(['unbilledCents', 'title', 'oldestOn']),
    pageOf(
      z.object({
        matterId: z.string(),
        title: z.string(),
        clientName: z.string(),
        minutes: z.number(),
        timeCents: z.number(),
        expenseCents: z.number(),
        unbilledCents: z.number(),
        oldestOn: z.string(),
        trustAvailableCents: z.number(),
      }),
    ),
  ),
  listInvoices: query(
    'member',
    'Invoices.',
    pageInput(['issuedOn', 'number', 'clientName', 'totalCents', 'owedCents', 'dueOn']).extend({
      state: z.enum([...invoiceStates, 'open', 'overdue', 'all']).default('all'),
      matterId: idSchema.optional(),
      clientId: idSchema.optional(),
    }),
    pageOf(invoiceRowSchema),
  ),
  getInvoice: query('member', 'One invoice.', z.object({ invoiceId: idSchema }), invoiceSchema),
  draftInvoice: command(
    'billing.prepare',
    'Makes a draft of all unbilled work of a matter in a period.',
    {
      matterId: idSchema,
      periodFrom: daySchema,
      periodTo: daySchema,
      discountCents: centsSchema.min(0).default(0),
      note: longTextSchema.default(''),
    },
    doneSchema,
  ),
  discardInvoice: command(
    'billing.prepare',
    'Discards a draft; its work is unbilled again.',
    { invoiceId: idSchema, reason: textSchema.default('') },
    doneSchema,
  ),
  issueInvoice: command(
    'billing.issue',
    'Issues a draft under the next number of this device’s series. It cannot be changed afterwards.',
    { invoiceId: idSchema, issuedOn: daySchema, dueOn: daySchema },
    z.object({ id: z.string(), number: z.string() }),
  ),
  voidInvoice: command(
    'billing.issue',
    'Voids an unpaid invoice; its work is unbilled again.',
    { invoiceId: idSchema, voidedOn: daySchema, reason: requiredTextSchema },
    doneSchema,
  ),
  invoicePdf: query(
    'member',
    'An invoice or draft on paper.',
    z.object({ invoiceId: idSchema }),
    z.object({ pdfBase64: z.string(), fileName: z.string() }),
  ),
  recordPayment: command(
    'billing.prepare',
    'Records money received into the operating account and allots it to invoices, oldest first where not said.',
    {
      clientId: idSchema,
      receivedOn: daySchema,
      amountCents: centsSchema.min(1, 'Give an amount above zero.'),
      method: z.enum(['check', 'card', 'ach', 'wire', 'cash']),
      payor: textSchema.default(''),
      reference: textSchema.default(''),
      allocations: z.array(z.object({ invoiceId: idSchema, amountCents: centsSchema.min(1) })).optional(),
      /** Why what pays no invoice is the firm's, or goes back; without it such money is refused: it belongs in trust. */
      unappliedBasis: z.enum(unappliedBases).optional(),
      unappliedNote: textSchema.default(''),
    },
    z.object({ id: z.string(), unappliedCents: z.number() }),
  ),
  reversePayment: command(
    'billing.prepare',
    'Reverses a payment, for example a returned check.',
    { paymentId: idSchema, reversedOn: daySchema, reason: requiredTextSchema },
    doneSchema,
  ),
  listPayments: query(
    'member',
    'Payments received, from trust and into operating.',
    pageInput(['day', 'clientName', 'amountCents']).extend({ clientId: idSchema.optional() }),
    pageOf(
      z.object({
        paymentId: z.string(),
        day: z.string(),
        clientName: z.string(),
        source: z.enum(['trust', 'payment']),
        method: z.string(),
        reference: z.string(),
        amountCents: z.number(),
        unappliedCents: z.number(),
        /** Why it is not in trust; empty where nobody was asked. */
        unappliedBasis: z.string(),
        unappliedNote: z.string(),
        invoices: z.string(),
        reversed: z.boolean(),
      }),
    ),
  ),
  codes: query(
    'member',
    'UTBMS task, activity and expense codes.',
    z.object({}),
    z.object({ codes: z.array(z.object({ set: z.string(), code: z.string(), name: z.string() })) }),
  ),
};
