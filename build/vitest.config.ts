import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  test: {
    include: ['test/{unit,property,simulation,integration}/**/*.test.{ts,tsx}'],
    globalSetup: ['build/vitest-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
    expect: { poll: { timeout: 10_000 } },
    env: { TZ: 'America/New_York' },
  },
});
