import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { workspaces } from '../../../shared/domain/workspace.ts';
import { EventStore } from '../events/event-store.ts';
import { createPouch } from '../events/pouchdb.ts';
import { createSqliteLevel } from '../events/sqlite-level.ts';
import type { AheadInput, AheadPage, CarriedEvent } from '../open-ahead.ts';
import { openEvent } from '../projections/open-event.ts';
import { rebuildPageEvents } from '../rebuild.ts';
import { KeyRing } from '../roster/key-ring.ts';

/** Lets a page go for each word "more" that comes. */
function createCredits(): () => Promise<void> {
  let credits = 0;
  let wake: (() => void) | undefined;
  parentPort?.on('message', () => {
    credits += 1;
    wake?.();
  });
  return async () => {
    while (credits === 0) await new Promise<void>((resolve) => (wake = resolve));
    credits -= 1;
  };
}

/** Reads the store page by page in the order in which it is folded, and opens every event on the way. */
async function openAhead(input: AheadInput): Promise<void> {
  const key = Buffer.from(input.storeKey);
  const factory = createSqliteLevel({ folder: join(input.folder, 'events'), key, readOnly: true });
  const store = await EventStore.open(createPouch(factory), factory.fault);
  const ring = new KeyRing(Buffer.from(input.rosterKey), input.kept);
  const waitForCredit = createCredits();
  for (const workspace of workspaces) {
    for (let from = input.positions[workspace] ?? 0; ; ) {
      await waitForCredit();
      const read = await store.readFrom(workspace, from, rebuildPageEvents);
      const opened: CarriedEvent[] = read.events.map(({ document }) => {
        const found = openEvent(document, workspace, input.firmId, ring);
        if (found.kind === 'shut') return found;
        const { definition, ...carried } = found;
        return carried;
      });
      // What was opened travels; its sealed form need not. The roster's events are opened again by the roster's own fold.
      const events = read.events.map((event) =>
        workspace === 'roster' ? event : { ...event, document: { ...event.document, h: '', b: '' } },
      );
      parentPort?.postMessage({ workspace, from, page: { ...read, events }, opened } satisfies AheadPage);
      from = read.position;
      if (read.isEnd) break;
    }
  }
  await store.close();
  parentPort?.close();
}

await openAhead(workerData as AheadInput);
