import { mkdirSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { createId } from '../../electron/data/create-id.ts';
import type { EventDatabase } from '../../electron/data/events/event-store.ts';
import { createPouch } from '../../electron/data/events/pouchdb.ts';
import { createSqliteLevel } from '../../electron/data/events/sqlite-level.ts';
import { createFirmHost } from '../../electron/data/host.ts';
import type { createRouter } from '../../electron/data/procedures/router.ts';
import { Beside } from '../../electron/data/sync/beside.ts';
import { gatedTarget } from '../../electron/data/sync/gated-target.ts';
import { hubDatabaseName } from '../../electron/data/sync/hub-database.ts';
import { openHubDatabase } from '../../electron/data/sync/open-hub-database.ts';
import { type BenchClient, type BenchFirm, createBenchFirm, type FirmCache, openBenchFirm } from './bench-firm.ts';
import { atLeast, atMost, type BenchRow, fasterThan, median, noted } from './bench-row.ts';
import { generateEvents } from './generate-events.ts';
import { type HubProcess, hubAdmin, startHubProcess } from './hub-process.ts';

const batchEvents = 1_000;
const rounds = 3;
const latencyRounds = 40;

/** How large a run is. The full one takes some minutes. */
export interface SyncSize {
  /** Events of the comparison with bare PouchDB. */
  readonly events: number;
  /** Events of the first sync. */
  readonly firstSyncEvents: number;
  readonly outageMs: number;
  readonly devices: number;
}

/** Replication with an embedded hub in a process of its own: throughput, latency, outage, first sync, many devices. */
export async function benchSync(cache: FirmCache, size: SyncSize): Promise<BenchRow[]> {
  const hubFolder = madeFolder(cache, 'hub');
  let hub = await startHubProcess(hubFolder);
  let owner = await createBenchFirm(madeFolder(cache, 'sync-owner'));
  const others: BenchFirm[] = [];
  const rows: BenchRow[] = [];
  const keep = (more: readonly BenchRow[]) => {
    rows.push(...more);
    for (const row of more) cache.say(`  ${row.id} ${row.value.toFixed(1)} ${row.unit}`);
  };
  try {
    await owner.client.provider.setHub({
      commandId: createId(),
      url: hub.url,
      ...hubAdmin,
    });
    const second = await joinFirm(cache, owner, 1);
    others.push(second);
    keep(await benchLatency(owner, second));
    while (others.length + 1 < size.devices) others.push(await joinFirm(cache, owner, others.length + 1));
    keep([await benchConvergence([owner, ...others])]);
    for (const other of others.splice(1)) await other.close();
    await second.client.provider.pauseSync({ commandId: createId(), paused: true });
    const before = (await owner.firm.store.measure('billing')).count;
    owner = await writeMore(owner, size.events * 2);
    const count = (await owner.firm.store.measure('billing')).count - before;
    keep(await benchThroughput(cache, second, hub, count));
    const { port } = hub;
    await hub.close();
    await new Promise((resolve) => setTimeout(resolve, size.outageMs));
    hub = await startHubProcess(hubFolder, port);
    keep([await benchReconnect(owner, second, size)]);
    owner = await writeMore(owner, size.firstSyncEvents - countEvents(owner));
    keep(await benchFirstSync(cache, owner));
    return rows;
  } finally {
    for (const opened of [owner, ...others]) await opened.close();
    await hub.close();
  }
}

function countEvents({ firm }: BenchFirm): number {
  return firm.rows.get<{ count: number }>('SELECT count(*) AS count FROM event')?.count ?? 0;
}

/** Writes events into the owner's store, opens it anew so that its chains are read anew, and waits for the hub. */
async function writeMore(owner: BenchFirm, count: number): Promise<BenchFirm> {
  if (count > 0) await generateEvents(owner.firm, count);
  await owner.close();
  const opened = await openBenchFirm(owner.folder);
  await until(async () => (await opened.client.provider.syncStatus({})).state === 'up to date', 200);
  return opened;
}

/** A further device of the owner, which joins by an invitation. */
async function joinFirm(cache: FirmCache, owner: BenchFirm, place: number): Promise<BenchFirm> {
  const { code } = await owner.client.provider.invite({
    commandId: createId(),
    name: `Ben ${place}`,
    role: 'attorney',
  });
  await until(async () => (await owner.client.provider.syncStatus({})).waiting === 0);
  const folder = madeFolder(cache, `sync-device-${place}`);
  const keychain = { isAvailable: async () => false, seal: async () => null, open: async () => null };
  const host = await createFirmHost(
    { dataFolder: folder, keychain, notify: () => {} },
    { cost: { memoryKib: 64, passes: 1, lanes: 1 } },
  );
  const client: BenchClient = createRouterClient(host.router as ReturnType<typeof createRouter>, {
    context: host.createSession('window'),
  });
  await client.firm.enrol({
    commandId: createId(),
    code,
    passphrase: 'a passphrase for the bench',
    deviceName: folder,
  });
  const { firm } = host.folder;
  if (firm === null) throw new Error('The device did not join.');
  return { folder, host, client, firm, close: () => host.close() };
}

function madeFolder(cache: FirmCache, name: string): string {
  const folder = cache.folder(name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function until(holds: () => Promise<boolean> | boolean, everyMs = 20): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, everyMs));
}

