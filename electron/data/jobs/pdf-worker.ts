import { refuse } from '../../../shared/domain/refusal.ts';
import { attachPages, UnreadablePages } from '../paper/attach-pages.ts';
import { renderPaper } from '../paper/render-paper.tsx';
import { assetFile } from '../process/places.ts';
import { JobRefusal } from './job.ts';
import { serveJobs } from './serve-jobs.ts';

serveJobs('pdf', async ({ kind, data, attachments = [] }, { progress }) => {
  const total = 1 + attachments.length;
  progress(0, total, 'Laying out');
  const pdf = await renderPaper(kind, data, {
    fontFolder: assetFile('fonts'),
    onProgress: (done, parts) => progress(done, parts + attachments.length, 'Laying out'),
  });
  try {
    return await attachPages(pdf, attachments, (done) => progress(1 + done, total, 'Adding documents'));
  } catch (error) {
    if (!(error instanceof UnreadablePages)) throw error;
    throw new JobRefusal(
      refuse(
        'trust.attachment-damaged',
        `The pages of ${error.title} cannot be read: it is damaged or under a password. Save it anew as a PDF.`,
        ['attachedDocumentIds'],
      ),
    );
  }
});
