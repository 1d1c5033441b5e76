import { afterEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import type { EventDocument } from '../../../electron/data/events/envelope.ts';
import { hashBatch } from '../../../electron/data/projections/facts.ts';
import { readGap } from '../../../electron/data/projections/gap.ts';
import type { Role } from '../../../shared/domain/roles/rights.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { compareDumps, dumpRows } from '../../support/simulation/dump-rows.ts';
import { MemoryEventLog } from '../../support/simulation/memory-event-log.ts';
import { createRandom } from '../../support/simulation/random.ts';
import type { SimDevice } from '../../support/simulation/sim-device.ts';
import { PowerCut, SimRows } from '../../support/simulation/sim-rows.ts';
import { SimWorld } from '../../support/simulation/sim-world.ts';

const worlds: SimWorld[] = [];

async function firmOf(...roles: Role[]): Promise<{ world: SimWorld; devices: SimDevice[] }> {
  const world = new SimWorld({ random: createRandom(1) });
  worlds.push(world);
  const owner = await world.found();
  for (const role of roles) await world.enrol(owner, role);
  await syncAll(world);
  return { world, devices: world.devices };
}

async function syncAll(world: SimWorld): Promise<void> {
  for (const device of [...world.devices, ...world.devices, ...world.devices]) await world.sync(device, null);
}

afterEach(() => {
  for (const world of worlds.splice(0)) for (const device of world.devices) device.rows.close();
});

function task(id = createId(), more: Partial<NewEvent> = {}): NewEvent {
  const head = { kind: 'task' };
  return {
    type: 'office.task.added',
    workspace: 'office',
    aggregate: `task:${id}`,
    head,
    body: { title: 'T' },
    ...more,
  };
}

function reasons(device: SimDevice): { type: string; reason: string; rejected: number }[] {
  return device.rows.all('SELECT type, reason, rejected FROM set_aside ORDER BY event_id');
}

function logOf(device: SimDevice): MemoryEventLog {
  const { log } = device.disk;
  if (!(log instanceof MemoryEventLog)) throw new Error('This device has a real disk.');
  return log;
}

function tasks(device: SimDevice): number {
  return device.rows.all('SELECT task_id FROM office_task').length;
}

const firmNamed: NewEvent = {
  type: 'office.firm.named',
  workspace: 'office',
  aggregate: 'firm:firm',
  head: { state: 'WA' },
  body: { name: 'Mine' },
};

describe('what counts', () => {
  it('ST1 sets aside what its author may not do; ST2 somebody with the right adopts or rejects it', async () => {
    const { world, devices } = await firmOf('clerk');
    const [owner, clerk] = devices as [SimDevice, SimDevice];
    await clerk.write([firmNamed]);
    await syncAll(world);
    for (const device of devices)
      expect(reasons(device)).toEqual([{ type: firmNamed.type, reason: 'no right', rejected: 0 }]);
    const [{ id: eventId }] = clerk.rows.all<{ id: string }>('SELECT event_id AS id FROM set_aside') as [
      { id: string },
    ];
    const adopt = (device: SimDevice, decision: 'adopt' | 'reject') =>
      device.client.firm.adopt({ commandId: createId(), eventId, workspace: 'office', decision, reason: 'Seen' });
    await expect(adopt(clerk, 'adopt')).rejects.toMatchObject({ data: { code: 'firm.no-right' } });
    const decide = (decision: string): NewEvent => ({
      type: 'event.adopted',
      workspace: 'office',
      aggregate: `adoption:${createId()}`,
      head: { eventId, decision },
      body: { reason: 'Mine' },
    });
    await clerk.write([decide('adopt')]);
    expect(reasons(clerk)).toHaveLength(1);
    expect(readGap(owner.rows, 'office', ['firm:firm'])).not.toBeNull();
    await adopt(owner, 'reject');
    expect(reasons(owner)[0]?.rejected).toBe(1);
    expect(readGap(owner.rows, 'office', ['firm:firm'])).toBeNull();
    await adopt(owner, 'adopt');
    await syncAll(world);
    for (const device of devices) {
      expect(reasons(device)).toEqual([]);
      expect(device.rows.get('SELECT name FROM office_firm')).toEqual({ name: 'Mine' });
    }
  });

  it('ST3 counts a batch once it is closed with its number and hash, wherever its end comes first', async () => {
    const { world, devices } = await firmOf('attorney');
    const [owner, other] = devices as [SimDevice, SimDevice];
    const batchId = createId();
    await owner.write([task(createId(), { batchId }), task(createId(), { batchId })]);
    expect(tasks(owner)).toBe(0);
    expect(readGap(owner.rows, 'office', ['task:x'])).toBeNull();
    const ids = owner.acknowledged.slice(-2).map((event) => event.id);
    const close = (count: number, hash: string): NewEvent => ({
      type: 'batch.closed',
      workspace: 'office',
      aggregate: `batch:${batchId}`,
      head: { batchId, count, hash },
      body: { what: 'Tasks' },
    });
    await owner.write([close(3, hashBatch(ids))]);
    expect(tasks(owner)).toBe(0);
    await other.write([task(createId(), { batchId })]);
    await owner.write([close(2, hashBatch(ids))]);
    expect(tasks(owner)).toBe(2);
    await owner.write([task(createId(), { batchId })]);
    await syncAll(world);
    for (const device of devices) expect(tasks(device)).toBe(2);
    expect(reasons(other).map(({ reason }) => reason)).toEqual(['batch open', 'batch open']);
  });

  it('ST5 stops a chain where two events claim one place, the same in any order', async () => {
    const { world, devices } = await firmOf('attorney');
    const [owner, twin] = devices as [SimDevice, SimDevice];
    await twin.write([task()]);
    const { log, rows, kept, mark } = twin.disk;
    const copy = { log: logOf(twin).copy(), rows: rows.copy(), kept: [...kept], mark: new Map(mark) };
    const clone = await world.start({ ...twin.identity, name: 'clone' }, copy);
    await twin.write([task()]);
    await twin.write([task()]);
    await clone.write([task()]);
    await syncAll(world);
    expect(log).toBe(twin.disk.log);
    for (const device of [owner, twin, clone]) {
      expect(tasks(device)).toBe(1);
      expect(device.rows.get('SELECT n FROM fork')).toEqual({ n: 1 });
      expect(reasons(device).every(({ reason }) => reason === 'fork')).toBe(true);
    }
    await expect(
      clone.execute(createId(), () => ({ ok: true, value: { events: [task()], answer: 1 } })),
    ).rejects.toThrow();
  });

  it('ST6 keeps what a newer program wrote, and counts it after the update', async () => {
    const { world, devices } = await firmOf('attorney');
    const [owner, older] = devices as [SimDevice, SimDevice];
    older.unknownTypes = new Set(['office.task.added']);
    await world.restart(older);
    await owner.write([task()]);
    await syncAll(world);
    expect(reasons(older)).toEqual([{ type: 'office.task.added', reason: 'newer version', rejected: 0 }]);
    older.unknownTypes = new Set();
    await world.restart(older);
    expect(reasons(older)).toEqual([]);
    expect(compareDumps(dumpRows(owner.rows), dumpRows(older.rows))).toEqual([]);
  });

  it('KY6 folds what waited for a key when the key comes', async () => {
    const { world, devices } = await firmOf('clerk');
    const [owner, clerk] = devices as [SimDevice, SimDevice];
    const memberId = clerk.identity.memberId;
    await owner.client.provider.changeRole({ commandId: createId(), memberId, role: 'provider-clerk' });
    await world.sync(owner, null);
    const matterId = createId();
    const withheld = task(createId(), { matterId, withheld: true });
    await owner.write([withheld]);
    await syncAll(world);
    expect(clerk.rows.get('SELECT title FROM office_task')).toEqual({ title: null });
    await owner.client.provider.changeRole({ commandId: createId(), memberId, role: 'clerk' });
    await syncAll(world);
    expect(clerk.rows.get('SELECT title FROM office_task')).toEqual({ title: 'T' });
  });
});

describe('the order of what comes', () => {
  it('OR2 folds a late parent before its child, whose clock was behind', async () => {
    const { world, devices } = await firmOf('attorney', 'attorney');
    const [owner, ahead, third] = devices as [SimDevice, SimDevice, SimDevice];
    world.link(ahead).skewMs = 60 * 60_000;
    const id = createId();
    await ahead.write([task(id)]);
    await syncAll(world);
    await owner.client.office.completeTask({ commandId: createId(), taskId: id, completedOn: owner.today() });
    await syncAll(world);
    const [parent, child] = logOf(owner).all('office').slice(-2) as [EventDocument, EventDocument];
    expect(parent._id > child._id).toBe(true);
    const rows = new SimRows();
    const log = new MemoryEventLog();
    for (const document of logOf(third).all('roster')) await log.append('roster', [document]);
    await log.append('office', [child, parent]);
    const late = await world.start(
      { ...third.identity, name: 'late' },
      { log, rows, kept: [...third.disk.kept], mark: new Map() },
    );
    expect(late.rows.get('SELECT completed_on FROM office_task')).toEqual({ completed_on: owner.today() });
  });

  it('GP1 shows a missing predecessor as a gap until it comes', async () => {
    const { world, devices } = await firmOf('attorney');
    const [owner, other] = devices as [SimDevice, SimDevice];
    await other.write([task()]);
    await other.write([task()]);
    const [first, second] = logOf(other).all('office').slice(-2) as [EventDocument, EventDocument];
    await logOf(owner).append('office', [second]);
    await owner.projector.catchUp();
    expect(readGap(owner.rows, 'office', ['anything'])?.code).toBe('firm.gap-missing');
    await logOf(owner).append('office', [first]);
    await owner.projector.catchUp();
    expect(readGap(owner.rows, 'office', ['anything'])).toBeNull();
    expect(tasks(owner)).toBe(2);
    await syncAll(world);
  });
});

describe('a power cut', () => {
  it.each([1, 2, 3, 4, 5, 6])('ST7 at transaction %i loses nothing and repeats nothing', async (cutIn) => {
    const { world, devices } = await firmOf('clerk', 'attorney');
    const [owner, clerk, other] = devices as [SimDevice, SimDevice, SimDevice];
    await clerk.write([task()]);
    await syncAll(world);
    await clerk.write([task()]);
    await owner.client.provider.removeMember({ commandId: createId(), memberId: clerk.identity.memberId });
    await world.sync(clerk, null);
    await world.sync(owner, null);
    other.rows.cutIn = cutIn;
    await world.sync(other, null).catch((error: unknown) => {
      if (!(error instanceof PowerCut)) throw error;
    });
    await world.restart(other);
    await syncAll(world);
    expect(compareDumps(dumpRows(owner.rows), dumpRows(other.rows))).toEqual([]);
    expect(reasons(other)).toEqual([{ type: 'office.task.added', reason: 'beyond removal', rejected: 0 }]);
  });
});
