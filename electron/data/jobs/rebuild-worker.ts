import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import { EventStore } from '../events/event-store.ts';
import { createPouch } from '../events/pouchdb.ts';
import { createSqliteLevel } from '../events/sqlite-level.ts';
import { verifyText } from '../firm.ts';
import { readAhead } from '../open-ahead.ts';
import { areaProjections } from '../projections/areas.ts';
import { openProjections } from '../projections/projections-file.ts';
import { Projector } from '../projections/projector.ts';
import { type RebuildInput, type RebuildWord, rebuildPageEvents } from '../rebuild.ts';
import { KeyRing } from '../roster/key-ring.ts';
import { readRosterEvents } from '../roster/read-roster-events.ts';
import { RosterLog } from '../roster/roster-log.ts';

/** Folds the whole store into new projections, beside a process that reads and writes the store. */
async function rebuild(input: RebuildInput): Promise<void> {
  const factory = createSqliteLevel({
    folder: join(input.folder, 'events'),
    key: Buffer.from(input.storeKey),
    readOnly: true,
  });
  const store = await EventStore.open(createPouch(factory), factory.fault);
  const { firmId, deviceId } = input;
  const { projections } = openProjections(
    join(input.folder, 'projections.sqlite'),
    Buffer.from(input.projectionsKey),
    { firmId, deviceId },
    areaProjections,
  );
  const ring = new KeyRing(Buffer.from(input.rosterKey), input.kept);
  let done = 0;
  let told = 0;
  const folded = projections.get<{ position: number }>("SELECT position FROM position WHERE workspace = 'roster'");
  const known = await readRosterEvents(store, firmId, ring, folded?.position ?? 0);
  const roster = new RosterLog(verifyText, known);
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
  projections.close();
  await store.close();
  parentPort?.postMessage({ type: 'done' } satisfies RebuildWord);
}

await rebuild(workerData as RebuildInput);
