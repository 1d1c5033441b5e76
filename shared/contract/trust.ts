import * as z from 'zod';
import { reversalCauses } from '../domain/trust/reversal.ts';
import { centsSchema, daySchema, idSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { disbursementKinds, instruments, receiptKinds } from '../events/trust.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';
import { trustBankContract } from './trust-bank.ts';
import { trustCheckRegisterContract } from './trust-check-register.ts';
import { trustClosingContract } from './trust-closing.ts';
import { trustCutOverContract } from './trust-cut-over.ts';
import { trustExportContract } from './trust-exports.ts';
import { trustHoldContract } from './trust-holds.ts';
import { trustLookAtContract } from './trust-look-at.ts';
import { trustPaperContract } from './trust-papers.ts';
import { trustReconcilingContract } from './trust-reconciling.ts';
import { accountRowSchema, entryRowSchema, ledgerRowSchema, requestRowSchema } from './trust-rows.ts';
import { trustRulesContract } from './trust-rules.ts';
import { callBackExtra, entryExtras, trustSpecialEntryContract } from './trust-special-entries.ts';

const reconciliationItemSchema = z.object({
  entryId: z.string(),
  day: z.string(),
  name: z.string(),
  checkNumber: z.number().nullable(),
  amountCents: z.number(),
  ageDays: z.number(),
});

export const reconciliationSchema = z.object({
  accountId: z.string(),
  statementFrom: z.string(),
  statementOn: z.string(),
  bankBalanceCents: z.number(),
  openingBankCents: z.number(),
  clearedCents: z.number(),
  outstandingChecks: z.array(reconciliationItemSchema),
  depositsInTransit: z.array(reconciliationItemSchema),
  outstandingCents: z.number(),
  inTransitCents: z.number(),
  adjustedBankCents: z.number(),
  journalCents: z.number(),
  ledgersCents: z.number(),
  positiveLedgersCents: z.number(),
  ledgers: z.array(z.object({ ledgerId: z.string(), title: z.string(), balanceCents: z.number() })),
  /** Entries that may be marked as cleared on this statement. */
  candidates: z.array(
    reconciliationItemSchema.extend({
      type: z.string(),
      cleared: z.boolean(),
      /** Cleared because a line of the imported statement stands for it. */
      matched: z.boolean(),
    }),
  ),
  bankErrors: z.array(z.object({ errorId: z.string(), day: z.string(), what: z.string(), amountCents: z.number() })),
  bankErrorsCents: z.number(),
  /** Lines of the imported statement up to that day, and how many of them are matched with no entry. */
  statementLines: z.object({ total: z.number(), unmatched: z.number() }),
  balanced: z.boolean(),
  /** Each failed test as a sentence; empty when balanced. */
  failures: z.array(z.object({ code: z.string(), sentence: z.string() })),
  hints: z.array(z.string()),
  signedBy: z.string().nullable(),
  signedAtMs: z.number().nullable(),
});

const outShape = {
  accountId: idSchema,
  ledgerId: idSchema,
  day: daySchema,
  amountCents: centsSchema.min(1, 'Give an amount above zero.'),
  kind: z.enum(disbursementKinds),
  instrument: z.enum(instruments),
  payee: requiredTextSchema,
  purpose: requiredTextSchema,
  reference: textSchema.default(''),
  ...entryExtras,
  ...callBackExtra,
};

const asOfSchema = z.object({ accountId: idSchema, asOf: daySchema, knownOnMs: z.number().int().optional() });

export const trustContract = {
  ...trustRulesContract,
  ...trustLookAtContract,
  ...trustExportContract,
  ...trustPaperContract,
  ...trustHoldContract,
  ...trustCutOverContract,
  ...trustCheckRegisterContract,
  ...trustClosingContract,
  ...trustSpecialEntryContract,
  ...trustReconcilingContract,
  listAccounts: query(
    'member',
    'Trust accounts with their three totals.',
    z.object({}),
    z.object({ rows: z.array(accountRowSchema) }),
  ),
  getAccount: query('member', 'One trust account.', z.object({ accountId: idSchema }), accountRowSchema),
  openAccount: command(
    'firm.manage',
    'Opens a trust account. This device becomes its custodian.',
    {
      name: requiredTextSchema,
      bank: requiredTextSchema,
      lastFour: z.string().regex(/^\d{4}$/, 'Give the last four digits of the account number.'),
      kind: z.enum(['iolta', 'separate']).default('iolta'),
      openedOn: daySchema,
      firmFundsCeilingCents: centsSchema.min(0).default(20_000),
      nextCheckNumber: z.number().int().min(1).default(1_001),
    },
    doneSchema,
  ),
  listLedgers: query(
    'member',
    'Ledgers with balance and available.',
    pageInput(['title', 'balanceCents', 'lastEntryOn']).extend({
      accountId: idSchema.optional(),
      matterId: idSchema.optional(),
      withMoney: z.boolean().default(false),
    }),
    pageOf(ledgerRowSchema),
  ),
  getLedger: query('member', 'One ledger.', z.object({ accountId: idSchema, ledgerId: idSchema }), ledgerRowSchema),
  ledgerCard: query(
    'member',
    'The entries of one ledger with the balance after each, oldest first.',
    z.object({
      accountId: idSchema,
      ledgerId: idSchema,
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    pageOf(entryRowSchema),
  ),
  journal: query(
    'member',
    'The trust journal with the balance after each entry.',
    z.object({
      accountId: idSchema,
      from: daySchema.optional(),
      to: daySchema.optional(),
      descending: z.boolean().default(true),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    pageOf(entryRowSchema),
  ),
  balancesAsOf: query(
    'member',
    'Every ledger’s balance as of a day, as known now or at an earlier instant.',
    asOfSchema,
    z.object({
      asOf: z.string(),
      rows: z.array(z.object({ ledgerId: z.string(), title: z.string(), balanceCents: z.number() })),
      totalCents: z.number(),
      journalCents: z.number(),
    }),
  ),
  postReceipt: command(
    'trust.prepare',
    'Posts money received for a client.',
    {
      accountId: idSchema,
      ledgerId: idSchema,
      day: daySchema,
      amountCents: centsSchema.min(1, 'Give an amount above zero.'),
      kind: z.enum(receiptKinds),
      instrument: z.enum(instruments),
      payor: requiredTextSchema,
      purpose: requiredTextSchema,
      reference: textSchema.default(''),
      /** Day on which the bank has collected the money; by the instrument's hold where absent. */
      collectedOn: daySchema.optional(),
      /** What the client paid, where a card or a processor stands between: the same, for fees are not netted. */
      grossCents: centsSchema.min(1).optional(),
      ...entryExtras,
    },
    z.object({ id: z.string(), collectedOn: z.string() }),
  ),
  getEntry: query(
    'member',
    'One entry of the journal, with the journal’s balance after it.',
    z.object({ entryId: idSchema }),
    entryRowSchema,
  ),
  receiptPdf: query(
    'member',
    'A receipt on paper.',
    z.object({ entryId: idSchema }),
    z.object({ pdfBase64: z.string(), fileName: z.string() }),
  ),
  listRequests: query(
    'member',
    'Requests to pay out of trust.',
    pageInput(['day', 'payee', 'amountCents']).extend({
      accountId: idSchema.optional(),
      state: z.enum(['waiting', 'approved', 'open', 'all']).default('open'),
    }),
    pageOf(requestRowSchema),
  ),
  requestDisbursement: command(
    'trust.prepare',
    'Asks for money to be paid out of trust.',
    { ...outShape, kind: z.enum([...disbursementKinds, 'earned fee']), invoiceId: idSchema.optional() },
    doneSchema,
  ),
  nameRequestInvoice: command(
    'trust.prepare',
    'Names the issued invoice of a fee by an agreed share; the request waited for it.',
    { requestId: idSchema, invoiceId: idSchema },
    doneSchema,
  ),
  approveRequest: command(
    'trust.approve',
    'The attorney’s approval, under the passphrase again.',
    { requestId: idSchema, passphrase: z.string().max(200), note: textSchema.default('') },
    doneSchema,
  ),
  declineRequest: command(
    'trust.approve',
    'Declines a request.',
    { requestId: idSchema, reason: requiredTextSchema },
    doneSchema,
  ),
  postRequest: command(
    'trust.post',
    'Posts an approved request on the custodian device.',
    { requestId: idSchema, day: daySchema, checkNumber: z.number().int().min(1).optional(), ...callBackExtra },
    doneSchema,
  ),
  postDisbursement: command(
    'trust.post',
    'Posts a disbursement at once: an attorney’s own, under the passphrase.',
    { ...outShape, checkNumber: z.number().int().min(1).optional(), passphrase: z.string().max(200) },
    doneSchema,
  ),
  transferFee: command(
    'trust.post',
    'Transfers earned fees to the operating account against an issued invoice.',
    {
      accountId: idSchema,
      ledgerId: idSchema,
      invoiceId: idSchema,
      day: daySchema,
      amountCents: centsSchema.min(1, 'Give an amount above zero.'),
      instrument: z.enum(instruments).default('transfer'),
      checkNumber: z.number().int().min(1).optional(),
      passphrase: z.string().max(200),
    },
    doneSchema,
  ),
  reverseEntry: command(
    'trust.post',
    'Reverses an entry, once and whole.',
    {
      entryId: idSchema,
      day: daySchema,
      reason: requiredTextSchema,
      /** A check not yet paid is voided and anything else an error, unless the person says otherwise. */
      cause: z.enum(reversalCauses).optional(),
      passphrase: z.string().max(200),
    },
    doneSchema,
  ),
  handCustody: command(
    'trust.post',
    'Hands custody of an account to another device.',
    { accountId: idSchema, toDeviceId: z.string() },
    doneSchema,
  ),
  overrideCustody: command(
    'firm.manage',
    'Takes custody from a device that is lost: asks for the next check number and the bank’s balance.',
    {
      accountId: idSchema,
      nextCheckNumber: z.number().int().min(1),
      bankBalanceCents: centsSchema,
      reason: requiredTextSchema,
      passphrase: z.string().max(200),
    },
    doneSchema,
  ),
  reconcile: query(
    'member',
    'The three-way reconciliation of a statement as it stands with these entries cleared.',
    z.object({
      accountId: idSchema,
      statementOn: daySchema,
      bankBalanceCents: centsSchema,
      clearedEntryIds: z.array(idSchema).max(20_000),
    }),
    reconciliationSchema,
  ),
  signReconciliation: command(
    'trust.approve',
    'The attorney signs a balanced reconciliation; the period is locked.',
    {
      accountId: idSchema,
      statementOn: daySchema,
      bankBalanceCents: centsSchema,
      clearedEntryIds: z.array(idSchema).max(20_000),
      preparedByMemberId: idSchema.optional(),
      /** Documents whose pages go into the packet: the bank’s own statement, pictures of checks. */
      attachedDocumentIds: z.array(idSchema).max(50).default([]),
      passphrase: z.string().max(200),
      note: textSchema.default(''),
    },
    doneSchema,
  ),
  reopenReconciliation: command(
    'trust.approve',
    'Opens the last signed period again, with a reason.',
    { accountId: idSchema, reason: requiredTextSchema, passphrase: z.string().max(200) },
    doneSchema,
  ),
  listReconciliations: query(
    'member',
    'Signed reconciliations, newest first.',
    z.object({ accountId: idSchema }),
    z.object({
      rows: z.array(
        z.object({
          reconciliationId: z.string(),
          statementFrom: z.string(),
          statementOn: z.string(),
          bankBalanceCents: z.number(),
          adjustedBankCents: z.number(),
          journalCents: z.number(),
          ledgersCents: z.number(),
          signedBy: z.string(),
          signedAtMs: z.number(),
          reopened: z.boolean(),
          reopenReason: z.string(),
          lateEntries: z.number(),
          /** SHA-256 of the packet as it was signed; empty where none was kept. */
          packetSha256: z.string(),
          /** True for the books that another system handed over; their packet is the document. */
          cutOver: z.boolean(),
          documentId: z.string().nullable(),
        }),
      ),
      /** Months since the account was opened, with their state: the coverage calendar. */
      coverage: z.array(z.object({ month: z.string(), state: z.enum(['reconciled', 'due', 'overdue', 'current']) })),
    }),
  ),
  reconciliationPdf: query(
    'member',
    'The packet of a signed reconciliation, as it was signed: it is kept, not made again.',
    z.object({ reconciliationId: idSchema }),
    z.object({ pdfBase64: z.string(), fileName: z.string(), sha256: z.string() }),
  ),
  ledgerCardPdf: query(
    'member',
    'A ledger card on paper.',
    z.object({ accountId: idSchema, ledgerId: idSchema }),
    z.object({ pdfBase64: z.string(), fileName: z.string() }),
  ),
  listExceptions: query(
    'member',
    'What the folds and checks found that somebody must answer for.',
    z.object({ accountId: idSchema.optional(), state: z.enum(['open', 'all']).default('open') }),
    z.object({
      rows: z.array(
        z.object({
          key: z.string(),
          accountId: z.string(),
          code: z.string(),
          sentence: z.string(),
          day: z.string(),
          amountCents: z.number(),
          /** Who must act, in words. */
          who: z.string(),
          /** By when: the days of the rule pack after it came about. */
          dueOn: z.string(),
          overdue: z.boolean(),
          /** The entry that it is about, where it is one. */
          entryId: z.string().nullable(),
          resolvedBy: z.string(),
          explanation: z.string(),
        }),
      ),
    }),
  ),
  resolveException: command(
    'trust.approve',
    'Answers for an exception in writing.',
    { key: z.string().max(120), explanation: requiredTextSchema },
    doneSchema,
  ),
  ...trustBankContract,
};
