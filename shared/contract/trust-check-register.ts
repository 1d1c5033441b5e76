import * as z from 'zod';
import { setupItems } from '../domain/trust/account-setup.ts';
import { checkLayouts } from '../domain/trust/check-register.ts';
import { daySchema, idSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

/** Check numbers and what became of each; who signs; what one person alone paid. */
export const trustCheckRegisterContract = {
  checkRegister: query(
    'member',
    'Every check number of an account: paid to whom, cleared, void, spoiled, and how often it was printed.',
    pageInput(['checkNumber', 'day', 'amountCents']).extend({
      accountId: idSchema,
      /** To print: written here, good, and through no printer yet. */
      state: z.enum(['all', 'outstanding', 'to print']).default('all'),
    }),
    pageOf(
      z.object({
        checkNumber: z.number(),
        state: z.enum(['outstanding', 'cleared', 'void', 'spoiled']),
        /** True where the number was used more than once. */
        isDoubled: z.boolean(),
        entryId: z.string().nullable(),
        day: z.string().nullable(),
        payee: z.string(),
        amountCents: z.number(),
        reason: z.string(),
        prints: z.array(z.object({ atMs: z.number(), by: z.string(), layout: z.string(), reason: z.string() })),
      }),
    ).extend({
      /** Numbers that nothing is known of, in ranges. */
      missing: z.array(z.object({ from: z.number(), to: z.number() })),
    }),
  ),
  spoilCheck: command(
    'trust.post',
    'Accounts for a check number that pays nobody: misprinted, torn or lost.',
    { accountId: idSchema, checkNumber: z.number().int().min(1), reason: requiredTextSchema },
    doneSchema,
  ),
  printCheck: command(
    'trust.post',
    'Records that a check is printed, and by whom. A second time needs a reason.',
    { entryId: idSchema, layout: z.enum(checkLayouts).default('check on top'), reason: textSchema.default('') },
    z.object({ id: z.string(), isReprint: z.boolean() }),
  ),
  printChecks: command(
    'trust.post',
    'Records that checks are printed together, in this order: all of them, or none where one may not be printed.',
    {
      entryIds: z.array(idSchema).min(1, 'Choose a check to print.').max(100, 'Print 100 checks at a time at most.'),
      layout: z.enum(checkLayouts).default('check on top'),
      reason: textSchema.default(''),
    },
    z.object({ printIds: z.array(z.string()), reprints: z.number() }),
  ),
  positivePay: query(
    'trust.prepare',
    'The checks of a period as the bank’s positive-pay file: number, day, amount, payee, issued or void.',
    z.object({ accountId: idSchema, from: daySchema, to: daySchema }),
    z.object({ csv: z.string(), fileName: z.string(), checks: z.number() }),
  ),
  listSigners: query(
    'member',
    'Who signs on a trust account, and who may be named.',
    z.object({ accountId: idSchema }),
    z.object({
      rows: z.array(z.object({ memberId: z.string(), name: z.string(), signs: z.boolean() })),
      /** False while nobody is named: every attorney signs. */
      isNamed: z.boolean(),
    }),
  ),
  nameSigners: command(
    'firm.manage',
    'Names who signs on a trust account: attorneys alone. Nobody named lets every attorney sign.',
    { accountId: idSchema, memberIds: z.array(idSchema).max(50), note: textSchema.default('') },
    doneSchema,
  ),
  accountSetup: query(
    'member',
    'The checklist of a trust account at its bank: what an attorney stands for, and what is open.',
    z.object({ accountId: idSchema }),
    z.object({
      rows: z.array(
        z.object({
          item: z.enum(setupItems),
          title: z.string(),
          isDone: z.boolean(),
          by: z.string(),
          atMs: z.number().nullable(),
        }),
      ),
      /** The attorney who answers for the account; empty where nobody was named. */
      licensee: z.string(),
      /** Why the account's name is no title of a trust account; empty where it is one. */
      titleWarning: z.string(),
    }),
  ),
  confirmAccountSetup: command(
    'trust.approve',
    'An attorney stands for points of an account’s checklist.',
    {
      accountId: idSchema,
      items: z.array(z.enum(setupItems)).min(1, 'Choose what you stand for.').max(20),
      licenseeMemberId: idSchema.optional(),
      note: textSchema.default(''),
    },
    doneSchema,
  ),
  listToReview: query(
    'member',
    'Payments that one person alone prepared and approved, and nobody has held against the bank yet.',
    z.object({ accountId: idSchema.optional() }),
    z.object({
      rows: z.array(
        z.object({
          entryId: z.string(),
          accountId: z.string(),
          day: z.string(),
          payee: z.string(),
          purpose: z.string(),
          ledgerTitle: z.string(),
          amountCents: z.number(),
          by: z.string(),
          clearedOn: z.string().nullable(),
          isOverdue: z.boolean(),
        }),
      ),
      more: z.boolean(),
    }),
  ),
  reviewPayments: command(
    'trust.approve',
    'The second look at what one person alone paid: says what it was compared with.',
    { accountId: idSchema, entryIds: z.array(idSchema).min(1).max(2_000), compared: requiredTextSchema },
    doneSchema,
  ),
};
