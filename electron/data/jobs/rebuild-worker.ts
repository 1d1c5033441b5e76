import { parentPort, workerData } from 'node:worker_threads';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import { readAhead } from '../open-ahead.ts';
import { areaProjections } from '../projections/areas.ts';
import { Projector } from '../projections/projector.ts';
import { type RebuildInput, type RebuildWord, rebuildPageEvents } from '../rebuild.ts';
import { openAside } from './open-aside.ts';

/** Folds the whole store into new projections, beside a process that reads and writes the store. */
async function rebuild(input: RebuildInput): Promise<void> {
  const { firmId, deviceId } = input;
  const { store, projections, ring, roster, close } = await openAside(input);
  let done = 0;
  let told = 0;
  projections.beginBulk();
  const places = projections.all<{ workspace: Workspace; position: number }>(
    'SELECT workspace, position FROM position',
  );
  const positions = Object.fromEntries(places.map(({ workspace, position }) => [workspace, position]));
  const ahead = readAhead(store, { ...input, positions });
  const projector = new Projector({
    firmId,
    deviceId,
    ring,
    roster,
    store: ahead.log,
    openedAhead: ahead.openedAhead,
    pageEvents: rebuildPageEvents,
    projections,
    areas: areaProjections,
    nowMs: () => input.nowMs,
    onProgress: (events) => {
      done += events;
      if (done - told < 2_000) return;
      told = done;
      parentPort?.postMessage({ type: 'progress', done } satisfies RebuildWord);
    },
  });
  await projector.catchUp();
  projections.endBulk();
  await ahead.close();
  await close();
  parentPort?.postMessage({ type: 'done' } satisfies RebuildWord);
}

await rebuild(workerData as RebuildInput);
