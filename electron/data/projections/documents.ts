import {
  documentAmended,
  documentFiled,
  documentRemoved,
  documentTextExtracted,
} from '../../../shared/events/documents.ts';
import { idOfAggregate } from './aggregate-id.ts';
import { type AreaProjection, on, type RowWriter } from './projection.ts';

const documentsSchema = `
CREATE TABLE documents_document (
  document_id TEXT NOT NULL PRIMARY KEY,
  aggregate TEXT NOT NULL,
  matter_id TEXT,
  title TEXT,
  file_name TEXT,
  folder TEXT,
  document_type TEXT,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  received_on TEXT NOT NULL,
  document_on TEXT,
  filed_by_member_id TEXT NOT NULL,
  filed_by_device_id TEXT NOT NULL,
  filed_at_ms INTEGER NOT NULL,
  chunk_ids TEXT NOT NULL,
  -- How the sealed chunks are opened, as JSON; NULL where this device may not read the document.
  file TEXT,
  -- NULL until its words were read.
  characters INTEGER,
  removed INTEGER NOT NULL
);
CREATE INDEX documents_document_aggregate ON documents_document(aggregate);
CREATE INDEX documents_document_filed ON documents_document(filed_at_ms, document_id) WHERE removed = 0;
CREATE INDEX documents_document_title ON documents_document(title COLLATE NOCASE, document_id) WHERE removed = 0;
CREATE INDEX documents_document_type ON documents_document(document_type COLLATE NOCASE, document_id) WHERE removed = 0;
CREATE INDEX documents_document_size ON documents_document(size, document_id) WHERE removed = 0;
CREATE INDEX documents_document_received ON documents_document(received_on, document_id) WHERE removed = 0;
CREATE INDEX documents_document_matter ON documents_document(matter_id, filed_at_ms) WHERE removed = 0;
CREATE INDEX documents_document_unread ON documents_document(filed_by_device_id) WHERE removed = 0 AND characters IS NULL;

-- What the search reads: the title and, once they are known, the words inside; the matter's id, so that one matter's
-- documents are found without looking at the others.
CREATE TABLE documents_text (
  text_id INTEGER PRIMARY KEY,
  aggregate TEXT NOT NULL,
  document_id TEXT NOT NULL,
  matter TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX documents_text_aggregate ON documents_text(aggregate);
CREATE VIRTUAL TABLE documents_fts USING fts5(
  matter, title, words, content='documents_text', content_rowid='text_id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER documents_text_added AFTER INSERT ON documents_text BEGIN
  INSERT INTO documents_fts(rowid, matter, title, words) VALUES (new.text_id, new.matter, new.title, new.words);
END;
CREATE TRIGGER documents_text_gone AFTER DELETE ON documents_text BEGIN
  INSERT INTO documents_fts(documents_fts, rowid, matter, title, words)
    VALUES ('delete', old.text_id, old.matter, old.title, old.words);
END;
CREATE TRIGGER documents_text_changed AFTER UPDATE ON documents_text BEGIN
  INSERT INTO documents_fts(documents_fts, rowid, matter, title, words)
    VALUES ('delete', old.text_id, old.matter, old.title, old.words);
  INSERT INTO documents_fts(rowid, matter, title, words) VALUES (new.text_id, new.matter, new.title, new.words);
END;
`;

function setTitleWords(rows: RowWriter, aggregate: string, title: string): void {
  const document = rows.get<{ removed: number; matter_id: string | null }>(
    'SELECT removed, matter_id FROM documents_document WHERE aggregate = ?',
    [aggregate],
  );
  if (document?.removed !== 0) return;
  const known = rows.get('SELECT 1 AS known FROM documents_text WHERE aggregate = ?', [aggregate]);
  if (known) {
    rows.run('UPDATE documents_text SET title = ? WHERE aggregate = ?', [title, aggregate]);
  } else {
    rows.run("INSERT INTO documents_text (aggregate, document_id, matter, title, words) VALUES (?, ?, ?, ?, '')", [
      aggregate,
      idOfAggregate(aggregate),
      document.matter_id ?? '',
      title,
    ]);
  }
}

const foldDocumentFiled = on(documentFiled, (rows, event) => {
  const { aggregate, head, body } = event;
  rows.run(
    `INSERT OR REPLACE INTO documents_document
       (document_id, aggregate, matter_id, title, file_name, folder, document_type, media_type, size, received_on,
        document_on, filed_by_member_id, filed_by_device_id, filed_at_ms, chunk_ids, file, characters, removed)
     VALUES (@documentId, @aggregate, @matterId, @title, @fileName, @folder, @documentType, @mediaType, @size,
        @receivedOn, @documentOn, @memberId, @deviceId, @atMs, @chunkIds, @file, NULL, 0)`,
    {
      documentId: idOfAggregate(aggregate),
      aggregate,
      matterId: event.matterId ?? null,
      title: body?.title ?? null,
      fileName: body?.fileName ?? null,
      folder: body?.folder ?? null,
      documentType: body?.documentType ?? null,
      mediaType: head.mediaType,
      size: head.size,
      receivedOn: head.receivedOn,
      documentOn: body?.documentOn ?? null,
      memberId: event.memberId,
      deviceId: event.deviceId,
      atMs: event.atMs,
      chunkIds: JSON.stringify(head.chunkIds),
      file: body ? JSON.stringify(body.file) : null,
    },
  );
  if (body) setTitleWords(rows, aggregate, body.title);
});

/** Documents and their words. */
export const documentsProjection: AreaProjection = {
  area: 'documents',
  shapeVersion: 1,
  tables: ['documents_document', 'documents_text'],
  schema: documentsSchema,
  folds: new Map([
    foldDocumentFiled,
    on(documentAmended, (rows, { aggregate, body }) => {
      rows.run(
        `UPDATE documents_document SET title = ?, folder = ?, document_type = ?, document_on = ? WHERE aggregate = ?`,
        [body?.title ?? null, body?.folder ?? null, body?.documentType ?? null, body?.documentOn ?? null, aggregate],
      );
      if (body) setTitleWords(rows, aggregate, body.title);
    }),
    on(documentTextExtracted, (rows, { aggregate, head, body }) => {
      rows.run('UPDATE documents_document SET characters = ? WHERE aggregate = ?', [head.characters, aggregate]);
      if (body) rows.run('UPDATE documents_text SET words = ? WHERE aggregate = ?', [body.text, aggregate]);
    }),
    on(documentRemoved, (rows, { aggregate }) => {
      rows.run('UPDATE documents_document SET removed = 1 WHERE aggregate = ?', [aggregate]);
      rows.run('DELETE FROM documents_text WHERE aggregate = ?', [aggregate]);
    }),
  ]),
};
