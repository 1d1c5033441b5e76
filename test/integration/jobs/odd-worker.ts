import { JobRefusal } from '../../../electron/data/jobs/job.ts';
import { serveJobs } from '../../../electron/data/jobs/serve-jobs.ts';
import { refuse } from '../../../shared/domain/refusal.ts';

let runs = 0;

/** A worker for the tests: what it does is the name of the file it is given. */
serveJobs('extract-text', async ({ fileName }, { signal, progress }) => {
  runs += 1;
  progress(1, 2, 'steps');
  if (fileName === 'throw') throw new Error('Thrown on purpose.');
  if (fileName === 'refuse') throw new JobRefusal(refuse('documents.unreadable', 'This cannot be read.'));
  if (fileName === 'exit') process.exit(3);
  if (fileName === 'spin') for (;;) runs += 1;
  if (fileName === 'wait') await new Promise((resolve) => signal.addEventListener('abort', resolve));
  if (fileName === 'hoard') {
    const hoard: number[][] = [];
    for (;;) hoard.push(new Array(1_000_000).fill(hoard.length));
  }
  return { text: `run ${runs}`, pages: 0, isComplete: true };
});
