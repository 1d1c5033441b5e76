import * as z from 'zod';
import { setupItems } from '../domain/trust/account-setup.ts';
import { checkLayouts } from '../domain/trust/check-register.ts';
import { defineEvent, eventIdSchema, idSchema, requiredTextSchema, textSchema } from './event.ts';

/** A check number that pays nobody: misprinted, torn, lost with its stock. It stays used. */
export const checkSpoiled = defineEvent({
  type: 'trust.check.spoiled',
  version: 1,
  workspace: 'trust',
  aggregate: 'check',
  right: 'trust.post',
  head: z.object({ accountId: idSchema, checkNumber: z.number().int().min(1) }),
  body: z.object({ reason: requiredTextSchema }),
});

/** A check went through a printer. A second time needs a reason. Version 2 knows stock of three checks to a page. */
export const checkPrinted = defineEvent({
  type: 'trust.check.printed',
  version: 2,
  workspace: 'trust',
  aggregate: 'print',
  right: 'trust.post',
  head: z.object({
    accountId: idSchema,
    entryId: idSchema,
    checkNumber: z.number().int().min(1),
    layout: z.enum(checkLayouts),
    isReprint: z.boolean(),
  }),
  body: z.object({ reason: textSchema.default('') }),
  upgrades: { 1: (old) => old },
});

/** Who may sign on an account: attorneys alone. Where nobody is named, every attorney may. */
export const signersNamed = defineEvent({
  type: 'trust.signers.named',
  version: 1,
  workspace: 'trust',
  aggregate: 'signers',
  right: 'firm.manage',
  head: z.object({
    accountId: idSchema,
    memberIds: z.array(idSchema).max(50),
    /** For each device the last trust event that was seen: what was approved by then is judged by the list before. */
    heads: z.record(z.string().regex(/^[0-9a-f]{16}$/), eventIdSchema).optional(),
  }),
  body: z.object({ note: textSchema.default('') }),
});

/** Payments that one person alone prepared and approved, held against the bank afterwards. */
export const paymentsReviewed = defineEvent({
  type: 'trust.payments.reviewed',
  version: 1,
  workspace: 'trust',
  aggregate: 'review',
  right: 'trust.approve',
  head: z.object({ accountId: idSchema, entryIds: z.array(idSchema).min(1).max(2_000) }),
  body: z.object({ compared: requiredTextSchema }),
});

/** An attorney stands for points of an account's checklist at the bank; with the one who answers for it, who that is. */
export const accountSetupConfirmed = defineEvent({
  type: 'trust.account-setup.confirmed',
  version: 1,
  workspace: 'trust',
  aggregate: 'setup',
  right: 'trust.approve',
  head: z.object({
    accountId: idSchema,
    items: z.array(z.enum(setupItems)).min(1).max(20),
    licenseeMemberId: idSchema.optional(),
  }),
  body: z.object({ note: textSchema.default('') }),
});

export const trustCheckRegisterEvents = [
  checkSpoiled,
  checkPrinted,
  signersNamed,
  paymentsReviewed,
  accountSetupConfirmed,
] as const;
