import * as z from 'zod';
import { daySchema, defineEvent, idSchema, nothing, requiredTextSchema, textSchema } from './event.ts';

/** A file as sealed chunks. `key` opens them, so it stands in bodies alone. */
export const fileReferenceSchema = z.object({
  size: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.string().max(100),
  chunks: z.array(z.object({ id: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().min(1) })).max(2_000),
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type FileReference = z.infer<typeof fileReferenceSchema>;

/** What a head says of a file whose reference is in the body: enough to replicate, compare and delete it. */
export const keptFileSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().min(0),
  chunkIds: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(2_000),
});

export const documentFiled = defineEvent({
  type: 'documents.document.filed',
  version: 1,
  workspace: 'documents',
  aggregate: 'document',
  right: 'documents.work',
  head: z.object({
    size: z.number().int().min(0),
    mediaType: z.string().max(100),
    /** Received or filed on. */
    receivedOn: daySchema,
    /** Ids of the sealed chunks, so that a device that may not read the body can still replicate and delete them. */
    chunkIds: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(2_000),
  }),
  body: z.object({
    title: requiredTextSchema,
    fileName: requiredTextSchema,
    folder: textSchema.default(''),
    documentType: textSchema.default(''),
    documentOn: daySchema.optional(),
    file: fileReferenceSchema,
  }),
});

export const documentAmended = defineEvent({
  type: 'documents.document.amended',
  version: 1,
  workspace: 'documents',
  aggregate: 'document',
  right: 'documents.work',
  head: nothing,
  body: z.object({
    title: requiredTextSchema,
    folder: textSchema.default(''),
    documentType: textSchema.default(''),
    documentOn: daySchema.optional(),
  }),
});

/** The words of a document, for the search; made once by the device that filed it. */
export const documentTextExtracted = defineEvent({
  type: 'documents.text.extracted',
  version: 1,
  workspace: 'documents',
  aggregate: 'document',
  right: 'documents.work',
  head: z.object({ characters: z.number().int().min(0), complete: z.boolean() }),
  body: z.object({ text: z.string().max(400_000) }),
});

export const documentRemoved = defineEvent({
  type: 'documents.document.removed',
  version: 1,
  workspace: 'documents',
  aggregate: 'document',
  right: 'documents.work',
  head: z.object({ documentId: idSchema }),
  body: z.object({ reason: requiredTextSchema }),
});

export const documentsEvents = [documentFiled, documentAmended, documentTextExtracted, documentRemoved] as const;
