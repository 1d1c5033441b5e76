/** One queue of turns for each firm: a turn begins when the one before has ended, whatever became of it. */
export class CommandQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `turn` after everything that was asked before it. */
  run<T>(turn: () => Promise<T>): Promise<T> {
    const result = this.#last.then(turn, turn);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything asked so far has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
