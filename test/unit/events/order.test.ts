import { describe, expect, it } from 'vitest';
import { clockBoundMs, clockMs, EventClock, formatClock } from '../../../electron/data/events/event-clock.ts';
import { headsOf, orderEvents } from '../../../electron/data/events/event-order.ts';

const event = (id: string, ...parents: string[]) => ({ id, parents });

describe('the order', () => {
  it('OR1 puts parents first and otherwise goes by id: known answer', () => {
    const set = [event('b2', 'c3'), event('d0'), event('c3', 'a1'), event('a1')];
    expect(orderEvents(set).map(({ id }) => id)).toEqual(['a1', 'c3', 'b2', 'd0']);
    expect(headsOf(set)).toEqual(['b2', 'd0']);
  });

  it('OR1 takes a parent that is not there as done, and ends where there is a circle', () => {
    expect(orderEvents([event('b', 'missing'), event('a')]).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(orderEvents([event('b', 'a'), event('a', 'b'), event('c')]).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });
});

describe('the clock', () => {
  it('EN6 goes on when time stands still or goes back', () => {
    let nowMs = 5_000;
    const clock = new EventClock(() => nowMs);
    const first = clock.tick();
    const second = clock.tick();
    nowMs = 1;
    const third = clock.tick();
    expect([first, second, third].map(clockMs)).toEqual([5_000, 5_000, 5_000]);
    expect(first < second && second < third).toBe(true);
    nowMs = 6_000;
    expect(clock.tick()).toBe(formatClock(6_000, 0));
  });

  it('EN6 stays after what it has seen, up to the bound', () => {
    const clock = new EventClock(() => 1_000);
    expect(clock.observe(formatClock(1_000 + clockBoundMs, 7), 1_000)).toBe(0);
    expect(clock.tick()).toBe(formatClock(1_000 + clockBoundMs, 8));
    expect(clock.observe(formatClock(1_000 + clockBoundMs + 9, 0), 1_000)).toBe(9);
    expect(clockMs(clock.tick())).toBe(1_000 + clockBoundMs);
  });

  it('EN6 resumes after its own last event, however far ahead that is', () => {
    const clock = new EventClock(() => 1_000);
    clock.resume(formatClock(9_999_999_999, 3));
    expect(clock.tick()).toBe(formatClock(9_999_999_999, 4));
  });

  it('counts on into the next millisecond when the counter is full', () => {
    const clock = new EventClock(() => 1_000, formatClock(1_000, 0xffff));
    expect(clock.tick()).toBe(formatClock(1_001, 0));
    expect(() => formatClock(-1, 0)).toThrow();
  });
});
