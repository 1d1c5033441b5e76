import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPouch } from '../../../electron/data/events/pouchdb.ts';
import {
  createSqliteLevel,
  openCipheredDatabase,
  type SqliteLevel,
  type SqliteLevelFactory,
} from '../../../electron/data/events/sqlite-level.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

function openLevel(factory: SqliteLevelFactory, location: string): Promise<SqliteLevel> {
  const level = factory(location);
  return new Promise((resolve, reject) => level.open((error) => (error ? reject(error) : resolve(level))));
}

function put(level: SqliteLevel, key: string, value: string): Promise<void> {
  return new Promise((resolve, reject) => level.put(key, value, (error) => (error ? reject(error) : resolve())));
}

function get(level: SqliteLevel, key: string): Promise<string> {
  return new Promise((resolve, reject) =>
    level.get(key, (error, value) => (error ? reject(error) : resolve(value.toString()))),
  );
}

function makeStore(options: { readOnly?: boolean } = {}) {
  const folder = makeTemporaryFolder();
  const key = randomBytes(32);
  const faults: Error[] = [];
  const factory = createSqliteLevel({ folder, key, onFault: (error) => faults.push(error), ...options });
  onTestFinished(() => factory.closeAll());
  return { folder, key, factory, faults, file: join(folder, 'office.sqlite') };
}

async function makeFilledStore(docs: number) {
  const store = makeStore();
  const pouch = new (createPouch(store.factory))('office');
  await pouch.bulkDocs(Array.from({ length: docs }, (_, n) => ({ _id: `doc-${n}`, text: 'y'.repeat(900) })));
  await pouch.close();
  return store;
}

