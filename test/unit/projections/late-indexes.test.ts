import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { areaProjections } from '../../../electron/data/projections/areas.ts';
import { lateIndexes } from '../../../electron/data/projections/late-indexes.ts';
import { openProjections, type ProjectionsFile } from '../../../electron/data/projections/projections-file.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annex-late-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): ProjectionsFile {
  const identity = { firmId: 'f', deviceId: 'd' };
  return openProjections(join(folder, 'rows.sqlite'), Buffer.alloc(32, 3), identity, areaProjections).projections;
}

const indexesOf = (file: ProjectionsFile) =>
  file
    .all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name")
    .map((row) => row.name);

describe('indexes that are made at the end of a rebuild', () => {
  it('are there, are put off, and are there again', () => {
    const file = open();
    const before = indexesOf(file);
    expect(before).toEqual(expect.arrayContaining([...lateIndexes]));
    file.beginBulk();
    expect(indexesOf(file)).toEqual(before.filter((name) => !lateIndexes.includes(name)));
    expect(file.isUnfinished).toBe(true);
    file.endBulk();
    expect(indexesOf(file)).toEqual(before);
    expect(file.isUnfinished).toBe(false);
    file.close();
  });

  it('are not forgotten where a rebuild ended early', () => {
    const first = open();
    const before = indexesOf(first);
    first.beginBulk();
    first.close();
    const second = open();
    expect(second.isUnfinished).toBe(true);
    second.beginBulk();
    second.endBulk();
    expect(indexesOf(second)).toEqual(before);
    second.close();
  });

  it('stay where they are in a file that holds rows', () => {
    const file = open();
    file.run(
      `INSERT INTO event (event_id, workspace, n, at_ms, device_id, member_id, type, aggregate, state, known_ms)
       VALUES ('e', 'office', 0, 0, 'd', 'm', 't', 'a:1', 'folded', 0)`,
    );
    const before = indexesOf(file);
    file.beginBulk();
    expect(indexesOf(file)).toEqual(before);
    file.endBulk();
    file.close();
  });
});
