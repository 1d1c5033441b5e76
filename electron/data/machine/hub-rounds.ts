import type { Firms } from './firms.ts';
import type { Seat } from './seat.ts';

const roundMs = 60_000;
const pullMsMax = 60_000;
const lookMs = 200;

/** Keeps the sleeping firms up to date: once a minute each one's hub is asked, and those with news are pulled in turn. */
export interface HubRounds {
  /** Begins a round now, after the one that runs. */
  begin(): void;
  /** Resolves when no round runs. */
  idle(): Promise<void>;
  close(): void;
}

export interface HubRoundsOptions {
  readonly firms: Firms;
  readonly onFault: (error: unknown) => void;
  /** Milliseconds between two rounds; shorter in tests. */
  readonly everyMs?: number | undefined;
}

/** Starts the rounds. One firm at a time is opened for a moment, beside the five that are awake. */
export function startHubRounds({ firms, onFault, everyMs = roundMs }: HubRoundsOptions): HubRounds {
  const marks = new Map<string, string>();
  let isClosed = false;
  let running: Promise<void> = Promise.resolve();
  let isWaiting = false;
  const timer = setInterval(begin, everyMs).unref();

  function begin(): void {
    if (isWaiting || isClosed || !firms.hasSeveral) return;
    isWaiting = true;
    running = running.then(async () => {
      isWaiting = false;
      for (const seat of firms.list()) if (!isClosed) await visit(seat);
    });
    running = running.catch(onFault);
  }

  async function visit(seat: Seat): Promise<void> {
    if (!seat.isUnlocked || seat.isAwake || seat.isMissing) return;
    const mark = (await seat.hubWatch?.readMark()) ?? null;
    const isNew = mark !== null && mark !== marks.get(seat.place);
    if (!seat.needsRound && !isNew) return;
    if (mark !== null) marks.set(seat.place, mark);
    await pull(seat);
  }

  /** Opens the firm, waits until it is up to date, and puts it back to sleep unless somebody came meanwhile. */
  async function pull(seat: Seat): Promise<void> {
    const { life } = seat.folder;
    let usedMs = 0;
    seat.isPulling = true;
    try {
      await life.wake();
      usedMs = life.lastUsedMs;
      const untilMs = performance.now() + pullMsMax;
      while (!isClosed && performance.now() < untilMs && isUnderWay(seat))
        await new Promise((resolve) => setTimeout(resolve, lookMs));
    } catch (error) {
      onFault(error);
    } finally {
      seat.isPulling = false;
    }
    const isWanted = life.isBusy || life.lastUsedMs !== usedMs;
    if (seat.isAwake && !isWanted && !isClosed) await seat.sleep();
    if (isWanted) firms.makeRoom();
    firms.changes.tell([seat.place]);
  }

  return {
    begin,
    idle: () => running,
    close: () => {
      isClosed = true;
      clearInterval(timer);
    },
  };
}

function isUnderWay(seat: Seat): boolean {
  const { firm } = seat.folder;
  if (firm === null) return false;
  if (firm.rebuild !== null) return true;
  const { state, filesWaiting } = seat.folder.sync.status();
  return state === 'connecting' || state === 'working' || (state === 'up to date' && filesWaiting > 0);
}
