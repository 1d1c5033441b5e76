import * as z from 'zod';
import { fileReferenceSchema } from '../../../shared/events/documents.ts';
import type { RowReader, SqlValue } from '../projections/projection.ts';
import { prefixQuery, readPage } from './page-query.ts';
import { documentTitleSql, matterTitleSql } from './shown-names.ts';
import type { OpenFirm } from './turn.ts';

export interface DocumentSqlRow {
  document_id: string;
  title: string;
  file_name: string | null;
  folder: string | null;
  document_type: string | null;
  media_type: string;
  size: number;
  received_on: string;
  document_on: string | null;
  matter_id: string | null;
  matter_title: string | null;
  filed_by_member_id: string;
  filed_at_ms: number;
  characters: number | null;
  chunk_ids: string;
}

const documentColumns = `d.document_id, ${documentTitleSql('d')} AS title, d.file_name, d.folder, d.document_type,
  d.media_type, d.size, d.received_on, d.document_on, d.matter_id, ${matterTitleSql('m')} AS matter_title,
  d.filed_by_member_id, d.filed_at_ms, d.characters, d.chunk_ids`;
const documentJoins = 'documents_document d LEFT JOIN office_matter m ON m.matter_id = d.matter_id';

function textState(characters: number | null): 'words' | 'waiting' | 'no text' {
  if (characters === null) return 'waiting';
  return characters === 0 ? 'no text' : 'words';
}

/** Documents as the contract lists them, with whether their chunks are all on this machine. */
export async function documentRows(firm: OpenFirm, rows: readonly DocumentSqlRow[]) {
  return Promise.all(
    rows.map(async (row) => ({
      documentId: row.document_id,
      title: row.title,
      fileName: row.file_name ?? '',
      folder: row.folder ?? '',
      documentType: row.document_type ?? '',
      mediaType: row.media_type,
      size: row.size,
      receivedOn: row.received_on,
      documentOn: row.document_on,
      matterId: row.matter_id,
      matterTitle: row.matter_title ?? '',
      filedBy: firm.memberName(row.filed_by_member_id),
      filedAtMs: row.filed_at_ms,
      text: textState(row.characters),
      here: (await firm.files.listMissing(z.array(z.string()).parse(JSON.parse(row.chunk_ids)))).length === 0,
    })),
  );
}

/** One document; undefined where it is not known or was taken off the list. */
export function readDocument(rows: RowReader, documentId: string): DocumentSqlRow | undefined {
  return rows.get<DocumentSqlRow>(
    `SELECT ${documentColumns} FROM ${documentJoins} WHERE d.document_id = ? AND d.removed = 0`,
    [documentId],
  );
}

/** How a document's file is opened; null where this device may not read it, undefined where it is not known. */
export function readFileReference(rows: RowReader, documentId: string) {
  const row = rows.get<{ file: string | null }>(
    'SELECT file FROM documents_document WHERE document_id = ? AND removed = 0',
    [documentId],
  );
  if (row === undefined) return undefined;
  return row.file === null ? null : fileReferenceSchema.parse(JSON.parse(row.file));
}

/** A page of documents; the filter finds titles by the beginnings of their words. */
export async function listDocuments(
  firm: OpenFirm,
  input: {
    offset: number;
    limit: number;
    sort: string;
    descending: boolean;
    filter: string;
    matterId?: string | undefined;
  },
) {
  const where = ['d.removed = 0'];
  const parameters: Record<string, SqlValue> = {};
  if (input.matterId !== undefined) {
    where.push('d.matter_id = @matterId');
    parameters.matterId = input.matterId;
  }
  const match = prefixQuery(input.filter);
  if (match !== null) {
    where.push(`d.document_id IN (SELECT x.document_id FROM documents_fts f JOIN documents_text x ON x.text_id = f.rowid
      WHERE documents_fts MATCH @match)`);
    parameters.match = `{title} : (${match})`;
  }
  const page = readPage<DocumentSqlRow>(firm.rows, input, {
    select: documentColumns,
    from: documentJoins,
    countFrom: 'documents_document d',
    where,
    parameters,
    sorts: {
      filedAtMs: 'd.filed_at_ms',
      title: 'd.title COLLATE NOCASE',
      documentType: 'd.document_type COLLATE NOCASE',
      size: 'd.size',
      receivedOn: 'd.received_on',
    },
    tieBreak: 'd.document_id',
  });
  return { rows: await documentRows(firm, page.rows), total: page.total };
}

const snippetWords = 24;
/** Of a word that stands in more documents than this, the newest so many are ranked. */
const rankedMax = 2_000;

/** How many documents match, and the row from which on they are ranked: that of the newest 2,000. */
function measureHits(rows: RowReader, match: string): { total: number; rankedFrom: number } {
  const newest = rows.get<{ hits: number; first: number | null }>(
    `SELECT COUNT(*) AS hits, MIN(id) AS first FROM (
       SELECT rowid AS id FROM documents_fts WHERE documents_fts MATCH ? ORDER BY rowid DESC LIMIT ${rankedMax})`,
    [match],
  );
  const { hits, first } = newest ?? { hits: 0, first: null };
  if (hits < rankedMax) return { total: hits, rankedFrom: 0 };
  const counted = rows.get<{ total: number }>(
    'SELECT COUNT(*) AS total FROM documents_fts WHERE documents_fts MATCH ?',
    [match],
  );
  return { total: counted?.total ?? hits, rankedFrom: first ?? 0 };
}

/**
 * Documents by their words, best first. The place where the words stand comes with them, the words found between
 * `[` and `]`.
 */
export async function searchDocuments(
  firm: OpenFirm,
  input: { words: string; matterId?: string | undefined; limit: number },
) {
  const words = prefixQuery(input.words);
  if (words === null) return { rows: [], total: 0 };
  const inMatter = input.matterId === undefined ? '' : ` AND matter : "${input.matterId}"`;
  const match = `{title words} : (${words})${inMatter}`;
  const { total, rankedFrom } = measureHits(firm.rows, match);
  const hits = firm.rows.all<DocumentSqlRow & { snippet: string }>(
    `SELECT ${documentColumns}, h.snippet FROM (
       SELECT rowid AS text_id, snippet(documents_fts, -1, '', '', '…', ${snippetWords}) AS snippet,
         bm25(documents_fts, 0.0, 4.0, 1.0) AS score
       FROM documents_fts WHERE documents_fts MATCH @match AND rowid >= @from ORDER BY score LIMIT @limit
     ) h JOIN documents_text x ON x.text_id = h.text_id JOIN documents_document d ON d.document_id = x.document_id
     LEFT JOIN office_matter m ON m.matter_id = d.matter_id ORDER BY h.score`,
    { match, from: rankedFrom, limit: input.limit },
  );
  const shown = await documentRows(firm, hits);
  return {
    rows: shown.map((row, place) => ({ ...row, snippet: hits[place]?.snippet ?? '' })),
    total,
  };
}

/** What happened to a document, newest first. */
export function documentHistory(
  firm: OpenFirm,
  documentId: string,
): { type: string; atMs: number; memberName: string }[] {
  return firm.rows
    .all<{ type: string; at_ms: number; member_id: string }>(
      `SELECT type, at_ms, member_id FROM event WHERE aggregate = ? AND state = 'folded' ORDER BY event_id DESC LIMIT 200`,
      [`document:${documentId}`],
    )
    .map((row) => ({ type: row.type, atMs: row.at_ms, memberName: firm.memberName(row.member_id) }));
}
