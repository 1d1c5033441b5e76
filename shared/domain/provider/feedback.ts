import type { Day } from '../day.ts';
import { accept, type Decision, decline } from '../refusal.ts';
import type { OrderState } from './order-state.ts';

/** What a piece of work is graded on, from 1 to 5: results, not how somebody works. */
export const gradedParts = ['accuracy', 'completeness', 'timeliness', 'format', 'communication'] as const;
export type GradedPart = (typeof gradedParts)[number];
export type Grades = Readonly<Record<GradedPart, number>>;

/** Short reasons for a grade. */
export const reasonTags = [
  'thorough',
  'well sourced',
  'ahead of time',
  'clear questions',
  'error of fact',
  'error in figures',
  'missing part',
  'late',
  'wrong format',
  'unclear',
] as const;

export const momentKinds = ['meeting', 'thanks', 'team event', 'feedback talk', 'other'] as const;

/** States of an order whose work the firm has accepted. */
export const acceptedStates: readonly OrderState[] = ['work accepted', 'invoiced', 'paid'];
/** States that an order no longer moves from by the provider's work. */
const closedStates: readonly OrderState[] = [...acceptedStates, 'declined', 'cancelled'];

/** Work is rated once the firm has accepted it [FB1]. */
export function decideRating(order: {
  readonly state: OrderState;
  readonly isOutside: boolean;
}): Decision<{ readonly ok: true }> {
  if (order.isOutside) {
    return decline('feedback.firm-rates', 'The firm rates the work. Reply to its rating instead.', ['orderId']);
  }
  if (!acceptedStates.includes(order.state)) {
    return decline(
      'feedback.not-accepted',
      'Only accepted work is rated. Accept it or give it back first, then rate it.',
      ['orderId'],
    );
  }
  return accept({ ok: true });
}

/** Mean of the grades in tenths, rounded half up: 4.2 is 42. Null for none. */
export function meanGrade(grades: readonly number[]): number | null {
  if (grades.length === 0) return null;
  return Math.round((grades.reduce((sum, one) => sum + one, 0) * 10) / grades.length);
}

/** A project is closed once none of its orders is open [RL2]. `openNumbers` are those that are. */
export function decideCloseOut(
  orders: readonly { readonly number: string; readonly state: OrderState }[],
  project: { readonly closedOn: Day; readonly today: Day; readonly accessEndedOn?: Day | undefined },
): Decision<{ readonly ok: true }> {
  const open = orders.filter((order) => !closedStates.includes(order.state)).map((order) => order.number);
  if (open.length > 0) {
    return decline(
      'relationship.orders-open',
      `Work orders ${open.join(', ')} are still open. Accept or cancel them, then close the project.`,
      ['orderIds'],
    );
  }
  if (project.closedOn > project.today) {
    return decline('relationship.closed-in-future', 'A project is closed today or earlier. Check the day.', [
      'closedOn',
    ]);
  }
  if (project.accessEndedOn !== undefined && project.accessEndedOn > project.today) {
    return decline(
      'relationship.access-ends-later',
      'Access that is still open has not ended. Give the day once it has.',
      ['accessEndedOn'],
    );
  }
  return accept({ ok: true });
}
