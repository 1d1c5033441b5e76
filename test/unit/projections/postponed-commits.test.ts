import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProjections, type ProjectionsFile } from '../../../electron/data/projections/projections-file.ts';

let folder = '';
let commits: (() => void)[] = [];
let failures: Error[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annex-postponed-'));
  commits = [];
  failures = [];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): ProjectionsFile {
  const identity = { firmId: 'f', deviceId: 'd' };
  const { projections } = openProjections(join(folder, 'rows.sqlite'), Buffer.alloc(32, 3), identity, []);
  projections.postponeCommits(
    (error) => failures.push(error),
    (commit) => commits.push(commit),
  );
  return projections;
}

const add = (file: ProjectionsFile, name: string) => () =>
  file.run('INSERT INTO refold (aggregate) VALUES (?)', [name]);
const names = (file: ProjectionsFile) =>
  file.all<{ aggregate: string }>('SELECT aggregate FROM refold ORDER BY aggregate').map((row) => row.aggregate);

describe('commits that are postponed', () => {
  it('ST7 rows are seen at once, and by others when they are committed together', () => {
    const [file, other] = [open(), open()];
    file.transact(add(file, 'a'));
    file.transact(add(file, 'b'));
    expect(names(file)).toEqual(['a', 'b']);
    expect(names(other)).toEqual([]);
    expect(commits).toHaveLength(1);
    for (const commit of commits) commit();
    expect(names(other)).toEqual(['a', 'b']);
    for (const each of [file, other]) each.close();
  });

  it.each([[['a', 'b']], [['b']]])('ST7 a work that throws is undone, and those before it stay: %s', (works) => {
    const file = open();
    for (const name of works) {
      const work = () => {
        add(file, name)();
        if (name === 'b') throw new Error('A fold failed.');
      };
      try {
        file.transact(work);
      } catch (error) {
        expect(error).toMatchObject({ message: 'A fold failed.' });
      }
    }
    file.transact(add(file, 'c'));
    const expected = works.includes('a') ? ['a', 'c'] : ['c'];
    expect(names(file)).toEqual(expected);
    file.close();
    const again = open();
    expect(names(again)).toEqual(expected);
    expect(failures).toEqual([]);
    again.close();
  });

  it('ST7 a work within a work is undone with it', () => {
    const file = open();
    const outer = () => {
      file.transact(add(file, 'inner'));
      throw new Error('Too late.');
    };
    expect(() => file.transact(outer)).toThrow('Too late.');
    expect(names(file)).toEqual([]);
    file.close();
  });

  it('ST7 much in one transaction is committed before the next work', () => {
    const [file, other] = [open(), open()];
    file.transact(() => {
      for (let n = 0; n < 400; n += 1) add(file, `a${n}`)();
    });
    expect(names(other)).toEqual([]);
    file.transact(add(file, 'b'));
    expect(names(other)).toHaveLength(400);
    for (const each of [file, other]) each.close();
  });

  it('are done by closing, and a moment that comes afterwards does nothing', () => {
    const file = open();
    file.readTogether(() => names(file));
    file.transact(add(file, 'a'));
    file.close();
    for (const commit of commits) commit();
    const again = open();
    expect(names(again)).toEqual(['a']);
    again.close();
    expect(failures).toEqual([]);
  });
});

describe('a commit that fails', () => {
  it('ST7 is told, and nothing is written beyond the works that it took', () => {
    const file = open();
    file.run('CREATE TABLE child (of TEXT REFERENCES refold (aggregate) DEFERRABLE INITIALLY DEFERRED)');
    file.run('PRAGMA foreign_keys = ON');
    file.transact(add(file, 'a'));
    file.transact(() => file.run("INSERT INTO child VALUES ('nobody')"));
    for (const commit of commits) commit();
    expect(failures).toMatchObject([{ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }]);
    expect(() => file.transact(add(file, 'b'))).toThrow(failures[0]?.message);
    file.close();
    const again = open();
    expect(names(again)).toEqual([]);
    again.close();
  });
});
