import { accept, type Decision, decline } from '../refusal.ts';

export type ConflictResult = 'clear' | 'clear with waiver' | 'conflict';
export type HitDecision = 'not the same person' | 'not adverse' | 'waivable' | 'not waivable';

/** An attorney's word on one hit. */
export interface DecidedHit {
  readonly key: string;
  readonly decision: HitDecision;
  readonly reason: string;
}

/** What the rules need to know of a report and of the decision on it. */
export interface ConflictDecisionInput {
  /** Keys of the listed hits. */
  readonly hitKeys: readonly string[];
  readonly isDecided: boolean;
  /** True when a later check exists, or somebody was named since. */
  readonly isOutOfDate: boolean;
  readonly result: ConflictResult;
  readonly hits: readonly DecidedHit[];
}

/**
 * Decides whether a conflict report may be decided so [IN10] to [IN13]: every listed hit has a decision, an adverse one a
 * reason; "not waivable" makes a conflict of it, "waivable" at least a waiver. Who may decide is a question of rights.
 */
export function decideConflictResult(input: ConflictDecisionInput): Decision<ConflictResult> {
  const { hits, result } = input;
  if (input.isDecided) {
    return decline(
      'intake.conflict-is-decided',
      'This conflict check is decided already. Run a new one to look again.',
      ['conflictId'],
    );
  }
  if (input.isOutOfDate) {
    return decline(
      'intake.conflict-out-of-date',
      'This conflict check is out of date: there is a later one, or somebody was named since. Decide the latest one.',
      ['conflictId'],
    );
  }
  const undecided = input.hitKeys.filter((key) => !hits.some((hit) => hit.key === key));
  if (undecided.length > 0) {
    const count = undecided.length === 1 ? 'One hit has' : `${undecided.length} hits have`;
    return decline('intake.hit-not-decided', `${count} no decision yet. Decide every hit.`, ['hits']);
  }
  const unknown = hits.findIndex((hit) => !input.hitKeys.includes(hit.key));
  if (unknown >= 0) {
    return decline('intake.no-such-hit', 'This decision is about a hit that the report does not list.', [
      `hits.${unknown}.key`,
    ]);
  }
  const withoutReason = hits.findIndex(
    (hit) => (hit.decision === 'waivable' || hit.decision === 'not waivable') && hit.reason.trim() === '',
  );
  if (withoutReason >= 0) {
    return decline('intake.hit-needs-reason', 'Give the reason for each hit that is adverse.', [
      `hits.${withoutReason}.reason`,
    ]);
  }
  return checkResult(result, hits);
}

function checkResult(result: ConflictResult, hits: readonly DecidedHit[]): Decision<ConflictResult> {
  if (result === 'conflict') return accept(result);
  if (hits.some((hit) => hit.decision === 'not waivable')) {
    return decline(
      'intake.not-waivable',
      'A hit is not waivable, so this is a conflict. Change that hit or the result.',
      ['result'],
    );
  }
  const hasWaivable = hits.some((hit) => hit.decision === 'waivable');
  if (hasWaivable && result === 'clear') {
    return decline(
      'intake.needs-waiver',
      'A hit needs a waiver, so this is clear with a waiver at best. Change the result.',
      ['result'],
    );
  }
  if (!hasWaivable && result === 'clear with waiver') {
    return decline('intake.nothing-to-waive', 'No hit is waivable, so there is nothing to waive. Choose "clear".', [
      'result',
    ]);
  }
  return accept(result);
}
