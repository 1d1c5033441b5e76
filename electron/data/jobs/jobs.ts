import { randomBytes } from 'node:crypto';
import { workerFile as builtWorkerFile } from '../process/places.ts';
import type { Job, JobContext, JobKind, JobKinds, JobOutcome } from './job.ts';
import { JobRefusal } from './job.ts';
import { createWorkerPool } from './worker-pool.ts';

export interface JobsOptions {
  /** Called on every change of state, and at most every 100 ms for each job on progress. */
  readonly onChange?: (job: Job) => void;
  /** Called with what nobody expected, for the log. */
  readonly onFault?: (job: Job, fault: Error) => void;
  /** Path of the built worker of a kind. */
  readonly workerFile?: (kind: string) => string;
  /** How many worker threads run at a time. */
  readonly workersMax?: number;
  readonly now?: () => number;
}

export interface StartedJob<T> {
  readonly jobId: string;
  /** Never rejects. */
  readonly finished: Promise<JobOutcome<T>>;
}

/** The long work of this data process. It lives here, not in a window: closing one changes nothing. */
export interface Jobs {
  /** Queues a job for a worker thread. */
  start<K extends JobKind>(kind: K, title: string, input: JobKinds[K]['input']): StartedJob<JobKinds[K]['result']>;
  /**
   * Runs work on this thread as a job: for work that is mostly waiting (an import that issues commands). It must yield,
   * and look at its signal. Runs at once, whatever the workers do.
   */
  startHere<T>(kind: string, title: string, work: (context: JobContext) => Promise<T>): StartedJob<T>;
  /** Newest first: what waits or runs, and the last fifty that ended. */
  list(): Job[];
  get(jobId: string): Job | undefined;
  /** The outcome of a job that is listed, for whoever did not start it. */
  outcomeOf(jobId: string): Promise<JobOutcome<unknown>> | undefined;
  /** Asks a job to stop; false when it is unknown or has ended. A worker that does not stop is ended after 2 s. */
  cancel(jobId: string): boolean;
  /** Calls `listener` like `onChange`; the answer ends it. */
  subscribe(listener: (job: Job) => void): () => void;
  /** Cancels everything and ends the threads. */
  close(): Promise<void>;
}

interface Entry {
  job: Job;
  readonly control: AbortController;
  finished: Promise<JobOutcome<unknown>>;
  noticeTimer: NodeJS.Timeout | undefined;
}

const endedKept = 50;
const noticeMs = 100;
const faultSentence = 'This did not work, and the reason is in the log. Nothing was changed. Try again.';

function hasEnded(job: Job): boolean {
  return job.state !== 'waiting' && job.state !== 'running';
}

/** Turns what a job's own work threw into an outcome. */
function outcomeOfThrown(error: unknown, signal: AbortSignal): JobOutcome<never> {
  if (signal.aborted) return { state: 'cancelled' };
  if (error instanceof JobRefusal) return { state: 'failed', refusal: error.refusal };
  return { state: 'failed', fault: error instanceof Error ? error : new Error(String(error)) };
}

