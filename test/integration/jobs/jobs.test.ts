import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type Job, JobRefusal } from '../../../electron/data/jobs/job.ts';
import { createJobs, type Jobs, type JobsOptions } from '../../../electron/data/jobs/jobs.ts';
import { jobSchema } from '../../../shared/contract/jobs.ts';
import { refuse } from '../../../shared/domain/refusal.ts';

const oddWorker = fileURLToPath(new URL('odd-worker.ts', import.meta.url));

let open: Jobs[] = [];

function makeJobs(options: JobsOptions = {}): Jobs {
  const jobs = createJobs({ workerFile: () => oddWorker, ...options });
  open.push(jobs);
  return jobs;
}

afterEach(async () => {
  await Promise.all(open.map((jobs) => jobs.close()));
  open = [];
});

const source = (fileName: string) => ({ fileName, mediaType: '', bytes: new Uint8Array() });

function startOdd(jobs: Jobs, what: string) {
  return jobs.start('extract-text', `Odd: ${what}`, source(what));
}

/** Resolves when `isSo` holds of the job, which may be at once. */
function until(jobs: Jobs, jobId: string, isSo: (job: Job) => boolean): Promise<Job> {
  return new Promise((resolve) => {
    const look = (job: Job | undefined) => {
      if (job?.jobId !== jobId || !isSo(job)) return;
      end();
      resolve(job);
    };
    const end = jobs.subscribe(look);
    look(jobs.get(jobId));
  });
}

const isStepping = (job: Job) => job.state === 'running' && job.done === 1;

describe('a job in a worker', () => {
  it('runs, reports, ends with its result, and fits the contract', async () => {
    const seen: string[] = [];
    const jobs = makeJobs({ onChange: (job) => seen.push(job.state), now: () => 1_700_000_000_000 });
    const { jobId, finished } = startOdd(jobs, 'plain');
    expect(await finished).toEqual({ state: 'done', result: { text: 'run 1', pages: 0, isComplete: true } });
    const job = jobs.get(jobId);
    expect(jobSchema.parse(job)).toEqual(job);
    expect(job).toMatchObject({ kind: 'extract-text', title: 'Odd: plain', state: 'done', done: 1, total: 2 });
    expect(seen.at(0)).toBe('waiting');
    expect(seen).toContain('running');
    expect(seen.at(-1)).toBe('done');
    expect(await jobs.outcomeOf(jobId)).toEqual(await finished);
  });

  it('finds its thread warm the second time', async () => {
    const jobs = makeJobs({ workersMax: 1 });
    await startOdd(jobs, 'plain').finished;
    expect(await startOdd(jobs, 'plain').finished).toMatchObject({ result: { text: 'run 2' } });
  });

  it('ends with a refusal as a sentence, and with a fault in the log', async () => {
    const faults: string[] = [];
    const jobs = makeJobs({ onFault: (_, fault) => faults.push(fault.message) });
    const refused = startOdd(jobs, 'refuse');
    expect(await refused.finished).toMatchObject({ state: 'failed', refusal: { code: 'documents.unreadable' } });
    expect(jobs.get(refused.jobId)?.error).toBe('This cannot be read.');
    const thrown = startOdd(jobs, 'throw');
    expect(await thrown.finished).toMatchObject({ state: 'failed', fault: { message: 'Thrown on purpose.' } });
    expect(jobs.get(thrown.jobId)?.error).not.toContain('Thrown');
    expect(faults).toEqual(['Thrown on purpose.']);
  });

  it('fails alone when its thread dies or eats all memory; the next one runs', async () => {
    const jobs = makeJobs();
    expect(await startOdd(jobs, 'exit').finished).toMatchObject({ state: 'failed' });
    expect(await startOdd(jobs, 'hoard').finished).toMatchObject({ state: 'failed' });
    expect(await startOdd(jobs, 'plain').finished).toMatchObject({ state: 'done' });
  });

  it('fails when there is no such worker', async () => {
    const jobs = makeJobs({ workerFile: () => `${oddWorker}.missing` });
    expect(await startOdd(jobs, 'plain').finished).toMatchObject({ state: 'failed' });
  });
});

