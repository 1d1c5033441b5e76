import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMark, readMark } from '../../../electron/data/vault/mark.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const key = randomBytes(32);
const idOf = (n: number) => `018f${String(n).padStart(12, '0')}-0123456789abcdef-${'x'.repeat(43)}`;

function makeFile(notes: number): string {
  const file = join(makeTemporaryFolder(), 'mark');
  const mark = openMark(file, key);
  for (let n = 1; n <= notes; n += 1) mark.note('office', { count: n, lastEventId: idOf(n) });
  mark.close();
  return file;
}

describe('[VK16] the mark', () => {
  it('keeps what each workspace had reached', () => {
    const file = makeFile(3);
    const mark = openMark(file, key);
    expect(mark.found).toEqual({ state: 'read', entries: { office: { count: 3, lastEventId: idOf(3) } } });
    mark.note('trust', { count: 9, lastEventId: idOf(9) });
    mark.close();
    expect(readMark(file, key).entries).toEqual({
      office: { count: 3, lastEventId: idOf(3) },
      trust: { count: 9, lastEventId: idOf(9) },
    });
  });

  it('is missing where no file is or an empty one, and makes no file by being read', () => {
    const file = join(makeTemporaryFolder(), 'mark');
    expect(readMark(file, key)).toEqual({ state: 'missing', entries: {} });
    expect(() => statSync(file)).toThrow();
    writeFileSync(file, '');
    expect(readMark(file, key).state).toBe('missing');
  });

  it('falls back to the note before when the last was torn', () => {
    for (const notes of [4, 5]) {
      const file = makeFile(notes);
      const bytes = readFileSync(file);
      bytes.fill(0, (notes % 2) * 4096 + 20, (notes % 2) * 4096 + 40);
      writeFileSync(file, bytes);
      expect(readMark(file, key).entries.office?.count).toBe(notes - 1);
      const mark = openMark(file, key);
      mark.note('office', { count: notes + 1, lastEventId: idOf(notes + 1) });
      mark.close();
      expect(readMark(file, key).entries.office?.count).toBe(notes + 1);
    }
  });

  it('is damaged when neither note is whole, or the key is another', () => {
    const file = makeFile(5);
    expect(readMark(file, randomBytes(32)).state).toBe('damaged');
    truncateSync(file, 30);
    expect(readMark(file, key)).toEqual({ state: 'damaged', entries: {} });
    writeFileSync(file, randomBytes(8192));
    expect(readMark(file, key).state).toBe('damaged');
    writeFileSync(file, Buffer.alloc(8192));
    expect(readMark(file, key).state).toBe('damaged');
  });

  it('does not grow, and does not mind what follows it', () => {
    const file = makeFile(500);
    expect(statSync(file).size).toBe(8192);
    appendFileSync(file, 'noise');
    expect(readMark(file, key).entries.office?.count).toBe(500);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('survives a copy that lost its end', () => {
    const file = makeFile(6);
    truncateSync(file, 4096 + 500);
    expect(readMark(file, key).entries.office?.count).toBe(6);
  });
});
