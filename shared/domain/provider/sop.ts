import { Temporal } from 'temporal-polyfill';
import { type Day, formatLongDay } from '../day.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { stepTags } from './step-tag.ts';

/** One step of an SOP. `source` names the rule where ethics or law ask for it. */
export interface SopStep {
  readonly text: string;
  readonly tag: (typeof stepTags)[number];
  readonly source: string;
}

/** A question of the quiz that goes with an SOP: one answer of several is right. */
export interface QuizQuestion {
  readonly question: string;
  readonly options: readonly string[];
  /** Place of the right option. */
  readonly answer: number;
}

/** What an SOP says. */
export interface SopContent {
  readonly title: string;
  readonly purpose: string;
  readonly trigger: string;
  readonly inputs: string;
  readonly steps: readonly SopStep[];
  readonly decisions: readonly { readonly when: string; readonly action: string }[];
  readonly checks: readonly string[];
  readonly escalation: string;
  readonly forms: string;
  readonly quiz: readonly QuizQuestion[];
}

const monthsMax = 12;

/** A refusal of a review day that has passed or lies more than twelve months ahead [SO3]; null where it is good. */
export function declineReviewDay(reviewBy: Day, effectiveOn: Day, today: Day): Refusal | null {
  const latest = monthsLater(effectiveOn > today ? effectiveOn : today, monthsMax);
  if (reviewBy > today && reviewBy > effectiveOn && reviewBy <= latest) return null;
  return refuse(
    'provider.review-day',
    `An SOP is reviewed within twelve months. Give a day after ${formatLongDay(today)}, by ${formatLongDay(latest)}.`,
    ['reviewBy'],
  );
}

function monthsLater(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

/** A refusal of a quiz that cannot be answered: no options, or a right one that is not among them [SO4]. */
export function declineQuiz(quiz: readonly QuizQuestion[]): Refusal | null {
  const bad = quiz.findIndex(({ options, answer }) => options.length < 2 || options[answer] === undefined);
  if (bad === -1) return null;
  return refuse(
    'provider.quiz-incomplete',
    `Question ${bad + 1} needs at least two answers, one of them marked as right.`,
    ['quiz'],
  );
}

/** A refusal that names the questions answered wrongly [SO4]; null where all are right. `answers` are places of options. */
export function gradeQuiz(quiz: readonly QuizQuestion[], answers: readonly number[]): Refusal | null {
  const wrong = quiz.flatMap(({ answer }, place) => (answers[place] === answer ? [] : [place + 1]));
  if (wrong.length === 0) return null;
  const which = wrong.length === 1 ? `Question ${wrong[0]} is` : `Questions ${wrong.join(', ')} are`;
  return refuse('provider.quiz-wrong', `${which} not right yet. Read the SOP again and answer once more.`, ['answers']);
}

/** An SOP as lines of text, the same for the same content: what two versions are compared by. */
export function sopLines(content: SopContent): string[] {
  const section = (title: string, lines: readonly string[]) => {
    const said = lines.filter((line) => line.trim() !== '');
    return said.length === 0 ? [] : [title, ...said];
  };
  const text = (value: string) => value.split('\n');
  return [
    content.title,
    ...section('Purpose', text(content.purpose)),
    ...section('Trigger', text(content.trigger)),
    ...section('Inputs', text(content.inputs)),
    ...section(
      'Steps',
      content.steps.map((step) => `${step.text} [${step.tag}${step.source === '' ? '' : `: ${step.source}`}]`),
    ),
    ...section(
      'Decisions',
      content.decisions.map((row) => `When ${row.when}: ${row.action}`),
    ),
    ...section('Quality checks', content.checks),
    ...section('Escalation', text(content.escalation)),
    ...section('Forms', text(content.forms)),
    ...section(
      'Quiz',
      content.quiz.map((one) => `${one.question} (${one.options.join(' / ')})`),
    ),
  ];
}

/** A line of two versions: in both, only in the newer, only in the older. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/**
 * What changed from one list of lines to another, by the longest common subsequence: lines of `before` that are gone are
 * `removed`, those that came are `added`. Removed lines stand before added ones. Time and memory grow with the product
 * of both lengths, so it is for texts of some hundred lines.
 */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const lengths = commonLengths(before, after);
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  const found: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const [old, young] = [before[i], after[j]];
    if (old !== undefined && old === young) {
      found.push({ kind: 'same', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (young === undefined || at(i + 1, j) >= at(i, j + 1))) {
      found.push({ kind: 'removed', text: old });
      i += 1;
    } else if (young !== undefined) {
      found.push({ kind: 'added', text: young });
      j += 1;
    }
  }
  return found;
}

/** Lengths of the longest common subsequences of all endings of both lists. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row === undefined) continue;
      row[j] =
        before[i] === after[j]
          ? 1 + (lengths[i + 1]?.[j + 1] ?? 0)
          : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
