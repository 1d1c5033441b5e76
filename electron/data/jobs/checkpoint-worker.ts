import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointedFile } from '../checkpoint-aside.ts';
import { openCipheredDatabase } from '../events/ciphered-database.ts';

/** As large as SQLite itself lets a log grow before it carries it over: a thousand pages. */
const logBytesFrom = 4 * 1024 * 1024;

function logBytes(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/** Carries over what no reader still needs; writers go on meanwhile. The file is open for no longer than that. */
function checkpoint({ path, key, ...options }: CheckpointedFile): void {
  const database = openCipheredDatabase(path, Buffer.from(key), options);
  try {
    database.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    database.close();
  }
}

parentPort?.on('message', () => {
  for (const file of workerData as readonly CheckpointedFile[]) {
    if (logBytes(file.path) >= logBytesFrom) checkpoint(file);
  }
});
