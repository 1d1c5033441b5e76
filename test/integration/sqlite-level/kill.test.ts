import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPouch } from '../../../electron/data/events/pouchdb.ts';
import { createSqliteLevel } from '../../../electron/data/events/sqlite-level.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const rounds = 10;
const writer = join(import.meta.dirname, '../../support/store-writer.ts');

/** Starts the writer, kills it once it has acknowledged `wanted` documents, and answers all it acknowledged. */
async function writeUntilKilled(folder: string, key: Buffer, round: number, wanted: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder, key.toString('hex'), `round${round}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.split('\n').length > wanted) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  if (signal !== 'SIGKILL') throw new Error(`The writer ended by itself: ${errors}`);
  return output.split('\n').slice(0, -1);
}

it(`loses no acknowledged write when the process is killed, ${rounds} times over`, async () => {
  const folder = makeTemporaryFolder();
  const key = randomBytes(32);
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    acknowledged.push(...(await writeUntilKilled(folder, key, round, 20 + round * 13)));
    const level = createSqliteLevel({ folder, key });
    const pouch = new (createPouch(level))('office');
    const listed = new Set((await pouch.allDocs()).rows.map((row) => row.id));
    const changed = new Set((await pouch.changes({ since: 0 })).results.map((change) => change.id));
    expect(acknowledged.filter((id) => !listed.has(id) || !changed.has(id))).toEqual([]);
    expect((await pouch.info()).doc_count).toBe(listed.size);
    await pouch.close();
  }
  expect(acknowledged.length).toBeGreaterThan(rounds * 20);
});
