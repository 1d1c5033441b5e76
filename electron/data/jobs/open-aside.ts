import { join } from 'node:path';
import { EventStore } from '../events/event-store.ts';
import { createPouch } from '../events/pouchdb.ts';
import { createSqliteLevel } from '../events/sqlite-level.ts';
import { verifyText } from '../firm.ts';
import { areaProjections } from '../projections/areas.ts';
import { openProjections, type ProjectionsFile } from '../projections/projections-file.ts';
import type { FoldInput } from '../rebuild.ts';
import { KeyRing } from '../roster/key-ring.ts';
import { readRosterEvents } from '../roster/read-roster-events.ts';
import { RosterLog } from '../roster/roster-log.ts';

/** What a thread that folds has open: the store to read, the projections to write, keys and roster as they were folded. */
export interface OpenedAside {
  readonly store: EventStore;
  readonly projections: ProjectionsFile;
  readonly ring: KeyRing;
  readonly roster: RosterLog;
  close(): Promise<void>;
}

/** Opens a firm's store and projections in a thread of their own, beside a process that reads and writes the store. */
export async function openAside(input: FoldInput): Promise<OpenedAside> {
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
  const folded = projections.get<{ position: number }>("SELECT position FROM position WHERE workspace = 'roster'");
  const known = await readRosterEvents(store, firmId, ring, folded?.position ?? 0);
  return {
    store,
    projections,
    ring,
    roster: new RosterLog(verifyText, known),
    close: async () => {
      projections.close();
      await store.close();
    },
  };
}
