/** How far ahead of the reference a clock may be and still be adopted (milliseconds). */
export const clockBoundMs = 5 * 60_000;

const counterDigits = 4;
const counterMax = 0xffff;

/** 12 hex digits of epoch milliseconds and 4 of a counter: sorts as text. */
export type ClockText = string;

/** The text of a clock value. Throws when the parts do not fit. */
export function formatClock(ms: number, counter: number): ClockText {
  if (!Number.isSafeInteger(ms) || ms < 0 || ms > 0xffff_ffff_ffff) throw new Error('A clock is out of range.');
  return ms.toString(16).padStart(12, '0') + counter.toString(16).padStart(counterDigits, '0');
}

/** Epoch milliseconds of a clock text. */
export function clockMs(clock: ClockText): number {
  return Number.parseInt(clock.slice(0, 12), 16);
}

function clockCounter(clock: ClockText): number {
  return Number.parseInt(clock.slice(12, 16), 16);
}

/**
 * A hybrid logical clock (Kulkarni et al. 2014): never goes back, and stays after every event it has seen, except for
 * events that claim a time beyond the bound, which are kept but not adopted [EN6].
 */
export class EventClock {
  #last: ClockText;
  readonly #nowMs: () => number;

  constructor(nowMs: () => number, last: ClockText = formatClock(0, 0)) {
    this.#nowMs = nowMs;
    this.#last = last;
  }

  /** The last value given out or adopted. */
  get last(): ClockText {
    return this.#last;
  }

  /** The next value, after everything given out and adopted. */
  tick(): ClockText {
    const now = Math.max(0, Math.floor(this.#nowMs()));
    const lastMs = clockMs(this.#last);
    if (now > lastMs) this.#last = formatClock(now, 0);
    else if (clockCounter(this.#last) < counterMax) this.#last = formatClock(lastMs, clockCounter(this.#last) + 1);
    else this.#last = formatClock(lastMs + 1, 0);
    return this.#last;
  }

  /**
   * Adopts a clock that was seen, if it is later and within the bound of `referenceMs` (the hub's date where there is
   * one). Returns how far it is beyond the bound in milliseconds, 0 where it is within.
   */
  observe(clock: ClockText, referenceMs: number): number {
    const beyondMs = clockMs(clock) - referenceMs - clockBoundMs;
    if (beyondMs > 0) return beyondMs;
    if (clock > this.#last) this.#last = clock;
    return 0;
  }

  /** Goes on from this device's own last event, whatever its clock says: a chain never goes back. */
  resume(clock: ClockText): void {
    if (clock > this.#last) this.#last = clock;
  }
}
