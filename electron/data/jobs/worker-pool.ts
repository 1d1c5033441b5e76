import { Worker } from 'node:worker_threads';
import type { JobContext, JobOutcome } from './job.ts';
import type { WordFromWorker, WordToWorker } from './worker-words.ts';

/** How long cancelled work may take to stop by itself before its thread is ended. */
const stopMs = 2000;
/** How long a thread waits for the next job of its kind: it has its libraries loaded and its caches warm. */
const idleMs = 20_000;
/** A job that needs more memory than this fails; the data process goes on. */
const heapMegabytesMax = 768;

export interface WorkerPool {
  /** Runs one job in a thread of this kind. Never rejects. */
  run(kind: string, input: unknown, context: JobContext): Promise<JobOutcome<unknown>>;
  /** Ends every thread. Running jobs end as cancelled. */
  close(): Promise<void>;
}

interface Thread {
  readonly kind: string;
  readonly worker: Worker;
  idleTimer: NodeJS.Timeout | undefined;
}

/** Threads for jobs, found by kind through `workerFile`. The caller sees to it that only a few run at a time. */
export function createWorkerPool(workerFile: (kind: string) => string): WorkerPool {
  const idle = new Set<Thread>();
  const busy = new Map<Thread, () => void>();

  const end = async (thread: Thread): Promise<void> => {
    clearTimeout(thread.idleTimer);
    idle.delete(thread);
    await thread.worker.terminate();
  };

  const take = (kind: string): Thread => {
    for (const thread of idle) {
      if (thread.kind !== kind) continue;
      clearTimeout(thread.idleTimer);
      idle.delete(thread);
      thread.worker.ref();
      return thread;
    }
    // A new thread is wanted: those that wait for another kind of job make room.
    for (const thread of idle) void end(thread);
    const worker = new Worker(workerFile(kind), { resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax } });
    const thread: Thread = { kind, worker, idleTimer: undefined };
    // A thread without a job, or one that is being ended, may still report trouble; nobody waits for it.
    worker.on('error', () => {});
    worker.on('exit', () => idle.delete(thread));
    return thread;
  };

  const giveBack = (thread: Thread): void => {
    thread.worker.unref();
    thread.idleTimer = setTimeout(() => void end(thread), idleMs);
    thread.idleTimer.unref();
    idle.add(thread);
  };

  const run: WorkerPool['run'] = (kind, input, { signal, progress }) =>
    new Promise((resolve) => {
      const thread = take(kind);
      const { worker } = thread;
      const say = (word: WordToWorker) => worker.postMessage(word);
      let stopTimer: NodeJS.Timeout | undefined;

      const settle = (outcome: JobOutcome<unknown>, isReusable: boolean): void => {
        if (!busy.delete(thread)) return;
        clearTimeout(stopTimer);
        signal.removeEventListener('abort', stop);
        worker.off('message', hear).off('error', fail).off('messageerror', fail).off('exit', leave);
        if (isReusable) giveBack(thread);
        else void worker.terminate();
        resolve(outcome);
      };
      const stop = (): void => {
        say({ type: 'cancel' });
        stopTimer = setTimeout(() => settle({ state: 'cancelled' }, false), stopMs);
      };

      const hear = (word: WordFromWorker): void => {
        if (word.type === 'progress') progress(word.done, word.total, word.what);
        else settle(outcomeOf(word), true);
      };
      const fail = (error: unknown): void => settle(failed(error), false);
      const leave = (status: number): void => fail(new Error(`The worker ended with status ${status}.`));

      busy.set(thread, () => settle({ state: 'cancelled' }, false));
      worker.on('message', hear).on('error', fail).on('messageerror', fail).on('exit', leave);
      if (signal.aborted) settle({ state: 'cancelled' }, true);
      else {
        signal.addEventListener('abort', stop, { once: true });
        say({ type: 'run', input });
      }
    });

  return {
    run,
    close: async () => {
      const working = [...busy.keys()];
      for (const cancel of [...busy.values()]) cancel();
      await Promise.all([...working, ...idle].map(end));
    },
  };
}

function failed(error: unknown): JobOutcome<unknown> {
  return { state: 'failed', fault: error instanceof Error ? error : new Error(String(error)) };
}

function outcomeOf(word: Exclude<WordFromWorker, { type: 'progress' }>): JobOutcome<unknown> {
  if (word.type === 'done') return { state: 'done', result: word.result };
  if (word.type === 'refused') return { state: 'failed', refusal: word.refusal };
  if (word.type === 'cancelled') return { state: 'cancelled' };
  const fault = new Error(word.message);
  fault.stack = word.stack;
  return { state: 'failed', fault };
}
