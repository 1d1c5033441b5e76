import * as z from 'zod';
import { slipInstruments } from '../domain/trust/deposit.ts';
import { transferBases } from '../domain/trust/ledger-transfer.ts';
import { cureInstruments } from '../domain/trust/shortage-cure.ts';
import { centsSchema, daySchema, idSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { receiptKinds } from '../events/trust.ts';
import { callBackSchema, transferEndSchema } from '../events/trust-entry-parts.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';
import { flagsSchema } from './trust-holds.ts';

/** What every entry may carry besides: the papers it rests on and the other end of an electronic transfer. */
export const entryExtras = {
  documentIds: z.array(idSchema).max(20).optional(),
  transferEnd: transferEndSchema.optional(),
};
/** For money that goes out by wire or ACH. */
export const callBackExtra = { callBack: callBackSchema.optional() };

const amountShape = centsSchema.min(1, 'Give an amount above zero.');
const postedSchema = z.object({ id: z.string(), flags: flagsSchema });

/** Entries that are neither receipt nor payment, and what belongs to them. */
export const trustSpecialEntryContract = {
  postBankFee: command(
    'trust.post',
    "Posts a fee that the bank has taken, on the firm's own ledger. Nobody approves it: the money is gone.",
    {
      accountId: idSchema,
      day: daySchema,
      amountCents: amountShape,
      purpose: requiredTextSchema,
      reference: textSchema.default(''),
    },
    postedSchema,
  ),
  postReturnedItem: command(
    'trust.post',
    'Posts a deposited item that the bank took back. Where its money is spent, the shortage is named.',
    {
      entryId: idSchema,
      day: daySchema,
      reason: requiredTextSchema,
      reference: textSchema.default(''),
      documentIds: entryExtras.documentIds,
    },
    z.object({ id: z.string(), shortageCents: z.number(), flags: flagsSchema }),
  ),
  cureShortage: command(
    'trust.prepare',
    "Deposits the firm's own money on a ledger that is below zero, up to what is missing, with an incident record.",
    {
      accountId: idSchema,
      ledgerId: idSchema,
      day: daySchema,
      amountCents: amountShape,
      instrument: z.enum(cureInstruments),
      reference: textSchema.default(''),
      incident: z.string().trim().min(1, 'Say what happened.').max(4_000),
      notified: textSchema.default(''),
      documentIds: entryExtras.documentIds,
    },
    postedSchema,
  ),
  transferBetweenLedgers: command(
    'trust.post',
    'Moves money from one ledger to another of the account. Between two clients: their authority, and an attorney.',
    {
      accountId: idSchema,
      ledgerId: idSchema,
      toLedgerId: idSchema,
      day: daySchema,
      amountCents: amountShape,
      /** On whose word. */
      authority: requiredTextSchema,
      purpose: requiredTextSchema,
      reference: textSchema.default(''),
      documentIds: entryExtras.documentIds,
      /** The receipt whose owner is found, where the money leaves the ledger of unidentified money. */
      identifiesEntryId: idSchema.optional(),
      passphrase: z.string().max(200),
    },
    z.object({ id: z.string(), basis: z.enum(transferBases), flags: flagsSchema }),
  ),
  listUnidentified: query(
    'member',
    'Receipts whose owner is not known yet, oldest first, with the business days that they wait.',
    z.object({ accountId: idSchema.optional() }),
    z.object({
      rows: z.array(
        z.object({
          entryId: z.string(),
          accountId: z.string(),
          day: z.string(),
          payor: z.string(),
          reference: z.string(),
          amountCents: z.number(),
          leftCents: z.number(),
          waitedBusinessDays: z.number(),
          /** Until when its owner is to be found, by the rule pack. */
          dueOn: z.string(),
          isOverdue: z.boolean(),
        }),
      ),
    }),
  ),
  noteOwnerSearch: command(
    'trust.prepare',
    'Notes an attempt to find whom the money of a ledger belongs to, or a client who cannot be reached.',
    { accountId: idSchema, ledgerId: idSchema, day: daySchema, tried: requiredTextSchema, outcome: requiredTextSchema },
    doneSchema,
  ),
  listOwnerSearches: query(
    'member',
    'What was tried to find the owner of a ledger’s money, newest first.',
    z.object({ accountId: idSchema, ledgerId: idSchema }),
    z.object({
      rows: z.array(
        z.object({ searchId: z.string(), day: z.string(), tried: z.string(), outcome: z.string(), by: z.string() }),
      ),
    }),
  ),
  makeDeposit: command(
    'trust.prepare',
    'Puts receipts on one deposit slip: every item whole, the sum as it was counted, no cash back.',
    {
      accountId: idSchema,
      day: daySchema,
      entryIds: z.array(idSchema).max(500),
      countedCents: centsSchema.min(0),
      lessCashCents: centsSchema.default(0),
      note: textSchema.default(''),
    },
    z.object({ id: z.string(), totalCents: z.number() }),
  ),
  receiveDeposit: command(
    'trust.prepare',
    'Posts many receipts and puts them on one deposit slip: all of them, or none where a line is refused.',
    {
      accountId: idSchema,
      day: daySchema,
      items: z
        .array(
          z.object({
            ledgerId: idSchema,
            /** When it came in; the slip's day where absent. */
            day: daySchema.optional(),
            amountCents: amountShape,
            kind: z.enum(receiptKinds),
            instrument: z.enum(slipInstruments),
            payor: requiredTextSchema,
            purpose: requiredTextSchema,
            /** Number of the check. */
            reference: textSchema.default(''),
            collectedOn: daySchema.optional(),
            documentIds: entryExtras.documentIds,
          }),
        )
        .min(1, 'A slip needs at least one receipt.')
        .max(200, 'One slip holds 200 receipts at most. Make another for the rest.'),
      /** What somebody counted before they looked at the list. */
      countedCents: centsSchema.min(0),
      lessCashCents: centsSchema.default(0),
      note: textSchema.default(''),
    },
    z.object({
      /** Of the slip. */
      id: z.string(),
      totalCents: z.number(),
      /** In the order of the items. */
      receipts: z.array(z.object({ entryId: z.string(), collectedOn: z.string(), flags: flagsSchema })),
    }),
  ),
  listDeposits: query(
    'member',
    'Deposit slips of an account, newest first.',
    pageInput(['day', 'totalCents']).extend({ accountId: idSchema }),
    pageOf(
      z.object({
        depositId: z.string(),
        day: z.string(),
        totalCents: z.number(),
        items: z.number(),
        note: z.string(),
        madeBy: z.string(),
      }),
    ),
  ),
  listDepositable: query(
    'member',
    'Checks and cash received that lie on no deposit slip yet.',
    z.object({ accountId: idSchema }),
    z.object({
      rows: z.array(
        z.object({
          entryId: z.string(),
          day: z.string(),
          payor: z.string(),
          ledgerTitle: z.string(),
          instrument: z.string(),
          reference: z.string(),
          amountCents: z.number(),
        }),
      ),
    }),
  ),
};
