import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAsideCheckpoints } from '../../../electron/data/checkpoint-aside.ts';
import { openCipheredDatabase } from '../../../electron/data/events/ciphered-database.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

const megabyte = 1024 * 1024;

/** The first salt in the header of a write-ahead log (SQLite's file format, 4.1). */
function saltOf(file: string): number {
  return readFileSync(file).readUInt32BE(16);
}

describe('a log that another thread carries over', () => {
  it('comes into its file while its writer goes on, and is begun anew', async () => {
    const path = join(makeTemporaryFolder(), 'store.sqlite');
    const key = randomBytes(32);
    const kind = { synchronous: 'NORMAL', isCheckpointedAside: true } as const;
    const database = openCipheredDatabase(path, key, kind);
    database.exec('CREATE TABLE kept (n INTEGER PRIMARY KEY, bytes BLOB)');
    const insert = database.prepare<[Buffer]>('INSERT INTO kept (bytes) VALUES (?)');
    const checkpoints = createAsideCheckpoints([{ path, key, ...kind }]);
    const size = (suffix: string) => statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0;
    try {
      for (let written = 0; written < 12; written += 1) insert.run(randomBytes(megabyte));
      // Nothing of it is in the file yet: the writer itself carries over only what has grown far more.
      expect(size('')).toBeLessThan(megabyte);
      checkpoints.note();
      await waitUntil(async () => size('') > 12 * megabyte, 20_000);
      // Once nothing is left of it, the writer begins the log anew: its header then has another salt.
      const before = saltOf(`${path}-wal`);
      let more = 0;
      await waitUntil(async () => {
        insert.run(Buffer.alloc(10));
        more += 1;
        checkpoints.note();
        return saltOf(`${path}-wal`) !== before;
      }, 20_000);
      expect(database.prepare('SELECT count(*) AS n, sum(length(bytes)) AS bytes FROM kept').get()).toEqual({
        n: 12 + more,
        bytes: 12 * megabyte + 10 * more,
      });
    } finally {
      await checkpoints.close();
      database.close();
    }
  });
});
