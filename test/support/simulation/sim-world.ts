import { setImmediate as immediate } from 'node:timers/promises';
import { createId } from '../../../electron/data/create-id.ts';
import type { EventDocument } from '../../../electron/data/events/envelope.ts';
import type { EventLog } from '../../../electron/data/events/event-log.ts';
import { passGate } from '../../../electron/data/events/gate.ts';
import type { Firm } from '../../../electron/data/firm.ts';
import { createDeviceSecrets, giveBirth } from '../../../electron/data/firm-birth.ts';
import { careForKeys } from '../../../electron/data/key-care.ts';
import { RefusalError } from '../../../electron/data/procedures/refusal-error.ts';
import { epochContext, type KeptKey, KeyRing } from '../../../electron/data/roster/key-ring.ts';
import { gateKnowledge } from '../../../electron/data/sync/gated-target.ts';
import { invitationKeys, parseInvitation } from '../../../electron/data/sync/invitation.ts';
import { sign } from '../../../electron/data/vault/device-keys.ts';
import { keyBytesOf } from '../../../electron/data/vault/raw-keys.ts';
import { openSealed, sealTo } from '../../../electron/data/vault/sealed-box.ts';
import type { Role } from '../../../shared/domain/roles/rights.ts';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import type { HubDocument, SimHub } from './hub.ts';
import { MemoryHub } from './hub.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import type { Random } from './random.ts';
import { SimDevice, type SimDisk, type SimIdentity } from './sim-device.ts';
import { SimRows } from './sim-rows.ts';

/** One device's way to the hub: how far it got, what is on the way, what its gate refused. */
export interface Link {
  isOnline: boolean;
  skewMs: number;
  since: Map<Workspace, string>;
  pushed: Map<Workspace, number>;
  delayed: Map<Workspace, HubDocument[]>;
  refused: Map<string, { workspace: Workspace; document: HubDocument; reason: string }>;
  /** It pushes what it holds even after it was removed: a peer that does what it may not. */
  isRogue: boolean;
  /** It held a workspace that it lost since, so its rows are nobody else's. */
  hasLostWorkspace: boolean;
}

/** Changes what the network brings: order, loss, repetition, and what a hostile hub puts there. */
export type Mangle = (workspace: Workspace, documents: HubDocument[], link: Link) => HubDocument[];

export interface WorldOptions {
  readonly random: Random;
  readonly hub?: SimHub;
  readonly createLog?: (name: string) => Promise<EventLog>;
}

/** A firm on several machines and a hub, under one clock that the simulation turns. */
export class SimWorld {
  readonly random: Random;
  readonly hub: SimHub;
  readonly devices: SimDevice[] = [];
  readonly links = new Map<SimDevice, Link>();
  /** Ids of events that a disk lost. */
  readonly lostByDisk = new Set<string>();
  /** Devices whose disk lost events of the roster, and a key with them where such an event began one. */
  readonly lostRosterOf = new Set<string>();
  readonly matterIds: string[] = [];
  readonly history: string[] = [];
  nowMs = Date.UTC(2026, 2, 2, 15);
  readonly #createLog: (name: string) => Promise<EventLog>;

  constructor(options: WorldOptions) {
    this.random = options.random;
    this.hub = options.hub ?? new MemoryHub();
    this.#createLog = options.createLog ?? (async () => new MemoryEventLog());
  }

  link(device: SimDevice): Link {
    const link = this.links.get(device);
    if (link === undefined) throw new Error('This device is not in the world.');
    return link;
  }

  /** Founds the firm: its owner's first device. */
  async found(): Promise<SimDevice> {
    const { contents, founded } = giveBirth({ ownerName: 'Ada', role: 'owner', deviceName: 'D0', machineId: 'm' });
    const identity: SimIdentity = {
      name: 'D0',
      firmId: contents.firmId,
      memberId: contents.memberId,
      keys: contents.device,
      rosterKey: contents.rosterKey,
    };
    const kept = contents.epochs.flatMap((key) =>
      key.workspace === 'roster' ? [] : [{ ...key, workspace: key.workspace }],
    );
    await this.hub.prepare(contents.firmId);
    const device = await this.#add(identity, kept);
    await device.write([founded]);
    return device;
  }

