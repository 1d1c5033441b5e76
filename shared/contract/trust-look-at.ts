import * as z from 'zod';
import { idSchema } from '../events/event.ts';
import { query } from './procedure.ts';

/** What is not wrong, but an examiner would ask about. */
export const trustLookAtContract = {
  listLookAt: query(
    'member',
    'What to look at in the trust accounts: stale checks, dormant balances, fees left in, backdated entries and the like.',
    z.object({ accountId: idSchema.optional() }),
    z.object({
      rows: z.array(
        z.object({
          key: z.string(),
          accountId: z.string(),
          code: z.string(),
          title: z.string(),
          sentence: z.string(),
          day: z.string(),
          amountCents: z.number(),
          /** The ledger to open, where it is one ledger's. */
          ledgerId: z.string().nullable(),
        }),
      ),
      /** True where there is more of one kind than is listed. */
      more: z.boolean(),
    }),
  ),
};
