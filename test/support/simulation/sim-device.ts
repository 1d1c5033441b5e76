import { createRouterClient, type RouterClient } from '@orpc/server';
import { createId } from '../../../electron/data/create-id.ts';
import { EventAuthor } from '../../../electron/data/events/event-author.ts';
import { EventClock } from '../../../electron/data/events/event-clock.ts';
import type { EventLog } from '../../../electron/data/events/event-log.ts';
import { verifyText } from '../../../electron/data/firm.ts';
import { localDay } from '../../../electron/data/local-day.ts';
import { RefusalError } from '../../../electron/data/procedures/refusal-error.ts';
import { createRouter } from '../../../electron/data/procedures/router.ts';
import type { Decide, Me, OpenFirm } from '../../../electron/data/procedures/turn.ts';
import { areaProjections } from '../../../electron/data/projections/areas.ts';
import { readGap } from '../../../electron/data/projections/gap.ts';
import type { FindDefinition } from '../../../electron/data/projections/open-event.ts';
import { Projector } from '../../../electron/data/projections/projector.ts';
import { type KeptKey, KeyRing, MissingKeyError } from '../../../electron/data/roster/key-ring.ts';
import { readRosterEvents } from '../../../electron/data/roster/read-roster-events.ts';
import { holdsWorkspace, type Roster } from '../../../electron/data/roster/roster.ts';
import { RosterLog } from '../../../electron/data/roster/roster-log.ts';
import { type DeviceKeys, sign } from '../../../electron/data/vault/device-keys.ts';
import { keyBytesOf } from '../../../electron/data/vault/raw-keys.ts';
import { refuse } from '../../../shared/domain/refusal.ts';
import { hasRight, isOutside, type Right } from '../../../shared/domain/roles/rights.ts';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import type { NewEvent } from '../../../shared/events/event.ts';
import { findEventDefinition } from '../../../shared/events/registry.ts';
import { createSimFiles } from './sim-files.ts';
import { SimRows } from './sim-rows.ts';

export type SimClient = RouterClient<ReturnType<typeof createRouter>>;

let sharedRouter: ReturnType<typeof createRouter> | undefined;

/** What stays on a device's disk, and what is in its vault. */
export interface SimDisk {
  readonly log: EventLog;
  rows: SimRows;
  kept: KeptKey[];
  /** The mark outside the store: the last event of this device in each workspace. */
  readonly mark: Map<Workspace, string>;
}

export interface SimIdentity {
  readonly name: string;
  readonly firmId: string;
  readonly memberId: string;
  readonly keys: DeviceKeys;
  readonly rosterKey: string;
}

function no(code: string): never {
  throw new RefusalError(refuse(code, 'This device cannot add anything.'));
}

/**
 * One device of a simulated firm: the real roster, keys, author, projector and procedures over a disk and a clock that
 * the simulation owns. It does in memory what a Firm does over files.
 */
export class SimDevice {
  readonly identity: SimIdentity;
  readonly id: string;
  readonly client: SimClient;
  readonly acknowledged: { workspace: Workspace; id: string }[] = [];
  readonly nowMs: () => number;
  readonly files = createSimFiles();
  disk: SimDisk;
  ring!: KeyRing;
  roster!: RosterLog;
  projector!: Projector;
  author!: EventAuthor;
  clock!: EventClock;
  isStopped = false;
  /** Types that this device's older program does not know. */
  unknownTypes: ReadonlySet<string> = new Set();

  constructor(identity: SimIdentity, disk: SimDisk, nowMs: () => number) {
    this.identity = identity;
    this.id = identity.keys.id;
    this.disk = disk;
    this.nowMs = nowMs;
    sharedRouter ??= createRouter();
    const context = {
      firm: () => this.asFirm(),
      folder: { firm: this.asFirm(), sync: { refusedAtGate: () => [] } },
      changes: {},
      isUnlocked: () => true,
      setUnlocked: () => undefined,
      during: <Result>(work: () => Promise<Result>) => work(),
    };
    this.client = createRouterClient(sharedRouter, { context: context as never });
  }

