import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { EventStore } from '../events/event-store.ts';
import { createPouch } from '../events/pouchdb.ts';
import { createSqliteLevel } from '../events/sqlite-level.ts';
import { verifyText } from '../firm.ts';
import { areaProjections } from '../projections/areas.ts';
import { openProjections } from '../projections/projections-file.ts';
import { Projector } from '../projections/projector.ts';
import type { RebuildInput, RebuildWord } from '../rebuild.ts';
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
  const store = await EventStore.open(createPouch(factory));
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
  const projector = new Projector({
    firmId,
    ring,
    roster,
    store,
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
  projections.close();
  await store.close();
  parentPort?.postMessage({ type: 'done' } satisfies RebuildWord);
}

await rebuild(workerData as RebuildInput);
