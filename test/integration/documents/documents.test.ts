import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openTestFirm, openTestHost, type TestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: TestHost;
let matterId: string;

beforeAll(async () => {
  firm = await openTestFirm();
  const { office } = firm.client;
  const party = await office.recordParty({ commandId: createId(), party: { kind: 'person', name: 'Dana Document' } });
  ({ matterId } = await office.openMatter({
    commandId: createId(),
    clientPartyId: party.id,
    title: 'Document v. Paper',
    practiceArea: 'Contract',
    openedOn: '2026-03-02',
    fee: { kind: 'flat', rateCents: 0, flatCents: 100_000 },
  }));
});
afterAll(() => firm.remove());

async function upload(fileName: string, bytes: Buffer): Promise<string> {
  const { documents } = firm.client;
  const { uploadId, partSize } = await documents.startUpload({ commandId: createId(), fileName, size: bytes.length });
  for (let index = 0; index * partSize < bytes.length; index += 1) {
    const dataBase64 = bytes.subarray(index * partSize, (index + 1) * partSize).toString('base64');
    await documents.uploadPart({ commandId: createId(), uploadId, index, dataBase64 });
  }
  return uploadId;
}

async function file(fileName: string, text: string | Buffer, more: object = {}) {
  const uploadId = await upload(fileName, Buffer.from(text));
  const input = { commandId: createId(), uploadId, title: 'Letter to counsel', receivedOn: '2026-11-23', ...more };
  return firm.client.documents.fileDocument(input);
}

async function readAll(documentId: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let part = 0, parts = 1; part < parts; part += 1) {
    const answer = await firm.client.documents.readDocument({ documentId, part });
    parts = answer.parts;
    pieces.push(Buffer.from(answer.dataBase64, 'base64'));
  }
  return Buffer.concat(pieces);
}

async function untilRead(documentId: string): Promise<void> {
  await vi.waitFor(async () => {
    expect((await firm.client.documents.getDocument({ documentId })).text).not.toBe('waiting');
  }, 20_000);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

describe('a document', () => {
  it('is taken in by parts, named, found by its words, and opened as it was', async () => {
    const secret = 'The heliotrope clause survives termination.';
    const bytes = Buffer.from(`${secret}\n${'padding '.repeat(300_000)}`);
    const filed = await file('Notes.TXT', bytes, { matterId, documentType: 'memo', title: 'Dana’s notes' });
    expect(filed.fileName).toBe('2026-11-23_2026-0001_memo_Danas-notes.txt');
    const second = await file('Notes.TXT', 'other words', { matterId, documentType: 'memo', title: 'Dana’s notes' });
    expect(second.fileName).toBe('2026-11-23_2026-0001_memo_Danas-notes-2.txt');
    await untilRead(filed.id);
    const found = await firm.client.documents.searchDocuments({ words: 'heliotrop clause' });
    expect(found).toMatchObject({
      total: 1,
      rows: [{ documentId: filed.id, text: 'words', here: true, filedBy: 'Ada Alder' }],
    });
    expect(found.rows[0]?.snippet).toContain('heliotrope clause');
    expect(await readAll(filed.id)).toEqual(bytes);
    const shown = await firm.client.documents.getDocument({ documentId: filed.id });
    expect(shown).toMatchObject({
      size: bytes.length,
      matterId,
      matterTitle: 'Document v. Paper',
      mediaType: 'text/plain',
    });
    expect(shown.history.map((entry) => entry.text)).toEqual(['Read the words of a document', 'Filed a document']);
    for (const path of filesBelow(firm.folder)) {
      expect(readFileSync(path).includes('heliotrope'), path).toBe(false);
    }
  });

  it('is changed and taken off the list, and its history stays', async () => {
    const { documents, office } = firm.client;
    const { id: documentId } = await file('draft.txt', 'marmalade provisions');
    await untilRead(documentId);
    const changes = {
      title: 'Preserves agreement',
      folder: '08 Drafts',
      documentType: 'contract',
      documentOn: '2026-11-20',
    };
    await documents.amendDocument({ commandId: createId(), documentId, ...changes });
    expect((await documents.listDocuments({ filter: 'preserv' })).rows).toMatchObject([changes]);
    expect((await documents.searchDocuments({ words: 'marmalade' })).rows).toMatchObject([{ documentId }]);
    await documents.removeDocument({ commandId: createId(), documentId, reason: 'Filed twice' });
    expect((await documents.searchDocuments({ words: 'marmalade' })).total).toBe(0);
    expect((await refusalOf(documents.getDocument({ documentId }))).code).toBe('documents.not-found');
    expect((await office.listEvents({ aggregate: `document:${documentId}` })).total).toBe(4);
  });

  it('lists by every column', async () => {
    for (const sort of ['filedAtMs', 'title', 'documentType', 'size', 'receivedOn'] as const) {
      const { total, rows } = await firm.client.documents.listDocuments({ sort, descending: true, matterId });
      expect(rows).toHaveLength(total);
    }
  });
});

describe('words that were not read', () => {
  it('are read at the next start', async () => {
    const other = await openTestFirm();
    const { folder } = other;
    const bytes = Buffer.from('an unread heliograph');
    const { documents } = other.client;
    const { uploadId } = await documents.startUpload({ commandId: createId(), fileName: 'a.txt', size: bytes.length });
    await documents.uploadPart({ commandId: createId(), uploadId, index: 0, dataBase64: bytes.toString('base64') });
    const filing = { commandId: createId(), uploadId, title: 'Unread', receivedOn: '2026-11-23' };
    const { id: documentId } = await documents.fileDocument(filing);
    await other.close();
    const again = await openTestHost({ folder });
    await again.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });
    await vi.waitFor(async () => {
      expect((await again.client.documents.getDocument({ documentId })).text).toBe('words');
    }, 20_000);
    expect((await again.client.documents.searchDocuments({ words: 'heliograph' })).total).toBe(1);
    await again.remove();
  });
});

