import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeAtomically } from './write-atomically.ts';

/** Slows down tries at the passphrase. It never ends them: one's own data cannot be locked out of. */
export interface UnlockThrottle {
  /** Milliseconds until the next try may be made; 0 when it may be made now. */
  waitMs(): number;
  /** Runs a try, one at a time. `try` answers whether the passphrase was right. Answers 'too-soon' without trying. */
  run(attempt: () => Promise<boolean>): Promise<'right' | 'wrong' | 'too-soon'>;
}

const fileName = 'unlock-tries.json';
const firstDelayMs = 500;
const delayMsMax = 30_000;
const triesSchema = z.object({ failures: z.number().int().min(0).max(1_000_000), lastFailureAtMs: z.number().int() });

/** The delay after so many failures in a row: none, 0.5 s, 1 s, 2 s … 30 s. */
export function delayMsAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(delayMsMax, firstDelayMs * 2 ** Math.min(failures - 1, 10));
}

/**
 * The throttle of one data folder. Failures are kept in memory and in a small file, so that starting again does not
 * reset them; a file that cannot be read or written counts for nothing.
 */
export function createUnlockThrottle(folder: string, nowMs: () => number = Date.now): UnlockThrottle {
  const file = join(folder, fileName);
  let tries = readTries(file);
  let queue: Promise<unknown> = Promise.resolve();

  function waitMs(): number {
    const delayMs = delayMsAfter(tries.failures);
    // A clock that was set back must not make the wait longer than the delay itself.
    return Math.min(delayMs, Math.max(0, tries.lastFailureAtMs + delayMs - nowMs()));
  }

  async function attemptNow(attempt: () => Promise<boolean>): Promise<'right' | 'wrong' | 'too-soon'> {
    if (waitMs() > 0) return 'too-soon';
    const isRight = await attempt();
    tries = isRight ? noTries : { failures: tries.failures + 1, lastFailureAtMs: nowMs() };
    keepTries(file, tries);
    return isRight ? 'right' : 'wrong';
  }

  return {
    waitMs,
    run: (attempt) => {
      const result = queue.then(() => attemptNow(attempt));
      queue = result.catch(() => undefined);
      return result;
    },
  };
}

/** One try that is not counted: of a passphrase that has just opened another vault of this machine. */
export const uncounted: UnlockThrottle = {
  waitMs: () => 0,
  run: async (attempt) => ((await attempt()) ? 'right' : 'wrong'),
};

type Tries = z.infer<typeof triesSchema>;

const noTries: Tries = { failures: 0, lastFailureAtMs: 0 };

function readTries(file: string): Tries {
  try {
    return triesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return noTries;
  }
}

function keepTries(file: string, tries: Tries): void {
  try {
    if (tries.failures === 0) rmSync(file, { force: true });
    else writeAtomically(file, JSON.stringify(tries));
  } catch {
    // A full disk must not keep anybody out.
  }
}
