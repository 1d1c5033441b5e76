export interface ScheduledStep {
  readonly atMs: number;
  readonly run: () => Promise<void>;
}

/** What is still to happen, soonest first; what is due at the same instant goes in the order in which it was put in. */
export class Schedule {
  readonly #heap: (ScheduledStep & { order: number })[] = [];
  #count = 0;

  /** Puts a step in, also while others run. */
  add(atMs: number, run: () => Promise<void>): void {
    const heap = this.#heap;
    heap.push({ atMs, run, order: this.#count });
    this.#count += 1;
    for (let at = heap.length - 1; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!this.#isBefore(at, above)) return;
      this.#swap(at, above);
      at = above;
    }
  }

  /** Takes the soonest step out; undefined when nothing is left. */
  take(): ScheduledStep | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let at = 0; ; ) {
      let soonest = at;
      for (const below of [2 * at + 1, 2 * at + 2])
        if (below < heap.length && this.#isBefore(below, soonest)) soonest = below;
      if (soonest === at) return first;
      this.#swap(at, soonest);
      at = soonest;
    }
  }

  #isBefore(left: number, right: number): boolean {
    const [a, b] = [this.#heap[left], this.#heap[right]];
    if (a === undefined || b === undefined) return false;
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  }

  #swap(left: number, right: number): void {
    const [a, b] = [this.#heap[left], this.#heap[right]];
    if (a === undefined || b === undefined) return;
    this.#heap[left] = b;
    this.#heap[right] = a;
  }
}
