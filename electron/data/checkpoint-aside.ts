import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { workspaces } from '../../shared/domain/workspace.ts';
import { workerFile } from './process/places.ts';
import { projectionsKind } from './projections/projections-file.ts';
import type { Vault } from './vault/vault-file.ts';

/** A ciphered SQLite file whose log is to be carried over. */
export interface CheckpointedFile {
  readonly path: string;
  readonly key: Buffer;
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly cipher?: 'aegis';
  readonly isCheckpointedAside: true;
}

/** The files whose logs are carried over in another thread: each workspace's events, and the projections. */
export function checkpointedFiles(folder: string, vault: Vault): CheckpointedFile[] {
  const storeKey = Buffer.from(vault.keyOf('storeKey'));
  const stores = workspaces.map((workspace) => join(folder, 'events', `${workspace}.sqlite`));
  return [
    ...stores.map((path) => ({ path, key: storeKey, synchronous: 'FULL', isCheckpointedAside: true }) as const),
    { path: join(folder, 'projections.sqlite'), key: Buffer.from(vault.keyOf('projectionsKey')), ...projectionsKind },
  ];
}

/** Carries what SQLite's logs hold over into their files in a thread of its own: the one that answers never stands still for it. */
export interface AsideCheckpoints {
  /** Something was written: soon the logs are looked at. */
  note(): void;
  close(): Promise<void>;
}

/** What is written at once is carried over together. */
const lookAfterMs = 400;

/**
 * Looks after the logs of these files; the thread is started by the first note. Where it cannot be, SQLite's own
 * checkpoints remain, of logs that have grown far.
 */
export function createAsideCheckpoints(files: readonly CheckpointedFile[]): AsideCheckpoints {
  let worker: Worker | null = null;
  let isRefused = false;
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    timer = undefined;
    if (isRefused) return;
    if (worker === null) {
      const started = new Worker(workerFile('checkpoint'), { workerData: files });
      started.unref();
      started.on('error', () => {
        isRefused = true;
        worker = null;
      });
      worker = started;
    }
    worker.postMessage('look');
  }

  return {
    note: () => {
      timer ??= setTimeout(look, lookAfterMs).unref();
    },
    close: async () => {
      isRefused = true;
      clearTimeout(timer);
      await worker?.terminate();
      worker = null;
    },
  };
}
