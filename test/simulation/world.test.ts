import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { seedRandomness } from '../support/seeded-randomness.ts';
import { runSeed } from '../support/simulation/run-seed.ts';

// Ids, keys and nonces follow from the seed too, so that a seed is one story and not a family of them.
vi.mock('node:crypto', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:crypto')>();
  const { seededBytes } = await import('../support/seeded-randomness.ts');
  return { ...real, default: real, randomBytes: seededBytes };
});

/** Seeds that once failed: each is run every time. */
const seedsFile = join(import.meta.dirname, 'seeds.json');
const kept = (JSON.parse(readFileSync(seedsFile, 'utf8')) as { failed: number[] }).failed;

const steps = 40;
const firstSeed = Number(process.env['ANNEX_SIM_FROM'] ?? 1);
/** As many seeds as fit in a minute, or as many as are asked for. */
const wanted = Number(process.env['ANNEX_SIM_SEEDS'] ?? 0);
const budgetMs = 55_000;
const limitMs = 6 * 60 * 60_000;

function keepSeed(seed: number): void {
  if (kept.includes(seed)) return;
  writeFileSync(seedsFile, `{ "failed": [${[...kept, seed].join(', ')}] }\n`);
}

async function simulate(seed: number): Promise<string[]> {
  seedRandomness(seed);
  return await runSeed(seed, { steps });
}

describe('a firm on several devices, whatever happens to disks, clocks, network, hub and people', () => {
  it.each(kept)('comes to the same on every device (seed %i, which failed before)', async (seed) => {
    expect(await simulate(seed)).toEqual([]);
  });

  it('comes to the same on every device, with nothing lost and every cent in its place', {
    timeout: limitMs,
  }, async () => {
    const until = Date.now() + budgetMs;
    let seed = firstSeed;
    for (; wanted === 0 ? Date.now() < until : seed < firstSeed + wanted; seed += 1) {
      const problems = await simulate(seed);
      if (problems.length > 0) keepSeed(seed);
      expect(problems, `seed ${seed}`).toEqual([]);
    }
    console.info(`Simulated ${seed - firstSeed} seeds from ${firstSeed}.`);
    expect(seed).toBeGreaterThan(firstSeed);
  });
});

it('is the same story for the same seed', async () => {
  const tell = async () => {
    seedRandomness(7);
    const told: string[] = [];
    await runSeed(7, {
      steps,
      onDeviceClosed: (device) => told.push(device.id, device.today(), String(device.acknowledged.length)),
    });
    return told;
  };
  expect(await tell()).toEqual(await tell());
});