/** The registry of long work. Starts no thread until there is a job. */
export function createJobs(options: JobsOptions = {}): Jobs {
  const { workersMax = 2, now = Date.now, workerFile = builtWorkerFile } = options;
  const pool = createWorkerPool(workerFile);
  const entries = new Map<string, Entry>();
  const listeners = new Set<(job: Job) => void>();
  const queue: (() => Promise<void>)[] = [];
  let running = 0;

  const notify = (entry: Entry): void => {
    clearTimeout(entry.noticeTimer);
    entry.noticeTimer = undefined;
    options.onChange?.(entry.job);
    for (const listener of listeners) listener(entry.job);
  };

  const change = (entry: Entry, fields: Partial<Job>): void => {
    entry.job = { ...entry.job, ...fields };
    notify(entry);
  };

  const contextOf = (entry: Entry): JobContext => ({
    signal: entry.control.signal,
    progress: (done, total, what) => {
      if (hasEnded(entry.job)) return;
      entry.job = { ...entry.job, done, total, what };
      entry.noticeTimer ??= setTimeout(() => notify(entry), noticeMs).unref();
    },
  });

  const finish = (entry: Entry, outcome: JobOutcome<unknown>): void => {
    if (outcome.state !== 'failed') return change(entry, { state: outcome.state });
    const isRefusal = 'refusal' in outcome;
    change(entry, { state: 'failed', error: isRefusal ? outcome.refusal.sentence : faultSentence });
    if (!isRefusal) options.onFault?.(entry.job, outcome.fault);
  };

  const forgetOldest = (): void => {
    const ended = [...entries.values()].filter((entry) => hasEnded(entry.job));
    for (const entry of ended.slice(0, Math.max(0, ended.length - endedKept))) entries.delete(entry.job.jobId);
  };

  const add = (kind: string, title: string): Entry => {
    const jobId = randomBytes(8).toString('hex');
    const job: Job = {
      jobId,
      kind,
      title,
      state: 'waiting',
      done: 0,
      total: 0,
      what: '',
      error: '',
      startedAtMs: now(),
    };
    const entry: Entry = {
      job,
      control: new AbortController(),
      finished: Promise.resolve({ state: 'cancelled' }),
      noticeTimer: undefined,
    };
    forgetOldest();
    entries.set(jobId, entry);
    return entry;
  };

  const startNext = (): void => {
    while (running < workersMax) {
      const next = queue.shift();
      if (next === undefined) return;
      running += 1;
      void next().finally(() => {
        running -= 1;
        startNext();
      });
    }
  };

  const runInPool = async (entry: Entry, input: unknown): Promise<JobOutcome<unknown>> => {
    if (entry.control.signal.aborted) return { state: 'cancelled' };
    change(entry, { state: 'running' });
    try {
      return await pool.run(entry.job.kind, input, contextOf(entry));
    } catch (error) {
      return outcomeOfThrown(error, entry.control.signal);
    }
  };

  const start: Jobs['start'] = <K extends JobKind>(kind: K, title: string, input: JobKinds[K]['input']) => {
    const entry = add(kind, title);
    const finished = new Promise<JobOutcome<unknown>>((resolve) => {
      let isSettled = false;
      const settle = (outcome: JobOutcome<unknown>): void => {
        if (isSettled) return;
        isSettled = true;
        finish(entry, outcome);
        resolve(outcome);
      };
      // While it waits for a thread, cancelling ends it at once.
      entry.control.signal.addEventListener('abort', () => {
        if (entry.job.state === 'waiting') settle({ state: 'cancelled' });
      });
      queue.push(async () => settle(await runInPool(entry, input)));
    });
    entry.finished = finished;
    notify(entry);
    startNext();
    return { jobId: entry.job.jobId, finished: finished as Promise<JobOutcome<JobKinds[K]['result']>> };
  };

  const startHere: Jobs['startHere'] = <T>(kind: string, title: string, work: (context: JobContext) => Promise<T>) => {
    const entry = add(kind, title);
    const { signal } = entry.control;
    const run = async (): Promise<JobOutcome<T>> => {
      change(entry, { state: 'running' });
      let outcome: JobOutcome<T>;
      try {
        outcome = { state: 'done', result: await work(contextOf(entry)) };
      } catch (error) {
        outcome = outcomeOfThrown(error, signal);
      }
      finish(entry, outcome);
      return outcome;
    };
    const finished = run();
    entry.finished = finished;
    return { jobId: entry.job.jobId, finished };
  };

  const cancel = (jobId: string): boolean => {
    const entry = entries.get(jobId);
    if (entry === undefined || hasEnded(entry.job)) return false;
    entry.control.abort();
    return true;
  };

  return {
    start,
    startHere,
    list: () => [...entries.values()].map((entry) => entry.job).reverse(),
    get: (jobId) => entries.get(jobId)?.job,
    outcomeOf: (jobId) => entries.get(jobId)?.finished,
    cancel,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      queue.length = 0;
      for (const jobId of entries.keys()) cancel(jobId);
      await pool.close();
    },
  };
}
