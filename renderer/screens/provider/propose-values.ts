import type { PriceBasis } from '../../../shared/domain/provider/order-price.ts';
import type { Measure, Version } from './relations-words.ts';

/** A price as it is typed. */
export interface RateRow {
  readonly key: string;
  readonly serviceLine: string;
  readonly basis: PriceBasis;
  readonly rateCents: number | null;
  readonly includedMinutes: number | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** A target as it is typed; off where `isOn` is false. The share is in percent. */
export interface TargetRow {
  readonly measureId: string;
  readonly isOn: boolean;
  readonly limit: number | null;
  readonly percent: number | null;
  readonly weight: number | null;
}

export interface ProposeValues {
  readonly title: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly renewsOn: string | null;
  readonly noticeDays: number | null;
  readonly payDays: number | null;
  readonly changePercent: number | null;
  readonly changeBusinessDays: number | null;
  readonly serviceLines: readonly string[];
  readonly scope: string;
  /** One a line. */
  readonly goals: string;
  readonly targets: readonly TargetRow[];
  readonly rates: readonly RateRow[];
  readonly note: string;
}

/** An empty price. */
export function makeRate(serviceLine: string, from: string | null): RateRow {
  return {
    key: crypto.randomUUID(),
    serviceLine,
    basis: 'hourly',
    rateCents: null,
    includedMinutes: null,
    from,
    to: null,
  };
}

/** What a new version begins with: the one in force, or the usual targets. */
export function startProposal(
  current: Version | null,
  measures: readonly Measure[],
  today: string,
  providerName: string,
): ProposeValues {
  const agreed = new Map((current?.targets ?? []).map((target) => [target.measureId, target]));
  return {
    title: current?.title ?? `Services of ${providerName}`,
    startsOn: current === null ? today : null,
    endsOn: null,
    renewsOn: null,
    noticeDays: current?.noticeDays ?? 30,
    payDays: current?.payDays ?? 15,
    changePercent: current?.changePercent ?? 25,
    changeBusinessDays: current?.changeBusinessDays ?? 10,
    serviceLines: current?.serviceLines ?? [],
    scope: current?.scope ?? '',
    goals: (current?.goals ?? []).join('\n'),
    note: '',
    targets: measures.map((measure) => {
      const target = agreed.get(measure.id);
      return {
        measureId: measure.id,
        isOn: current === null || target !== undefined,
        limit: target?.limit ?? measure.limit,
        percent: (target?.targetPerMille ?? measure.targetPerMille) / 10,
        weight: target?.weight ?? measure.weight,
      };
    }),
    rates: (current?.rates ?? []).map((rate) => ({
      key: crypto.randomUUID(),
      serviceLine: rate.serviceLine,
      basis: rate.basis,
      rateCents: rate.rateCents,
      includedMinutes: rate.includedMinutes ?? null,
      from: rate.from,
      to: rate.to ?? null,
    })),
  };
}

/** The targets that are on and whose line is in scope. */
export function targetsInScope(values: ProposeValues, measures: readonly Measure[]): readonly TargetRow[] {
  const lines = new Map(measures.map((measure) => [measure.id, measure.line]));
  return values.targets.filter((row) => {
    const line = lines.get(row.measureId) ?? '';
    return values.serviceLines.length > 0 && (line === '*' || values.serviceLines.includes(line));
  });
}

/** The proposal as the command takes it. Prices without an amount are left out. */
export function readProposal(values: ProposeValues, measures: readonly Measure[], today: string) {
  const startsOn = values.startsOn ?? today;
  return {
    title: values.title,
    startsOn,
    ...(values.endsOn === null ? {} : { endsOn: values.endsOn }),
    ...(values.renewsOn === null ? {} : { renewsOn: values.renewsOn }),
    noticeDays: values.noticeDays ?? 0,
    payDays: values.payDays ?? 0,
    changePercent: values.changePercent ?? 0,
    changeBusinessDays: values.changeBusinessDays ?? 0,
    serviceLines: [...values.serviceLines],
    scope: values.scope,
    goals: values.goals
      .split('\n')
      .map((goal) => goal.trim())
      .filter((goal) => goal !== ''),
    note: values.note,
    targets: targetsInScope(values, measures)
      .filter((row) => row.isOn)
      .map((row) => ({
        measureId: row.measureId,
        limit: row.limit,
        targetPerMille: Math.round((row.percent ?? -1) * 10),
        weight: row.weight ?? 0,
      })),
    rates: values.rates.flatMap((rate) =>
      rate.rateCents === null
        ? []
        : [
            {
              serviceLine: rate.serviceLine,
              basis: rate.basis,
              rateCents: rate.rateCents,
              ...(rate.includedMinutes === null ? {} : { includedMinutes: rate.includedMinutes }),
              from: rate.from ?? startsOn,
              ...(rate.to === null ? {} : { to: rate.to }),
            },
          ],
    ),
  };
}
