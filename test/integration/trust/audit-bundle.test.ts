import { createHash } from 'node:crypto';
import JsZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openPractice, type Practice, testPassphrase } from '../../support/practice.ts';
import { refusalOf } from '../../support/refusal-of.ts';

let firm: Practice;

beforeAll(async () => {
  firm = await openPractice('2026-06-30');
  const entry = await firm.deposit(100_000, '2026-02-02');
  await firm.client.trust.signReconciliation({
    commandId: createId(),
    accountId: firm.accountId,
    statementOn: '2026-02-28',
    bankBalanceCents: 100_000,
    clearedEntryIds: [entry],
    passphrase: testPassphrase,
  });
  await firm.deposit(25_000, '2026-05-04');
  await file('Bank statements', 'statement ../february.txt', '2026-02-28');
  await file('Pleadings', 'answer.txt', '2026-02-28');
});
afterAll(() => firm.remove());

async function file(folder: string, fileName: string, documentOn: string): Promise<void> {
  const bytes = Buffer.from(`What is in ${fileName}`);
  const { documents } = firm.client;
  const { uploadId } = await documents.startUpload({ commandId: createId(), fileName, size: bytes.length });
  const dataBase64 = bytes.toString('base64');
  await documents.uploadPart({ commandId: createId(), uploadId, index: 0, dataBase64 });
  await documents.fileDocument({
    commandId: createId(),
    uploadId,
    matterId: firm.matterId,
    title: fileName,
    folder,
    documentType: 'Other',
    documentOn,
    receivedOn: documentOn,
  });
}

const bundle = (from: string, to: string, accountId = firm.accountId) =>
  firm.client.trust.auditBundle({ accountId, from, to });

describe('the audit bundle', () => {
  it('[TR36] holds the tables, the signed packet and what is filed about trust, each with its hash', async () => {
    const made = await bundle('2026-01-01', '2026-03-31');
    expect(made).toMatchObject({ fileName: 'audit-4242-2026-01-01-2026-03-31.zip', leftOut: [] });
    const zip = await JsZip.loadAsync(made.zipBase64, { base64: true });
    const paths = Object.keys(zip.files);
    expect(paths).toHaveLength(made.files);
    expect(paths.filter((path) => !path.startsWith('documents/')).sort()).toEqual(
      [
        ...['SHA256SUMS', 'balances.csv', 'exceptions.csv', 'journal.csv', 'ledgers.csv', 'manifest.json'],
        ...['reconciliations.csv', 'reconciliations/2026-02-28.pdf'],
      ].sort(),
    );
    const [document = '', more] = paths.filter((path) => path.startsWith('documents/'));
    expect(document).toMatch(/^documents\/\w{6}-[^/]*statement[^/]*february[^/]*\.txt$/);
    expect(more).toBeUndefined();
    const sums = (await zip.file('SHA256SUMS')?.async('string')) ?? '';
    for (const line of sums.trim().split('\n')) {
      const [hash = '', path = ''] = line.split('  ');
      const content = (await zip.file(path)?.async('nodebuffer')) ?? Buffer.alloc(0);
      expect(createHash('sha256').update(content).digest('hex')).toBe(hash);
    }
    expect((await zip.file('reconciliations/2026-02-28.pdf')?.async('string'))?.slice(0, 5)).toBe('%PDF-');
    const journal = (await zip.file('journal.csv')?.async('string')) ?? '';
    expect(journal.trim().split('\r\n')).toHaveLength(2);
    expect(journal).toContain('1000.00,1000.00');
    expect((await zip.file('balances.csv')?.async('string')) ?? '').toContain('Cole v. Dunn,1000.00');
  });

  it('[TR36] runs balances from the opening into a later period', async () => {
    const made = await bundle('2026-05-01', '2026-05-31');
    const zip = await JsZip.loadAsync(made.zipBase64, { base64: true });
    expect(Object.keys(zip.files).some((path) => path.endsWith('.pdf'))).toBe(false);
    expect((await zip.file('ledgers.csv')?.async('string')) ?? '').toContain('250.00,1250.00');
  });

  it('refuses what is not there, and a period that runs backwards', async () => {
    expect((await refusalOf(bundle('2026-05-01', '2026-04-30'))).code).toBe('trust.period-reversed');
    expect((await refusalOf(bundle('2026-01-01', '2026-01-31', 'nosuch'))).code).toBe('trust.not-found');
  });
});
