import { verifyText } from '../../../electron/data/firm.ts';
import { openExceptions } from '../../../electron/data/procedures/trust-exceptions.ts';
import { areaProjections } from '../../../electron/data/projections/areas.ts';
import { openEvent } from '../../../electron/data/projections/open-event.ts';
import { Projector } from '../../../electron/data/projections/projector.ts';
import { KeyRing } from '../../../electron/data/roster/key-ring.ts';
import { RosterLog } from '../../../electron/data/roster/roster-log.ts';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import { createNaiveLedger } from '../naive-ledger.ts';
import { compareDumps, dumpRows } from './dump-rows.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import type { SimDevice } from './sim-device.ts';
import { SimRows } from './sim-rows.ts';
import type { SimWorld } from './sim-world.ts';

/** Everything that does not hold after healing, in words; empty when all is well. */
export async function checkWorld(world: SimWorld): Promise<string[]> {
  const problems: string[] = [];
  for (const device of world.devices) problems.push(...(await checkBalances(device)));
  // Devices of one kind are compared with one another, so one that starts from nothing stands for all.
  problems.push(...(await checkRebuild(world, world.random.pick(world.devices), false)));
  problems.push(...(await checkRebuild(world, world.random.pick(world.devices), true)));
  problems.push(...checkReadable(world));
  problems.push(...checkAlike(world), ...(await checkNothingLost(world)));
  return problems;
}

/**
 * Nobody who stands in the firm waits for a key in the end, unless there is no owner left who could give it, or the disk
 * of the device that began it lost the roster's event before anybody else had it; that device stops and says so.
 */
function checkReadable(world: SimWorld): string[] {
  const hasOwner = world.devices.some((device) => device.holds('firm.manage') && !device.isForked && !device.isStopped);
  if (!hasOwner) return [];
  return world.devices.flatMap((device) => {
    if (device.isRemoved) return [];
    const shut = device.rows.all<{ event_id: string; workspace: Workspace; device_id: string }>(
      `SELECT event_id, workspace, device_id FROM set_aside s WHERE reason = 'unreadable'
         AND EXISTS (SELECT 1 FROM roster_device d WHERE d.device_id = s.device_id AND d.removed = 0)
         AND NOT EXISTS (SELECT 1 FROM fork f WHERE f.device_id = s.device_id AND f.workspace = 'roster')`,
    );
    const wanted = shut.filter(
      (row) => device.readable().includes(row.workspace) && !world.lostRosterOf.has(row.device_id),
    );
    return wanted.map((row) => `${device.identity.name} cannot read ${row.workspace} ${row.event_id}`);
  });
}

/** A copied owner's device may have started one epoch twice; each copy reads what it sealed itself [KY5]. */
function isRosterForked(device: SimDevice): boolean {
  const fork = "SELECT 1 AS yes FROM fork WHERE workspace = 'roster' AND device_id = ?";
  return device.rows.get(fork, [device.id]) !== undefined;
}

/** Where a matter is restricted, who reads it is a question of the person [SH2]. */
function readerOf(device: SimDevice): string {
  const restricted = device.rows.get('SELECT 1 AS yes FROM veil WHERE restricted = 1');
  return restricted === undefined ? '' : device.me.memberId;
}

/** Devices that hold the same workspaces and keys, and of the same person where that matters, show the same. */
function checkAlike(world: SimWorld): string[] {
  const groups = new Map<string, SimDevice[]>();
  for (const device of world.devices) {
    const link = world.link(device);
    if (link.hasLostWorkspace || link.isRogue || device.isRemoved || isRosterForked(device)) continue;
    const key = `${device.readable().join()} ${device.ring.fingerprint} ${readerOf(device)}`;
    groups.set(key, [...(groups.get(key) ?? []), device]);
  }
  const problems: string[] = [];
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    const dump = dumpRows(first.rows);
    for (const other of others) {
      const differences = compareDumps(dump, dumpRows(other.rows));
      problems.push(...differences.map((text) => `${first.identity.name} and ${other.identity.name} differ: ${text}`));
    }
  }
  return problems;
}

async function checkRebuild(world: SimWorld, device: SimDevice, isShuffled: boolean): Promise<string[]> {
  const rebuilt = await rebuild(device, isShuffled ? world.random : null, world);
  const how = isShuffled ? 'in any order' : 'from nothing';
  return compareDumps(dumpRows(device.rows), rebuilt).map((text) => `${device.identity.name} differs ${how}: ${text}`);
}

