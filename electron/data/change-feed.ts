import type { Area } from '../../shared/contract/firm.ts';

/** Tells everybody who listens which areas changed (of the machine: which firms); once for one turn of the loop. */
export class ChangeFeed<Name extends string = Area> {
  readonly #listeners = new Set<(areas: Name[]) => void>();
  readonly #pending = new Set<Name>();

  /** Notes changed areas; listeners hear of them soon, together. */
  tell(areas: Iterable<Name>): void {
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
  listen(listener: (areas: Name[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The changes as a stream, until the signal is aborted or the caller stops. */
  async *follow(signal: AbortSignal | undefined): AsyncGenerator<{ areas: Name[] }, void, void> {
    const waiting = new Set<Name>();
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
