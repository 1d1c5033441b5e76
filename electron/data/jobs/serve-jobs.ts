import { parentPort } from 'node:worker_threads';
import { type JobContext, type JobKind, type JobKinds, JobRefusal } from './job.ts';
import type { WordFromWorker, WordToWorker } from './worker-words.ts';

/**
 * The worker's half of a job: runs `work` for every input it is sent, one after the other, and reports progress, result,
 * refusal, fault or cancellation. Call it once in a worker's entry file. Throws outside a worker thread.
 */
export function serveJobs<K extends JobKind>(
  _kind: K,
  work: (input: JobKinds[K]['input'], context: JobContext) => Promise<JobKinds[K]['result']>,
): void {
  const port = parentPort;
  if (port === null) throw new Error('Jobs are served in a worker thread.');
  const say = (word: WordFromWorker) => port.postMessage(word);
  let running: AbortController | undefined;

  const run = async (input: JobKinds[K]['input']): Promise<WordFromWorker> => {
    const control = new AbortController();
    running = control;
    try {
      const result = await work(input, {
        signal: control.signal,
        progress: (done, total, what) => say({ type: 'progress', done, total, what }),
      });
      return control.signal.aborted ? { type: 'cancelled' } : { type: 'done', result };
    } catch (error) {
      if (control.signal.aborted) return { type: 'cancelled' };
      if (error instanceof JobRefusal) return { type: 'refused', refusal: error.refusal };
      const fault = error instanceof Error ? error : new Error(String(error));
      return { type: 'fault', message: fault.message, stack: fault.stack ?? '' };
    } finally {
      running = undefined;
    }
  };

  port.on('message', (word: WordToWorker) => {
    if (word.type === 'cancel') running?.abort();
    else run(word.input as JobKinds[K]['input']).then(say);
  });
}
