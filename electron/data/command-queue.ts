/** One queue of turns for each firm: a turn begins when the one before has ended, whatever became of it. */
export class CommandQueue {
  #last: Promise<unknown> = Promise.resolve();
  #held: Promise<void> | null = null;

  /** Runs `turn` after everything that was asked before it. */
  run<T>(turn: () => Promise<T>): Promise<T> {
    const result = this.#last.then(turn, turn);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** The same for a person's command, which waits outside the queue while commands are held. */
  async runCommand<T>(turn: () => Promise<T>): Promise<T> {
    if (this.#held !== null) await this.#held;
    return this.run(turn);
  }

  /** Holds commands until this resolves; other turns go on. */
  hold(until: Promise<void>): void {
    const held = until.then(() => {
      if (this.#held === held) this.#held = null;
    });
    this.#held = held;
  }

  /** Resolves when everything asked so far has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
