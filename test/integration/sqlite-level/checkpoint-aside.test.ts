import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAsideCheckpoints } from '../../../electron/data/checkpoint-aside.ts';
import { openCipheredDatabase } from '../../../electron/data/events/ciphered-database.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

const megabyte = 1024 * 1024;

describe('a log that another thread carries over', () => {
  it('comes into its file while its writer goes on, and is begun anew', async () => {
    const path = join(makeTemporaryFolder(), 'store.sqlite');
    const key = randomBytes(32);
    const database = openCipheredDatabase(path, key, { synchronous: 'NORMAL', isCheckpointedAside: true });
    database.exec('CREATE TABLE kept (n INTEGER PRIMARY KEY, bytes BLOB)');
    const insert = database.prepare<[Buffer]>('INSERT INTO kept (bytes) VALUES (?)');
    const checkpoints = createAsideCheckpoints([{ path, key, synchronous: 'NORMAL' }]);
    const size = (suffix: string) => statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0;
    try {
      for (let written = 0; written < 12; written += 1) insert.run(randomBytes(megabyte));
      // Nothing of it is in the file yet: the writer itself carries over only what has grown far more.
      expect(size('')).toBeLessThan(megabyte);
      checkpoints.note();
      await waitUntil(async () => size('') > 12 * megabyte, 20_000);
      const before = size('-wal');
      for (let written = 0; written < 5; written += 1) insert.run(randomBytes(megabyte));
      expect(size('-wal')).toBeLessThanOrEqual(before);
      expect(database.prepare('SELECT count(*) AS n, sum(length(bytes)) AS bytes FROM kept').get()).toEqual({
        n: 17,
        bytes: 17 * megabyte,
      });
    } finally {
      await checkpoints.close();
      database.close();
    }
  });
});
