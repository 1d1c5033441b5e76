import { accept } from '../../../shared/domain/refusal.ts';
import { documentTextExtracted } from '../../../shared/events/documents.ts';
import { readDocument, readFileReference } from './documents-read.ts';
import { newEvent } from './new-event.ts';
import { RefusalError } from './refusal-error.ts';
import type { OpenFirm } from './turn.ts';

/** Above this a file is kept but not read for its words. */
const readBytesMax = 200 * 1024 * 1024;

/** Whether the matter of a document keeps its texts from outside members. */
export function isDocumentWithheld(rows: OpenFirm['rows'], matterId: string | null): boolean {
  if (matterId === null) return false;
  return (
    rows.get<{ withheld: number }>('SELECT withheld FROM office_matter WHERE matter_id = ?', [matterId])?.withheld === 1
  );
}

async function extract(firm: OpenFirm, documentId: string): Promise<{ text: string; isComplete: boolean } | null> {
  const document = readDocument(firm.rows, documentId);
  const reference = readFileReference(firm.rows, documentId);
  if (document === undefined || !reference || document.characters !== null) return null;
  if (reference.size > readBytesMax) return { text: '', isComplete: false };
  const bytes = await firm.files.read(reference);
  const { finished } = firm.jobs.start('extract-text', 'Words of a document', {
    fileName: document.file_name ?? '',
    mediaType: document.media_type,
    bytes,
  });
  const outcome = await finished;
  if (outcome.state === 'done') return outcome.result;
  // A file that cannot be read for its words is filed all the same; one that was cancelled is read at the next start.
  return outcome.state === 'failed' ? { text: '', isComplete: false } : null;
}

/**
 * Reads the words of a filed document in a worker and records them, once. Answers true when words were recorded. The
 * command's id follows from the document's, so that a second reading adds nothing.
 */
export async function recordWords(firm: OpenFirm, documentId: string): Promise<boolean> {
  const extracted = await extract(firm, documentId);
  if (extracted === null) return false;
  const { text, isComplete } = extracted;
  try {
    return await firm.execute(`words${documentId}`.slice(0, 40), (turn) => {
      const document = readDocument(turn.rows, documentId);
      if (document === undefined || document.characters !== null) return accept({ events: [], answer: false });
      const event = newEvent(
        documentTextExtracted,
        documentId,
        { characters: text.length, complete: isComplete },
        { text },
        { matterId: document.matter_id ?? undefined, withheld: isDocumentWithheld(turn.rows, document.matter_id) },
      );
      return accept({ events: [event], answer: true });
    });
  } catch (error) {
    // Locked meanwhile: the words are read at the next start.
    if (error instanceof RefusalError) return false;
    throw error;
  }
}

/** Reads the words of what this device filed and did not finish reading, one document after another. */
export async function resumeReadingWords(firm: OpenFirm): Promise<void> {
  const waiting = firm.rows.all<{ document_id: string }>(
    `SELECT document_id FROM documents_document WHERE removed = 0 AND characters IS NULL AND filed_by_device_id = ?
     ORDER BY filed_at_ms`,
    [firm.me.deviceId],
  );
  for (const { document_id: documentId } of waiting) await recordWords(firm, documentId);
}