describe('filing refuses', () => {
  it('what is not there, not whole, or not what it says', async () => {
    const { documents } = firm.client;
    const common = { title: 'X', receivedOn: '2026-11-23' };
    const ghost = { commandId: createId(), uploadId: 'noupload', ...common };
    expect((await refusalOf(documents.fileDocument(ghost))).code).toBe('documents.no-upload');
    const begun = await documents.startUpload({ commandId: createId(), fileName: 'a.txt', size: 10 });
    expect(
      (await refusalOf(documents.fileDocument({ ...ghost, commandId: createId(), uploadId: begun.uploadId }))).code,
    ).toBe('documents.upload-not-whole');
    const part = { commandId: createId(), uploadId: begun.uploadId, index: 0, dataBase64: 'AAAA' };
    expect((await refusalOf(documents.uploadPart(part))).code).toBe('documents.part-has-wrong-length');
    expect((await refusalOf(documents.uploadPart({ ...part, index: 1 }))).code).toBe('documents.part-out-of-order');
    expect((await refusalOf(documents.uploadPart({ ...part, dataBase64: 'not base64!' }))).code).toBe(
      'documents.part-not-base64',
    );
    expect((await refusalOf(documents.uploadPart({ ...part, uploadId: 'noupload' }))).code).toBe('documents.no-upload');
    expect((await refusalOf(file('letter.pdf', 'MZ this is a program'))).code).toBe('documents.kind-not-taken');
    expect((await refusalOf(file('run.exe', 'MZ'))).code).toBe('documents.kind-not-taken');
    expect((await refusalOf(file('a.txt', 'x', { matterId: 'nomatter' }))).fields).toEqual(['matterId']);
    const empty = { commandId: createId(), fileName: 'a.txt', size: 0 };
    expect((await refusalOf(documents.startUpload(empty))).fields).toEqual(['size']);
  });

  it('to open what is not known', async () => {
    const { documents } = firm.client;
    expect((await refusalOf(documents.readDocument({ documentId: 'nodocument' }))).code).toBe('documents.not-found');
    const { id } = await file('a.txt', 'short');
    expect((await refusalOf(documents.readDocument({ documentId: id, part: 1 }))).code).toBe('documents.no-such-part');
  });

  it('twice: the answer of the first time comes again', async () => {
    const uploadId = await upload('again.txt', Buffer.from('once more'));
    const input = { commandId: createId(), uploadId, title: 'Again', receivedOn: '2026-11-23' };
    const first = await firm.client.documents.fileDocument(input);
    expect(await firm.client.documents.fileDocument(input)).toEqual(first);
    expect((await firm.client.documents.listDocuments({ filter: 'again' })).total).toBe(1);
  });
});