const record = (from: BenchFirm, name: string) =>
  from.client.office.recordParty({ commandId: createId(), party: { kind: 'person', name } });

function hasParty({ firm }: BenchFirm, partyId: string): boolean {
  return firm.rows.get('SELECT 1 AS yes FROM office_party WHERE party_id = ?', [partyId]) !== undefined;
}

/** From the answer of a command on one device to the row on another. */
async function timeToVisible(from: BenchFirm, to: BenchFirm, name: string): Promise<number> {
  const { id } = await record(from, name);
  const startMs = performance.now();
  await until(() => hasParty(to, id), 2);
  return performance.now() - startMs;
}

async function benchLatency(from: BenchFirm, to: BenchFirm): Promise<BenchRow[]> {
  await timeToVisible(from, to, 'Warm Up');
  const times: number[] = [];
  for (let round = 0; round < latencyRounds; round += 1) times.push(await timeToVisible(from, to, `Cy ${round}`));
  return [atMost('sync-latency', 'Committed on one device to visible on another, middle', median(times), 'ms', 150)];
}

async function benchReconnect(from: BenchFirm, to: BenchFirm, { outageMs }: SyncSize): Promise<BenchRow> {
  const ms = await timeToVisible(from, to, 'After the outage');
  const what = `Visible on another device after an outage of ${outageMs / 1000} s`;
  return atMost('sync-reconnect', what, ms / 1000, 's', 5);
}

/** The same documents from the same database of the hub, into a bare PouchDB and through the gate, in turns. */
async function benchThroughput(
  cache: FirmCache,
  second: BenchFirm,
  hub: HubProcess,
  count: number,
): Promise<BenchRow[]> {
  const bench = openComparison(cache, second, hub);
  await second.firm.foldReplicated(['roster']);
  const [bares, gates]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    bares.push(await bench.pull(`bare-${round}`, false));
    gates.push(await bench.pull(`gated-${round}`, true));
  }
  const pushes: number[] = [];
  for (let round = 0; round < rounds; round += 1) pushes.push(await bench.push(`push-${round}`));
  bench.close();
  const folded = await timeFolded(second, hub, cache);
  const bare = count / (median(bares) / 1000);
  return [
    noted('sync-bare', `${count} events from the hub into a bare PouchDB`, bare, 'events/s'),
    noted('sync-push', `${count} events from a bare PouchDB to the hub`, count / (median(pushes) / 1000), 'events/s'),
    fasterThan(
      'sync-durable',
      'The same through the gate until durable, beside bare',
      count / (median(gates) / 1000),
      'events/s',
      bare,
      0.85,
    ),
    fasterThan('sync-folded', 'The same until folded, beside bare', count / (folded / 1000), 'events/s', bare, 0.65),
  ];
}

