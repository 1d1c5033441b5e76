import * as z from 'zod';
import { dayOrders } from '../domain/trust/bank/bank-day.ts';
import { defineEvent, idSchema, nothing } from './event.ts';

const titleSchema = z.string().max(100).default('');

/** Which column of a bank's CSV is what, by title. */
export const csvMappingSchema = z.object({
  dayOrder: z.enum(dayOrders).default('mdy'),
  day: titleSchema,
  amount: titleSchema,
  moneyOut: titleSchema,
  moneyIn: titleSchema,
  outIsPositive: z.boolean().default(false),
  name: titleSchema,
  memo: titleSchema,
  checkNumber: titleSchema,
  balance: titleSchema,
  id: titleSchema,
});

/** Which column of a list of balances is what, by title. */
export const balanceMappingSchema = z.object({ ledger: titleSchema, client: titleSchema, balance: titleSchema });

/** How the files of an account's bank are read, kept for the next one. The newest holds. */
export const statementColumnsKept = defineEvent({
  type: 'trust.statement-columns.kept',
  version: 1,
  workspace: 'trust',
  aggregate: 'columns',
  right: 'trust.prepare',
  head: z.object({ accountId: idSchema }),
  body: z.object({ mapping: csvMappingSchema }),
});

/** How lists of ledger balances from another system are read, kept for the next one. The newest holds. */
export const balanceColumnsKept = defineEvent({
  type: 'trust.balance-columns.kept',
  version: 1,
  workspace: 'trust',
  aggregate: 'columns',
  right: 'firm.manage',
  head: nothing,
  body: z.object({ mapping: balanceMappingSchema }),
});

export const trustColumnsEvents = [statementColumnsKept, balanceColumnsKept] as const;