describe('durability and secrecy', () => {
  it('keeps a write-ahead log and flushes every commit', async () => {
    const { factory, folder, key } = makeStore();
    const level = await openLevel(factory, 'office');
    expect(level.database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(level.database.pragma('synchronous', { simple: true })).toBe(2);
    expect(level.database.pragma('temp_store', { simple: true })).toBe(2);
    const rows = openCipheredDatabase(join(folder, 'rows.sqlite'), key, { synchronous: 'NORMAL' });
    expect(rows.pragma('synchronous', { simple: true })).toBe(1);
    rows.close();
  });

  it('writes nothing readable: no text, no id, no attachment, no name of its own tables', async () => {
    const { factory, folder } = makeStore();
    const pouch = new (createPouch(factory))('office');
    const attachment = Buffer.from('Velasquez attachment '.repeat(300));
    for (let n = 0; n < 40; n += 1) {
      await pouch.put({
        _id: `Velasquez-id-${n}`,
        text: 'Velasquez owes'.repeat(50),
        _attachments: { 'Velasquez.txt': { content_type: 'text/plain', data: attachment } },
      });
    }
    const readable = /Velasquez|by-sequence|document-store|CREATE TABLE|SQLite format/;
    const checkFolder = () => {
      for (const name of readdirSync(folder)) {
        expect(readFileSync(join(folder, name)).toString('latin1'), name).not.toMatch(readable);
      }
    };
    expect(statSync(join(folder, 'office.sqlite-wal')).size).toBeGreaterThan(0);
    checkFolder();
    await pouch.close();
    checkFolder();
    expect(statSync(join(folder, 'office.sqlite')).mode & 0o077).toBe(0);
  });
});

describe('what cannot be opened', () => {
  it('tells a wrong key, through PouchDB too, and touches nothing', async () => {
    const { folder, file } = await makeFilledStore(20);
    const before = readFileSync(file);
    const wrong = createSqliteLevel({ folder, key: randomBytes(32) });
    await expect(openLevel(wrong, 'office')).rejects.toMatchObject({ code: 'wrong-key' });
    const pouch = new (createPouch(wrong))('office');
    await expect(pouch.put({ _id: 'first' })).rejects.toMatchObject({ code: 'wrong-key' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a key that is not 32 bytes', () => {
    expect(() => openCipheredDatabase('/nowhere', Buffer.alloc(16), { synchronous: 'FULL' })).toThrow('32 bytes');
  });

  const damages: [string, (bytes: Buffer) => Buffer][] = [
    ['emptied', () => Buffer.alloc(0)],
    ['zeroed at its start', (bytes) => Buffer.concat([Buffer.alloc(4096), bytes.subarray(4096)])],
    ['cut within its first page', (bytes) => bytes.subarray(0, 1000)],
    ['cut within a page', (bytes) => bytes.subarray(0, 8192 * 3 + 100)],
    ['short of its last page', (bytes) => bytes.subarray(0, bytes.length - 8192)],
    ['changed in its first page', (bytes) => Buffer.concat([bytes.subarray(0, 99), Buffer.of(1), bytes.subarray(100)])],
  ];
  it.each(damages)('tells a file that was %s as damaged', async (_name, damage) => {
    const { factory, file } = await makeFilledStore(60);
    writeFileSync(file, damage(readFileSync(file)));
    const before = readFileSync(file);
    await expect(openLevel(factory, 'office')).rejects.toMatchObject({ code: 'damaged' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('tells a folder that cannot be written', async () => {
    const folder = makeTemporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const factory = createSqliteLevel({ folder: join(folder, 'file'), key: randomBytes(32) });
    await expect(openLevel(factory, 'office')).rejects.toMatchObject({ code: 'unwritable' });
    mkdirSync(join(folder, 'rows.sqlite'));
    expect(() => openCipheredDatabase(join(folder, 'rows.sqlite'), randomBytes(32), { synchronous: 'FULL' })).toThrow(
      expect.objectContaining({ code: 'unwritable' }),
    );
  });

  it.each(['../escape', 'a/b', 'a\\b', '', 'Office', '.hidden', 'nul', 'com1.x', 'x'.repeat(200), 'a\0b', 'a b'])(
    'refuses the location %j',
    async (location) => {
      const { factory, folder } = makeStore();
      await expect(openLevel(factory, location)).rejects.toMatchObject({ code: 'bad-location' });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('starts over after a crash in the middle of making the file', async () => {
    const { factory, file } = makeStore();
    writeFileSync(`${file}.new`, 'torn');
    const level = await openLevel(factory, 'office');
    await put(level, 'a', '1');
    expect(existsSync(`${file}.new`)).toBe(false);
    expect(await get(level, 'a')).toBe('1');
  });
});

describe('after an error', () => {
  it('stops writing for good and says so once when a page turns out damaged', async () => {
    const { factory, faults, file } = await makeFilledStore(200);
    const bytes = readFileSync(file);
    for (let at = 8192 * 6 + 500; at < bytes.length; at += 8192) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(file, bytes);
    const pouch = new (createPouch(factory))('office');
    // PouchDB says "missing" of a document that it could not read: hence the stop.
    await expect(pouch.get('doc-77')).rejects.toMatchObject({ status: 404 });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code: 'damaged' });
    await expect(pouch.put({ _id: 'new' })).rejects.toThrow('stopped writing');
    await expect(pouch.put({ _id: 'doc-77' })).rejects.toThrow('stopped writing');
    expect(faults).toHaveLength(1);
  });

  it('keeps what is there and stops when the disk is full', async () => {
    const { factory, faults } = makeStore();
    const level = await openLevel(factory, 'office');
    await put(level, 'kept', 'value');
    level.database.pragma('max_page_count = 20');
    const fill = async () => {
      for (let n = 0; n < 200; n += 1) await put(level, `key-${n}`, 'z'.repeat(4000));
    };
    await expect(fill()).rejects.toMatchObject({ code: 'unwritable' });
    expect(faults).toHaveLength(1);
    await expect(put(level, 'later', 'x')).rejects.toMatchObject({ code: 'stopped' });
    expect(await get(level, 'kept')).toBe('value');
    level.closeNow();
    expect(await get(await openLevel(factory, 'office'), 'kept')).toBe('value');
  });

  it('leaves nothing of a batch that fails', async () => {
    const { factory } = makeStore();
    const level = await openLevel(factory, 'office');
    level.database.pragma('max_page_count = 20');
    const operations = Array.from({ length: 100 }, (_, n) => ({
      type: 'put' as const,
      key: `key-${n}`,
      value: 'z'.repeat(4000),
    }));
    const failed = new Promise((resolve) => level.batch(operations, resolve));
    expect(await failed).toMatchObject({ code: 'unwritable' });
    await expect(get(level, 'key-0')).rejects.toThrow('NotFound');
  });
});

describe('reading only', () => {
  it('reads what is written meanwhile, accepts its own identity silently, and refuses the rest', async () => {
    const { factory, folder, key } = makeStore();
    const writing = new (createPouch(factory))('office');
    await writing.put({ _id: 'one' });
    const reader = createSqliteLevel({ folder, key, readOnly: true });
    onTestFinished(() => reader.closeAll());
    const reading = new (createPouch(reader))('office');
    expect((await reading.changes({ since: 0 })).results.map((change) => change.id)).toEqual(['one']);
    await writing.put({ _id: 'two' });
    expect((await reading.changes({ since: 0 })).results.map((change) => change.id)).toEqual(['one', 'two']);
    await expect(reading.put({ _id: 'three' })).rejects.toMatchObject({ code: 'read-only' });
    await expect(reading.get('three')).rejects.toMatchObject({ status: 404 });
    await expect(reading.destroy()).rejects.toMatchObject({ code: 'read-only' });
    expect((await writing.get('one'))._id).toBe('one');
  });

  it('opens a store that nobody has open, and refuses one that is not there', async () => {
    const { folder, key } = await makeFilledStore(5);
    const reader = createSqliteLevel({ folder, key, readOnly: true });
    const reading = new (createPouch(reader))('office');
    expect((await reading.allDocs()).rows).toHaveLength(5);
    await reading.close();
    await expect(openLevel(reader, 'billing')).rejects.toMatchObject({ code: 'missing' });
    expect(existsSync(join(folder, 'billing.sqlite'))).toBe(false);
  });
});

describe('several stores', () => {
  it('never shares a database between two folders', async () => {
    const first = makeStore();
    const second = makeStore();
    const one = new (createPouch(first.factory))('office');
    const two = new (createPouch(second.factory))('office');
    await one.put({ _id: 'of-the-first' });
    await expect(two.get('of-the-first')).rejects.toMatchObject({ status: 404 });
    expect((await two.info()).doc_count).toBe(0);
  });

  it('closes all at once and refuses what comes after; destroys one by its name', async () => {
    const { factory, folder } = makeStore();
    const Pouch = createPouch(factory);
    const office = new Pouch('office');
    await office.put({ _id: 'a' });
    const intake = new Pouch('intake');
    await intake.put({ _id: 'b' });
    await intake.destroy();
    expect(readdirSync(folder).filter((name) => name.startsWith('intake'))).toEqual([]);
    factory.closeAll();
    await expect(office.put({ _id: 'c' })).rejects.toThrow('not open');
    expect(readdirSync(folder)).toEqual(['office.sqlite']);
  });
});
