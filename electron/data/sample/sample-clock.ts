import { Temporal } from 'temporal-polyfill';

/** A clock that walks through the sample firm's two years, then goes with the real one. */
export interface SampleClock {
  readonly nowMs: () => number;
  /** Goes to an instant; never back, and never beyond the real time. */
  moveTo(ms: number): void;
  /** From here on it is the real clock. */
  release(): void;
}

/** A clock that stands at `startMs` until it is moved. */
export function createSampleClock(startMs: number, realNowMs: () => number): SampleClock {
  let current: number | null = startMs;
  return {
    nowMs: () => current ?? realNowMs(),
    moveTo: (ms) => {
      if (current !== null) current = Math.min(realNowMs(), Math.max(current, ms));
    },
    release: () => {
      current = null;
    },
  };
}

/** The instant of a minute of a day where this machine is, in epoch milliseconds. */
export function instantOf(day: string, minuteOfDay: number): number {
  const time = { hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 };
  const plainTime = Temporal.PlainTime.from(time);
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: Temporal.Now.timeZoneId(), plainTime })
    .epochMilliseconds;
}