describe('cancelling', () => {
  it('stops work that listens, and its thread lives on', async () => {
    const jobs = makeJobs({ workersMax: 1 });
    const { jobId, finished } = startOdd(jobs, 'wait');
    await until(jobs, jobId, isStepping);
    expect(jobs.cancel(jobId)).toBe(true);
    expect(await finished).toEqual({ state: 'cancelled' });
    expect(jobs.cancel(jobId)).toBe(false);
    expect(await startOdd(jobs, 'plain').finished).toMatchObject({ result: { text: 'run 2' } });
  });

  it('ends work that does not listen', async () => {
    const jobs = makeJobs({ workersMax: 1 });
    const { jobId, finished } = startOdd(jobs, 'spin');
    await until(jobs, jobId, isStepping);
    jobs.cancel(jobId);
    expect(await finished).toEqual({ state: 'cancelled' });
    expect(await startOdd(jobs, 'plain').finished).toMatchObject({ result: { text: 'run 1' } });
  });

  it('takes what waits out of the line at once', async () => {
    const jobs = makeJobs({ workersMax: 1 });
    const first = startOdd(jobs, 'wait');
    const second = startOdd(jobs, 'plain');
    expect(jobs.get(second.jobId)?.state).toBe('waiting');
    jobs.cancel(second.jobId);
    expect(await second.finished).toEqual({ state: 'cancelled' });
    jobs.cancel(first.jobId);
    expect(await first.finished).toEqual({ state: 'cancelled' });
  });

  it('ends everything when the firm is closed', async () => {
    const jobs = makeJobs({ workersMax: 1 });
    const running = startOdd(jobs, 'spin');
    const waiting = startOdd(jobs, 'plain');
    await until(jobs, running.jobId, isStepping);
    await jobs.close();
    expect(await running.finished).toEqual({ state: 'cancelled' });
    expect(await waiting.finished).toEqual({ state: 'cancelled' });
  });
});

describe('a job on this thread', () => {
  it('reports and answers', async () => {
    const jobs = makeJobs();
    const { jobId, finished } = jobs.startHere('import', 'Import of contacts', async ({ progress }) => {
      progress(3, 3, 'contacts');
      return 3;
    });
    expect(await finished).toEqual({ state: 'done', result: 3 });
    expect(jobs.get(jobId)).toMatchObject({ kind: 'import', state: 'done', done: 3, total: 3, what: 'contacts' });
  });

  it('is cancelled by its signal, refuses and fails as in a worker', async () => {
    const jobs = makeJobs();
    const waiting = jobs.startHere('import', 'Waits', async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      signal.throwIfAborted();
    });
    jobs.cancel(waiting.jobId);
    expect(await waiting.finished).toEqual({ state: 'cancelled' });
    const refused = jobs.startHere('import', 'Refuses', async () => {
      throw new JobRefusal(refuse('import.empty', 'The file has no rows.'));
    });
    expect(await refused.finished).toMatchObject({ state: 'failed', refusal: { code: 'import.empty' } });
    const failed = jobs.startHere('import', 'Fails', async () => {
      throw new Error('On purpose.');
    });
    expect(await failed.finished).toMatchObject({ state: 'failed', fault: { message: 'On purpose.' } });
  });
});

describe('the list', () => {
  it('is newest first, keeps the last fifty that ended, and never drops what runs', async () => {
    const jobs = makeJobs();
    const running = jobs.startHere('import', 'Runs', ({ signal }) => {
      return new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    for (let number = 1; number <= 60; number += 1) {
      await jobs.startHere('import', `Number ${number}`, async () => number).finished;
    }
    const titles = jobs.list().map((job) => job.title);
    expect(titles[0]).toBe('Number 60');
    expect(titles.at(-1)).toBe('Runs');
    expect(titles.length).toBeLessThanOrEqual(52);
    jobs.cancel(running.jobId);
  });

  it('tells its listeners until they end', async () => {
    const jobs = makeJobs();
    const seen: string[] = [];
    const end = jobs.subscribe((job) => seen.push(job.state));
    await jobs.startHere('import', 'Seen', async () => 1).finished;
    end();
    await jobs.startHere('import', 'Not seen', async () => 1).finished;
    expect(seen).toEqual(['running', 'done']);
  });
});
