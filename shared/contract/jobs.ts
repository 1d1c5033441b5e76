import * as z from 'zod';
import { idSchema } from '../events/event.ts';
import { command, doneSchema, query } from './procedure.ts';

export const jobSchema = z.object({
  jobId: z.string(),
  kind: z.string(),
  title: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number(),
  what: z.string(),
  error: z.string(),
  startedAtMs: z.number(),
});

export const jobsContract = {
  list: query(
    'public',
    'Long work that runs or ran since the start.',
    z.object({}),
    z.object({ rows: z.array(jobSchema) }),
  ),
  get: query('public', 'One piece of long work.', z.object({ jobId: idSchema }), jobSchema),
  cancel: command('public', 'Stops a piece of long work.', { jobId: idSchema }, doneSchema),
};
