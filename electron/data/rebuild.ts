import { Worker } from 'node:worker_threads';
import { workerFile } from './process/places.ts';
import type { KeptKey, KeyRing } from './roster/key-ring.ts';
import type { Vault } from './vault/vault-file.ts';

/** What a thread that folds is given. Keys are copied into the thread and die with it. */
export interface FoldInput {
  readonly folder: string;
  readonly firmId: string;
  readonly deviceId: string;
  readonly storeKey: Buffer;
  readonly projectionsKey: Buffer;
  readonly rosterKey: Buffer;
  readonly kept: readonly KeptKey[];
}

/** The firm of an unlocked vault, with the keys that are held now, for a thread that folds. */
export function describeFirm(folder: string, vault: Vault, ring: KeyRing): FoldInput {
  const { contents } = vault;
  return {
    folder,
    firmId: contents.firmId,
    deviceId: contents.device.id,
    storeKey: Buffer.from(vault.keyOf('storeKey')),
    projectionsKey: Buffer.from(vault.keyOf('projectionsKey')),
    rosterKey: Buffer.from(ring.rosterKey),
    kept: ring.held().map((held) => ({ ...held, key: held.key.toString('base64url') })),
  };
}

/** What the rebuild worker is given. */
export interface RebuildInput extends FoldInput {
  readonly nowMs: number;
}

/** Events in one transaction of a rebuild: nobody waits for that thread, and fewer commits cost less. */
export const rebuildPageEvents = 1_000;

export type RebuildWord = { readonly type: 'progress'; readonly done: number } | { readonly type: 'done' };

/**
 * Makes the projections anew in a worker thread; resolves when all is folded, or when the signal ended it: each page is a
 * transaction, so nothing is torn. `onProgress` gets the events done.
 */
export function rebuildInWorker(
  input: { folder: string; vault: Vault; ring: KeyRing; nowMs: number; signal: AbortSignal },
  onProgress: (done: number) => void,
): Promise<void> {
  const workerData: RebuildInput = { ...describeFirm(input.folder, input.vault, input.ring), nowMs: input.nowMs };
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile('rebuild'), { workerData });
    worker.on('message', (word: RebuildWord) => (word.type === 'done' ? resolve() : onProgress(word.done)));
    worker.on('error', reject);
    // What was not committed is rolled back, and folded at the next start.
    const stop = () => void worker.terminate();
    if (input.signal.aborted) stop();
    else input.signal.addEventListener('abort', stop, { once: true });
    worker.on('exit', (code) =>
      input.signal.aborted ? resolve() : reject(new Error(`The rebuild ended early (${code}).`)),
    );
  });
}
