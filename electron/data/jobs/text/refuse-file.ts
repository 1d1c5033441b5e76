import { refuse } from '../../../../shared/domain/refusal.ts';
import { JobRefusal } from '../job.ts';

const sentences = {
  'documents.locked': 'This file asks for a password, so its words cannot be searched. File a copy without one.',
  'documents.unreadable': 'This file is damaged, so its words cannot be searched. It is kept as it is.',
} as const;

/** Ends the job with a sentence about the file itself. */
export function refuseFile(code: keyof typeof sentences): never {
  throw new JobRefusal(refuse(code, sentences[code]));
}
