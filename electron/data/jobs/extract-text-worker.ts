import { serveJobs } from './serve-jobs.ts';
import { extractText } from './text/extract-text.ts';

serveJobs('extract-text', extractText);
