import { type Decision, decline } from '../refusal.ts';
import { instruments } from './entry.ts';
import { dayOfYearSchema, type TrustRulePack, trustRulePackSchema } from './rule-pack.ts';

export const ruleUnits = ['business days', 'days', 'months', 'years', 'cents'] as const;
export type RuleUnit = (typeof ruleUnits)[number];

interface RuleItem {
  readonly key: string;
  readonly title: string;
  readonly unit: RuleUnit;
}

type PackFigure = Exclude<
  {
    [Key in keyof TrustRulePack]: TrustRulePack[Key] extends { value: number } ? Key : never;
  }[keyof TrustRulePack],
  undefined
>;

const figures: Readonly<Record<PackFigure, { title: string; unit: RuleUnit }>> = {
  retentionYears: { title: 'Records are kept', unit: 'years' },
  reconcileEveryMonths: { title: 'Reconcile every', unit: 'months' },
  reconcileWithinDays: { title: 'Reconcile within, after the statement', unit: 'days' },
  receiptNoticeDays: { title: 'Tell the client of a receipt within', unit: 'days' },
  payoutDays: { title: 'Pay out what is owed within', unit: 'days' },
  accountingEveryMonths: { title: 'Account to clients every', unit: 'months' },
  earnedFeeNoticeDays: { title: 'Notice before earned fees are taken', unit: 'days' },
  earnedFeeLeftDays: { title: 'Earned fees left in trust at most', unit: 'days' },
  firmFundsCeilingCents: { title: "Firm's own funds at most", unit: 'cents' },
  staleCheckDays: { title: 'A check is stale after', unit: 'days' },
  staleCheckEscalateDays: { title: 'A bank may refuse a check after', unit: 'days' },
  dormantDays: { title: 'A balance is dormant after', unit: 'days' },
  backdatingFlagDays: { title: 'An entry is backdated beyond', unit: 'days' },
  exceptionDays: { title: 'An exception is answered within', unit: 'days' },
  suspenseBusinessDays: { title: 'The owner of unidentified money is found within', unit: 'business days' },
  unclaimedMonths: { title: "Unmoved client money may be the state's after", unit: 'months' },
  unidentifiedMonths: { title: "Money that nobody can name may be the state's after", unit: 'months' },
  costBillFromCents: { title: 'A cost needs its bill in the file from (0: never)', unit: 'cents' },
  licenseeNoticeDays: { title: 'Tell who answers for an account within (0: nobody is named)', unit: 'days' },
  feeBlockLateDays: { title: 'No earned fees once a reconciliation is late by (0: never)', unit: 'days' },
};
const figureKeys = Object.keys(figures) as PackFigure[];

/** The figures of a rule pack that an attorney confirms or changes, in the order in which they are shown. */
export const ruleItems: readonly RuleItem[] = [
  ...instruments.map((instrument) => ({
    key: `hold.${instrument}`,
    title: `Hold for money by ${instrument === 'ach' ? 'ACH' : instrument}`,
    unit: 'business days' as const,
  })),
  ...figureKeys.map((key) => ({ key, ...figures[key] })),
];

interface RuleFigure extends RuleItem {
  readonly value: number;
  readonly verified: boolean;
  readonly citation: string;
}

/** The figures of a pack with their sources. */
export function listRuleFigures(pack: TrustRulePack): readonly RuleFigure[] {
  const holds = instruments.map((instrument) => pack.holdBusinessDays[instrument]);
  const sources = [...holds, ...figureKeys.map((key) => pack[key])];
  return ruleItems.flatMap((item, place) => {
    const source = sources[place];
    return source === undefined ? [] : [{ ...item, ...source }];
  });
}

/** What an attorney stands for: figures by key, and the day of each certification. */
export interface ConfirmedRules {
  readonly values: Readonly<Record<string, number>>;
  /** `MM-DD`, in the order of the pack's certifications. */
  readonly certificationDays: readonly string[];
}

/**
 * The pack with the confirmed figures in place of its own, each verified by the attorney where `isVerified` [TR31].
 * Nothing where a figure does not fit a pack.
 */
export function applyConfirmed(
  pack: TrustRulePack,
  confirmed: ConfirmedRules,
  isVerified: boolean,
): TrustRulePack | undefined {
  const take = <Source extends { value: number; verified: boolean; citation: string }>(key: string, source: Source) => {
    const value = confirmed.values[key];
    return value === undefined ? source : { ...source, value, verified: source.verified || isVerified };
  };
  const { holdBusinessDays: holds } = pack;
  const changed = Object.fromEntries(figureKeys.map((key) => [key, take(key, pack[key])]));
  const applied = trustRulePackSchema.safeParse({
    ...pack,
    ...changed,
    holdBusinessDays: Object.fromEntries(
      instruments.map((instrument) => [instrument, take(`hold.${instrument}`, holds[instrument])]),
    ),
    certifications: pack.certifications.map((certification, place) => {
      const day = confirmed.certificationDays[place];
      if (day === undefined) return certification;
      const { due } = certification;
      return { ...certification, due: { ...due, value: day, verified: due.verified || isVerified } };
    }),
  });
  return applied.data;
}

/** Refuses figures that are missing, unknown or outside of what a pack may hold, and days that do not exist [TR31]. */
export function declineConfirmed(pack: TrustRulePack, confirmed: ConfirmedRules): Decision<never> | undefined {
  const known = new Set(ruleItems.map((item) => item.key));
  const unknown = Object.keys(confirmed.values).find((key) => !known.has(key));
  if (unknown !== undefined) {
    return decline('trust.rule-unknown', `There is no rule "${unknown}". Take it out.`, [unknown]);
  }
  const missing = ruleItems.find((item) => confirmed.values[item.key] === undefined);
  if (missing !== undefined) {
    return decline('trust.rule-missing', `"${missing.title}" has no figure. Give one.`, [missing.key]);
  }
  const odd = ruleItems.find(({ key }) => {
    const value = confirmed.values[key] ?? Number.NaN;
    return applyConfirmed(pack, { values: { [key]: value }, certificationDays: [] }, true) === undefined;
  });
  if (odd !== undefined) {
    const more = odd.key === 'reconcileEveryMonths' ? 'Give 1, 2, 3, 4, 6 or 12.' : 'Give a usual whole number.';
    return decline('trust.rule-not-valid', `"${odd.title}" cannot be that. ${more}`, [odd.key]);
  }
  const { certificationDays: days } = confirmed;
  if (days.length !== pack.certifications.length || !days.every((day) => dayOfYearSchema.safeParse(day).success)) {
    return decline('trust.rule-day-not-valid', 'A certification needs an existing day of the year, as MM-DD.', [
      'certificationDays',
    ]);
  }
  return undefined;
}

/** The figures and days of a pack that nobody has confirmed: what to show beside what hangs on them. */
export function listUnverified(pack: TrustRulePack): readonly { name: string; citation: string }[] {
  const open = listRuleFigures(pack).filter((figure) => !figure.verified);
  const days = pack.certifications.filter(({ due }) => !due.verified);
  return [
    ...open.map(({ title, citation }) => ({ name: title, citation })),
    ...days.map(({ name, due }) => ({ name, citation: due.citation })),
  ];
}
