import * as z from 'zod';
import { addDays, type Day } from '../day.ts';
import { type Refusal, refuse } from '../refusal.ts';

export const factorGroups = ['behavioral', 'financial', 'relationship'] as const;
export const factorAnswers = ['points to employee', 'points to contractor', 'both ways', 'does not apply'] as const;
export type FactorAnswer = (typeof factorAnswers)[number];

/** A dated pack of the questions that a classification file answers. */
export const classificationPackSchema = z.object({
  version: z.number().int().min(1),
  effectiveFrom: z.string(),
  source: z.string(),
  note: z.string(),
  factors: z.array(
    z.object({
      id: z.string().regex(/^[a-z0-9-]{1,40}$/),
      test: z.enum(['common law', 'twenty factors']),
      group: z.enum(factorGroups),
      question: z.string(),
      employeeWhen: z.string(),
      evidence: z.string(),
    }),
  ),
});
export type ClassificationPack = z.infer<typeof classificationPackSchema>;

export interface AnsweredFactor {
  readonly factorId: string;
  readonly answer: FactorAnswer;
  readonly note: string;
}

/** What the answers come to. `points` is from -100 (all to contractor) to 100 (all to employee): guidance, no verdict. */
export interface ClassificationScore {
  readonly answered: number;
  readonly asked: number;
  readonly points: number;
  readonly byGroup: Readonly<Record<(typeof factorGroups)[number], number>>;
  readonly sentence: string;
}

const weights: Readonly<Record<FactorAnswer, number | null>> = {
  'points to employee': 100,
  'points to contractor': -100,
  'both ways': 0,
  'does not apply': null,
};

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** Scores a questionnaire [CL1]. No factor decides by itself, and the label in the contract none at all. */
export function scoreClassification(pack: ClassificationPack, answers: readonly AnsweredFactor[]): ClassificationScore {
  const known = new Map(answers.map((answer) => [answer.factorId, answer.answer]));
  const weighed = pack.factors.flatMap((factor) => {
    const answer = known.get(factor.id);
    const weight = answer === undefined ? null : weights[answer];
    return weight === null ? [] : [{ group: factor.group, weight }];
  });
  const points = meanOf(weighed.map(({ weight }) => weight));
  const answered = pack.factors.filter((factor) => known.has(factor.id)).length;
  return {
    answered,
    asked: pack.factors.length,
    points,
    byGroup: Object.fromEntries(
      factorGroups.map((group) => [
        group,
        meanOf(weighed.filter((one) => one.group === group).map(({ weight }) => weight)),
      ]),
    ) as ClassificationScore['byGroup'],
    sentence: describeScore(points, answered, pack.factors.length),
  };
}

function describeScore(points: number, answered: number, asked: number): string {
  if (answered === 0) return 'Nothing is answered yet.';
  const part = answered < asked ? `${answered} of ${asked} questions are answered. ` : '';
  if (points >= 40)
    return `${part}Most answers point to an employee. Ask counsel for employment before going on as you do.`;
  if (points <= -40) return `${part}Most answers point to an independent contractor. The attorney decides.`;
  return `${part}The answers point both ways. Look at the evidence of each; the attorney decides.`;
}

/** What the app's own records say of a contractor over a time; figures, not judgements. Hours in hundredths. */
export interface WorkingPattern {
  readonly weeks: number;
  readonly hourlyOrders: number;
  readonly orders: number;
  readonly declinedOrders: number;
  readonly hundredthsAWeek: number;
  readonly handedOffOrders: number;
  readonly methodSteps: number;
  readonly steps: number;
  /** Deliveries whose local hour lies within the commonest eight hours of weekdays, and all of them. */
  readonly inFixedHours: number;
  readonly deliveries: number;
}

export interface ClassificationSignal {
  readonly code: 'fixed hours' | 'hourly only' | 'full time' | 'nobody else' | 'how, not what' | 'never declines';
  readonly sentence: string;
}

const fullTimeHundredths = 35_00;

/** What in the pattern of work an examiner would ask about [CL2]. Too few orders or weeks say nothing. */
export function findSignals(pattern: WorkingPattern): ClassificationSignal[] {
  const isEnough = pattern.orders >= 5 && pattern.weeks >= 4;
  const found: (ClassificationSignal | false)[] = [
    isEnough &&
      pattern.hourlyOrders === pattern.orders && {
        code: 'hourly only',
        sentence: `All ${pattern.orders} work orders are paid by the hour: no chance of profit or loss.`,
      },
    pattern.weeks >= 4 &&
      pattern.hundredthsAWeek >= fullTimeHundredths && {
        code: 'full time',
        sentence: `${Math.round(pattern.hundredthsAWeek / 100)} hours a week for this firm leave little room for others.`,
      },
    isEnough &&
      pattern.handedOffOrders === 0 && {
        code: 'nobody else',
        sentence: 'No work was ever handed to somebody else of theirs: the firm may be buying one person.',
      },
    isEnough && pattern.declinedOrders === 0 && { code: 'never declines', sentence: 'No offer was ever declined.' },
    pattern.steps >= 10 &&
      pattern.methodSteps * 2 > pattern.steps && {
        code: 'how, not what',
        sentence: `${pattern.methodSteps} of ${pattern.steps} checklist steps say how the work is done, not what is to come out of it.`,
      },
    pattern.deliveries >= 20 &&
      pattern.inFixedHours * 10 >= pattern.deliveries * 9 && {
        code: 'fixed hours',
        sentence: 'Nine of ten deliveries come within the same eight hours of weekdays, as a shift would.',
      },
  ];
  return found.filter((signal): signal is ClassificationSignal => signal !== false);
}

export const classificationDecisions = [
  'independent contractor',
  'vendor business',
  'employee',
  'ask the IRS (Form SS-8)',
] as const;

/** A refusal of a decision without reasons or with a review later than a year [CL3]; null where it stands. */
export function declineClassification(reasons: string, reviewOn: Day, today: Day): Refusal | null {
  if (reasons.trim() === '')
    return refuse('provider.classification-reasons', 'Say why: the reasons are what the file is kept for.', [
      'reasons',
    ]);
  if (reviewOn > today && reviewOn <= addDays(today, 366)) return null;
  return refuse('provider.classification-review', 'Set the review within a year from today.', ['reviewOn']);
}

/** When something was delivered, by the clock where it was due: 1 is Monday, hours from 0. */
export interface LocalHour {
  readonly weekday: number;
  readonly hour: number;
}

/** How many deliveries lie within the commonest eight hours of weekdays, as a shift would have them [CL2]. */
export function countInFixedHours(deliveries: readonly LocalHour[]): number {
  const starts = Array.from({ length: 17 }, (_, start) => start);
  const within = (start: number) =>
    deliveries.filter(({ weekday, hour }) => weekday <= 5 && hour >= start && hour < start + 8).length;
  return Math.max(...starts.map(within));
}
