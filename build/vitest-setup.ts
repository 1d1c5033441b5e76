import { bundleStale } from './bundle.ts';

/** Builds the programs and workers that tests start, once before the first test. */
export default async function buildBeforeTests(): Promise<void> {
  try {
    await bundleStale(['node']);
  } catch (error) {
    // The tests that start a built program fail by themselves; all others can still say what they know.
    console.error('Some Node parts could not be built:', error instanceof Error ? error.message : error);
  }
}
