import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointedFile } from '../checkpoint-aside.ts';
import { openCipheredDatabase } from '../events/ciphered-database.ts';

/** As large as SQLite itself lets a log grow before it carries it over: a thousand pages. */
const logBytesFrom = 4 * 1024 * 1024;

function logBytes(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/** Each pass has less to carry than the one before: what was written meanwhile. */
const passesMax = 8;

/**
 * Carries over what no reader still needs; writers go on meanwhile. Only a log of which nothing is left is begun anew, so
 * what was written during one pass is carried over by the next. The file is open for no longer than that.
 */
function checkpoint({ path, key, ...options }: CheckpointedFile): void {
  const database = openCipheredDatabase(path, Buffer.from(key), options);
  try {
    for (let pass = 0; pass < passesMax; pass += 1) {
      const [state] = database.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[];
      if (state === undefined || state.checkpointed >= state.log) return;
    }
  } finally {
    database.close();
  }
}

parentPort?.on('message', () => {
  for (const file of workerData as readonly CheckpointedFile[]) {
    if (logBytes(file.path) >= logBytesFrom) checkpoint(file);
  }
});
