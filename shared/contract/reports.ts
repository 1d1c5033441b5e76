import * as z from 'zod';
import { daySchema, idSchema } from '../events/event.ts';
import { query } from './procedure.ts';

export const reportKinds = [
  'ledger-balances',
  'trust-journal',
  'client-ledgers',
  'client-accounting',
  'outstanding',
  'dormant',
  'unclaimed',
  'exceptions',
  'closing-statements',
  'daily-totals',
  'projection',
  'account-filing',
  'aging',
  'unbilled',
  'time-by-person',
  'billed-and-collected',
  'fee-transfers',
  'lead-sources',
  'audit-trail',
] as const;

const reportInput = z.object({
  kind: z.enum(reportKinds),
  from: daySchema,
  to: daySchema,
  accountId: idSchema.optional(),
  /** One ledger alone, where the report is about ledgers. */
  ledgerId: idSchema.optional(),
  /** For trust: as it was known at this instant. Now where absent. */
  knownOnMs: z.number().int().min(0).optional(),
});

export const reportSchema = z.object({
  kind: z.enum(reportKinds),
  title: z.string(),
  /** "As of 11/30/2026, for Alder Law, from 12,345 events." */
  basis: z.string(),
  columns: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      kind: z.enum(['text', 'amount', 'day', 'hours', 'count', 'share']),
    }),
  ),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  /** Rows in all: there is more while `offset` and the rows answered are less. */
  total: z.number().int(),
  /** What stands at the foot: of all rows, not of the page alone. */
  totals: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

export const reportsContract = {
  run: query(
    'member',
    'A page of a report as of a day, with the totals of the whole.',
    reportInput.extend({
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(20_000).default(2_000),
    }),
    reportSchema,
  ),
  csv: query(
    'member',
    'A report as CSV (RFC 4180), whole.',
    reportInput,
    z.object({ csv: z.string(), fileName: z.string() }),
  ),
  pdf: query(
    'member',
    'A report on paper, whole up to 2,000 rows; it says what it leaves out.',
    reportInput,
    z.object({ pdfBase64: z.string(), fileName: z.string() }),
  ),
};
