import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import { type FeedScan, openFeedScan } from '../events/feed-scan.ts';
import type { FoldAnswer, FoldRound } from '../fold-aside.ts';
import { areaProjections } from '../projections/areas.ts';
import { Projector } from '../projections/projector.ts';
import type { FoldInput } from '../rebuild.ts';
import { openAside } from './open-aside.ts';

const pageEvents = 500;

/** Feeds read by their place in the file, opened when they are asked for; through PouchDB where that is not the same. */
function createScans(input: FoldInput) {
  const scans = new Map<Workspace, FeedScan | null>();
  return (workspace: Workspace): FeedScan | null => {
    const known = scans.get(workspace);
    if (known !== undefined) return known;
    const scan = openFeedScan(join(input.folder, 'events'), Buffer.from(input.storeKey), workspace);
    scans.set(workspace, scan);
    return scan;
  };
}

/** Folds rounds as they are asked for. Between two rounds another connection may write the same rows. */
async function serve(input: FoldInput): Promise<void> {
  const opened = await openAside(input);
  const { store, projections } = opened;
  const scanOf = createScans(input);
  let nowMs = 0;
  let touched: ReadonlySet<string> = new Set();
  const { firmId, deviceId } = input;
  const projector = new Projector({
    ...opened,
    firmId,
    deviceId,
    store: {
      append: (workspace, documents) => store.append(workspace, documents),
      readMany: (workspace, ids) => store.readMany(workspace, ids),
      measure: (workspace) => store.measure(workspace),
      close: () => store.close(),
      readFrom: async (workspace, position, limit) =>
        scanOf(workspace)?.readFrom(position, limit) ?? store.readFrom(workspace, position, limit),
    },
    pageEvents,
    areas: areaProjections,
    nowMs: () => nowMs,
    onFolded: (areas) => {
      touched = areas;
    },
  });

  async function fold(round: FoldRound): Promise<FoldAnswer> {
    nowMs = round.nowMs;
    touched = new Set();
    projector.readPositions();
    const isEnd = await projector.catchUp(round.workspaces, round.eventsMax);
    return { isEnd, touched: [...touched] };
  }

  projections.growCache();
  // One round is asked for at a time. What cannot be folded ends the thread: the one that asked folds it itself, and
  // hears why.
  parentPort?.on('message', async (round: FoldRound) => parentPort?.postMessage(await fold(round)));
}

await serve(workerData as FoldInput);
