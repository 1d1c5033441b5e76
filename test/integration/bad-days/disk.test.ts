import { type ChildProcess, fork } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { StoreError } from '../../../electron/data/events/ciphered-database.ts';
import type { HostSettings } from '../../../electron/data/host.ts';
import { waitForExit, waitForMessage } from '../../support/fake-host/data-child.ts';
import { openTestFirm, openTestHost, type TestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { compareDumps, dumpRows } from '../../support/simulation/dump-rows.ts';
import { waitUntil } from '../../support/wait-until.ts';

let host: TestHost;

beforeEach(async () => {
  host = await openTestFirm();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await host.remove();
});

const addTask = (title: string) => host.client.office.addTask({ commandId: createId(), title });
const titles = async () => (await host.client.office.listTasks({})).rows.map((row) => row.title).sort();

async function reopen(settings: HostSettings = {}, between: () => void = () => undefined): Promise<void> {
  const { folder } = host;
  await host.close();
  between();
  host = await openTestHost({ folder, ...settings });
}

const unlock = () => host.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });

function eventsFile(folder: string, workspace: string): string {
  return join(folder, 'events', `${workspace}.sqlite`);
}

describe('a disk that fails', () => {
  it('acknowledges nothing that was not written, and goes on with an unbroken chain', async () => {
    await addTask('Before');
    const full = new StoreError('unwritable', 'The disk is full.');
    const append = vi.spyOn(host.firm.store, 'append').mockRejectedValueOnce(full);
    await expect(addTask('Lost')).rejects.toThrow();
    expect(await titles()).toEqual(['Before']);
    await addTask('After');
    const { append: real } = Object.getPrototypeOf(host.firm.store) as { append: typeof host.firm.store.append };
    append.mockImplementationOnce(async (workspace, documents) => {
      await real.call(host.firm.store, workspace, documents);
      throw full;
    });
    await expect(addTask('Written, not answered')).rejects.toThrow();
    await addTask('At last');
    expect(await titles()).toEqual(['After', 'At last', 'Before', 'Written, not answered']);
    expect((await host.client.firm.setAside({})).rows).toEqual([]);
    await reopen();
    await unlock();
    expect(await titles()).toEqual(['After', 'At last', 'Before', 'Written, not answered']);
  });

  it('does a command once that was written and not answered', async () => {
    const commandId = createId();
    const { append: real } = Object.getPrototypeOf(host.firm.store) as { append: typeof host.firm.store.append };
    vi.spyOn(host.firm.store, 'append').mockImplementationOnce(async (workspace, documents) => {
      await real.call(host.firm.store, workspace, documents);
      throw new StoreError('unwritable', 'The disk is full.');
    });
    await expect(host.client.office.addTask({ commandId, title: 'Once' })).rejects.toThrow();
    await host.client.office.addTask({ commandId, title: 'Once' });
    expect(await titles()).toEqual(['Once']);
  });

  it.each([
    ['cut in half', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ['torn in the middle', (file: string) => writeFileSync(file, readFileSync(file).fill(7, 9_000, 20_000))],
    ['overwritten from the start', (file: string) => writeFileSync(file, readFileSync(file).fill(0, 0, 5_000))],
  ])('says so when a store is %s, and changes nothing', async (_, spoil) => {
    for (let count = 0; count < 20; count += 1) await addTask(`Task ${count}`);
    let spoilt: Buffer | undefined;
    await reopen({}, () => {
      const file = eventsFile(host.folder, 'office');
      spoil(file);
      spoilt = readFileSync(file);
    });
    await expect(unlock()).rejects.toMatchObject({ data: { code: 'firm.damaged' } });
    expect((await host.client.firm.status({})).state).toBe('damaged');
    expect(readFileSync(eventsFile(host.folder, 'office')).equals(spoilt ?? Buffer.alloc(0))).toBe(true);
  });

  it('reads, and adds nothing, when the last of its own events are gone [ST4]', async () => {
    await addTask('Kept');
    const { folder } = host;
    const copy = mkdtempSync(join(tmpdir(), 'annex-copy-'));
    const files = () => readdirSync(join(folder, 'events')).filter((name) => name.startsWith('office'));
    const put = (from: string, to: string) => {
      mkdirSync(to, { recursive: true });
      for (const name of files()) writeFileSync(join(to, name), readFileSync(join(from, name)));
    };
    try {
      await reopen({}, () => put(join(folder, 'events'), copy));
      await unlock();
      await addTask('Lost');
      await reopen({}, () => put(copy, join(folder, 'events')));
      await unlock();
      expect(await titles()).toEqual(['Kept']);
      await expect(addTask('More')).rejects.toMatchObject({ data: { code: 'firm.lost-tail' } });
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});

describe('projections', () => {
  const spoilings: [string, (file: string) => void][] = [
    ['missing', (file) => rmSync(file)],
    ['damaged', (file) => writeFileSync(file, Buffer.alloc(50_000, 3))],
    ['cut short', (file) => truncateSync(file, 20_000)],
    ['torn', (file) => writeFileSync(file, readFileSync(file).fill(9, 30_000, 60_000))],
  ];

  it.each(spoilings)('are made anew with the same rows when they are %s', async (_, spoil) => {
    for (let count = 0; count < 10; count += 1) await addTask(`Task ${count}`);
    const before = dumpRows(host.firm.rows);
    await reopen({}, () => {
      const file = join(host.folder, 'projections.sqlite');
      spoil(file);
      for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
    });
    await unlock();
    expect(compareDumps(before, dumpRows(host.firm.rows))).toEqual([]);
    await addTask('And on');
    expect(await titles()).toHaveLength(11);
  });

  it('are made anew in a worker when there is much to fold, with progress, while what is there can be read', async () => {
    for (let count = 0; count < 30; count += 1) await addTask(`Task ${count}`);
    const before = dumpRows(host.firm.rows);
    await reopen({ rebuildInWorkerFrom: 5 }, () => rmSync(join(host.folder, 'projections.sqlite'), { force: true }));
    const status = await unlock();
    expect(status.rebuild).toMatchObject({ total: expect.any(Number) });
    await expect(addTask('Too soon')).rejects.toMatchObject({ data: { code: 'firm.rebuilding' } });
    await waitUntil(async () => (await host.client.firm.status({})).rebuild === null);
    expect(compareDumps(before, dumpRows(host.firm.rows))).toEqual([]);
    await addTask('And on');
    expect(await titles()).toContain('And on');
  });

  it('is locked in the middle of making projections anew, which is no fault, and goes on at the next start', async () => {
    for (let count = 0; count < 10; count += 1) await addTask(`Task ${count}`);
    const faults: Error[] = [];
    const settings = { rebuildInWorkerFrom: 5, onFault: (error: Error) => faults.push(error) };
    await reopen(settings, () => rmSync(join(host.folder, 'projections.sqlite'), { force: true }));
    expect((await unlock()).rebuild).not.toBeNull();
    await reopen(settings);
    expect(faults).toEqual([]);
    await unlock();
    await waitUntil(async () => (await host.client.firm.status({})).rebuild === null);
    expect(await titles()).toHaveLength(10);
  });
});

describe('a data folder that another process holds', () => {
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
      await waitForExit(child);
    }
  });

  it('is refused to a second, and free again when the first was killed', async () => {
    const program = join(import.meta.dirname, '../../../dist/data/index.js');
    const start = () => {
      const child = fork(program, ['--data', host.folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      children.push(child);
      return child;
    };
    const first = start();
    await waitForMessage(first, 'ready');
    expect(await waitForMessage(start(), 'refused')).toMatchObject({ code: 'folder-held' });
    first.kill('SIGKILL');
    await waitForExit(first);
    await waitForMessage(start(), 'ready');
  });
});
