import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ofxText } from '../../unit/domain/trust/bank/bank-files.ts';
import { runAnnex } from './run-annex.ts';

let folder = '';
let account = '';
const annex = (words: string[], io = {}) => runAnnex(join(folder, 'data'), words, io);

const text = ofxText([{ day: '2026-01-12', cents: '700.00', id: 'B1' }], undefined, { from: '2026-01-02' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'annex-statement-'));
  await annex(['init', '--name', 'Alder Law', '--state', 'WA', '--owner', 'Ada Alder']);
  const input = { name: 'Client trust', bank: 'First Bank', lastFour: '4242', openedOn: '2026-01-02' };
  const opened = await annex(['call', 'trust.openAccount', JSON.stringify(input)]);
  account = String(opened.json.id);
  writeFileSync(join(folder, 'january.ofx'), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const statement = (file: string, more: string[] = [], io = {}) =>
  annex(['import', 'bank-statement', file, '--account', account, ...more], io);

describe('annex import bank-statement', () => {
  it('checks without importing, then imports, and refuses the file again', async () => {
    const file = join(folder, 'january.ofx');
    expect((await statement(file, ['--check'])).json).toMatchObject({ imported: 0, linesTotal: 1, refusal: null });
    expect(await statement(file)).toMatchObject({ status: 0, json: { imported: 1, closingCents: 70_000 } });
    expect(await statement(file)).toMatchObject({
      status: 2,
      json: { refusal: { code: 'trust.statement-repeated' } },
    });
  });

  it('reads CSV from standard input by a mapping, and says what is wrong by line', async () => {
    const mapping = JSON.stringify({ day: 'When', amount: 'Sum', name: 'Who' });
    const more = ['--mapping', mapping, '--to', '2026-02-10', '--closing', '650.00'];
    const bad = { readStdin: async () => 'When,Who,Sum\n2/3/2026,Clerk,-5O.00\n' };
    expect((await statement('-', more, bad)).json).toMatchObject({
      refusal: { code: 'trust.statement-bad-lines' },
      problems: [{ line: 2 }],
    });
    const good = { readStdin: async () => 'When,Who,Sum\n2/3/2026,Clerk,-50.00\n' };
    expect((await statement('-', more, good)).json).toMatchObject({
      imported: 1,
      from: '2026-02-01',
      to: '2026-02-10',
    });
  });

  it('needs a file and an account', async () => {
    expect((await annex(['import', 'bank-statement', 'x.ofx'])).err.join(' ')).toContain('--account');
    expect(await statement(join(folder, 'nosuch.ofx'))).toMatchObject({ status: 2 });
    expect((await statement('-', ['--day-order', 'xyz'])).json).toMatchObject({ refusal: { code: 'input.invalid' } });
    expect((await statement('-', ['--mapping', '{'])).json).toMatchObject({ refusal: { code: 'cli.not-json' } });
  });
});
