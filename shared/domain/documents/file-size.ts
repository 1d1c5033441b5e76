import { type Decision, decline } from '../refusal.ts';

/** The largest file that is taken in, in bytes [DC3]. */
export const fileBytesMax = 500_000_000;

/** Refuses an empty file and one above the limit [DC3]. */
export function declineFileSize(bytes: number): Decision<never> | undefined {
  if (!Number.isSafeInteger(bytes) || bytes <= 0) {
    return decline('documents.file-empty', 'The file is empty. Choose another one.', ['file']);
  }
  if (bytes > fileBytesMax) {
    return decline('documents.file-too-large', 'The file is larger than 500 MB. Split it, or keep it elsewhere.', [
      'file',
    ]);
  }
  return undefined;
}
