/** What a command line talks to; a test brings its own. */
export interface CommandLineIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output: answers alone, never a remark. */
  out(text: string): void;
  /** Writes a line to the error stream: remarks, progress, faults. */
  err(line: string): void;
  /** All of standard input as text. */
  readStdin(): Promise<string>;
  /** Asks on the terminal without showing what is typed; null where there is no terminal. */
  askHidden(question: string): Promise<string | null>;
  /** Aborted when the person ends the program. */
  readonly signal: AbortSignal;
  /** The built data program, started where none runs on the folder. */
  readonly dataProgram: string;
}

/** Exit statuses: done, a fault, a refusal or wrong use. */
export const exitStatus = { done: 0, fault: 1, refused: 2 } as const;

/** A mistake in how the command line was called. */
export class UsageError extends Error {}
