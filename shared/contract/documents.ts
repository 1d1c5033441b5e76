import * as z from 'zod';
import { daySchema, idSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

export const documentRowSchema = z.object({
  documentId: z.string(),
  title: z.string(),
  fileName: z.string(),
  folder: z.string(),
  documentType: z.string(),
  mediaType: z.string(),
  size: z.number(),
  receivedOn: z.string(),
  documentOn: z.string().nullable(),
  matterId: z.string().nullable(),
  matterTitle: z.string(),
  filedBy: z.string(),
  filedAtMs: z.number(),
  /** `words`: its text can be searched. `waiting`: being read. `no text`: nothing to read, for example a scan. */
  text: z.enum(['words', 'waiting', 'no text']),
  /** All chunks are on this machine. */
  here: z.boolean(),
});

export const documentsContract = {
  listDocuments: query(
    'member',
    'Documents, a page at a time.',
    pageInput(['filedAtMs', 'title', 'documentType', 'size', 'receivedOn']).extend({ matterId: idSchema.optional() }),
    pageOf(documentRowSchema),
  ),
  searchDocuments: query(
    'member',
    'Documents by their words, best first, with the place where the words stand.',
    z.object({
      words: requiredTextSchema,
      matterId: idSchema.optional(),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    z.object({ rows: z.array(documentRowSchema.extend({ snippet: z.string() })), total: z.number() }),
  ),
  getDocument: query(
    'member',
    'One document.',
    z.object({ documentId: idSchema }),
    documentRowSchema.extend({
      sha256: z.string(),
      history: z.array(z.object({ atMs: z.number(), memberName: z.string(), text: z.string() })),
    }),
  ),
  startUpload: command(
    'documents.work',
    'Begins to take a file in, in parts.',
    { fileName: requiredTextSchema, size: z.number().int().min(1, 'The file is empty.').max(2_000_000_000) },
    z.object({ uploadId: z.string(), partSize: z.number() }),
  ),
  uploadPart: command(
    'documents.work',
    'One part of a file, in order.',
    { uploadId: idSchema, index: z.number().int().min(0), dataBase64: z.string().max(3_000_000) },
    z.object({ received: z.number() }),
  ),
  fileDocument: command(
    'documents.work',
    'Files an uploaded file to a matter. Its words are read in the background.',
    {
      uploadId: idSchema,
      matterId: idSchema.optional(),
      title: requiredTextSchema,
      folder: textSchema.default(''),
      documentType: textSchema.default(''),
      documentOn: daySchema.optional(),
      receivedOn: daySchema,
    },
    z.object({ id: z.string(), fileName: z.string() }),
  ),
  amendDocument: command(
    'documents.work',
    'Changes a document’s title, folder, type or day.',
    {
      documentId: idSchema,
      title: requiredTextSchema,
      folder: textSchema,
      documentType: textSchema,
      documentOn: daySchema.optional(),
    },
    doneSchema,
  ),
  removeDocument: command(
    'documents.work',
    'Takes a document off the list. Its history stays.',
    { documentId: idSchema, reason: requiredTextSchema },
    doneSchema,
  ),
  readDocument: query(
    'member',
    'The bytes of a document, in parts of at most 1 MB.',
    z.object({ documentId: idSchema, part: z.number().int().min(0).default(0) }),
    z.object({ dataBase64: z.string(), parts: z.number(), mediaType: z.string(), fileName: z.string() }),
  ),
};
