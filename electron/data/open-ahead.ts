import { Worker } from 'node:worker_threads';
import type { Workspace } from '../../shared/domain/workspace.ts';
import type { OpenedEvent } from '../../shared/events/event.ts';
import { findEventDefinition } from '../../shared/events/registry.ts';
import { type EventDocument, parseEventId } from './events/envelope.ts';
import { clockMs } from './events/event-clock.ts';
import type { EventLog, FeedPage } from './events/event-log.ts';
import { workerFile } from './process/places.ts';
import type { Opened, Shut } from './projections/open-event.ts';
import type { RebuildInput } from './rebuild.ts';

/** Of an opened event what its id and its place do not say; its definition is found again by its type. */
type CarriedEvent = Pick<Opened, 'answer' | 'isBodiless' | 'isInside'> & Omit<OpenedEvent, keyof Placed>;
type Placed = Pick<OpenedEvent, 'id' | 'workspace' | 'clock' | 'atMs' | 'deviceId' | 'memberId'>;

/**
 * An event as it crosses between threads, as a row without names: a page of them is copied for a fifth of what the
 * events as they are would cost, and on the thread that has more to do.
 */
export type Carried = readonly [
  id: string,
  position: number,
  previous: string,
  index: number,
  rosterHeads: readonly string[],
  found: CarriedEvent | Shut,
  /** The event as it is stored, where whoever folds opens it once more. */
  document: EventDocument | null,
];

/** A page read and opened by the other thread. */
export interface AheadPage extends Omit<FeedPage, 'events'> {
  readonly workspace: Workspace;
  readonly from: number;
  readonly carried: readonly Carried[];
}

/** Packs an event for the other thread; with its sealed form where `isWhole`. */
export function carry(document: EventDocument, position: number, found: Opened | Shut, isWhole: boolean): Carried {
  const { _id, p, n, r } = document;
  return [_id, position, p, n, r, found.kind === 'shut' ? found : strip(found), isWhole ? document : null];
}

function strip({ event, answer, isBodiless, isInside }: Opened): CarriedEvent {
  const { id, workspace, clock, atMs, deviceId, memberId, ...said } = event;
  // What is not there costs as much to carry as what is.
  const present = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { ...(present as typeof said), answer, isBodiless, isInside };
}

function documentOf([_id, , p, n, r, , document]: Carried): EventDocument {
  // Only what is folded by: the sealed parts stay on the other side.
  return document ?? { _id, v: 1, k: [0, 'o', 0], h: '', b: '', p, n, r, s: '' };
}

function openedOf([id, , , , , found]: Carried, workspace: Workspace): Opened | Shut | undefined {
  if ('kind' in found) return found;
  const { answer, isBodiless, isInside, ...said } = found;
  const definition = findEventDefinition(said.type);
  if (definition === undefined) return undefined;
  const { clock, deviceId } = parseEventId(id);
  const event: OpenedEvent = { ...said, id, workspace, clock, atMs: clockMs(clock), deviceId, memberId: '' };
  return { kind: 'opened', event, definition, answer, isBodiless, isInside };
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
  let current = new Map<string, Carried>();
  let currentWorkspace: Workspace = 'roster';

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
        current = new Map(next.carried.map((carried) => [carried[0], carried]));
        currentWorkspace = workspace;
        const { alarms, position: end, isEnd: isLast } = next;
        const events = next.carried.map((carried) => ({
          workspace,
          position: carried[1],
          document: documentOf(carried),
        }));
        return { events, alarms, position: end, isEnd: isLast };
      },
    },
    openedAhead: (eventId) => {
      const carried = current.get(eventId);
      return carried === undefined ? undefined : openedOf(carried, currentWorkspace);
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
