import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAnnex } from './run-annex.ts';

let folder = '';
let contractor = '';
const annex = (words: string[], io = {}) => runAnnex(join(folder, 'data'), words, io);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'annex-provider-invoice-'));
  await annex(['init', '--name', 'Alder Law', '--state', 'WA', '--owner', 'Ada Alder']);
  const input = JSON.stringify({ name: 'Rosa Quill', entity: 'individual' });
  contractor = String((await annex(['call', 'pay.registerContractor', input])).json.id);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('annex import provider-invoice', () => {
  it('checks without taking in, then takes in, and refuses the same invoice again', async () => {
    const file = join(folder, 'invoice.csv');
    writeFileSync(file, 'Date,Hours,Rate,Amount\n1/12/2026,3,50,150.00\n');
    const take = (...more: string[]) =>
      annex([
        'import',
        'provider-invoice',
        file,
        '--contractor',
        contractor,
        '--number',
        'Q-1',
        '--date',
        '1/15/2026',
        ...more,
      ]);
    expect((await take('--check')).json).toMatchObject({ imported: 0, invoices: [{ totalCents: 15_000 }] });
    expect(await take()).toMatchObject({ status: 0, json: { imported: 1 } });
    expect(await take()).toMatchObject({ status: 2, json: { refusal: { code: 'import.refused' } } });
  });

  it('says what is wrong by line; the year’s CSV has its titles where nobody is reported', async () => {
    const torn = { readStdin: async () => 'LEDES1998B[]\nINVOICE_DATE|INVOICE_NUMBER[]\n' };
    const words = ['import', 'provider-invoice', '-', '--contractor', contractor];
    expect(await annex(words, torn)).toMatchObject({
      status: 2,
      json: { refusal: { code: 'import.bad-lines' }, problems: [{ line: 2 }] },
    });
    const out = join(folder, 'year.csv');
    await annex(['export', '1099-nec', out, '--from', '2025-01-01', '--to', '2025-12-31']);
    expect(readFileSync(out, 'utf8')).toMatch(/^Form,Tax year,.*\r\n$/);
  });
});
