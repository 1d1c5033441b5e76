import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventDocument } from '../../../electron/data/events/envelope.ts';
import { EventStore } from '../../../electron/data/events/event-store.ts';
import { openFeedScan } from '../../../electron/data/events/feed-scan.ts';
import { createPouch } from '../../../electron/data/events/pouchdb.ts';
import { createSqliteLevel, type SqliteLevelFactory } from '../../../electron/data/events/sqlite-level.ts';
import { makeSignedEvent } from '../../support/signed-event.ts';

const key = Buffer.alloc(32, 7);
let folder = '';
let factory: SqliteLevelFactory;
let store: EventStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'annex-scan-'));
  factory = createSqliteLevel({ folder, key });
  store = await EventStore.open(createPouch(factory));
});

afterEach(async () => {
  await store.close();
  factory.closeAll();
  rmSync(folder, { recursive: true, force: true });
});

function some(count: number): EventDocument[] {
  const events: EventDocument[] = [];
  for (let n = 0; n < count; n += 1) events.push(makeSignedEvent({ before: events.at(-1) }));
  return events;
}

/** Every page of the feed, as the scan and as PouchDB read it. */
async function readBoth(limit: number): Promise<{ scanned: unknown[]; asked: unknown[] }> {
  const scan = openFeedScan(folder, key, 'office');
  if (scan === null) throw new Error('The store is as it was written.');
  const [scanned, asked]: [unknown[], unknown[]] = [[], []];
  for (let position = 0, isEnd = false; !isEnd; ) {
    const page = scan.readFrom(position, limit);
    scanned.push(page);
    asked.push(await store.readFrom('office', position, limit));
    position = page.position;
    isEnd = page.isEnd;
  }
  scan.close();
  return { scanned, asked };
}

describe('a feed read by its place in the file', () => {
  it('is the feed that PouchDB gives, page by page', async () => {
    const events = some(23);
    await store.append('office', events.slice(0, 1));
    await store.append('office', events.slice(1));
    for (const limit of [10, 23, 100]) {
      const { scanned, asked } = await readBoth(limit);
      expect(scanned).toEqual(asked);
    }
  });

  it('is the same of an empty store', async () => {
    const { scanned, asked } = await readBoth(10);
    expect(scanned).toEqual(asked);
  });

  it('names tombstones and later revisions that came as the first', async () => {
    const [first, second, third] = some(3);
    const foreign = [
      { ...first, _rev: '1-aa', _deleted: true },
      { ...second, _rev: '2-bb' },
      { ...third, _rev: '1-cc' },
    ];
    await store.database('office').bulkDocs(foreign as never[], { new_edits: false } as never);
    const { scanned, asked } = await readBoth(10);
    expect(scanned).toEqual(asked);
    expect(scanned).toMatchObject([{ alarms: [{ reason: 'deleted' }, { reason: 'second revision' }] }]);
  });

  it('names a document that is no event', async () => {
    const events = some(2);
    await store.append('office', events);
    await store.database('office').bulkDocs([{ _id: 'note', text: 'Nothing of ours' }] as never[]);
    const { scanned, asked } = await readBoth(10);
    expect(scanned).toEqual(asked);
    expect(scanned).toMatchObject([
      { events: events.map(() => ({})), alarms: [{ id: 'note', reason: 'not an event' }] },
    ]);
  });

  it('is not read where a document has a second revision', async () => {
    const events = some(3);
    await store.append('office', events);
    await store.database('office').bulkDocs([{ ...events[1], _rev: '2-aa' }] as never[], { new_edits: false } as never);
    expect(openFeedScan(folder, key, 'office')).toBeNull();
  });
});
