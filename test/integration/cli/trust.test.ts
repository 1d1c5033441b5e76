import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JsZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportKinds } from '../../../shared/contract/reports.ts';
import { passphrase, runAnnex, startData } from './run-annex.ts';

let folder = '';
let endData = async (): Promise<void> => {};
const annex = (words: string[], io = {}) => runAnnex(join(folder, 'data'), words, io);

async function call(procedure: string, input: object): Promise<Record<string, unknown>> {
  const ran = await annex(['call', procedure, JSON.stringify(input)]);
  expect(ran).toMatchObject({ status: 0 });
  return ran.json;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'annex-trust-'));
  await annex(['init', '--name', 'Alder Law', '--state', 'WA', '--owner', 'Ada Alder']);
  endData = await startData(join(folder, 'data'));
});
afterAll(async () => {
  await endData();
  rmSync(folder, { recursive: true, force: true });
});

const books = [
  'what,matter,client,amount,number,date,name',
  'ledger,Cole v. Dunn,Carla Cole,600.00,,,',
  'ledger,firm funds,,50.00,,,',
  'outstanding,Cole v. Dunn,Carla Cole,100.00,1041,2026-01-12,County Clerk',
  '',
].join('\n');
const cutOver = (text: string, more: string[] = []) =>
  annex(
    [
      ...['import', 'trust-cut-over', '-', '--name', 'Client trust', '--bank', 'First Bank', '--last-four', '4242'],
      ...['--day', '2026-01-31', '--bank-balance', '750.00', '--journal', '650.00', '--next-check', '1050', ...more],
    ],
    { readStdin: async () => text },
  );

describe('trust from the command line', () => {
  let account = '';

  it('[TE12] takes over the books of another system, whole or not at all', async () => {
    expect((await cutOver(books)).json).toMatchObject({ refusal: { code: 'import.bad-lines' } });
    const bad = await cutOver(books.replace('600.00', '6OO'));
    expect(bad.json).toMatchObject({ problems: [{ line: 2, column: 'amount' }] });
    const differs = await cutOver(books.replace('600.00', '600.01'), ['--create']);
    expect(differs.json).toMatchObject({ refusal: { code: 'trust.cut-over-differs' } });
    expect(await call('trust.listAccounts', {})).toMatchObject({ rows: [] });
    expect(await call('office.listParties', {})).toMatchObject({ total: 0 });
    expect((await cutOver(books, ['--create'])).err.join(' ')).toContain('--rate');
    const opened = await cutOver(books, ['--create', '--rate', '300']);
    expect(opened.json).toMatchObject({ opened: true, ledgersCents: 65_000 });
    account = String(opened.json['id']);
    expect((await cutOver(books, ['--check'])).json).toMatchObject({ refusal: null, adjustedBankCents: 65_000 });
  });

  it('[TB13] reads a bank’s CSV as the last one was read', async () => {
    const read = (text: string, more: string[]) =>
      annex(['import', 'bank-statement', '-', '--account', account, ...more], { readStdin: async () => text });
    const mapping = JSON.stringify({ day: 'When', amount: 'Sum', name: 'Who' });
    const february = ['--to', '2026-02-28', '--closing', '650.00', '--mapping', mapping];
    expect((await read('When,Who,Sum\n2/3/2026,Clerk,-100.00\n', february)).json).toMatchObject({ imported: 1 });
    const march = ['--to', '2026-03-31', '--closing', '640.00'];
    expect((await read('When,Who,Sum\n3/3/2026,Bank,-10.00\n', march)).json).toMatchObject({ imported: 1 });
  });

  it('[TR41] writes every report as CSV', async () => {
    for (const kind of reportKinds) {
      const ran = await annex(['export', kind, '-', '--from', '2026-01-01']);
      expect(ran, kind).toMatchObject({ status: 0 });
      expect(ran.out, kind).toMatch(/^[^\r\n]+\r\n/);
    }
  });

  it('[TE17] [TR36] [TR38] writes the positive-pay file, the packet and the audit bundle', async () => {
    const pay = await annex(['export', 'positive-pay', '-', '--from', '2026-01-01']);
    expect(pay.out).toContain('4242,1041,');
    const { rows } = (await annex(['call', 'trust.journal', JSON.stringify({ accountId: account })])).json as {
      rows: { entryId: string; checkNumber: number | null }[];
    };
    const { lines } = (await call('trust.proposeMatches', { accountId: account, statementOn: '2026-02-28' })) as {
      lines: { lineId: string }[];
    };
    const check = rows.find((row) => row.checkNumber === 1_041)?.entryId ?? '';
    await call('trust.matchLines', {
      accountId: account,
      matches: [{ lineIds: [lines[0]?.lineId], entryIds: [check] }],
    });
    const signed = await call('trust.signReconciliation', {
      accountId: account,
      statementOn: '2026-02-28',
      bankBalanceCents: 65_000,
      clearedEntryIds: [],
      passphrase,
    });
    const packet = await call('trust.reconciliationPdf', { reconciliationId: signed['id'] });
    const bytes = Buffer.from(String(packet['pdfBase64']), 'base64');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(packet['sha256']);
    const file = join(folder, 'audit.zip');
    const bundle = await annex(['export', 'audit-bundle', file, '--from', '2026-02-01', '--to', '2026-02-28']);
    expect(bundle).toMatchObject({ status: 0 });
    const zip = await JsZip.loadAsync(readFileSync(file));
    expect(zip.file('reconciliations/2026-02-28.pdf')).not.toBeNull();
    expect((await annex(['export', 'audit-bundle', '/no/such/folder/x'])).json).toMatchObject({
      refusal: { code: 'cli.file-not-writable' },
    });
  });
});
