import { Worker } from 'node:worker_threads';
import type { Workspace } from '../../shared/domain/workspace.ts';
import { workerFile } from './process/places.ts';
import type { FoldInput } from './rebuild.ts';

/** A round of folding: what the store has of these workspaces, about so many events at the most. */
export interface FoldRound {
  readonly workspaces: readonly Workspace[];
  readonly eventsMax: number;
  readonly nowMs: number;
}

/** What a round came to: whether nothing is left, and the areas whose rows changed. */
export interface FoldAnswer {
  readonly isEnd: boolean;
  readonly touched: readonly string[];
}

/** A thread that folds in rounds, while the one that asks receives more, reads and answers. */
export interface AsideFolder {
  /** Folds a round; one at a time. Rejects when the thread ended: what was not committed is still to be folded. */
  fold(round: FoldRound): Promise<FoldAnswer>;
  close(): Promise<void>;
}

/** Starts such a thread with the keys and the roster of now; it ends with `close`. */
export function createAsideFolder(input: FoldInput): AsideFolder {
  const worker = new Worker(workerFile('fold'), { workerData: input });
  let waiting: { resolve(answer: FoldAnswer): void; reject(error: Error): void } | null = null;
  let ended: Error | null = null;
  const end = (error: Error) => {
    ended ??= error;
    waiting?.reject(ended);
    waiting = null;
  };
  worker.on('message', (answer: FoldAnswer) => {
    waiting?.resolve(answer);
    waiting = null;
  });
  worker.on('error', (error: unknown) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => end(new Error(`The folding thread ended (${code}).`)));
  return {
    fold: (round) => {
      if (ended !== null) return Promise.reject(ended);
      return new Promise<FoldAnswer>((resolve, reject) => {
        waiting = { resolve, reject };
        worker.postMessage(round);
      });
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
