import { randomBytes } from 'node:crypto';
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const logBytesMax = 1_000_000;

/** Where faults are kept: what kind and where in the program, never what anybody had written. */
export interface FaultLog {
  /** Notes a fault and returns its incident id, which a person can quote. */
  record(error: unknown, during: string): string;
}

/** A fault log in `<data>/faults.log`, two files of at most 1 MB, also said on the error stream. */
export function createFaultLog(dataFolder: string, say: (line: string) => void = console.error): FaultLog {
  const file = join(dataFolder, 'faults.log');
  return {
    record(error, during) {
      const incident = randomBytes(4).toString('hex');
      const line = JSON.stringify({ incident, at: new Date().toISOString(), during, ...describeFault(error) });
      say(line);
      try {
        if (sizeOf(file) > logBytesMax) renameSync(file, `${file}.1`);
        appendFileSync(file, `${line}\n`, { mode: 0o600 });
      } catch {
        // A full disk must not hide the fault itself, which the error stream has.
      }
      return incident;
    },
  };
}

/** Kind, code and places of an error; its message may quote client data and is left out. */
function describeFault(error: unknown): { name: string; code?: string; places: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, places: [] };
  const places = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) =>
      line.trim().replace(/\(?(?:file:\/\/)?[^\s()]*[/\\]((?:dist|electron|shared|node_modules)[/\\])/, '($1'),
    );
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name: error.name, ...code, places };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
