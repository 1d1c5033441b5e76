import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { uploadPartBytes } from '../../../electron/data/files/uploads.ts';
import { makePdf } from '../../support/make-pdf.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;
let depositId = '';

beforeAll(async () => {
  firm = await openPractice('2026-02-10');
  depositId = await firm.deposit(100_000, '2026-01-12');
});
afterAll(() => firm.remove());

async function file(title: string, fileName: string, bytes: Buffer): Promise<string> {
  const { documents } = firm.client;
  const { uploadId } = await documents.startUpload({ commandId: createId(), fileName, size: bytes.length });
  for (let index = 0; index * uploadPartBytes < bytes.length; index += 1) {
    const dataBase64 = bytes.subarray(index * uploadPartBytes, (index + 1) * uploadPartBytes).toString('base64');
    await documents.uploadPart({ commandId: createId(), uploadId, index, dataBase64 });
  }
  const filing = { commandId: createId(), uploadId, matterId: firm.matterId, title, receivedOn: '2026-02-10' };
  return (await documents.fileDocument(filing)).id;
}

const sign = (attachedDocumentIds: string[]) =>
  firm.client.trust.signReconciliation({
    commandId: createId(),
    accountId: firm.accountId,
    statementOn: '2026-01-31',
    bankBalanceCents: 100_000,
    clearedEntryIds: [depositId],
    attachedDocumentIds,
    passphrase: testPassphrase,
  });
const signed = async () => (await firm.client.trust.listReconciliations({ accountId: firm.accountId })).rows;

describe('documents that go into the packet', () => {
  it('[TR38] are PDF or pictures, whole and here: else nothing is signed and nothing is kept', async () => {
    const note = await file('Note', 'note.txt', Buffer.from('Only words'));
    expect((await refusalOf(sign([note]))).code).toBe('trust.attachment-kind');
    const broken = await file('Torn statement', 'torn.pdf', Buffer.from('%PDF-1.4\nthis is no PDF at all'));
    const refused = await refusalOf(sign([broken]));
    expect(refused.sentence).toMatch(/Torn statement/);
    expect((await refusalOf(sign(['nosuch']))).code).toBe('trust.not-found');
    expect(await signed()).toEqual([]);
  });

  it('[TR38] are 40 MB together at most: the refusal names the largest, and nothing is read or kept', async () => {
    const half = Buffer.alloc(20_600_000, '%PDF-1.4 ');
    const checks = await file('Checks of January', 'checks.pdf', half);
    half.write('%PDF-1.5 ');
    const more = await file('More checks', 'more.pdf', Buffer.concat([half, Buffer.alloc(2_000_000)]));
    const refused = await refusalOf(sign([checks, more]));
    expect(refused).toMatchObject({ code: 'trust.attachments-too-large', fields: ['attachedDocumentIds'] });
    expect(refused.sentence).toContain('Take out the largest, More checks (22 MB)');
    expect(await signed()).toEqual([]);
  });

  it('[TR38] goes nowhere where the books changed while it was made', async () => {
    const { firm: open } = firm.host;
    const render = open.renderPaper.bind(open);
    open.renderPaper = async (...paper: Parameters<typeof render>) => {
      open.renderPaper = render;
      await firm.deposit(5_000, '2026-01-20');
      return render(...paper);
    };
    expect((await refusalOf(sign([]))).code).toBe('trust.books-changed');
    expect(await signed()).toEqual([]);
  });

  it('[TR38] are its last pages', async () => {
    const statement = await file('Bank statement', 'bank.pdf', makePdf(['The statement of the bank']));
    const { id } = await sign([statement]);
    const packet = await firm.client.trust.reconciliationPdf({ reconciliationId: id });
    const bytes = Buffer.from(packet.pdfBase64, 'base64');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await signed()).toMatchObject([{ reconciliationId: id, packetSha256: packet.sha256 }]);
  });
});
