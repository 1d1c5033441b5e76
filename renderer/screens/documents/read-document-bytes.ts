import { client } from '../../app/client.ts';
import { readBase64 } from '../../components/read-base64.ts';

/** A document's bytes with what they are. */
export interface DocumentBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly fileName: string;
}

/** The procedure that the bytes come from. */
export type ReadPart = typeof client.documents.readDocument;

/** Reads a whole document, part after part. Rejects with the contract's error when a part cannot be had. */
export async function readDocumentBytes(
  documentId: string,
  readPart: ReadPart = client.documents.readDocument,
): Promise<DocumentBytes> {
  const first = await readPart({ documentId, part: 0 });
  const parts = [readBase64(first.dataBase64)];
  for (let part = 1; part < first.parts; part += 1) {
    parts.push(readBase64((await readPart({ documentId, part })).dataBase64));
  }
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return { bytes, mediaType: first.mediaType, fileName: first.fileName };
}
