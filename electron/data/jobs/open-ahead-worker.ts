import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import { workspaces } from '../../../shared/domain/workspace.ts';
import type { FeedPage } from '../events/event-log.ts';
import { EventStore } from '../events/event-store.ts';
import { openFeedScan } from '../events/feed-scan.ts';
import { createPouch } from '../events/pouchdb.ts';
import { createSqliteLevel } from '../events/sqlite-level.ts';
import { type AheadInput, type AheadPage, carry } from '../open-ahead.ts';
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

/** Reads a workspace's feed by its place in the file, or through PouchDB where that would not be the same. */
async function openFeed(
  input: AheadInput,
  workspace: Workspace,
): Promise<{ readFrom(position: number, limit: number): FeedPage | Promise<FeedPage>; close(): unknown }> {
  const folder = join(input.folder, 'events');
  const key = Buffer.from(input.storeKey);
  const scan = openFeedScan(folder, key, workspace);
  if (scan !== null) return scan;
  const factory = createSqliteLevel({ folder, key, readOnly: true });
  const store = await EventStore.open(createPouch(factory), factory.fault);
  return { readFrom: (position, limit) => store.readFrom(workspace, position, limit), close: () => store.close() };
}

/** Reads the store page by page in the order in which it is folded, and opens every event on the way. */
async function openAhead(input: AheadInput): Promise<void> {
  const ring = new KeyRing(Buffer.from(input.rosterKey), input.kept);
  const waitForCredit = createCredits();
  for (const workspace of workspaces) {
    const feed = await openFeed(input, workspace);
    for (let from = input.positions[workspace] ?? 0; ; ) {
      await waitForCredit();
      const { events, ...rest } = await feed.readFrom(from, rebuildPageEvents);
      const carried = events.map(({ document, position }) =>
        carry(document, position, openEvent(document, workspace, input.firmId, ring), workspace === 'roster'),
      );
      parentPort?.postMessage({ workspace, from, ...rest, carried } satisfies AheadPage);
      from = rest.position;
      if (rest.isEnd) break;
    }
    await feed.close();
  }
  parentPort?.close();
}

await openAhead(workerData as AheadInput);
