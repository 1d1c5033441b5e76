import type { RowReader } from '../projections/projection.ts';
import { refuseNow } from './found.ts';

interface FiledDocument {
  readonly document_id: string;
  readonly matter_id: string | null;
  readonly title: string | null;
}

/** A document in the file that was not taken off the list; nothing where it is not known here. */
export function readFiled(rows: RowReader, documentId: string | undefined): FiledDocument | undefined {
  if (documentId === undefined) return undefined;
  return rows.get<FiledDocument>(
    'SELECT document_id, matter_id, title FROM documents_document WHERE document_id = ? AND removed = 0',
    [documentId],
  );
}

/** Refuses documents that an entry cannot rest on, because nothing is filed by that id. Answers those that are. */
export function filedDocuments(rows: RowReader, documentIds: readonly string[] | undefined): FiledDocument[] {
  return [...new Set(documentIds ?? [])].map((documentId) => {
    const document = readFiled(rows, documentId);
    return (
      document ??
      refuseNow(
        'trust.document-not-filed',
        'This document is not in the file on this device. File it, or choose another.',
        ['documentIds'],
      )
    );
  });
}

/** `documentIds` of an event's head: absent where there are none. Refuses what is not filed. */
export function documentsOf(rows: RowReader, documentIds: readonly string[] | undefined): { documentIds?: string[] } {
  const filed = filedDocuments(rows, documentIds);
  return filed.length === 0 ? {} : { documentIds: filed.map((document) => document.document_id) };
}

/** True where one of the documents is of a matter that is kept from people outside. */
export function hasWithheldDocument(rows: RowReader, documentIds: readonly string[]): boolean {
  const row = rows.get(
    `SELECT 1 FROM json_each(?) a JOIN documents_document d ON d.document_id = a.value
     JOIN office_matter m ON m.matter_id = d.matter_id WHERE m.withheld = 1 LIMIT 1`,
    [JSON.stringify(documentIds)],
  );
  return row !== undefined;
}
