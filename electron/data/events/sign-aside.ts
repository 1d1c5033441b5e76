import { Worker } from 'node:worker_threads';
import { workerFile } from '../process/places.ts';
import { keyBytesOf } from '../vault/raw-keys.ts';

/** The key is copied into the thread and dies with it. */
export interface SignInput {
  readonly key: Uint8Array;
}

/** Signatures that lie one behind the other, for as many hashes as were given. */
export type SignWord = Uint8Array;

export const hashBytes = 32;
export const signatureBytes = 64;

/** Signs hashes on a thread of its own, many at once: one message there and one back, whatever their number. */
export interface AsideSigner {
  /** The Ed25519 signatures of hashes, base64url, in their order. */
  sign(hashes: readonly Buffer[]): Promise<string[]>;
  /** Ends the thread; what waits is signed here. */
  close(): void;
}

interface Waiting {
  readonly hashes: readonly Buffer[];
  resolve(signatures: string[]): void;
}

/** So long without a batch, and the thread ends: a single event is signed where it is made. */
const idleMs = 20_000;

/**
 * A signer for one key. `signHere` signs one hash at once: it is used until the thread has started, and for good where
 * none can be started.
 */
export function createAsideSigner(signingPrivate: string, signHere: (hash: Buffer) => string): AsideSigner {
  let worker: Worker | null = null;
  let isOnline = false;
  let isRefused = false;
  let idle: NodeJS.Timeout | undefined;
  let waiting: Waiting[] = [];

  const end = (): void => {
    clearTimeout(idle);
    void worker?.terminate();
    worker = null;
    isOnline = false;
    const left = waiting;
    waiting = [];
    for (const { hashes, resolve } of left) resolve(hashes.map(signHere));
  };

  const start = (): void => {
    const key = keyBytesOf(signingPrivate);
    const started = new Worker(workerFile('sign'), { workerData: { key } satisfies SignInput });
    worker = started;
    started.unref();
    started.once('online', () => {
      isOnline = worker === started;
    });
    started.on('message', (signatures: SignWord) => {
      // What waited for a thread that was ended has been signed here.
      if (worker !== started) return;
      waiting.shift()?.resolve(partSignatures(signatures));
      if (waiting.length === 0) started.unref();
    });
    started.once('error', () => {
      isRefused = true;
      if (worker === started) end();
    });
  };

  return {
    sign: (hashes) => {
      if (worker === null && !isRefused) start();
      clearTimeout(idle);
      idle = setTimeout(end, idleMs).unref();
      if (worker === null || !isOnline) return Promise.resolve(hashes.map(signHere));
      const asked = worker;
      return new Promise((resolve) => {
        waiting.push({ hashes, resolve });
        // While something waits, the thread keeps the process.
        asked.ref();
        asked.postMessage(new Uint8Array(Buffer.concat(hashes)));
      });
    },
    close: end,
  };
}

function partSignatures(signatures: Uint8Array): string[] {
  const bytes = Buffer.from(signatures.buffer, signatures.byteOffset, signatures.byteLength);
  return Array.from({ length: bytes.length / signatureBytes }, (_, at) =>
    bytes.toString('base64url', at * signatureBytes, (at + 1) * signatureBytes),
  );
}
