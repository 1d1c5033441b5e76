import { ORPCError } from '@orpc/client';
import { createId } from '../../../electron/data/create-id.ts';
import { RefusalError } from '../../../electron/data/procedures/refusal-error.ts';
import { hashBatch } from '../../../electron/data/projections/facts.ts';
import { accept } from '../../../shared/domain/refusal.ts';
import type { Role } from '../../../shared/domain/roles/rights.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import type { SimDevice } from './sim-device.ts';
import { PowerCut } from './sim-rows.ts';
import type { SimWorld } from './sim-world.ts';

/** Something that happens to a device. */
export type Action = (world: SimWorld, device: SimDevice) => Promise<unknown>;

/** Actions by name, each with how often it happens beside the others. */
export type Weighted = Readonly<Record<string, readonly [number, Action]>>;

/** Runs an action: a refusal is an answer, a power cut a restart; anything else is a fault and is thrown. */
export async function attempt(world: SimWorld, device: SimDevice, action: Action): Promise<void> {
  try {
    await action(world, device);
  } catch (error) {
    // Somebody else's machine may have done it for this one: the one without power starts again.
    if (error instanceof PowerCut)
      for (const cut of world.devices.filter(({ rows }) => rows.cutIn === 0)) await world.restart(cut);
    else if (!isRefusal(error)) throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof RefusalError || (error instanceof ORPCError && error.code === 'REFUSED');
}

const fee = { kind: 'hourly', rateCents: 30_000 } as const;

function ids(device: SimDevice, sql: string): string[] {
  return device.rows.all<{ id: string }>(sql).map((row) => row.id);
}

function pickId(world: SimWorld, found: readonly string[]): string {
  if (found.length === 0) throw new RefusalError({ code: 'sim.nothing', sentence: '', fields: [] });
  return world.random.pick([...found].sort());
}

/** Mostly a device that may do it, so that rare things happen; now and then any. */
function suited(world: SimWorld, device: SimDevice, isSuited: (other: SimDevice) => boolean): SimDevice {
  const found = world.devices.filter((other) => !other.isRemoved && isSuited(other));
  return found.length === 0 || world.random.chance(0.2) ? device : world.random.pick(found);
}

function isCustodian(device: SimDevice): boolean {
  const here = 'SELECT 1 AS yes FROM trust_account WHERE custodian_device_id = ?';
  return device.rows.get(here, [device.id]) !== undefined;
}

function isOwner(device: SimDevice): boolean {
  return device.holds('firm.manage');
}

const openMatter: Action = (world, device) => {
  const matterId = createId();
  world.matterIds.push(matterId);
  const event: NewEvent = {
    type: 'office.matter.opened',
    workspace: 'office',
    aggregate: `matter:${matterId}`,
    head: {
      clientId: createId(),
      number: `M${world.matterIds.length}`,
      practiceArea: 'Probate',
      openedOn: device.today(),
      responsibleMemberId: device.me.memberId,
      fee,
      withheld: world.random.chance(0.3),
    },
    body: { title: `Matter ${world.matterIds.length}` },
    matterId,
    withheld: world.random.chance(0.3),
  };
  return device.execute(createId(), () =>
    accept({ events: device.holds('matters.manage') ? [event] : [], answer: {} }),
  );
};

const addTask: Action = (_, device) => device.client.office.addTask({ commandId: createId(), title: 'Call back' });

const changeTask: Action = (world, device) => {
  const taskId = pickId(world, ids(device, 'SELECT task_id AS id FROM office_task'));
  if (world.random.chance(0.4)) return device.client.office.reopenTask({ commandId: createId(), taskId });
  return device.client.office.completeTask({ commandId: createId(), taskId, completedOn: device.today() });
};

const recordParty: Action = (_, device) =>
  device.client.office.recordParty({
    commandId: createId(),
    party: { kind: 'person', name: `P ${device.identity.name}` },
  });

const amendParty: Action = (world, device) => {
  const partyId = pickId(world, ids(device, 'SELECT party_id AS id FROM office_party'));
  const party = { kind: 'person', name: `P ${world.random.int(1000)}` } as const;
  return device.client.office.amendParty({ commandId: createId(), partyId, party });
};

function accountOf(world: SimWorld, device: SimDevice): string {
  return pickId(world, ids(device, 'SELECT account_id AS id FROM trust_account'));
}

const postReceipt: Action = (world, device) =>
  device.client.trust.postReceipt({
    commandId: createId(),
    accountId: accountOf(world, device),
    ledgerId: pickId(world, ids(device, 'SELECT matter_id AS id FROM office_matter')),
    day: device.today(),
    amountCents: 100 * (20 + world.random.int(50)),
    kind: 'advance fee',
    instrument: 'wire',
    payor: 'Client',
    purpose: 'Deposit',
  });

const payOut: Action = (world, any) => {
  const device = suited(world, any, isCustodian);
  return device.client.trust.postDisbursement({
    commandId: createId(),
    accountId: accountOf(world, device),
    ledgerId: pickId(world, ids(device, 'SELECT matter_id AS id FROM office_matter')),
    day: device.today(),
    amountCents: 100 * (1 + world.random.int(30)),
    kind: 'client',
    instrument: 'transfer',
    payee: 'Client',
    purpose: 'Refund',
    passphrase: 'x',
  });
};

const reverse: Action = (world, any) => {
  const device = suited(world, any, isCustodian);
  return device.client.trust.reverseEntry({
    commandId: createId(),
    entryId: pickId(world, ids(device, 'SELECT entry_id AS id FROM trust_entry')),
    day: device.today(),
    reason: 'Mistake',
    passphrase: 'x',
  });
};

const handCustody: Action = (world, any) => {
  const device = suited(world, any, isCustodian);
  return device.client.trust.handCustody({
    commandId: createId(),
    accountId: accountOf(world, device),
    toDeviceId: world.random.pick(world.devices).id,
  });
};

const overrideCustody: Action = (world, any) => {
  const device = suited(world, any, (other) => isOwner(other) && !isCustodian(other));
  return device.client.trust.overrideCustody({
    commandId: createId(),
    accountId: accountOf(world, device),
    nextCheckNumber: 2_000 + world.random.int(1000),
    bankBalanceCents: 0,
    reason: 'Lost laptop',
    passphrase: 'x',
  });
};

const decideAside: Action = (world, any) => {
  const device = suited(
    world,
    any,
    (other) => isOwner(other) && ids(other, 'SELECT event_id AS id FROM set_aside').length > 0,
  );
  const eventId = pickId(world, ids(device, 'SELECT event_id AS id FROM set_aside'));
  const workspace = device.rows.get<{ workspace: 'trust' }>('SELECT workspace FROM set_aside WHERE event_id = ?', [
    eventId,
  ]);
  return device.client.firm.adopt({
    commandId: createId(),
    eventId,
    workspace: workspace?.workspace ?? 'trust',
    decision: world.random.chance(0.6) ? 'adopt' : 'reject',
    reason: 'Looked at it',
  });
};

const roles: readonly Role[] = ['owner', 'attorney', 'bookkeeper', 'clerk', 'provider-bookkeeper'];

function anotherMember(world: SimWorld, device: SimDevice): string {
  return pickId(world, [...device.roster.current.members.keys()]);
}

const changeRole: Action = (world, any) => {
  const device = suited(world, any, isOwner);
  return device.client.provider.changeRole({
    commandId: createId(),
    memberId: anotherMember(world, device),
    role: world.random.pick(roles),
  });
};

const removeMember: Action = (world, any) => {
  const device = suited(world, any, isOwner);
  return device.client.provider.removeMember({ commandId: createId(), memberId: anotherMember(world, device) });
};

const removeDevice: Action = (world, any) => {
  const device = suited(world, any, isOwner);
  return device.client.provider.removeDevice({
    commandId: createId(),
    deviceId: pickId(world, [...device.roster.current.devices.keys()]),
    reason: 'Retired',
  });
};

/** Mostly a device that may say what leaves the firm, and a matter that it knows. */
function sharing(world: SimWorld, any: SimDevice): { device: SimDevice; matterId: string } {
  const device = suited(world, any, (other) => other.holds('matters.share'));
  return { device, matterId: pickId(world, ids(device, 'SELECT matter_id AS id FROM office_matter')) };
}

const withholdMatter: Action = (world, any) => {
  const { device, matterId } = sharing(world, any);
  return device.client.sharing.withholdMatter({ commandId: createId(), matterId });
};

const giveMatter: Action = (world, any) => {
  const { device, matterId } = sharing(world, any);
  const consent = { kind: 'client' as const, consentedOn: device.today(), consentedBy: 'The client' };
  const from = world.random.chance(0.3) ? { from: device.today() } : {};
  return device.client.sharing.giveMatter({ commandId: createId(), matterId, consent, ...from });
};

const restrictMatter: Action = (world, any) => {
  const { device, matterId } = sharing(world, any);
  const memberIds = [device.me.memberId, ...(world.random.chance(0.5) ? [anotherMember(world, device)] : [])];
  return device.client.sharing.restrictMatter({ commandId: createId(), matterId, flags: ['ITAR'], memberIds });
};

const liftRestriction: Action = (world, any) => {
  const { device, matterId } = sharing(world, any);
  return device.client.sharing.liftRestriction({ commandId: createId(), matterId, reason: 'The order ended' });
};

const enrolAnother: Action = async (world, any) => {
  const device = suited(world, any, isOwner);
  if (world.devices.length >= 5 || !device.holds('firm.manage') || device.isForked || device.isStopped) return;
  const memberId = world.random.chance(0.4) ? anotherMember(world, device) : undefined;
  await world.enrol(device, world.random.pick(roles), memberId);
};

/** Staged events and, mostly, the event that closes them. */
const importBatch: Action = async (world, device) => {
  if (device.isForked || device.isStopped || device.isRemoved) return;
  const batchId = createId();
  const events = Array.from(
    { length: 1 + world.random.int(3) },
    (): NewEvent => ({
      type: 'office.task.added',
      workspace: 'office',
      aggregate: `task:${createId()}`,
      head: { kind: 'task' },
      body: { title: 'Imported' },
      batchId,
    }),
  );
  const before = device.acknowledged.length;
  await device.write(events);
  if (world.random.chance(0.2)) return;
  const hash = hashBatch(device.acknowledged.slice(before).map((event) => event.id));
  const count = world.random.chance(0.9) ? events.length : events.length + 1;
  await device.write([
    {
      type: 'batch.closed',
      workspace: 'office',
      aggregate: `batch:${batchId}`,
      head: { batchId, count, hash },
      body: { what: 'Tasks' },
    },
  ]);
};

const cutPower: Action = async (world, device) => {
  device.rows.cutIn = 1 + world.random.int(4);
};

/** What people do, and how often. */
export const actions: Weighted = {
  openMatter: [5, openMatter],
  addTask: [5, addTask],
  changeTask: [8, changeTask],
  recordParty: [3, recordParty],
  amendParty: [5, amendParty],
  postReceipt: [16, postReceipt],
  payOut: [14, payOut],
  reverse: [6, reverse],
  handCustody: [4, handCustody],
  overrideCustody: [3, overrideCustody],
  decideAside: [4, decideAside],
  changeRole: [2, changeRole],
  removeMember: [1, removeMember],
  removeDevice: [1, removeDevice],
  withholdMatter: [2, withholdMatter],
  giveMatter: [2, giveMatter],
  restrictMatter: [1, restrictMatter],
  liftRestriction: [1, liftRestriction],
  enrolAnother: [2, enrolAnother],
  importBatch: [3, importBatch],
  cutPower: [4, cutPower],
};

/** Seeds dwell on one thing each, so that rare things meet. */
export const themes: readonly Readonly<Record<string, number>>[] = [
  {},
  { payOut: 40, postReceipt: 30, handCustody: 25, overrideCustody: 25, decideAside: 20, reverse: 15, writeBadly: 8 },
  { changeRole: 25, removeMember: 20, removeDevice: 12, enrolAnother: 12, goOnAfterRemoval: 10, writeBadly: 10 },
  { takeBackup: 25, restoreBackup: 25, cloneMachine: 10, loseTail: 15, cutPower: 40 },
  { jumpClock: 60, changeTask: 60, amendParty: 40 },
  { olderProgram: 40, importBatch: 25, loseHub: 5 },
  {
    openMatter: 25,
    withholdMatter: 25,
    giveMatter: 30,
    restrictMatter: 20,
    liftRestriction: 20,
    amendParty: 20,
    changeRole: 15,
    enrolAnother: 12,
  },
];
