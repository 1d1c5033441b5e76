import { documentFileName, fileEnding } from '../../../shared/domain/documents/file-name.ts';
import { declineFileSize } from '../../../shared/domain/documents/file-size.ts';
import { recogniseMediaType } from '../../../shared/domain/documents/media-type.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import type { FileReference } from '../../../shared/events/documents.ts';
import { documentAmended, documentFiled, documentRemoved } from '../../../shared/events/documents.ts';
import { chunkBytes } from '../files/chunk-seal.ts';
import { FileFault } from '../files/file-fault.ts';
import { createUploads, type Uploads, uploadPartBytes } from '../files/uploads.ts';
import {
  documentHistory,
  documentRows,
  listDocuments,
  readDocument,
  readFileReference,
  searchDocuments,
} from './documents-read.ts';
import { isDocumentWithheld, recordWords } from './documents-text.ts';
import { summariseEvent } from './event-summary.ts';
import { found, refuseNow } from './found.ts';
import type { Implementer } from './implementer.ts';
import { newEvent } from './new-event.ts';
import { isMatterWithheld } from './office-tasks.ts';
import { RefusalError } from './refusal-error.ts';
import type { OpenFirm, Turn } from './turn.ts';

/** Uploads belong to the firm that they were begun in. */
function createUploadsByFirm(): (firm: OpenFirm) => Uploads {
  const known = new WeakMap<OpenFirm['files'], Uploads>();
  return (firm) => {
    const uploads = known.get(firm.files) ?? createUploads();
    known.set(firm.files, uploads);
    return uploads;
  };
}

interface Filing {
  readonly commandId: string;
  readonly uploadId: string;
  readonly matterId?: string | undefined;
  readonly title: string;
  readonly folder: string;
  readonly documentType: string;
  readonly documentOn?: string | undefined;
  readonly receivedOn: string;
}

/** The default file name, unlike any other of the matter. */
function chooseFileName(turn: Turn, filing: Filing, uploadedName: string): string {
  const matter = turn.rows.get<{ number: string }>('SELECT number FROM office_matter WHERE matter_id = ?', [
    filing.matterId ?? '',
  ]);
  const fields = {
    day: filing.documentOn ?? filing.receivedOn,
    matterNumber: matter?.number,
    documentType: filing.documentType,
    title: filing.title,
    ending: fileEnding(uploadedName),
  };
  return documentFileName(
    fields,
    (name) =>
      turn.rows.get(
        'SELECT 1 AS taken FROM documents_document WHERE removed = 0 AND matter_id IS ? AND file_name = ?',
        [filing.matterId ?? null, name],
      ) !== undefined,
  );
}

function appendFiled(firm: OpenFirm, filing: Filing, uploadedName: string, file: FileReference) {
  return firm.execute(filing.commandId, (turn) => {
    const withheld = filing.matterId !== undefined && isMatterWithheld(turn.rows, filing.matterId, 'documents');
    const documentId = turn.newId();
    const fileName = chooseFileName(turn, filing, uploadedName);
    const event = newEvent(
      documentFiled,
      documentId,
      {
        size: file.size,
        mediaType: file.mediaType,
        receivedOn: filing.receivedOn,
        chunkIds: file.chunks.map((chunk) => chunk.id),
      },
      {
        title: filing.title,
        fileName,
        folder: filing.folder,
        documentType: filing.documentType,
        ...(filing.documentOn === undefined ? {} : { documentOn: filing.documentOn }),
        file,
      },
      { matterId: filing.matterId, withheld },
    );
    return accept({ events: [event], answer: { id: documentId, fileName } });
  });
}

/** Seals an upload that has come whole, then records it; what was sealed for nothing is removed again. */
async function fileUpload(firm: OpenFirm, uploads: Uploads, filing: Filing) {
  const upload = uploads.get(filing.uploadId);
  if (upload === undefined) {
    // The answer of the first time where this was sent twice; otherwise there is nothing to file.
    return firm.execute<{ id: string; fileName: string }>(filing.commandId, () =>
      decline('documents.no-upload', 'This upload is not here any more. Choose the file again.', ['uploadId']),
    );
  }
  if (!upload.isWhole)
    refuseNow('documents.upload-not-whole', 'The file has not arrived whole. Wait, or choose it again.', ['uploadId']);
  if (filing.matterId !== undefined) isMatterWithheld(firm.rows, filing.matterId, 'documents');
  if (!('read' in upload.source)) throw new Error('An upload is read part by part.');
  const mediaType = recogniseMediaType(await upload.source.read(0, Math.min(upload.size, chunkBytes)), upload.fileName);
  if (mediaType === null) {
    return refuseNow(
      'documents.kind-not-taken',
      `${upload.fileName} is not what its name says, or of a kind that is not kept here. Send it as PDF, Word, text, mail or picture.`,
      ['uploadId'],
    );
  }
  const file = await firm.files.put(upload.source, { mediaType });
  try {
    const answer = await appendFiled(firm, filing, upload.fileName, file);
    await uploads.remove(filing.uploadId);
    return answer;
  } catch (error) {
    await firm.files.remove(file);
    throw error;
  }
}

