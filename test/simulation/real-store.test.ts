import { describe, expect, it } from 'vitest';
import { createDiskLog, EmbeddedHub } from '../support/simulation/embedded-hub.ts';
import { runSeed } from '../support/simulation/run-seed.ts';

const seeds = Array.from({ length: 50 }, (_, index) => 10_001 + index);

describe('a firm over PouchDB on disk and the embedded hub', () => {
  it.each(seeds)('comes to the same on every device (seed %i)', async (seed) => {
    const problems = await runSeed(seed, { steps: 12, hub: new EmbeddedHub(), createLog: createDiskLog });
    expect(problems).toEqual([]);
  });
});
