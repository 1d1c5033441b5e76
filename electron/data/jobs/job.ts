import type { Refusal } from '../../../shared/domain/refusal.ts';
import type { PaperAttachment, PaperData, PaperKind } from '../paper/paper-data.ts';
import type { ExtractedText, TextSource } from './text/extract-text.ts';

/** What the `pdf` job renders: a kind of paper with its data. */
export type PdfJobInput = { [K in PaperKind]: { readonly kind: K; readonly data: PaperData[K] } }[PaperKind] & {
  /** Pages that follow the paper's own. */
  readonly attachments?: readonly PaperAttachment[];
};

/**
 * Every job that runs in a worker: what it takes and what it answers. Both must survive structured cloning. The job
 * `name` runs in `electron/data/jobs/<name>-worker.ts`.
 */
export interface JobKinds {
  readonly pdf: { readonly input: PdfJobInput; readonly result: Uint8Array };
  readonly 'extract-text': { readonly input: TextSource; readonly result: ExtractedText };
}

export type JobKind = keyof JobKinds;

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** A piece of long work as a screen shows it. */
export interface Job {
  readonly jobId: string;
  readonly kind: string;
  /** For people: "Invoice 2026-0012". */
  readonly title: string;
  readonly state: JobState;
  /** Progress: `done` of `total`, both 0 while unknown, and `what` is counted, in words. */
  readonly done: number;
  readonly total: number;
  readonly what: string;
  /** A sentence when it failed, otherwise empty. */
  readonly error: string;
  readonly startedAtMs: number;
}

/** How a job ended. A fault is unexpected and belongs in the log; a refusal is for the person. */
export type JobOutcome<T> =
  | { readonly state: 'done'; readonly result: T }
  | { readonly state: 'failed'; readonly refusal: Refusal }
  | { readonly state: 'failed'; readonly fault: Error }
  | { readonly state: 'cancelled' };

/** What running work is given: a signal that says "stop", and a way to say how far it is. */
export interface JobContext {
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, what: string) => void;
}

/** Thrown by a job's work to end it with an expected "no". */
export class JobRefusal extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.sentence);
    this.name = 'JobRefusal';
    this.refusal = refusal;
  }
}
