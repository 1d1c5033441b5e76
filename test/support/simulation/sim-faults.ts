import { createId } from '../../../electron/data/create-id.ts';
import { parseEventId, sealEvent } from '../../../electron/data/events/envelope.ts';
import { sign } from '../../../electron/data/vault/device-keys.ts';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import type { HubDocument } from './hub.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import type { Random } from './random.ts';
import type { Action, Weighted } from './sim-actions.ts';
import type { SimDevice } from './sim-device.ts';
import type { Mangle, SimWorld } from './sim-world.ts';

/** What goes wrong with a machine, and what a bad one does. None of it is refused: it simply happens. */

const comeOrGo: Action = async (world, device) => {
  const link = world.link(device);
  link.isOnline = !link.isOnline;
};

const jumpClock: Action = async (world, device) => {
  const minutes = [0, 1, -1, 4, -4, 30, -30, 60 * 24 * 365];
  world.link(device).skewMs = world.random.pick(minutes) * 60_000;
};

/** The file system lost the last writes, and the projections beside it did not notice. */
const loseTail: Action = async (world, device) => {
  const { log } = device.disk;
  if (!(log instanceof MemoryEventLog)) return;
  const workspace = world.random.pick(workspaces);
  const before = log.all(workspace).map((document) => document._id);
  log.loseTail(workspace, 1 + world.random.int(3));
  const after = new Set(log.all(workspace).map((document) => document._id));
  for (const id of before) if (!after.has(id)) world.lostByDisk.add(id);
  if (workspace === 'roster' && after.size < before.length) world.lostRosterOf.add(device.id);
  world.forgetReplication(device);
  await world.restart(device);
};

const snapshots = new WeakMap<SimDevice, { disk: SimDevice['disk']; at: number }>();

const takeBackup: Action = async (_, device) => {
  const { log, rows, kept, mark } = device.disk;
  if (!(log instanceof MemoryEventLog)) return;
  snapshots.set(device, { disk: { log: log.copy(), rows: rows.copy(), kept: [...kept], mark: new Map(mark) }, at: 0 });
};

/** The whole folder goes back to an older state, mark and all: the device does not know that it wrote more. */
const restoreBackup: Action = async (world, device) => {
  const snapshot = snapshots.get(device);
  const { log } = device.disk;
  if (snapshot === undefined || !(log instanceof MemoryEventLog)) return;
  const old = snapshot.disk.log as MemoryEventLog;
  for (const workspace of workspaces) {
    const kept = new Set(old.all(workspace).map((document) => document._id));
    for (const { _id: id } of log.all(workspace)) if (!kept.has(id)) world.lostByDisk.add(id);
  }
  snapshots.delete(device);
  device.disk = snapshot.disk;
  world.forgetReplication(device);
  await world.restart(device);
};

/** A copy of the whole machine: two devices with one key, one chain, one mark. */
const cloneMachine: Action = async (world, device) => {
  const { log, rows, kept, mark } = device.disk;
  const isCloned = new Set(world.devices.map((other) => other.id)).size < world.devices.length;
  if (isCloned || !(log instanceof MemoryEventLog)) return;
  const identity = { ...device.identity, name: `${device.identity.name}'` };
  await world.start(identity, { log: log.copy(), rows: rows.copy(), kept: [...kept], mark: new Map(mark) });
};

const loseHub: Action = (world) => world.loseHub();

const olderProgram: Action = async (world, device) => {
  const types = ['office.task.completed', 'trust.receipt.posted', 'trust.custody.handed', 'event.adopted'];
  device.unknownTypes = new Set(device.unknownTypes.size > 0 ? [] : [world.random.pick(types)]);
  await world.restart(device);
};

function pickAccount(world: SimWorld, device: SimDevice): { accountId: string; custody: string } | null {
  const rows = device.rows.all<{ accountId: string; custody: string }>(
    'SELECT account_id AS accountId, custody_event_id AS custody FROM trust_account ORDER BY account_id',
  );
  return rows.length === 0 ? null : world.random.pick(rows);
}

