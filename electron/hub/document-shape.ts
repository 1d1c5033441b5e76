import { createHash, randomUUID } from 'node:crypto';
import { badRequest, HubError, tooLarge } from './hub-error.ts';
import { isObject, isTextList, type JsonObject } from './json.ts';

/** A document whose reserved fields have been checked. */
export interface SoundDocument extends JsonObject {
  _id: string;
  _rev?: string;
}

/** Largest document in bytes of JSON, attachments included. */
export const documentBytesMax = 8 * 1024 * 1024;

const reservedFields = new Set(['_id', '_rev', '_deleted', '_attachments', '_revisions']);
const revisionPattern = /^[1-9][0-9]{0,8}-[0-9A-Za-z]{1,64}$/;
const idBytesMax = 500;
const revisionsMax = 1_000;

/** True for a revision such as `1-0f3c…`. */
export function isRevision(value: unknown): value is string {
  return typeof value === 'string' && revisionPattern.test(value);
}

/** Throws 400 unless `id` may name a document. `_local/` ids have routes of their own. */
export function checkDocumentId(id: unknown): string {
  if (typeof id !== 'string' || !id) throw badRequest('Document id must be a text that is not empty.');
  if (Buffer.byteLength(id) > idBytesMax) throw new HubError(400, 'illegal_docid', 'Document id is too long.');
  if (id.startsWith('_') && !/^_design\/./.test(id)) {
    throw new HubError(400, 'illegal_docid', 'Only reserved document ids may start with underscore.');
  }
  if (id.includes('\u0000')) throw new HubError(400, 'illegal_docid', 'Document id must not hold a zero byte.');
  return id;
}

/**
 * Throws 400, 412 or 413 unless `value` is a document that may be stored. A document without id gets one. With
 * `newEdits` false (replication) it must bring its revision. PouchDB would fail the whole batch over one bad document,
 * as CouchDB does, but with less to say.
 */
export function checkDocument(value: unknown, newEdits: boolean): SoundDocument {
  if (!isObject(value)) throw badRequest('Document must be a JSON object.');
  const _id = checkDocumentId(value._id ?? randomUUID().replaceAll('-', ''));
  for (const field of Object.keys(value)) {
    if (field.startsWith('_') && !reservedFields.has(field)) {
      throw new HubError(400, 'doc_validation', `Bad special document member: ${field}`);
    }
  }
  if (value._rev !== undefined && !isRevision(value._rev)) throw badRequest('Invalid rev format');
  if (!newEdits && value._rev === undefined) throw badRequest('A replicated document needs its revision.');
  if (value._deleted !== undefined && typeof value._deleted !== 'boolean')
    throw badRequest('_deleted must be a boolean.');
  checkRevisions(value);
  checkAttachments(value._attachments);
  return { ...value, _id };
}

/** Throws 413 when the document is over the limit; `bytes` is what is known of its size without counting. */
export function checkDocumentSize(document: JsonObject, bytes = Buffer.byteLength(JSON.stringify(document))): void {
  if (bytes > documentBytesMax) throw tooLarge(`The document is over ${documentBytesMax} bytes.`);
}

/** The document as a validation function sees it: attachments as stubs with length and digest. */
export function withStubs(document: SoundDocument): JsonObject {
  const attachments = document._attachments;
  if (!isObject(attachments)) return document;
  const stubs = Object.entries(attachments).map(([name, entry]) => [name, isObject(entry) ? toStub(entry) : entry]);
  return { ...document, _attachments: Object.fromEntries(stubs) };
}

function toStub(entry: JsonObject): JsonObject {
  if (typeof entry.data !== 'string') return entry;
  const bytes = Buffer.from(entry.data, 'base64');
  const digest = `md5-${createHash('md5').update(bytes).digest('base64')}`;
  return { content_type: entry.content_type, revpos: 1, digest, length: bytes.length, stub: true };
}

function checkRevisions(document: JsonObject): void {
  const revisions = document._revisions;
  if (revisions === undefined) return;
  const isSound =
    isObject(revisions) &&
    Number.isSafeInteger(revisions.start) &&
    Number(revisions.start) >= 0 &&
    isTextList(revisions.ids) &&
    revisions.ids.length <= revisionsMax &&
    revisions.ids.length <= Number(revisions.start) &&
    revisions.ids.every((id) => /^[0-9A-Za-z]{1,64}$/.test(id));
  if (!isSound) throw badRequest('_revisions must be {start, ids}.');
  const { start, ids } = revisions as { start: number; ids: string[] };
  if (document._rev !== undefined && ids.length > 0 && document._rev !== `${start}-${ids[0]}`) {
    throw badRequest('_rev and _revisions name different revisions.');
  }
}

function checkAttachments(value: unknown): void {
  if (value === undefined) return;
  if (!isObject(value)) throw badRequest('_attachments must be a JSON object.');
  for (const [name, entry] of Object.entries(value)) {
    if (!name || name.startsWith('_') || !isObject(entry)) throw badRequest('Attachment name or value is not allowed.');
    if (typeof entry.content_type !== 'string' && entry.stub !== true)
      throw badRequest('An attachment needs a content_type.');
    if (entry.stub === true) continue;
    if (typeof entry.data !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(entry.data)) {
      throw badRequest('Attachment data must be base64.');
    }
  }
}