  get rows(): SimRows {
    return this.disk.rows;
  }

  get firmId(): string {
    return this.identity.firmId;
  }

  /** Starts, or starts again after the power went out: nothing but the disk is known. */
  async open(): Promise<void> {
    const { firmId, rosterKey, keys } = this.identity;
    this.ring = new KeyRing(Buffer.from(rosterKey, 'base64url'), this.disk.kept);
    this.roster = new RosterLog(verifyText);
    this.clock = new EventClock(this.nowMs);
    if (await this.#isRowsAhead()) this.disk.rows = new SimRows();
    const findDefinition: FindDefinition = (type) =>
      this.unknownTypes.has(type) ? undefined : findEventDefinition(type);
    this.projector = new Projector({
      firmId,
      deviceId: keys.id,
      ring: this.ring,
      roster: this.roster,
      store: this.disk.log,
      projections: this.rows,
      areas: areaProjections,
      nowMs: this.nowMs,
      findDefinition,
      types: [...this.unknownTypes].join(' '),
      onRoster: (roster) => this.#takeKeys(roster),
    });
    const upTo = this.projector.position('roster');
    this.roster.add(await readRosterEvents(this.disk.log, firmId, this.ring, upTo));
    this.#takeKeys(this.roster.current);
    await this.projector.catchUp();
    this.author = new EventAuthor({
      firmId,
      deviceId: this.id,
      store: this.#acknowledgingLog(),
      ring: this.ring,
      roster: this.roster,
      clock: this.clock,
      rows: this.rows,
      sign: (bytes) => sign(keys.signingPrivate, bytes).toString('base64url'),
      onAppended: (workspace, lastEventId) => this.disk.mark.set(workspace, lastEventId),
    });
    this.observeClocks();
    this.checkTail();
  }

  async #isRowsAhead(): Promise<boolean> {
    const places = this.rows.all<{ workspace: Workspace; position: number; last_event_id: string }>(
      "SELECT workspace, position, last_event_id FROM position WHERE last_event_id <> ''",
    );
    for (const place of places) {
      const { position } = await this.disk.log.measure(place.workspace);
      const [last] = await this.disk.log.readMany(place.workspace, [place.last_event_id]);
      if (place.position > position || last === undefined) return true;
    }
    return false;
  }

  #pending: { workspace: Workspace; id: string }[] = [];

