import type { Day } from '../day.ts';
import { accept, type Decision, decline, type Refusal, refuse } from '../refusal.ts';
import type { PriceBasis } from './order-price.ts';
import type { ServiceMeasure } from './service-measures.ts';

/** A target of an agreement: the share of cases, in thousandths, that meet the limit. */
export interface Target {
  readonly measureId: string;
  /** In the measure's unit; null where it has none. */
  readonly limit: number | null;
  readonly targetPerMille: number;
  readonly weight: number;
}

/** A price that holds from a day, to a day or without an end. */
export interface Rate {
  readonly serviceLine: string;
  readonly basis: PriceBasis;
  readonly rateCents: number;
  /** Minutes in the bucket of a retainer. */
  readonly includedMinutes?: number | undefined;
  readonly from: Day;
  readonly to?: Day | undefined;
}

/** What both sides are asked to agree to. */
export interface AgreementDraft {
  readonly startsOn: Day;
  readonly endsOn?: Day | undefined;
  readonly renewsOn?: Day | undefined;
  readonly serviceLines: readonly string[];
  readonly targets: readonly Target[];
  readonly rates: readonly Rate[];
}

const rateCentsMax = 10_000_000;
const limitMax = 10_000;

/** Refuses an agreement that cannot be kept or read two ways [AG1] to [AG4]. `measures` are those that this version knows. */
export function decideProposal(
  draft: AgreementDraft,
  measures: readonly ServiceMeasure[],
): Decision<{ readonly ok: true }> {
  const refusal = declineScope(draft) ?? declineTargets(draft, measures) ?? declineRates(draft);
  return refusal === undefined ? accept({ ok: true }) : { ok: false, refusal };
}

function declineScope(draft: AgreementDraft): Refusal | undefined {
  if (draft.serviceLines.length === 0) {
    return refuse('agreement.no-scope', 'Choose at least one service line: an agreement says what is done.', [
      'serviceLines',
    ]);
  }
  if (draft.endsOn !== undefined && draft.endsOn < draft.startsOn) {
    return refuse('agreement.ends-before-start', 'The agreement ends before it starts. Check both dates.', ['endsOn']);
  }
  if (draft.renewsOn !== undefined && draft.renewsOn < draft.startsOn) {
    return refuse('agreement.renews-before-start', 'The renewal is before the start. Check both dates.', ['renewsOn']);
  }
  return undefined;
}

