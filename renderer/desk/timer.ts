import { create } from 'zustand';
import { dropValue, keepValue, readValue } from './desk.ts';

/** Time that runs on a matter. `ranMs` is what ran before the last start; `startedAtMs` is null while it is paused. */
export interface RunningTimer {
  readonly matterId: string;
  readonly title: string;
  readonly startedAtMs: number | null;
  readonly ranMs: number;
}

interface TimerStore {
  readonly timer: RunningTimer | null;
  /** Starts on a matter; time that ran on another is given back so that it can be recorded. */
  start(matterId: string, title: string): RunningTimer | null;
  pause(): void;
  resume(): void;
  /** Ends the timer. */
  clear(): void;
  /** Reads the timer back from the desk after it was opened. */
  restore(): Promise<void>;
  /** Forgets it in memory alone: at a lock. */
  forget(): void;
}

const place = 'timer';

/** The one timer of this desk. It survives a reload, a lock and a crash, and runs on meanwhile. */
export const useTimer = create<TimerStore>((set, get) => {
  const put = (timer: RunningTimer | null): void => {
    set({ timer });
    void (timer === null ? dropValue('places', place) : keepValue('places', place, timer)).catch(() => undefined);
  };
  return {
    timer: null,
    start: (matterId, title) => {
      const before = get().timer;
      put({ matterId, title, startedAtMs: Date.now(), ranMs: 0 });
      return before;
    },
    pause: () => {
      const timer = get().timer;
      if (timer !== null) put({ ...timer, startedAtMs: null, ranMs: measureTimer(timer, Date.now()) });
    },
    resume: () => {
      const timer = get().timer;
      if (timer !== null && timer.startedAtMs === null) put({ ...timer, startedAtMs: Date.now() });
    },
    clear: () => put(null),
    restore: async () => {
      const kept = await readValue('places', place);
      set({ timer: isRunningTimer(kept) ? kept : null });
    },
    forget: () => set({ timer: null }),
  };
});

/** How long a timer has run at `nowMs`, in milliseconds; never negative, whatever the clock did. */
export function measureTimer(timer: RunningTimer, nowMs: number): number {
  const sinceStart = timer.startedAtMs === null ? 0 : Math.max(0, nowMs - timer.startedAtMs);
  return timer.ranMs + sinceStart;
}

/** Whole minutes to offer for a time entry: begun minutes count, at least one. */
export function countMinutes(ranMs: number): number {
  return Math.max(1, Math.ceil(ranMs / 60_000));
}

function isRunningTimer(value: unknown): value is RunningTimer {
  if (typeof value !== 'object' || value === null) return false;
  if (!('matterId' in value && 'title' in value && 'startedAtMs' in value && 'ranMs' in value)) return false;
  const isStart = value.startedAtMs === null || typeof value.startedAtMs === 'number';
  return (
    typeof value.matterId === 'string' && typeof value.title === 'string' && isStart && typeof value.ranMs === 'number'
  );
}
