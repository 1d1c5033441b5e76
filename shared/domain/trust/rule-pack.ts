import * as z from 'zod';
import { addBusinessDays } from '../calendar/business-days.ts';
import type { Day } from '../day.ts';
import { isDay } from '../day.ts';
import type { Instrument } from './entry.ts';

const daySchema = z.string().refine(isDay, 'Give an existing day.');

/** A value of a rule pack with its source. An unverified value warns until the attorney confirms it. */
function ruleValue<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ value, verified: z.boolean(), citation: z.string().min(1) });
}

const daysSchema = ruleValue(z.number().int().min(0).max(400));

const monthsSchema = ruleValue(z.number().int().min(1).max(240));

/** A day of every year, `MM-DD`: 2028 is a leap year, so any that exists is one. */
export const dayOfYearSchema = z.string().refine((text) => /^\d\d-\d\d$/.test(text) && isDay(`2028-${text}`), {
  error: 'Give an existing day as MM-DD.',
});

/** A dated set of one state's trust values, as stored under `assets/code-sets/trust-rules`. */
export const trustRulePackSchema = z.strictObject({
  state: z.string().regex(/^([A-Z]{2}|default)$/),
  /** As people call it: "Washington", "the model rules". */
  name: z.string().min(1),
  version: z.number().int().min(1),
  effectiveFrom: daySchema,
  effectiveTo: daySchema.nullable(),
  source: z.string().min(1),
  /** Business days until the money of a receipt is collected. */
  holdBusinessDays: z.strictObject({
    check: daysSchema,
    wire: daysSchema,
    ach: daysSchema,
    card: daysSchema,
    cash: daysSchema,
    'certified check': daysSchema,
    transfer: daysSchema,
  }),
  retentionYears: ruleValue(z.number().int().min(1).max(50)),
  /** A divisor of twelve, so that the periods end with the year. */
  reconcileEveryMonths: ruleValue(
    z
      .number()
      .int()
      .refine((months) => [1, 2, 3, 4, 6, 12].includes(months)),
  ),
  reconcileWithinDays: daysSchema,
  receiptNoticeDays: daysSchema,
  payoutDays: daysSchema,
  accountingEveryMonths: ruleValue(z.number().int().min(1).max(60)),
  earnedFeeNoticeDays: daysSchema,
  earnedFeeLeftDays: daysSchema,
  firmFundsCeilingCents: ruleValue(z.number().int().min(0)),
  staleCheckDays: daysSchema,
  staleCheckEscalateDays: daysSchema,
  dormantDays: daysSchema,
  backdatingFlagDays: daysSchema,
  /** Days in which somebody answers for an exception. */
  exceptionDays: daysSchema,
  /** Days after a reconciliation was due from which no earned fees are taken; 0 for never. */
  feeBlockLateDays: daysSchema,
  /** Business days in which the owner of unidentified money is to be found. */
  suspenseBusinessDays: daysSchema,
  /** After so many months money of a client who cannot be found may be the state's. */
  unclaimedMonths: monthsSchema,
  /** The same for money that nobody can name. */
  unidentifiedMonths: monthsSchema,
  /** A cost of this amount or more is paid only with its bill in the file; 0 for none. */
  costBillFromCents: ruleValue(z.number().int().min(0)),
  /** Days in which the bank or the bar is told who answers for an account, and of changes; 0 where nobody is named. */
  licenseeNoticeDays: daysSchema,
  cashWithdrawalAllowed: ruleValue(z.literal(false)),
  /** What no figure says: to read, not to compute with. */
  duties: z.array(
    z.strictObject({
      topic: z.string().min(1),
      text: z.string().min(1),
      verified: z.boolean(),
      citation: z.string().min(1),
    }),
  ),
  certifications: z.array(
    z.strictObject({
      name: z.string().min(1),
      everyYears: z.number().int().min(1).max(10),
      verified: z.boolean(),
      citation: z.string().min(1),
      due: ruleValue(dayOfYearSchema),
    }),
  ),
});
export type TrustRulePack = z.infer<typeof trustRulePackSchema>;

/** The versions of one state's pack, oldest first. */
export const trustRulePackFileSchema = z.array(trustRulePackSchema).min(1);

/** The version in force on a day; before the first one began, the first. Throws on an empty list. */
export function packInForce(versions: readonly TrustRulePack[], day: Day): TrustRulePack {
  const begun = versions.filter((pack) => pack.effectiveFrom <= day);
  const pack = begun.at(-1) ?? versions[0];
  if (pack === undefined) throw new Error('A rule pack has no version.');
  return pack;
}

/**
 * The day from which the money of a receipt may be used [TR5]: the receipt's day plus the hold of its instrument in
 * business days. `closures` are the firm's and the bank's own closed days.
 */
export function collectedDay(
  pack: TrustRulePack,
  instrument: Instrument,
  day: Day,
  closures: ReadonlySet<Day> = new Set(),
): Day {
  return addBusinessDays(day, pack.holdBusinessDays[instrument].value, closures);
}