/** The device's events folded from nothing; with `random` in any order, workspace by workspace and bit by bit. */
async function rebuild(
  device: SimDevice,
  random: SimWorld['random'] | null,
  world: SimWorld,
): Promise<Map<string, string[]>> {
  const log = new MemoryEventLog();
  const rows = new SimRows();
  const projector = new Projector({
    firmId: device.firmId,
    deviceId: device.id,
    ring: new KeyRing(Buffer.from(device.identity.rosterKey, 'base64url'), device.disk.kept),
    roster: new RosterLog(verifyText),
    store: log,
    projections: rows,
    areas: areaProjections,
    nowMs: () => world.nowMs,
  });
  const all = [];
  for (const workspace of workspaces) {
    const page = await device.disk.log.readFrom(workspace, 0, 1_000_000);
    all.push(...page.events.map((event) => event.document).map((document) => ({ workspace, document })));
  }
  for (const { workspace, document } of random === null ? all : random.shuffle(all)) {
    await log.append(workspace, [document]);
    if (random?.chance(0.15)) await projector.catchUp([random.pick(workspaces)]);
  }
  await projector.catchUp();
  const dump = dumpRows(rows);
  rows.close();
  return dump;
}

/** Ledgers are what a slow and obvious ledger makes of the events that count; below zero is never without an exception. */
async function checkBalances(device: SimDevice): Promise<string[]> {
  const naive = createNaiveLedger();
  const counting = device.rows.all<{ id: string }>(
    "SELECT event_id AS id FROM event WHERE workspace = 'trust' AND state = 'folded' ORDER BY event_id",
  );
  const documents = await device.disk.log.readMany(
    'trust',
    counting.map((row) => row.id),
  );
  const opened = documents.flatMap((document) => {
    const result = openEvent(document, 'trust', device.firmId, device.ring);
    return result.kind === 'opened' ? [result.event] : [];
  });
  const posted = new Set<string>();
  const reversed = new Set<string>();
  type Head = { accountId: string; ledgerId: string; day: string; amountCents: number; entryId: string };
  for (const event of opened) {
    const head = event.head as Head;
    const place = {
      id: event.aggregate.split(':')[1] ?? '',
      ledgerId: `${head.accountId}/${head.ledgerId}`,
      day: head.day,
    };
    if (event.type === 'trust.receipt.posted') naive.post({ ...place, cents: head.amountCents });
    if (event.type === 'trust.disbursement.posted') naive.post({ ...place, cents: -head.amountCents });
    if (event.type.endsWith('.posted')) posted.add(place.id);
  }
  for (const event of opened.filter(({ type }) => type === 'trust.entry.reversed')) {
    const head = event.head as Head;
    const isCounting = posted.has(head.entryId) && !reversed.has(head.entryId);
    if (isCounting) naive.reverse(head.entryId, `r${head.entryId}`, head.day);
    reversed.add(head.entryId);
  }
  const rows = device.rows.all<{ id: string; cents: number; accountId: string }>(
    "SELECT account_id || '/' || ledger_id AS id, balance_cents AS cents, account_id AS accountId FROM trust_ledger",
  );
  const exceptions = openExceptions(device.rows, device.today());
  const problems: string[] = [];
  for (const { id, cents } of rows) {
    if (naive.balance(id) !== cents)
      problems.push(`${device.identity.name}: ${id} holds ${cents}, not ${naive.balance(id)}`);
    const isShown = exceptions.some((exception) => exception.key.includes(id.split('/')[1] ?? ''));
    if (cents < 0 && !isShown) problems.push(`${device.identity.name}: ${id} is below zero and no exception says so`);
  }
  for (const id of naive.ledgerIds()) {
    if (naive.balance(id) !== 0 && !rows.some((row) => row.id === id))
      problems.push(`${device.identity.name}: no ledger ${id}`);
  }
  return problems;
}

/** What was acknowledged is on every device that holds its workspace, unless the disk lost it before anybody had it. */
async function checkNothingLost(world: SimWorld): Promise<string[]> {
  const problems: string[] = [];
  for (const workspace of workspaces) {
    const atHub = new Set((await world.atHub(workspace)).map((document) => document._id));
    const holders = world.devices.filter((device) => !device.isRemoved && device.readable().includes(workspace));
    const here = await Promise.all(
      holders.map(async (device) => {
        const page = await device.disk.log.readFrom(workspace, 0, 1_000_000);
        return new Set(page.events.map((event) => event.document._id));
      }),
    );
    for (const author of world.devices) {
      const mayPush = !author.isRemoved && author.readable().includes(workspace);
      for (const event of author.acknowledged.filter((one) => one.workspace === workspace)) {
        if (!atHub.has(event.id) && (world.lostByDisk.has(event.id) || !mayPush)) continue;
        if (!atHub.has(event.id)) problems.push(`${event.id} of ${author.identity.name} is not at the hub`);
        holders.forEach((holder, index) => {
          if (!here[index]?.has(event.id))
            problems.push(`${holder.identity.name} lacks ${workspace} ${event.id} of ${author.identity.name}`);
        });
      }
    }
  }
  return problems;
}
