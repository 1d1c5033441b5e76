import type { People } from './people.ts';

const lookMs = 15_000;

/** Locks the firms of a person who left the machine. */
export interface Presence {
  /** Somebody touched a window, or has just unlocked. */
  noteActive(): void;
  /** Looks whether it is time; called by itself every 15 s. A machine that slept through the time locks at its first look. */
  look(): Promise<void>;
  close(): void;
}

export interface PresenceOptions {
  readonly people: Pick<People, 'autoLockMinutes' | 'lockPresent'>;
  readonly nowMs: () => number;
  readonly onFault: (error: unknown) => void;
}

/** Watches over the time without a touch, in the data process: a page that hangs cannot keep a firm open. */
export function startPresence({ people, nowMs, onFault }: PresenceOptions): Presence {
  let activeAtMs = nowMs();

  async function look(): Promise<void> {
    const minutes = people.autoLockMinutes();
    if (minutes === null || minutes === 0) return;
    const idleMs = nowMs() - activeAtMs;
    // A clock that was set back must not keep the firm open for longer.
    if (idleMs < 0) activeAtMs = nowMs();
    else if (idleMs >= minutes * 60_000) await people.lockPresent();
  }

  const timer = setInterval(() => void look().catch(onFault), lookMs).unref();
  return {
    noteActive: () => {
      activeAtMs = nowMs();
    },
    look,
    close: () => clearInterval(timer),
  };
}
