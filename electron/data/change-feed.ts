import type { Area } from '../../shared/contract/firm.ts';

/** Tells everybody who listens which areas changed; changes in one turn of the loop are told once. */
export class ChangeFeed {
  readonly #listeners = new Set<(areas: Area[]) => void>();
  readonly #pending = new Set<Area>();

  /** Notes changed areas; listeners hear of them soon, together. */
  tell(areas: Iterable<Area>): void {
    const wasEmpty = this.#pending.size === 0;
    for (const area of areas) this.#pending.add(area);
    if (wasEmpty && this.#pending.size > 0) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const areas = [...this.#pending];
    this.#pending.clear();
    for (const listener of this.#listeners) listener(areas);
  }

  /** Listens; the answer ends it. */
  listen(listener: (areas: Area[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The changes as a stream, until the signal is aborted or the caller stops. */
  async *follow(signal: AbortSignal | undefined): AsyncGenerator<{ areas: Area[] }, void, void> {
    const waiting = new Set<Area>();
    let wake: (() => void) | undefined;
    const stop = this.listen((areas) => {
      for (const area of areas) waiting.add(area);
      wake?.();
    });
    const abort = () => wake?.();
    signal?.addEventListener('abort', abort);
    try {
      while (signal?.aborted !== true) {
        if (waiting.size > 0) {
          const areas = [...waiting];
          waiting.clear();
          yield { areas };
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      stop();
      signal?.removeEventListener('abort', abort);
    }
  }
}
