import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { createPouch } from '../../../electron/data/events/pouchdb.ts';
import { createSqliteLevel } from '../../../electron/data/events/sqlite-level.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const docs = 1500;

async function makePouch() {
  const factory = createSqliteLevel({ folder: makeTemporaryFolder(), key: randomBytes(32) });
  onTestFinished(() => factory.closeAll());
  const pouch = new (createPouch(factory))<{ n: number }>('office');
  const all = Array.from({ length: docs }, (_, n) => ({ _id: idOf(n), n }));
  await pouch.bulkDocs(all);
  return pouch;
}

function idOf(n: number): string {
  return `doc-${String(n).padStart(6, '0')}`;
}

const expected = Array.from({ length: docs }, (_, n) => idOf(n));

it('lists every document once and in order, forwards, backwards and in part', async () => {
  const pouch = await makePouch();
  const ids = async (options: object) => (await pouch.allDocs(options)).rows.map((row) => row.id);
  expect(await ids({})).toEqual(expected);
  expect(await ids({ descending: true })).toEqual([...expected].reverse());
  expect(await ids({ startkey: idOf(300), endkey: idOf(900) })).toEqual(expected.slice(300, 901));
  expect(await ids({ startkey: idOf(900), endkey: idOf(300), descending: true })).toEqual(
    expected.slice(300, 901).reverse(),
  );
  expect(await ids({ limit: 700, skip: 31 })).toEqual(expected.slice(31, 731));
});

it('misses and doubles nothing in a changes feed that runs while others write', async () => {
  const pouch = await makePouch();
  const feed = pouch.changes({ since: 0, include_docs: true });
  const writes = [];
  for (let n = docs; n < docs + 200; n += 1) writes.push(pouch.put({ _id: idOf(n), n }));
  const { results } = await feed;
  const seen = results.map((change) => change.id);
  await Promise.all(writes);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.slice(0, docs)).toEqual(expected);
  const { results: rest } = await pouch.changes({ since: results.at(-1)?.seq ?? 0 });
  expect(seen.length + rest.length).toBe(docs + 200);
});

it('misses and doubles nothing of what stays in a listing that runs while documents come and go', async () => {
  const pouch = await makePouch();
  const listing = pouch.allDocs();
  const changes = [];
  for (let n = 0; n < 150; n += 1) changes.push(pouch.put({ _id: `doc-${String(n).padStart(6, '0')}-between`, n }));
  const ids = (await listing).rows.map((row) => row.id);
  await Promise.all(changes);
  expect(ids.filter((id) => !id.endsWith('between'))).toEqual(expected);
  expect(new Set(ids).size).toBe(ids.length);
});

it('tells a live listener of every document exactly once, whether written singly or in batches', async () => {
  const pouch = await makePouch();
  const seen: string[] = [];
  const live = pouch.changes({ since: 'now', live: true });
  live.on('change', (change: { id: string }) => seen.push(change.id));
  const wanted: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    wanted.push(`live-${n}`);
    await pouch.put({ _id: `live-${n}`, n });
    if (n % 20 === 0) {
      const batch = Array.from({ length: 40 }, (_, k) => ({ _id: `live-${n}-${k}`, n }));
      wanted.push(...batch.map((doc) => doc._id));
      await pouch.bulkDocs(batch);
    }
  }
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(wanted.length);
  live.cancel();
  expect([...seen].sort()).toEqual([...wanted].sort());
});

it('leaves the event loop its turns during a long walk', async () => {
  const pouch = await makePouch();
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await pouch.allDocs({ include_docs: true });
  isDone = true;
  expect(turns).toBeGreaterThan(4);
});
