import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAnnex, startData } from './run-annex.ts';

let folder = '';
let endData = async (): Promise<void> => {};
const annex = (words: string[], io = {}) => runAnnex(join(folder, 'data'), words, io);

async function call(procedure: string, input: object): Promise<Record<string, unknown>> {
  const ran = await annex(['call', procedure, JSON.stringify(input)]);
  expect(ran).toMatchObject({ status: 0 });
  return ran.json;
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'annex-import-'));
  await annex(['init', '--name', 'Alder Law', '--state', 'WA', '--owner', 'Ada Alder']);
  endData = await startData(join(folder, 'data'));
});

afterAll(async () => {
  await endData();
  rmSync(folder, { recursive: true, force: true });
});

describe('annex import contacts', () => {
  const good = 'name,kind,phones\r\nJoan Birch,person,555-0100; 555-0101\r\n"Cedar, Inc.",organisation,\r\n';

  it('refuses a file with a bad line, names line and column, and does nothing', async () => {
    const ran = await annex(['import', 'contacts', write('bad.csv', `${good},alien,\r\n`)]);
    expect(ran.status).toBe(2);
    expect(ran.json).toMatchObject({ refusal: { code: 'import.bad-lines' } });
    expect(ran.json['problems']).toEqual([
      { line: 4, column: 'kind', sentence: expect.any(String) },
      { line: 4, column: 'name', sentence: 'Fill this in.' },
    ]);
    expect(await call('office.listParties', {})).toMatchObject({ total: 0 });
  });

  it('checks without doing, then does; the same file again adds nothing', async () => {
    const file = write('good.csv', good);
    expect((await annex(['import', 'contacts', file, '--check'])).json).toMatchObject({ lines: 2, imported: 0 });
    expect(await call('office.listParties', {})).toMatchObject({ total: 0 });
    expect((await annex(['import', 'contacts', file])).json).toMatchObject({ imported: 2, skipped: 0 });
    const more = write('more.csv', `${good}Joan Birch,person,555-0100; 555-0101\r\n,,555\r\n`);
    expect((await annex(['import', 'contacts', more, '--skip-bad'])).json).toMatchObject({ imported: 3, skipped: 1 });
    expect(await call('office.listParties', {})).toMatchObject({ total: 3 });
  });

  it('refuses unknown and missing columns', async () => {
    for (const header of ['kind', 'name,shoe_size']) {
      const ran = await annex(['import', 'contacts', write('columns.csv', `${header}\r\nx`)]);
      expect(ran.json).toMatchObject({ refusal: { code: 'import.columns' } });
    }
  });

  it('comes out again as it went in', async () => {
    const file = join(folder, 'out.csv');
    expect((await annex(['export', 'contacts', file])).json).toMatchObject({ kind: 'contacts', file });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('organisation,"Cedar, Inc.",');
    expect((await annex(['import', 'contacts', file, '--check'])).json).toMatchObject({ lines: 3, problems: [] });
  });
});

describe('annex import time', () => {
  it('finds the matter by number and the person by name, and says per line what is wrong', async () => {
    const party = await call('office.recordParty', { party: { kind: 'person', name: 'Della Elm' } });
    const matter = await call('office.openMatter', {
      clientPartyId: party['id'],
      title: 'Elm v. Fir',
      practiceArea: 'Litigation',
      openedOn: '2026-01-05',
      fee: { kind: 'hourly', rateCents: 30_000 },
    });
    const header = 'matter,day,time,narrative,timekeeper\r\n';
    const good = `${header}${matter['number']},2026-02-03,1:30,Draft complaint,ada alder\r\n`;
    const bad = `${good}2026-9999,2026-02-30,soon,x,Nobody Known\r\n`;
    const refused = await annex(['import', 'time', write('time.csv', bad)]);
    expect(refused.json).toMatchObject({ refusal: { code: 'import.bad-lines' } });
    const problems = refused.json['problems'] as { line: number; column: string }[];
    expect(problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '3 matter',
      '3 timekeeper',
      '3 day',
      '3 time',
    ]);
    expect((await annex(['import', 'time', '-'], { readStdin: async () => good })).json).toMatchObject({ imported: 1 });
    const out = await annex(['export', 'time', '-', '--from', '2026-02-01', '--to', '2026-02-28']);
    expect(out.out).toContain(
      `${matter['number']},2026-02-03,1:30,Draft complaint,Ada Alder,yes,300.00,,,1.5,450.00,unbilled`,
    );
    const again = await annex(['import', 'time', '-', '--check'], { readStdin: async () => out.out });
    expect(again.json).toMatchObject({ lines: 1, problems: [] });
  });
});

describe('annex export', () => {
  it('writes a report as CSV', async () => {
    const ran = await annex(['export', 'aging', '-']);
    expect(ran.status).toBe(0);
    expect(ran.out).toMatch(/^[^\r\n]+\r\n/);
  });

  it('writes everything readable as JSON lines, the audit trail too', async () => {
    const file = join(folder, 'everything.jsonl');
    expect((await annex(['export', 'everything', file])).status).toBe(0);
    const records = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { record: string });
    const kinds = new Set(records.map(({ record }) => record));
    for (const kind of ['firm', 'member', 'party', 'client', 'matter', 'time', 'event']) expect(kinds).toContain(kind);
    expect(records[0]).toMatchObject({ record: 'firm', name: 'Alder Law' });
  });

  it('refuses a file that cannot be written and a day that is none', async () => {
    expect((await annex(['export', 'contacts', '/no/such/folder/x'])).json).toMatchObject({
      refusal: { code: 'cli.file-not-writable' },
    });
    expect((await annex(['export', 'aging', '-', '--from', 'whenever'])).json).toMatchObject({
      refusal: { code: 'calendar.day-not-understood', fields: ['from'] },
    });
  });
});
