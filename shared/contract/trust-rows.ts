import * as z from 'zod';
import { entryTypes } from '../domain/trust/entry.ts';
import { callBackSchema, transferEndSchema } from '../events/trust-entry-parts.ts';

/** The three totals and why the light is not green. */
const lightSchema = z.object({ colour: z.enum(['green', 'amber', 'red']), sentence: z.string() });

export const accountRowSchema = z.object({
  accountId: z.string(),
  name: z.string(),
  bank: z.string(),
  lastFour: z.string(),
  kind: z.enum(['iolta', 'separate']),
  openedOn: z.string(),
  journalCents: z.number(),
  ledgersCents: z.number(),
  /** Last signed statement's balance brought forward by what cleared since: null before the first reconciliation. */
  bankCents: z.number().nullable(),
  lastReconciledOn: z.string().nullable(),
  custodianDeviceId: z.string(),
  custodianDeviceName: z.string(),
  custodyIsHere: z.boolean(),
  nextCheckNumber: z.number(),
  firmFundsCents: z.number(),
  firmFundsCeilingCents: z.number(),
  openRequests: z.number(),
  exceptions: z.number(),
  light: lightSchema,
});

export const ledgerRowSchema = z.object({
  ledgerId: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  /** "Ledger 2026-0417 (withheld)" where the matter may not be read. */
  title: z.string(),
  clientName: z.string(),
  matterNumber: z.string(),
  balanceCents: z.number(),
  availableCents: z.number(),
  /** What makes the difference between balance and available. */
  uncollectedCents: z.number(),
  pendingCents: z.number(),
  /** Disputed money and liens that no document has released. */
  holdsCents: z.number(),
  lastEntryOn: z.string().nullable(),
});

export const entryRowSchema = z.object({
  entryId: z.string(),
  eventId: z.string(),
  accountId: z.string(),
  ledgerId: z.string(),
  ledgerTitle: z.string(),
  day: z.string(),
  type: z.enum(entryTypes),
  kind: z.string(),
  name: z.string(),
  purpose: z.string(),
  instrument: z.string(),
  checkNumber: z.number().nullable(),
  reference: z.string(),
  /** Signed: what it adds to the ledger. */
  amountCents: z.number(),
  /** Running balance of the list asked for (ledger or journal). */
  balanceCents: z.number(),
  invoiceId: z.string().nullable(),
  invoiceNumber: z.string(),
  collectedOn: z.string().nullable(),
  clearedOn: z.string().nullable(),
  reversed: z.boolean(),
  late: z.boolean(),
  preparedBy: z.string(),
  approvedBy: z.string(),
  /** Papers in the file that it rests on. */
  documentIds: z.array(z.string()),
  transferEnd: transferEndSchema.nullable(),
  callBack: callBackSchema.nullable(),
  incident: z.string(),
  /** The other side of a transfer between ledgers. */
  counterpartEntryId: z.string().nullable(),
  /** What an examiner would miss on it, in words; empty where nothing is. */
  missing: z.array(z.string()),
  /** How much of what it should carry it carries, in percent. */
  completeness: z.number(),
});

export const requestRowSchema = z.object({
  requestId: z.string(),
  accountId: z.string(),
  ledgerId: z.string(),
  ledgerTitle: z.string(),
  day: z.string(),
  kind: z.string(),
  payee: z.string(),
  purpose: z.string(),
  instrument: z.string(),
  amountCents: z.number(),
  invoiceId: z.string().nullable(),
  invoiceNumber: z.string(),
  state: z.enum(['waiting', 'waits for invoice', 'approved', 'declined', 'posted']),
  requestedBy: z.string(),
  approvedBy: z.string(),
  samePerson: z.boolean(),
  /** True where a call confirmed the instructions of a wire or an ACH payment. */
  isConfirmed: z.boolean(),
  availableCents: z.number(),
});