function declineTargets(draft: AgreementDraft, measures: readonly ServiceMeasure[]): Refusal | undefined {
  const known = new Map(measures.map((measure) => [measure.id, measure]));
  const seen = new Set<string>();
  for (const [place, target] of draft.targets.entries()) {
    const field = `targets.${place}`;
    const measure = known.get(target.measureId);
    if (measure === undefined) {
      return refuse('agreement.measure-unknown', 'This measure is not known here. Choose one of the list.', [field]);
    }
    if (seen.has(target.measureId)) {
      return refuse('agreement.target-twice', `"${measure.name}" has two targets. Keep one.`, [field]);
    }
    seen.add(target.measureId);
    if (measure.line !== '*' && !draft.serviceLines.includes(measure.line)) {
      return refuse(
        'agreement.target-outside-scope',
        `"${measure.name}" belongs to a service line that is not in the agreement. Add the line, or take the target out.`,
        [field],
      );
    }
    const refusal = declineTarget(target, measure, field);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Refuses a target out of range [AG2]. */
function declineTarget(target: Target, measure: ServiceMeasure, field: string): Refusal | undefined {
  const { limit, targetPerMille, weight } = target;
  if (!Number.isInteger(targetPerMille) || targetPerMille < 0 || targetPerMille > 1000) {
    return refuse(
      'agreement.target-out-of-range',
      `The target of "${measure.name}" is a share between 0 and 100 %. Give one of those.`,
      [field],
    );
  }
  if (!Number.isInteger(weight) || weight < 1 || weight > 10) {
    return refuse('agreement.weight-out-of-range', `The weight of "${measure.name}" is a whole number from 1 to 10.`, [
      field,
    ]);
  }
  const needsLimit = measure.unit !== 'none';
  if (needsLimit && (limit === null || !Number.isInteger(limit) || limit < 0 || limit > limitMax)) {
    return refuse(
      'agreement.limit-out-of-range',
      `"${measure.name}" needs a limit in whole ${measure.unit}, from 0 to 10,000.`,
      [field],
    );
  }
  if (!needsLimit && limit !== null) {
    return refuse('agreement.limit-not-used', `"${measure.name}" is met or not: it has no limit. Leave it empty.`, [
      field,
    ]);
  }
  return undefined;
}

function declineRates(draft: AgreementDraft): Refusal | undefined {
  for (const [place, rate] of draft.rates.entries()) {
    const field = `rates.${place}`;
    if (!draft.serviceLines.includes(rate.serviceLine)) {
      return refuse(
        'agreement.rate-outside-scope',
        'This price is for a service line that is not in the agreement. Add the line, or take the price out.',
        [field],
      );
    }
    if (!Number.isSafeInteger(rate.rateCents) || rate.rateCents <= 0 || rate.rateCents > rateCentsMax) {
      return refuse('agreement.rate-out-of-range', 'A price is above zero and at most 100,000.00.', [field]);
    }
    if (rate.to !== undefined && rate.to < rate.from) {
      return refuse('agreement.rate-ends-before-start', 'This price ends before it starts. Check both dates.', [field]);
    }
    const isRetainer = rate.basis === 'retainer bucket';
    if (isRetainer !== (rate.includedMinutes !== undefined && rate.includedMinutes > 0)) {
      return refuse(
        'agreement.bucket',
        isRetainer
          ? 'A retainer names the hours that it holds. Fill them in.'
          : 'Only a retainer holds hours. Leave them empty.',
        [field],
      );
    }
    const other = draft.rates.findIndex((one, index) => index < place && overlaps(one, rate));
    if (other >= 0) {
      return refuse(
        'agreement.rates-overlap',
        `Two prices for the same work hold on the same day (lines ${other + 1} and ${place + 1}). End the first before the second begins.`,
        [field, `rates.${other}`],
      );
    }
  }
  return undefined;
}

/** True where two prices for the same line and basis share a day [AG3]. */
export function overlaps(one: Rate, other: Rate): boolean {
  if (one.serviceLine !== other.serviceLine || one.basis !== other.basis) return false;
  return one.from <= (other.to ?? '9999-12-31') && other.from <= (one.to ?? '9999-12-31');
}

/** The price that holds on a day for a line [AG5]: of the basis asked for, or of any where none is asked. */
export function findRate<Found extends Rate>(
  rates: readonly Found[],
  serviceLine: string,
  day: Day,
  basis?: PriceBasis,
): Found | undefined {
  return rates.find(
    (rate) =>
      rate.serviceLine === serviceLine &&
      (basis === undefined || rate.basis === basis) &&
      rate.from <= day &&
      day <= (rate.to ?? '9999-12-31'),
  );
}

export const agreementStates = ['proposed', 'agreed', 'declined', 'withdrawn'] as const;
export type AgreementState = (typeof agreementStates)[number];

/** Who answers an agreement, and what was answered before. */
export interface AnswerContext {
  readonly state: AgreementState;
  readonly isOutside: boolean;
  readonly isOwner: boolean;
  readonly isProposer: boolean;
  readonly firmAgreed: boolean;
  readonly providerAgreed: boolean;
}

/** Who may say which word to a proposed agreement [AG6]. */
export function decideAnswer(
  answer: 'agree' | 'decline' | 'withdraw',
  context: AnswerContext,
): Decision<{ readonly side: 'firm' | 'provider' }> {
  const side = context.isOutside ? 'provider' : 'firm';
  if (context.state !== 'proposed') {
    return decline(
      'agreement.is-settled',
      `This version is ${context.state}. Propose a new version to change something.`,
      ['versionId'],
    );
  }
  if (answer === 'withdraw') {
    return context.isProposer
      ? accept({ side })
      : decline('agreement.not-yours', 'Only whoever proposed a version withdraws it. Decline it with a reason.', [
          'versionId',
        ]);
  }
  if (side === 'firm' && answer === 'agree' && !context.isOwner) {
    return decline('agreement.owner-agrees', 'For the firm its owner agrees. Ask an owner to look at this version.', [
      'versionId',
    ]);
  }
  const hasAgreed = side === 'firm' ? context.firmAgreed : context.providerAgreed;
  if (hasAgreed) {
    return decline(
      'agreement.side-agreed',
      `The ${side} has agreed to this version already. It waits for the other side.`,
      ['versionId'],
    );
  }
  return accept({ side });
}
