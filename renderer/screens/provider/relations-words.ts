import type { Answers } from '../../app/answers.ts';
import type { MarkTone } from '../../components/mark.tsx';

export type Provider = Answers['agreement']['listProviders']['rows'][number];
export type Version = Answers['agreement']['getVersion'];
export type VersionRow = Answers['agreement']['listVersions']['rows'][number];
export type Clause = Answers['agreement']['listClauses']['rows'][number];
export type Measure = Answers['agreement']['codes']['measures'][number];
export type AgreedTarget = Version['targets'][number];

/** "95 %", "99.5 %": thousandths as people say them. */
export function formatShare(perMille: number): string {
  return `${perMille % 10 === 0 ? perMille / 10 : (perMille / 10).toFixed(1)} %`;
}

/** "at least 95 % within 3 business days": a target in words. */
export function describeTarget(target: AgreedTarget, measure: Pick<Measure, 'sense' | 'unit'>): string {
  const share = `at ${measure.sense} ${formatShare(target.targetPerMille)}`;
  return target.limit === null ? share : `${share} within ${target.limit} ${measure.unit}`;
}

/** Where a version stands, as a mark. */
export function describeVersion(
  version: Pick<VersionRow, 'state' | 'inForce' | 'firmAgreed' | 'providerAgreed' | 'endsOn'>,
  today: string,
): {
  readonly tone: MarkTone;
  readonly word: string;
} {
  if (version.inForce) return { tone: 'good', word: 'In force' };
  switch (version.state) {
    case 'agreed':
      return version.endsOn !== null && version.endsOn < today
        ? { tone: 'plain', word: 'Ended' }
        : { tone: 'info', word: 'Agreed' };
    case 'declined':
      return { tone: 'plain', word: 'Declined' };
    case 'withdrawn':
      return { tone: 'plain', word: 'Withdrawn' };
    case 'proposed':
      if (version.firmAgreed) return { tone: 'look', word: 'Waits for the provider' };
      return { tone: 'look', word: version.providerAgreed ? 'Waits for the firm' : 'Proposed' };
  }
}

/** Whether a clause was found, as a mark. */
export function describeClause(clause: Pick<Clause, 'isPresent' | 'basis'>): {
  readonly tone: MarkTone;
  readonly word: string;
} {
  if (clause.isPresent === true) return { tone: 'good', word: 'Present' };
  if (clause.isPresent === false) return { tone: clause.basis === 'business' ? 'look' : 'danger', word: 'Absent' };
  return { tone: 'plain', word: 'Not looked at' };
}

const answerWords: Readonly<Record<string, string>> = {
  approved: 'agreed for the firm',
  accepted: 'agreed for the provider',
  declined: 'declined',
  withdrawn: 'took it back',
};

/** "agreed for the firm": what somebody said to a version. */
export function describeAnswer(answer: string): string {
  return answerWords[answer] ?? answer;
}