/** One part of a document: about 1 MB. */
async function readPart(firm: OpenFirm, documentId: string, part: number) {
  const document = found(readDocument(firm.rows, documentId), 'documents', 'document', 'documentId');
  const reference = readFileReference(firm.rows, documentId);
  if (!reference) return refuseNow('documents.withheld', 'The firm keeps this document to itself.', ['documentId']);
  const parts = reference.chunks.length;
  if (part >= parts) return refuseNow('documents.no-such-part', `This document has ${parts} parts.`, ['part']);
  try {
    const bytes = await firm.files.readPart(reference, part);
    firm.noteOpened({ kind: 'document', thingId: documentId, matterId: document.matter_id });
    return {
      dataBase64: bytes.toString('base64'),
      parts,
      mediaType: document.media_type,
      fileName: document.file_name ?? 'document',
    };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return refuseNow(error.code === 'files.chunk-missing' ? 'documents.not-here' : 'documents.damaged', error.message, [
      'documentId',
    ]);
  }
}

function decodePart(dataBase64: string): Buffer {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(dataBase64)) {
    refuseNow('documents.part-not-base64', 'This part is not base64. Send the file again.', ['dataBase64']);
  }
  return Buffer.from(dataBase64, 'base64');
}

/** Procedures on documents. */
export function createDocumentsProcedures(os: Implementer) {
  const uploadsOf = createUploadsByFirm();
  return {
    listDocuments: os.documents.listDocuments.handler(({ input, context }) => listDocuments(context.firm(), input)),

    searchDocuments: os.documents.searchDocuments.handler(({ input, context }) =>
      searchDocuments(context.firm(), input),
    ),

    getDocument: os.documents.getDocument.handler(async ({ input, context }) => {
      const firm = context.firm();
      const row = found(readDocument(firm.rows, input.documentId), 'documents', 'document', 'documentId');
      const [shown] = await documentRows(firm, [row]);
      if (shown === undefined) throw new Error('A document that was found has no row.');
      const history = documentHistory(firm, input.documentId);
      return {
        ...shown,
        sha256: readFileReference(firm.rows, input.documentId)?.sha256 ?? '',
        history: history.map(({ type, atMs, memberName }) => ({ atMs, memberName, text: summariseEvent(type) })),
      };
    }),

    startUpload: os.documents.startUpload.handler(async ({ input, context }) => {
      const firm = context.firm();
      const tooLarge = declineFileSize(input.size);
      if (tooLarge !== undefined && !tooLarge.ok) throw new RefusalError(tooLarge.refusal);
      // The upload has the command's id: asked twice, it is begun once.
      const isStarted = await uploadsOf(firm).start(input.commandId, input.fileName, input.size, firm.nowMs());
      if (!isStarted) {
        refuseNow(
          'documents.too-many-uploads',
          'Too many files are being taken in at once. Wait until some are filed.',
        );
      }
      return { uploadId: input.commandId, partSize: uploadPartBytes };
    }),

    uploadPart: os.documents.uploadPart.handler(async ({ input, context }) => {
      const firm = context.firm();
      const uploads = uploadsOf(firm);
      const outcome = await uploads.put(input.uploadId, input.index, decodePart(input.dataBase64), firm.nowMs());
      if (outcome === 'unknown') {
        refuseNow('documents.no-upload', 'This upload is not here any more. Choose the file again.', ['uploadId']);
      }
      if (outcome === 'out-of-order') {
        refuseNow('documents.part-out-of-order', 'The parts of a file come in order. Send the file again.', ['index']);
      }
      if (outcome === 'wrong-length') {
        refuseNow(
          'documents.part-has-wrong-length',
          'This part is longer or shorter than announced. Send the file again.',
          ['dataBase64'],
        );
      }
      return { received: input.index + 1 };
    }),

    fileDocument: os.documents.fileDocument.handler(async ({ input, context }) => {
      const firm = context.firm();
      const answer = await fileUpload(firm, uploadsOf(firm), input);
      // In the background: a window does not wait for it, and what fails is named among the jobs.
      void recordWords(firm, answer.id).catch(() => {});
      return answer;
    }),

    amendDocument: os.documents.amendDocument.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const document = found(readDocument(turn.rows, input.documentId), 'documents', 'document', 'documentId');
        if (document.file_name === null) {
          return decline('documents.withheld', 'The firm keeps this document to itself. Ask the firm to change it.', [
            'documentId',
          ]);
        }
        const event = newEvent(
          documentAmended,
          input.documentId,
          {},
          {
            title: input.title,
            folder: input.folder,
            documentType: input.documentType,
            ...(input.documentOn === undefined ? {} : { documentOn: input.documentOn }),
          },
          { matterId: document.matter_id ?? undefined, withheld: isDocumentWithheld(turn.rows, document.matter_id) },
        );
        return accept({ events: [event], answer: { id: input.documentId } });
      }),
    ),

    removeDocument: os.documents.removeDocument.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const document = found(readDocument(turn.rows, input.documentId), 'documents', 'document', 'documentId');
        const event = newEvent(
          documentRemoved,
          input.documentId,
          { documentId: input.documentId },
          { reason: input.reason },
          { matterId: document.matter_id ?? undefined, withheld: isDocumentWithheld(turn.rows, document.matter_id) },
        );
        return accept({ events: [event], answer: { id: input.documentId } });
      }),
    ),

    readDocument: os.documents.readDocument.handler(({ input, context }) =>
      readPart(context.firm(), input.documentId, input.part),
    ),
  };
}
