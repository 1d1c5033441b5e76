import { describe, expect, it } from 'vitest';
import {
  draftedOrder,
  dueWithWaiting,
  type OrderStanding,
  type OrderStep,
  orderStates,
  stepsFrom,
  takeStep,
} from '../../../../shared/domain/provider/order-state.ts';

/** Takes steps an hour apart. */
function walk(...steps: OrderStep[]): OrderStanding {
  return steps.reduce((standing, step, hour) => takeStep(standing, step, hour * 3_600_000), draftedOrder);
}

describe('where a work order stands', () => {
  it('[WO1] goes from draft to paid', () => {
    const standing = walk('offer', 'accept', 'start', 'deliver', 'review', 'accept work', 'invoice', 'pay');
    expect(standing).toEqual({ ...draftedOrder, state: 'paid' });
  });

  it('[WO1] is given back, and delivered again', () => {
    const standing = walk('offer', 'accept', 'start', 'deliver', 'return work', 'start', 'deliver', 'accept work');
    expect(standing).toMatchObject({ state: 'work accepted', returns: 1, outOfTurn: 0 });
  });

  it('[WO1] allows these steps from each state', () => {
    const table = Object.fromEntries(orderStates.map((state) => [state, stepsFrom(state).join(', ')]));
    expect(table).toEqual({
      draft: 'amend, offer, cancel',
      offered: 'amend, offer, accept, decline, cancel',
      accepted: 'decline, start, hand off, stop clock, resume clock, check, deliver, cancel',
      'in progress': 'hand off, stop clock, resume clock, check, deliver, cancel',
      delivered: 'check, review, accept work, return work, cancel',
      'in review': 'check, accept work, return work, cancel',
      rework: 'start, hand off, stop clock, resume clock, check, deliver, cancel',
      'work accepted': 'invoice',
      invoiced: 'invoice, pay, withdraw invoice',
      paid: 'reverse payment',
      declined: 'amend, offer, cancel',
      cancelled: '',
    });
  });

  it('[WO2] a cancellation stands, whichever of the two came first', () => {
    expect(walk('offer', 'accept', 'cancel')).toMatchObject({ state: 'cancelled', outOfTurn: 0 });
    expect(walk('offer', 'cancel', 'accept')).toMatchObject({ state: 'cancelled', outOfTurn: 1 });
  });

  it('[WO2] [WO7] what was not accepted is not delivered, and nothing is accepted twice', () => {
    expect(walk('offer', 'deliver')).toMatchObject({ state: 'offered', outOfTurn: 1 });
    expect(walk('offer', 'accept', 'accept')).toMatchObject({ state: 'accepted', outOfTurn: 1 });
    expect(walk('offer', 'accept', 'amend')).toMatchObject({ state: 'accepted', outOfTurn: 1 });
  });

  it('[WO5] the clock stands still while the work waits for the firm', () => {
    const stopped = walk('offer', 'accept', 'stop clock');
    const hour = 3_600_000;
    expect(stopped.stoppedSinceMs).toBe(2 * hour);
    expect(dueWithWaiting(100 * hour, stopped, 5 * hour)).toBe(103 * hour);
    const resumed = takeStep(stopped, 'resume clock', 6 * hour);
    expect(resumed).toMatchObject({ stoppedSinceMs: null, stoppedMs: 4 * hour });
    expect(dueWithWaiting(100 * hour, resumed, 50 * hour)).toBe(104 * hour);
    expect(takeStep(stopped, 'deliver', 4 * hour)).toMatchObject({ stoppedSinceMs: null, stoppedMs: 2 * hour });
    expect(takeStep(stopped, 'stop clock', 4 * hour)).toMatchObject({ outOfTurn: 1, stoppedSinceMs: 2 * hour });
    expect(walk('offer', 'accept', 'resume clock').outOfTurn).toBe(1);
  });
});
