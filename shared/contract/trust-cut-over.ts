import * as z from 'zod';
import { centsSchema, daySchema, idSchema, requiredTextSchema } from '../events/event.ts';
import { balanceMappingSchema } from '../events/trust-columns.ts';
import { command, doneSchema, query, refusalSchema } from './procedure.ts';

const itemShape = {
  ledgerId: idSchema,
  writtenOn: daySchema,
  amountCents: centsSchema.min(1, 'Give an amount above zero.'),
  name: requiredTextSchema,
};

const cutOverShape = {
  name: requiredTextSchema,
  bank: requiredTextSchema,
  lastFour: z.string().regex(/^\d{4}$/, 'Give the last four digits of the account number.'),
  kind: z.enum(['iolta', 'separate']).default('iolta'),
  /** The day of the old books. */
  day: daySchema,
  firmFundsCeilingCents: centsSchema.min(0).default(20_000),
  nextCheckNumber: z.number().int().min(1),
  bankBalanceCents: centsSchema,
  journalCents: centsSchema,
  ledgers: z.array(z.object({ ledgerId: idSchema, balanceCents: centsSchema })).max(3_000),
  outstanding: z.array(z.object({ ...itemShape, checkNumber: z.number().int().min(1).optional() })).max(2_000),
  inTransit: z.array(z.object(itemShape)).max(2_000),
  /** The old system's last reconciliation, filed as a document. */
  documentId: idSchema.optional(),
};

/** A firm that arrives with history. */
export const trustCutOverContract = {
  readBalances: query(
    'firm.manage',
    'What a CSV of ledger balances says, with the matter that each line means. Writes nothing.',
    z.object({
      text: z.string().max(5_000_000, 'The file is larger than a list of balances is. Choose another.'),
      /** Where absent as the last list was kept to be read, if it has those columns, else by common titles. */
      mapping: balanceMappingSchema.optional(),
    }),
    z.object({
      columns: z.array(z.string()),
      mapping: balanceMappingSchema,
      /** Where the mapping comes from: the question, what was kept, or a guess by common titles. */
      mappedBy: z.enum(['given', 'kept', 'guess']),
      rows: z.array(
        z.object({
          line: z.number(),
          ledger: z.string(),
          client: z.string(),
          balanceCents: z.number().nullable(),
          /** Why the line cannot be read; empty where it can. */
          problem: z.string(),
          /** The one ledger that it means; null where there is none or more than one. */
          match: z.object({ ledgerId: z.string(), title: z.string() }).nullable(),
          candidates: z.number(),
        }),
      ),
      totalCents: z.number(),
    }),
  ),
  keepBalanceColumns: command(
    'firm.manage',
    'Keeps which column of a list of balances is what, for the next list.',
    { mapping: balanceMappingSchema },
    doneSchema,
  ),
  previewCutOver: query(
    'firm.manage',
    'The three totals of books to be taken over, and why the account cannot be opened with them yet. Writes nothing.',
    z.object(cutOverShape),
    z.object({
      outstandingCents: z.number(),
      inTransitCents: z.number(),
      adjustedBankCents: z.number(),
      journalCents: z.number(),
      ledgersCents: z.number(),
      refusal: refusalSchema.nullable(),
    }),
  ),
  continueAccount: command(
    'firm.manage',
    'Opens a trust account with its history: only where bank, journal and ledgers agree. This device becomes custodian.',
    cutOverShape,
    doneSchema,
  ),
};
