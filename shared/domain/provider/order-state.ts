/** The states of a work order, in the order of work; then its exits [WO1]. */
export const orderStates = [
  'draft',
  'offered',
  'accepted',
  'in progress',
  'delivered',
  'in review',
  'rework',
  'work accepted',
  'invoiced',
  'paid',
  'declined',
  'cancelled',
] as const;
export type OrderState = (typeof orderStates)[number];

/** What somebody may do with a work order. */
export const orderSteps = [
  'draft',
  'amend',
  'offer',
  'accept',
  'decline',
  'start',
  'hand off',
  'stop clock',
  'resume clock',
  'check',
  'deliver',
  'review',
  'accept work',
  'return work',
  'invoice',
  'pay',
  'withdraw invoice',
  'reverse payment',
  'cancel',
] as const;
export type OrderStep = (typeof orderSteps)[number];

/** The contractor's own steps [WO3]. */
export const contractorSteps: readonly OrderStep[] = [
  'accept',
  'decline',
  'start',
  'hand off',
  'stop clock',
  'check',
  'deliver',
];
/** What follows from the contractor's invoice and its payments; nobody takes these steps by hand [WO13]. */
export const followingSteps: readonly OrderStep[] = ['withdraw invoice', 'reverse payment'];

/** States in which the contractor works: its clock runs. */
export const workingStates: readonly OrderState[] = ['accepted', 'in progress', 'rework'];

/** States after which nothing of the contractor's is left to do. */
export const endedStates: readonly OrderState[] = ['work accepted', 'invoiced', 'paid', 'declined', 'cancelled'];

interface Turn {
  readonly from: readonly OrderState[];
  /** The state that it leads to; absent where the state stays. */
  readonly to?: OrderState;
}

const untilAccepted: readonly OrderState[] = ['draft', 'offered', 'declined'];
const inReview: readonly OrderState[] = ['delivered', 'in review'];

/** The state machine of provider work [WO1]: from where each step may be taken, and where it leads. */
const turns: Readonly<Record<OrderStep, Turn>> = {
  draft: { from: [], to: 'draft' },
  amend: { from: untilAccepted },
  offer: { from: untilAccepted, to: 'offered' },
  accept: { from: ['offered'], to: 'accepted' },
  decline: { from: ['offered', 'accepted'], to: 'declined' },
  start: { from: ['accepted', 'rework'], to: 'in progress' },
  'hand off': { from: workingStates },
  'stop clock': { from: workingStates },
  'resume clock': { from: workingStates },
  check: { from: [...workingStates, ...inReview] },
  deliver: { from: workingStates, to: 'delivered' },
  review: { from: ['delivered'], to: 'in review' },
  'accept work': { from: inReview, to: 'work accepted' },
  'return work': { from: inReview, to: 'rework' },
  invoice: { from: ['work accepted', 'invoiced'], to: 'invoiced' },
  pay: { from: ['invoiced'], to: 'paid' },
  'withdraw invoice': { from: ['invoiced'], to: 'work accepted' },
  'reverse payment': { from: ['paid'], to: 'invoiced' },
  cancel: { from: [...untilAccepted, ...workingStates, ...inReview], to: 'cancelled' },
};

/** Where an order stands. `null` instants have not come. Instants are epoch milliseconds. */
export interface OrderStanding {
  readonly state: OrderState;
  /** Steps that were taken apart from another and did not fit any more: kept, shown, without effect [WO2]. */
  readonly outOfTurn: number;
  /** Times that the work was given back. */
  readonly returns: number;
  /** Since when the clock has stood still, waiting for the firm. */
  readonly stoppedSinceMs: number | null;
  /** How long it stood still before that, in milliseconds. */
  readonly stoppedMs: number;
}

/** An order that was just drafted. */
export const draftedOrder: OrderStanding = {
  state: 'draft',
  outOfTurn: 0,
  returns: 0,
  stoppedSinceMs: null,
  stoppedMs: 0,
};

/** True when the step may be taken from this state. */
export function isInTurn(state: OrderState, step: OrderStep): boolean {
  return turns[step].from.includes(state);
}

/** The steps that may be taken from a state. */
export function stepsFrom(state: OrderState): readonly OrderStep[] {
  return orderSteps.filter((step) => isInTurn(state, step));
}

/**
 * Where an order stands after a step, whatever came before: a fold that refuses nothing [WO2]. A step that does not fit
 * the state (two people acted apart) changes nothing but the count of steps out of turn; a cancellation therefore stands
 * whatever was done apart from it.
 */
export function takeStep(standing: OrderStanding, step: OrderStep, atMs: number): OrderStanding {
  if (!isInTurn(standing.state, step) || !fitsClock(standing, step)) {
    return { ...standing, outOfTurn: standing.outOfTurn + 1 };
  }
  const state = turns[step].to ?? standing.state;
  const moved = { ...standing, state, returns: standing.returns + (step === 'return work' ? 1 : 0) };
  if (step === 'stop clock') return { ...moved, stoppedSinceMs: atMs };
  return step === 'resume clock' || !workingStates.includes(state) ? resume(moved, atMs) : moved;
}

function fitsClock({ stoppedSinceMs }: OrderStanding, step: OrderStep): boolean {
  if (step === 'stop clock') return stoppedSinceMs === null;
  return step !== 'resume clock' || stoppedSinceMs !== null;
}

function resume(standing: OrderStanding, atMs: number): OrderStanding {
  if (standing.stoppedSinceMs === null) return standing;
  const stoodMs = Math.max(0, atMs - standing.stoppedSinceMs);
  return { ...standing, stoppedSinceMs: null, stoppedMs: standing.stoppedMs + stoodMs };
}

/**
 * The instant that an order is due with what it waited for the firm added [WO5]: the due instant and every millisecond
 * that the clock stood still, up to `nowMs` where it stands still now.
 */
export function dueWithWaiting(
  dueAtMs: number,
  standing: Pick<OrderStanding, 'stoppedMs' | 'stoppedSinceMs'>,
  nowMs: number,
): number {
  const runningMs = standing.stoppedSinceMs === null ? 0 : Math.max(0, nowMs - standing.stoppedSinceMs);
  return dueAtMs + standing.stoppedMs + runningMs;
}