  async #add(identity: SimIdentity, kept: KeptKey[]): Promise<SimDevice> {
    const log = await this.#createLog(identity.name);
    return this.start(identity, { log, rows: new SimRows(), kept, mark: new Map<Workspace, string>() });
  }

  /** Starts a machine from a disk: a new one, or the copy of another. */
  async start(identity: SimIdentity, disk: SimDisk): Promise<SimDevice> {
    const link: Link = {
      isOnline: true,
      skewMs: 0,
      since: new Map(),
      pushed: new Map(),
      delayed: new Map(),
      refused: new Map(),
      isRogue: false,
      hasLostWorkspace: false,
    };
    const device = new SimDevice(identity, disk, () => this.nowMs + link.skewMs);
    this.links.set(device, link);
    this.devices.push(device);
    await device.open();
    return device;
  }

  /** An owner invites somebody (or a further device of a member), who joins at once through the hub. */
  async enrol(owner: SimDevice, role: Role, memberId?: string): Promise<SimDevice> {
    const name = `D${this.devices.length}`;
    const who = memberId === undefined ? {} : { memberId };
    const { code } = await owner.client.provider.invite({
      commandId: createId(),
      name: `Member ${name}`,
      role,
      ...who,
    });
    const parsed = parseInvitation(code);
    if (!parsed.ok) throw new Error(parsed.refusal.sentence);
    const { firmId, invitationId, secret, rosterKey } = parsed.value;
    await this.#push(owner, 'roster');
    const keys = invitationKeys(secret);
    const offered = owner.roster.current.invitations.get(invitationId);
    if (offered === undefined) throw new Error('The invitation is not in the roster.');
    const kept = Object.entries(offered.wraps).flatMap(([text, sealed]): KeptKey[] => {
      const epoch = owner.roster.current.epochs.get(text);
      if (epoch === undefined) return [];
      const context = epochContext(firmId, epoch.workspace, epoch.side, epoch.epoch);
      const key = openSealed(keyBytesOf(keys.exchangePrivate), Buffer.from(sealed, 'base64'), context);
      return [{ workspace: epoch.workspace, side: epoch.side, epoch: epoch.epoch, key: key.toString('base64url') }];
    });
    const secrets = createDeviceSecrets(name, 'm').device;
    const identity: SimIdentity = { name, firmId, memberId: offered.memberId, keys: secrets, rosterKey };
    const device = await this.#add(identity, kept);
    await this.sync(device, null, ['roster']);
    const wraps: Record<string, string> = {};
    for (const { workspace, side, epoch, key } of new KeyRing(Buffer.alloc(32), kept).held()) {
      const context = epochContext(firmId, workspace, side, epoch);
      wraps[`${workspace}/${side}/${epoch}`] = sealTo(keyBytesOf(secrets.exchangePublic), key, context).toString(
        'base64',
      );
    }
    const { id, signingPublic, exchangePublic } = secrets;
    const proof = sign(keys.signingPrivate, Buffer.from(id)).toString('base64url');
    const head = { invitationId, device: { id, name, signingPublic, exchangePublic }, proof, wraps };
    await device.write([
      { type: 'roster.device.enrolled', workspace: 'roster', aggregate: 'roster:roster', head, body: {} },
    ]);
    await this.sync(device, null, ['roster']);
    return device;
  }

  /** One round with the hub: what is here goes up, what is there comes down, through the gate. */
  async sync(device: SimDevice, mangle: Mangle | null, only?: readonly Workspace[]): Promise<void> {
    const link = this.link(device);
    const before = device.readable();
    for (const workspace of only ?? before) {
      if (!link.isRogue && !device.readable().includes(workspace)) continue;
      await this.#push(device, workspace);
      const { documents, position } = await this.hub.pull(workspace, link.since.get(workspace) ?? '0');
      const waiting = link.delayed.get(workspace) ?? [];
      link.delayed.delete(workspace);
      const brought = [...waiting, ...documents];
      await this.#receive(device, workspace, mangle === null ? brought : mangle(workspace, brought, link));
      link.since.set(workspace, position);
    }
    if (link.isRogue) for (const workspace of ['office', 'trust'] as const) await this.#push(device, workspace);
    await this.#retryGate(device);
    if (device.isStopped) device.checkTail();
    this.noteLosses(device, before);
  }

  /** A device that lost a workspace keeps old rows of it that nobody else has. */
  noteLosses(device: SimDevice, before: readonly Workspace[]): void {
    const now = device.readable();
    if (before.some((workspace) => !now.includes(workspace))) this.link(device).hasLostWorkspace = true;
  }

  async #push(device: SimDevice, workspace: Workspace): Promise<void> {
    const link = this.link(device);
    for (;;) {
      const page = await device.disk.log.readFrom(workspace, link.pushed.get(workspace) ?? 0, 500);
      if (page.events.length > 0)
        await this.hub.push(
          workspace,
          page.events.map((event) => event.document),
        );
      link.pushed.set(workspace, page.position);
      if (page.isEnd) return;
    }
  }

  async #receive(device: SimDevice, workspace: Workspace, documents: readonly HubDocument[]): Promise<void> {
    const link = this.link(device);
    const { admitted, refused } = passGate(documents, gateKnowledge(device, workspace, documents));
    await device.disk.log.append(workspace, admitted);
    for (const { id, reason, document } of refused) {
      link.refused.set(`${workspace} ${id} ${reason}`, { workspace, document: document as HubDocument, reason });
    }
    await device.projector.catchUp([workspace]);
    device.observeClocks();
  }

  async #retryGate(device: SimDevice): Promise<void> {
    const link = this.link(device);
    for (const [key, { workspace, document, reason }] of link.refused) {
      if (reason !== 'unknown device') continue;
      const { admitted } = passGate([document], gateKnowledge(device, workspace, [document]));
      if (admitted.length === 0) continue;
      link.refused.delete(key);
      await device.disk.log.append(workspace, admitted);
      await device.projector.catchUp([workspace]);
    }
  }

  /** The power goes out and comes back. */
  async restart(device: SimDevice): Promise<void> {
    device.rows.cutIn = null;
    await device.open();
    await immediate();
  }

  /** A new or emptied hub: nothing of it is known, so everything is offered again. */
  async loseHub(): Promise<void> {
    await this.hub.lose();
    for (const link of this.links.values()) {
      link.since.clear();
      link.pushed.clear();
    }
  }

  /** The disk forgets: positions of replication lie in the same store and go back with it. */
  forgetReplication(device: SimDevice): void {
    this.link(device).since.clear();
    this.link(device).pushed.clear();
  }

  /** Everybody is online, honest and up to date, until nothing moves any more. */
  async heal(): Promise<void> {
    for (const device of this.devices) {
      const link = this.link(device);
      Object.assign(link, { isOnline: true, skewMs: 0 });
      device.unknownTypes = new Set();
      await this.restart(device);
      if (this.random.chance(0.2)) this.forgetReplication(device);
    }
    let before = '';
    for (let round = 0; round < 30; round += 1) {
      for (const device of this.devices) {
        await this.sync(device, null);
        await this.#careForKeys(device);
        await this.sync(device, null);
      }
      const counts = await Promise.all(
        this.devices.flatMap((device) => device.readable().map((name) => device.disk.log.measure(name))),
      );
      const now = JSON.stringify(counts) + this.devices.map((device) => device.roster.size).join();
      if (now === before) return;
      before = now;
    }
    throw new Error('The world does not come to rest.');
  }

  async #careForKeys(device: SimDevice): Promise<void> {
    try {
      await careForKeys(device.asFirm() as unknown as Firm);
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
    }
  }

  /** Every event at the hub. */
  async atHub(workspace: Workspace): Promise<EventDocument[]> {
    const { documents } = await this.hub.pull(workspace, '0');
    return documents as unknown as EventDocument[];
  }
}
