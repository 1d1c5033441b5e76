import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { delayMsAfter } from '../../../electron/data/vault/unlock-throttle.ts';
import { passphrase, runAnnex, startData } from './run-annex.ts';

let folder = '';
let kitFile = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'annex-cli-'));
  kitFile = join(folder, 'kit.txt');
  const words = ['init', '--name', 'Alder Law', '--state', 'WA', '--owner', 'Ada Alder', '--kit', kitFile];
  const made = await runAnnex(join(folder, 'data'), words);
  expect(made).toMatchObject({ status: 0, json: { kitConfirmed: true } });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const annex = (words: string[], io = {}) => runAnnex(join(folder, 'data'), words, io);

describe('annex init', () => {
  it('keeps the recovery kit in a file of this user alone', () => {
    expect(readFileSync(kitFile, 'utf8').trim().split('-')).toHaveLength(12);
    expect(statSync(kitFile).mode & 0o077).toBe(0);
  });

  it('refuses a folder that has a firm', async () => {
    const again = await annex(['init', '--name', 'Birch', '--state', 'WA', '--owner', 'Bo Birch']);
    expect(again).toMatchObject({ status: 2, json: { refusal: { code: 'firm.exists' } } });
  });
});

describe('annex call', () => {
  it('answers JSON and gives a command its id', async () => {
    const party = { kind: 'person', name: 'Łucja Żółć' };
    const recorded = await annex(['call', 'office.recordParty', JSON.stringify({ party })]);
    expect(recorded).toMatchObject({ status: 0, json: { id: expect.stringMatching(/^[0-9a-v]{20}$/) } });
    const found = await annex(['call', 'office.getParty', JSON.stringify({ partyId: recorded.json['id'] })]);
    expect(found.json).toMatchObject(party);
  });

  it('reads its input from a file and from standard input', async () => {
    const file = join(folder, 'input.json');
    writeFileSync(file, '{"limit": 1}');
    expect((await annex(['call', 'office.listParties', `@${file}`])).status).toBe(0);
    const fromStdin = await annex(['call', 'office.listParties', '-'], { readStdin: async () => '{"limit": 0}' });
    expect(fromStdin).toMatchObject({ status: 2, json: { refusal: { code: 'input.invalid', fields: ['limit'] } } });
  });

  it.each([
    [['call', 'office.noSuchThing'], 'cli.no-such-procedure'],
    [['call', 'office.today', 'not json'], 'cli.not-json'],
    [['call', 'office.today', '[1]'], 'cli.not-an-object'],
    [['call', 'office.today', '@/no/such/file'], 'cli.file-not-readable'],
    [['call', 'office.getParty', '{"partyId":"nobody"}'], 'office.not-found'],
  ])('refuses %j with JSON and status 2', async (words, code) => {
    expect(await annex(words)).toMatchObject({ status: 2, json: { refusal: { code } } });
  });

  it('needs the passphrase, and says how to give it', async () => {
    expect(await annex(['call', 'office.today'], { env: {} })).toMatchObject({
      status: 2,
      json: { refusal: { code: 'cli.no-passphrase' } },
    });
    const wrong = await annex(['call', 'office.today'], { env: { ANNEX_PASSPHRASE: 'some other passphrase' } });
    expect(wrong).toMatchObject({ status: 2, json: { refusal: { code: 'vault.wrong-passphrase' } } });
    // The next try is slowed down, and starting anew does not shorten that.
    await new Promise((resolve) => setTimeout(resolve, delayMsAfter(1)));
  });

  it('asks on a terminal', async () => {
    const asked: string[] = [];
    const askHidden = async (question: string) => {
      asked.push(question);
      return passphrase;
    };
    expect((await annex(['call', 'office.today'], { env: {}, askHidden })).status).toBe(0);
    expect(asked).toEqual(['Passphrase']);
  });

  it('says wrong use with status 2 and nothing on standard output', async () => {
    for (const words of [[], ['nonsense'], ['call'], ['import', 'nothing', 'x'], ['export', 'aging'], ['init']]) {
      expect(await annex(words)).toMatchObject({ status: 2, err: [expect.stringContaining('annex')] });
    }
  });
});

describe('a running data process', () => {
  it('is attached to, needs an unlock of its own, and tells a watcher what changes', async () => {
    const data = join(folder, 'data');
    const endData = await startData(data);
    const control = new AbortController();
    const lines: string[] = [];
    const watching = annex(['watch'], { out: (text: string) => lines.push(text), signal: control.signal });
    try {
      expect((await annex(['call', 'office.today'], { env: {} })).json).toMatchObject({
        refusal: { code: 'cli.no-passphrase' },
      });
      const party = JSON.stringify({ party: { kind: 'person', name: 'Watched Person' } });
      await expect
        .poll(async () => {
          expect((await annex(['call', 'office.recordParty', party])).status).toBe(0);
          return lines.some((line) => (JSON.parse(line) as { areas: string[] }).areas.includes('office'));
        })
        .toBe(true);
      control.abort();
      expect((await watching).status).toBe(0);
    } finally {
      await endData();
    }
  });
});