function badEvent(world: SimWorld, device: SimDevice): NewEvent | null {
  const account = pickAccount(world, device);
  const members = [...device.roster.current.members.keys()];
  if (members.length === 0) return null;
  const memberId = world.random.pick(members);
  const target = device.rows.get<{ id: string }>('SELECT min(event_id) AS id FROM set_aside WHERE workspace = ?', [
    'trust',
  ]);
  const candidates: (NewEvent | null)[] = [
    account && {
      type: 'trust.disbursement.posted',
      workspace: 'trust',
      aggregate: `entry:${createId()}`,
      head: {
        accountId: account.accountId,
        ledgerId: world.matterIds[0] ?? createId(),
        day: device.today(),
        amountCents: 100 * (1 + world.random.int(90)),
        kind: 'client',
        instrument: 'wire',
        custody: account.custody,
      },
      body: { name: 'Me', purpose: 'Mine' },
    },
    {
      type: 'roster.member.changed',
      workspace: 'roster',
      aggregate: 'roster:roster',
      head: { memberId, role: 'owner', workspaces: ['office', 'intake', 'documents', 'billing', 'trust'], heads: {} },
      body: {},
    },
    {
      type: 'roster.member.removed',
      workspace: 'roster',
      aggregate: 'roster:roster',
      head: { memberId, heads: {} },
      body: {},
    },
    target?.id
      ? {
          type: 'event.adopted',
          workspace: 'trust',
          aggregate: `adoption:${createId()}`,
          head: { eventId: target.id, decision: 'adopt' },
          body: { reason: 'Because' },
        }
      : null,
    {
      type: 'office.firm.named',
      workspace: 'office',
      aggregate: 'firm:firm',
      head: { state: 'NY' },
      body: { name: 'Mine' },
    },
  ];
  return world.random.pick(candidates);
}

/** Appends what no procedure would: whoever holds the keys can. */
const writeBadly: Action = async (world, device) => {
  const event = badEvent(world, device);
  if (event !== null) await device.write([event]);
};

/** A removed member goes on, with an old roster and a clock set back to when everything was well. */
const goOnAfterRemoval: Action = async (world, device) => {
  if (!device.isRemoved) return;
  const link = world.link(device);
  link.isRogue = true;
  const workspace: Workspace = 'office';
  const own = await documentsOf(device, workspace);
  const last = own.at(-1);
  if (last === undefined) return;
  const { clock } = parseEventId(last._id);
  const next = (BigInt(`0x${clock}`) + 1n).toString(16).padStart(16, '0');
  const key = device.ring.find(workspace, 'outside', last.k[0]);
  if (key === undefined) return;
  const forged = sealEvent({
    place: { firmId: device.firmId, workspace },
    clock: next,
    deviceId: device.id,
    previous: last._id,
    index: last.n + 1,
    rosterHeads: own[0]?.r ?? [],
    headKey: { epoch: last.k[0], key },
    bodyKey: { epoch: last.k[0], key, side: 'outside' },
    meta: {
      type: 'office.task.added',
      version: 1,
      aggregate: `task:${createId()}`,
      parents: [],
      commandId: createId(),
    },
    answer: undefined,
    head: { kind: 'task', urgent: false },
    body: { title: 'Still here', note: '' },
    sign: (bytes) => sign(device.identity.keys.signingPrivate, bytes).toString('base64url'),
  });
  await device.disk.log.append(workspace, [forged]);
  await device.projector.catchUp([workspace]);
};

async function documentsOf(device: SimDevice, workspace: Workspace) {
  const page = await device.disk.log.readFrom(workspace, 0, 100_000);
  const own = page.events.map((event) => event.document).filter((document) => document._id.slice(17, 33) === device.id);
  return own.sort((a, b) => a.n - b.n);
}

/** What goes wrong, and how often. */
export const faults: Weighted = {
  comeOrGo: [8, comeOrGo],
  jumpClock: [5, jumpClock],
  loseTail: [2, loseTail],
  takeBackup: [3, takeBackup],
  restoreBackup: [3, restoreBackup],
  cloneMachine: [1, cloneMachine],
  loseHub: [1, loseHub],
  olderProgram: [3, olderProgram],
  writeBadly: [4, writeBadly],
  goOnAfterRemoval: [3, goOnAfterRemoval],
};

/** A network that loses for a while, repeats and brings in any order; with `isHostile` the hub adds what it likes. */
export function createNetwork(random: Random, isHostile: boolean): Mangle {
  return (workspace, documents, link) => {
    const now: HubDocument[] = [];
    const later: HubDocument[] = [];
    for (const document of random.shuffle(documents)) (random.chance(0.2) ? later : now).push(document);
    link.delayed.set(workspace, later);
    const repeated = now.filter(() => random.chance(0.1));
    const forged = isHostile ? now.filter(() => random.chance(0.3)).map((document) => forge(random, document)) : [];
    return random.shuffle([...now, ...repeated, ...forged]);
  };
}

function forge(random: Random, document: HubDocument): HubDocument {
  const flip = (text: unknown) => (String(text).startsWith('A') ? 'B' : 'A') + String(text).slice(1);
  const forgeries: HubDocument[] = [
    { _id: document._id, _rev: '2-x', _deleted: true },
    { ...document, _rev: '2-x' },
    { ...document, _rev: '1-x', s: flip(document['s']) },
    { ...document, _rev: '1-a', b: flip(document['b']) },
    { ...document, _rev: '1-a', n: Number(document['n']) + 1 },
    { ...document, _id: `${flip(document._id.slice(0, 1)).toLowerCase()}${document._id.slice(1)}`, _rev: '1-a' },
    { _id: 'note', _rev: '1-a', text: 'Nothing' },
    { ...document, _rev: '1-a', extra: true },
  ];
  return random.pick(forgeries);
}
