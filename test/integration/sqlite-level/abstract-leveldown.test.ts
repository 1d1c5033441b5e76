import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import suite from 'abstract-leveldown/test/index.js';
import { afterAll, describe, it } from 'vitest';
import { createSqliteLevel } from '../../../electron/data/events/sqlite-level.ts';
import { runTapeTest } from '../../support/tape-test.ts';

describe("abstract-leveldown's own suite over ciphered SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), 'annex-suite-'));
  const level = createSqliteLevel({ folder, key: randomBytes(32) });
  let storesMade = 0;

  afterAll(() => {
    level.closeAll();
    rmSync(folder, { recursive: true, force: true });
  });

  suite({
    test: (name, body) => it(name, () => runTapeTest(body)),
    factory: () => {
      storesMade += 1;
      return level(`store-${storesMade}`);
    },
    snapshots: false,
    seek: true,
    clear: true,
    getMany: true,
    bufferKeys: true,
    createIfMissing: true,
    errorIfExists: true,
  });
});