function openComparison(cache: FirmCache, second: BenchFirm, hub: HubProcess) {
  const factory = createSqliteLevel({ folder: madeFolder(cache, 'sync-bare'), key: Buffer.alloc(32, 1) });
  const Pouch = createPouch(factory);
  const beside = new Beside(madeFolder(cache, 'sync-beside'), Buffer.alloc(32, 1));
  const remote: EventDatabase = openHubDatabase(
    Pouch,
    hub.url,
    hubDatabaseName(second.firm.firmId, 'billing'),
    hubAdmin,
  );
  let source: EventDatabase | null = null;
  return {
    async pull(name: string, isGated: boolean): Promise<number> {
      const database: EventDatabase = new Pouch(name);
      await database.info();
      const firm = Object.assign(Object.create(second.firm), { store: { database: () => database } });
      const target = isGated ? gatedTarget(firm, 'billing', beside, () => undefined) : database;
      const startMs = performance.now();
      await target.replicate.from(remote, { batch_size: batchEvents });
      const ms = performance.now() - startMs;
      if (!isGated) source = database;
      return ms;
    },
    async push(name: string): Promise<number> {
      const database = `annex-bench-${name}`;
      const authorization = `Basic ${Buffer.from(`${hubAdmin.name}:${hubAdmin.password}`).toString('base64')}`;
      await fetch(`${hub.url}/${database}`, { method: 'PUT', headers: { Authorization: authorization } });
      const target: EventDatabase = openHubDatabase(Pouch, hub.url, database, hubAdmin);
      const startMs = performance.now();
      await source?.replicate.to(target, { batch_size: batchEvents });
      return performance.now() - startMs;
    },
    close() {
      beside.close();
      factory.closeAll();
    },
  };
}

/** The second device catches up for real: through the gate, durable and folded. */
async function timeFolded(second: BenchFirm, hub: HubProcess, cache: FirmCache): Promise<number> {
  const factory = createSqliteLevel({ folder: madeFolder(cache, 'sync-fold'), key: Buffer.alloc(32, 1) });
  const beside = new Beside(madeFolder(cache, 'sync-beside-2'), Buffer.alloc(32, 1));
  const folds: Promise<void>[] = [];
  const pull = async (workspace: 'office' | 'intake' | 'documents' | 'trust' | 'billing') => {
    const name = hubDatabaseName(second.firm.firmId, workspace);
    const remote: EventDatabase = openHubDatabase(createPouch(factory), hub.url, name, hubAdmin);
    const target = gatedTarget(second.firm, workspace, beside, () => {
      folds.push(second.firm.foldReplicated([workspace]));
    });
    await target.replicate.from(remote, { batch_size: batchEvents });
    await Promise.all(folds.splice(0));
  };
  // What billing rests on is there before: the time is that of billing alone.
  for (const workspace of ['office', 'intake', 'documents', 'trust'] as const) await pull(workspace);
  const startMs = performance.now();
  await pull('billing');
  const ms = performance.now() - startMs;
  beside.close();
  factory.closeAll();
  await second.client.provider.pauseSync({ commandId: createId(), paused: false });
  return ms;
}

async function benchFirstSync(cache: FirmCache, owner: BenchFirm): Promise<BenchRow[]> {
  const total = countEvents(owner);
  const startMs = performance.now();
  const fresh = await joinFirm(cache, owner, 99);
  let steps = 0;
  await until(async () => {
    const status = await fresh.client.provider.syncStatus({});
    if (status.toPull > 0) steps += 1;
    return countEvents(fresh) >= total;
  }, 100);
  const seconds = (performance.now() - startMs) / 1000;
  await fresh.close();
  return [
    atMost(
      'sync-first',
      `First sync of ${total.toLocaleString('en-US')} events, folded`,
      (seconds / total) * 100_000,
      's per 100,000',
      60,
    ),
    atLeast('sync-progress', 'Times at which its progress could be read', steps, '', 1),
  ];
}

async function benchConvergence(devices: readonly BenchFirm[]): Promise<BenchRow> {
  const startMs = performance.now();
  const made = await Promise.all(devices.map((device, place) => record(device, `Di ${place}`)));
  await until(() => devices.every((device) => made.every(({ id }) => hasParty(device, id))), 50);
  const what = `${devices.length} devices write at once until each shows all`;
  return noted('sync-converge', what, (performance.now() - startMs) / 1000, 's');
}
