import mammoth from 'mammoth';
import { refuseFile } from './refuse-file.ts';

/** The words of a DOCX, a paragraph a line. Refuses a damaged one. */
export async function readDocx(bytes: Uint8Array): Promise<string> {
  try {
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    return value;
  } catch {
    return refuseFile('documents.unreadable');
  }
}
