import { Worker } from 'node:worker_threads';
import type { Workspace } from '../../shared/domain/workspace.ts';
import { findEventDefinition } from '../../shared/events/registry.ts';
import type { EventLog, FeedPage } from './events/event-log.ts';
import { workerFile } from './process/places.ts';
import type { Opened, Shut } from './projections/open-event.ts';
import type { RebuildInput } from './rebuild.ts';

/** An event as it crosses between threads: its definition is found again by its type. */
export type CarriedEvent = Omit<Opened, 'definition'> | Shut;

/** A page read and opened by the other thread. Documents come without their sealed parts, but for the roster's. */
export interface AheadPage {
  readonly workspace: Workspace;
  readonly from: number;
  readonly page: FeedPage;
  readonly opened: readonly CarriedEvent[];
}

/** What the reading thread is started with: where to begin in each workspace. */
export interface AheadInput extends RebuildInput {
  readonly positions: Readonly<Partial<Record<Workspace, number>>>;
}

/** A log that is read and opened one step ahead, in a thread of its own. */
export interface AheadLog {
  readonly log: EventLog;
  /** What the other thread found in an event of the page that was read last; undefined for any other. */
  readonly openedAhead: (eventId: string) => Opened | Shut | undefined;
  close(): Promise<void>;
}

/** Pages that wait to be folded: enough that neither thread stands still. */
const pagesAhead = 2;
/** Opened events die young; a larger nursery only keeps them in memory. */
const youngMegabytesMax = 24;

/**
 * Reads `store` through a second thread that opens what it reads: on two processors folding does not wait for opening.
 * What it is asked out of turn comes from `store` itself.
 */
export function readAhead(store: EventLog, input: AheadInput): AheadLog {
  const worker = new Worker(workerFile('open-ahead'), {
    workerData: input,
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytesMax },
  });
  const pages: AheadPage[] = [];
  let failure: Error | null = null;
  let isEnded = false;
  let wake = (): void => {};
  worker.on('message', (page: AheadPage) => {
    pages.push(page);
    wake();
  });
  worker.on('error', (error: Error) => {
    failure = error;
    wake();
  });
  worker.on('exit', () => {
    isEnded = true;
    wake();
  });
  for (let credit = 0; credit < pagesAhead; credit += 1) worker.postMessage('more');
  let current = new Map<string, CarriedEvent>();

  async function nextPage(): Promise<AheadPage | undefined> {
    while (pages.length === 0 && !isEnded && failure === null) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (failure !== null) throw failure;
    return pages[0];
  }

  return {
    log: {
      append: (workspace, documents) => store.append(workspace, documents),
      readMany: (workspace, ids) => store.readMany(workspace, ids),
      measure: (workspace) => store.measure(workspace),
      close: () => store.close(),
      readFrom: async (workspace, position, limit) => {
        const next = await nextPage();
        current = new Map();
        if (next?.workspace !== workspace || next.from !== position) return store.readFrom(workspace, position, limit);
        pages.shift();
        worker.postMessage('more');
        current = new Map(next.page.events.map(({ document }, at) => [document._id, next.opened[at] as CarriedEvent]));
        return next.page;
      },
    },
    openedAhead: (eventId) => {
      const carried = current.get(eventId);
      if (carried === undefined || carried.kind === 'shut') return carried;
      const definition = findEventDefinition(carried.event.type);
      return definition === undefined ? undefined : { ...carried, definition };
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
