import type { JobContext } from '../job.ts';
import { decodeBytes, htmlToText } from './decode-text.ts';
import { readDocx } from './docx-text.ts';
import { readMail } from './mail-text.ts';
import { readPdf } from './pdf-text.ts';

/** A file whose words are wanted. */
export interface TextSource {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The words of a file. `text` is empty for a scan or a kind of file that has no words. */
export interface ExtractedText {
  readonly text: string;
  /** Pages of a PDF, otherwise 0. */
  readonly pages: number;
  /** False when there was more text than an event may carry. */
  readonly isComplete: boolean;
}

/** As much text as the event that carries it takes; the head says when there was more. */
export const textCharactersMax = 400_000;

type TextKind = 'pdf' | 'docx' | 'mail' | 'html' | 'text' | 'none';

const textEndings = ['.txt', '.md', '.csv', '.tsv', '.log', '.json', '.xml'];

function startsWith(bytes: Uint8Array, text: string, within: number): boolean {
  return Buffer.from(bytes.subarray(0, within + text.length)).includes(text);
}

/** Which reader fits: the file's own first bytes count more than its name, and its name more than its media type. */
export function recogniseText({ fileName, mediaType, bytes }: TextSource): TextKind {
  const name = fileName.toLowerCase();
  if (startsWith(bytes, '%PDF-', 1024)) return 'pdf';
  if (startsWith(bytes, 'PK\u0003\u0004', 0)) {
    return name.endsWith('.docx') || mediaType.includes('wordprocessingml') ? 'docx' : 'none';
  }
  if (name.endsWith('.eml') || mediaType === 'message/rfc822') return 'mail';
  if (name.endsWith('.html') || name.endsWith('.htm') || mediaType === 'text/html') return 'html';
  if (textEndings.some((ending) => name.endsWith(ending)) || mediaType.startsWith('text/')) return 'text';
  return 'none';
}

/** Composed, without control characters, with single spaces and at most one empty line in a row. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\t]/gu, '')
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** At most `textCharactersMax` UTF-16 units, never half of a character. */
function cut(text: string): { text: string; isComplete: boolean } {
  if (text.length <= textCharactersMax) return { text, isComplete: true };
  const last = text.charCodeAt(textCharactersMax - 1);
  const isHalf = last >= 0xd800 && last < 0xdc00;
  return { text: text.slice(0, textCharactersMax - (isHalf ? 1 : 0)), isComplete: false };
}

/**
 * The words of a PDF, a DOCX, a mail or a text file. A kind that is not known answers empty text. Refuses (JobRefusal
 * `documents.unreadable`, `documents.locked`) what is damaged or asks for a password.
 */
export async function extractText(source: TextSource, context: JobContext): Promise<ExtractedText> {
  const kind = recogniseText(source);
  const { bytes } = source;
  let text = '';
  let pages = 0;
  if (kind === 'pdf') ({ text, pages } = await readPdf(bytes, context, textCharactersMax));
  else if (kind === 'docx') text = await readDocx(bytes);
  else if (kind === 'mail') text = readMail(bytes);
  else if (kind === 'html') text = htmlToText(decodeBytes(bytes));
  else if (kind === 'text') text = decodeBytes(bytes);
  return { ...cut(tidy(text)), pages };
}
