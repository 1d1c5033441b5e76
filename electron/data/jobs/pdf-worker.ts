import { renderPaper } from '../paper/render-paper.tsx';
import { assetFile } from '../process/places.ts';
import { serveJobs } from './serve-jobs.ts';

serveJobs('pdf', async ({ kind, data }, { progress }) => {
  progress(0, 1, 'Laying out');
  return renderPaper(kind, data, { fontFolder: assetFile('fonts') });
});