  #acknowledgingLog(): EventLog {
    const log = this.disk.log;
    return {
      append: async (workspace, documents) => {
        await log.append(workspace, documents);
        this.#pending.push(...documents.map(({ _id: id }) => ({ workspace, id })));
      },
      readFrom: (workspace, position, limit) => log.readFrom(workspace, position, limit),
      readMany: (workspace, ids) => log.readMany(workspace, ids),
      measure: (workspace) => log.measure(workspace),
      close: () => log.close(),
    };
  }

  #takeKeys(roster: Roster): void {
    this.disk.kept = [
      ...this.disk.kept,
      ...this.ring.takeFrom(roster, this.id, keyBytesOf(this.identity.keys.exchangePrivate)),
    ];
  }

  observeClocks(): void {
    for (const { event_id: id } of this.rows.all<{ event_id: string }>('SELECT event_id FROM chain_head')) {
      this.clock.observe(id.slice(0, 16), this.nowMs());
    }
  }

  /** The store is shorter than the mark says: nothing is added until the rest is here [ST4]. */
  checkTail(): void {
    const isHere = (id: string) => this.rows.get('SELECT 1 AS yes FROM event WHERE event_id = ?', [id]) !== undefined;
    this.author.readHeads();
    this.isStopped = [...this.disk.mark.values()].some((id) => !isHere(id));
  }

  get me(): Me {
    const member = this.roster.current.members.get(this.identity.memberId);
    const role = member?.role ?? 'provider-clerk';
    return {
      memberId: this.identity.memberId,
      deviceId: this.id,
      name: member?.name ?? '',
      role,
      outside: isOutside(role),
    };
  }

  get isRemoved(): boolean {
    const device = this.roster.current.devices.get(this.id);
    return device === undefined || device.cut !== null;
  }

  get isForked(): boolean {
    return this.rows.get('SELECT 1 AS yes FROM fork WHERE device_id = ?', [this.id]) !== undefined;
  }

  readonly today = (): string => localDay(this.nowMs());

  holds(right: Right): boolean {
    const member = this.roster.current.members.get(this.identity.memberId);
    return !this.isRemoved && member !== undefined && !member.isRemoved && hasRight(member.role, right);
  }

  /** Workspaces that this member may fetch now. */
  readable(): Workspace[] {
    const member = this.roster.current.members.get(this.identity.memberId);
    return workspaces.filter((name) => name === 'roster' || (member !== undefined && holdsWorkspace(member, name)));
  }

  async execute<Answer>(commandId: string, decide: Decide<Answer>): Promise<Answer> {
    if (this.isStopped) no('firm.lost-tail');
    if (this.isRemoved) no('firm.device-removed');
    if (this.isForked) no('firm.forked');
    const done = this.rows.get<{ answer: string }>('SELECT answer FROM command WHERE command_id = ?', [commandId]);
    if (done !== undefined) return JSON.parse(done.answer) as Answer;
    const decision = decide({
      rows: this.rows,
      me: this.me,
      commandId,
      nowMs: this.nowMs(),
      today: this.today(),
      newId: createId,
      holds: (right) => this.holds(right),
      gap: (workspace, aggregates) => readGap(this.rows, workspace, aggregates),
      heads: (workspace) => this.#headsOf(workspace),
    });
    if (!decision.ok) throw new RefusalError(decision.refusal);
    await this.write(decision.value.events, commandId, decision.value.answer);
    return decision.value.answer;
  }

  /** Appends and folds, whatever the rules say; acknowledged when it returns. */
  async write(events: readonly NewEvent[], commandId = createId(), answer?: unknown): Promise<void> {
    this.#pending = [];
    try {
      await this.author.append(events, commandId, answer);
    } catch (error) {
      if (error instanceof MissingKeyError) no('firm.key-missing');
      throw error;
    }
    await this.projector.catchUp([...new Set(events.map((event) => event.workspace))]);
    this.acknowledged.push(...this.#pending);
  }

  #headsOf(workspace: Workspace): Record<string, string> {
    const heads = this.rows.all<{ device_id: string; event_id: string }>(
      'SELECT device_id, event_id FROM chain_head WHERE workspace = ?',
      [workspace],
    );
    return Object.fromEntries(heads.map((row) => [row.device_id, row.event_id]));
  }

  /** The firm as procedures see it: what they use of it, and nothing more. */
  asFirm(): OpenFirm {
    const { keys } = this.identity;
    const device = this;
    const firm = {
      get rows() {
        return device.rows;
      },
      get ring() {
        return device.ring;
      },
      get roster() {
        return device.roster;
      },
      get me() {
        return device.me;
      },
      firmId: this.firmId,
      nowMs: this.nowMs,
      today: this.today,
      vault: { contents: { device: keys, hub: undefined } },
      holds: (right: Right) => this.holds(right),
      execute: <Answer>(commandId: string, decide: Decide<Answer>) => this.execute(commandId, decide),
      isPassphrase: async () => true,
      noteOpened: () => undefined,
      store: this.disk.log,
      files: this.files,
      // A paper is its data: the same figures make the same bytes.
      renderPaper: async (kind: string, data: object) => Buffer.from(JSON.stringify([kind, data])),
      memberName: (id: string) => this.roster.current.members.get(id)?.name ?? '',
      deviceName: (id: string) => this.roster.current.devices.get(id)?.name ?? '',
    };
    return firm as unknown as OpenFirm;
  }
}
