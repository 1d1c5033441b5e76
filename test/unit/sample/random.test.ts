import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../electron/data/sample/random.ts';
import { Schedule } from '../../../electron/data/sample/schedule.ts';

describe('random numbers of the sample firm', () => {
  it('follow from the seed alone, and a fork changes nothing', () => {
    const draw = (random = createRandom('seed')) => Array.from({ length: 20 }, () => random.int(0, 999));
    expect(draw()).toEqual(draw());
    expect(draw(createRandom('other'))).not.toEqual(draw());
    const forked = createRandom('seed');
    forked.fork('side').int(0, 9);
    expect(draw(forked)).toEqual(draw());
  });

  it('stay within their bounds', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -1000, max: 1000 }), fc.nat(2000), (seed, low, span) => {
        const drawn = createRandom(seed).int(low, low + span);
        expect(drawn).toBeGreaterThanOrEqual(low);
        expect(drawn).toBeLessThanOrEqual(low + span);
      }),
    );
  });
});

describe('the schedule', () => {
  it('gives steps in the order of their instants, and equal ones in the order in which they came', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), (instants) => {
        const schedule = new Schedule();
        const placed = instants.map((atMs, order) => ({ atMs, order }));
        const orders = new Map<() => Promise<void>, number>();
        for (const { atMs, order } of placed) {
          const run = async () => {};
          orders.set(run, order);
          schedule.add(atMs, run);
        }
        const taken: { atMs: number; order: number }[] = [];
        for (let step = schedule.take(); step !== undefined; step = schedule.take()) {
          taken.push({ atMs: step.atMs, order: orders.get(step.run) ?? -1 });
        }
        expect(taken).toEqual([...placed].sort((a, b) => a.atMs - b.atMs || a.order - b.order));
      }),
    );
  });
});
