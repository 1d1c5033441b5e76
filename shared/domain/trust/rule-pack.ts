import * as z from 'zod';
import { addBusinessDays } from '../calendar/business-days.ts';
import type { Day } from '../day.ts';
import { isDay } from '../day.ts';
import { type Instrument, instruments } from './entry.ts';

const daySchema = z.string().refine(isDay, 'Give an existing day.');

/** A value of a rule pack with its source. An unverified value warns until the attorney confirms it. */
function ruleValue<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ value, verified: z.boolean(), citation: z.string().min(1) });
}

const daysSchema = ruleValue(z.number().int().min(0).max(400));

/** A dated set of one state's trust values, as stored under `assets/code-sets`. */
export const trustRulePackSchema = z.strictObject({
  state: z.string().regex(/^([A-Z]{2}|default)$/),
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
  reconcileEveryMonths: ruleValue(z.number().int().min(1).max(12)),
  reconcileWithinDays: daysSchema,
  receiptNoticeDays: daysSchema,
  payoutDays: daysSchema,
  earnedFeeNoticeDays: daysSchema,
  earnedFeeLeftDays: daysSchema,
  firmFundsCeilingCents: ruleValue(z.number().int().min(0)),
  staleCheckDays: daysSchema,
  staleCheckEscalateDays: daysSchema,
  backdatingFlagDays: daysSchema,
  cashWithdrawalAllowed: ruleValue(z.literal(false)),
  confirmedBy: z.string().nullable(),
});
export type TrustRulePack = z.infer<typeof trustRulePackSchema>;

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

/** The values of a pack that nobody has confirmed: what to show beside the figures that hang on them. */
export function listUnverified(pack: TrustRulePack): readonly { name: string; citation: string }[] {
  const found: { name: string; citation: string }[] = [];
  for (const instrument of instruments) {
    const hold = pack.holdBusinessDays[instrument];
    if (!hold.verified) found.push({ name: `Hold for ${instrument}`, citation: hold.citation });
  }
  for (const [name, value] of Object.entries(pack)) {
    if (typeof value !== 'object' || value === null || !('verified' in value)) continue;
    if (value.verified === false) found.push({ name, citation: String(value.citation) });
  }
  return found;
}
