import { refuse } from '../../../shared/domain/refusal.ts';
import type { Job } from '../jobs/job.ts';
import type { Implementer } from './implementer.ts';
import { RefusalError } from './refusal-error.ts';

function notFound(): RefusalError {
  return new RefusalError(refuse('jobs.not-found', 'This job is not in the list any more.', ['jobId']));
}

/** The long work of this machine. */
export function createJobsProcedures(os: Implementer) {
  return {
    list: os.jobs.list.handler(({ context }) => ({ rows: context.folder.options.jobs.list().map(describeJob) })),
    get: os.jobs.get.handler(({ input, context }) => {
      const job = context.folder.options.jobs.get(input.jobId);
      if (job === undefined) throw notFound();
      return describeJob(job);
    }),
    cancel: os.jobs.cancel.handler(({ input, context }) => {
      if (!context.folder.options.jobs.cancel(input.jobId)) throw notFound();
      return { id: input.jobId };
    }),
  };
}

function describeJob(job: Job) {
  const { jobId, kind, title, state, done, total, what, error, startedAtMs } = job;
  return { jobId, kind, title, state, done, total, what, error, startedAtMs };
}
