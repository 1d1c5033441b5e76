import { join } from 'node:path';
import type { Area } from '../../shared/contract/firm.ts';
import { type Refusal, refuse } from '../../shared/domain/refusal.ts';
import { hasRight, isOutside, type Right } from '../../shared/domain/roles/rights.ts';
import type { Workspace } from '../../shared/domain/workspace.ts';
import type { NewEvent } from '../../shared/events/event.ts';
import { AccessLog } from './access-log.ts';
import type { ChangeFeed } from './change-feed.ts';
import { type AsideCheckpoints, checkpointedFiles, createAsideCheckpoints } from './checkpoint-aside.ts';
import { CommandQueue } from './command-queue.ts';
import { createId } from './create-id.ts';
import { EventAuthor } from './events/event-author.ts';
import { EventClock } from './events/event-clock.ts';
import { EventStore } from './events/event-store.ts';
import { createPouch } from './events/pouchdb.ts';
import { type AsideSigner, createAsideSigner } from './events/sign-aside.ts';
import { createSqliteLevel, type SqliteLevelFactory } from './events/sqlite-level.ts';
import { createFileStore, type FileStore } from './files/file-store.ts';
import { FirmProjections } from './firm-projections.ts';
import { deviceRemoved, forked, keyMissing, lostTail, rebuilding, withheldFromYou } from './firm-refusals.ts';
import type { Jobs } from './jobs/jobs.ts';
import { createDayOf, readTimeZone } from './local-day.ts';
import type { PaperAttachment, PaperData, PaperKind } from './paper/paper-data.ts';
import { RefusalError } from './procedures/refusal-error.ts';
import type { Decide, Me, OpenFirm, Opening, Turn } from './procedures/turn.ts';
import { refuseWithheld } from './procedures/withheld.ts';
import { readGap } from './projections/gap.ts';
import type { Opened } from './projections/open-event.ts';
import type { AreaProjection, RowReader } from './projections/projection.ts';
import { KeyRing, MissingKeyError } from './roster/key-ring.ts';
import type { Roster } from './roster/roster.ts';
import { RosterLog } from './roster/roster-log.ts';
import { sign, verify } from './vault/device-keys.ts';
import { type Mark, openMark } from './vault/mark.ts';
import { keyBytesOf } from './vault/raw-keys.ts';
import type { Vault } from './vault/vault-file.ts';

export interface FirmOptions {
  readonly folder: string;
  readonly vault: Vault;
  readonly areas: readonly AreaProjection[];
  readonly changes: ChangeFeed;
  readonly jobs: Jobs;
  readonly nowMs: () => number;
  /** Asks for the passphrase again: true when it is right. */
  readonly checkPassphrase: (passphrase: string) => Promise<boolean>;
  /** The store or the disk failed: nothing is written any more. */
  readonly onFault: (error: Error) => void;
  readonly newId?: () => string;
  /** More events than this, and missing projections are made anew in a worker while reading goes on. */
  readonly rebuildInWorkerFrom?: number;
}

/** Ed25519 over bytes; base64url texts as the roster keeps them. */
export function verifyText(publicKey: string, bytes: Buffer, signature: string): boolean {
  return verify(publicKey, bytes, Buffer.from(signature, 'base64url'));
}

/** One unlocked firm on one machine: its store, roster, keys, projections and the queue of commands. */
export class Firm implements OpenFirm {
  readonly firmId: string;
  readonly folder: string;
  readonly store: EventStore;
  readonly roster: RosterLog;
  readonly ring: KeyRing;
  readonly clock: EventClock;
  readonly files: FileStore;
  readonly jobs: Jobs;
  readonly vault: Vault;
  readonly changes: ChangeFeed;
  readonly nowMs: () => number;
  /** How far this machine's clock is ahead of the hub's, where that is known: the bound of foreign clocks is the hub's. */
  hubSkewMs = 0;
  readonly #options: FirmOptions;
  readonly #factory: SqliteLevelFactory;
  readonly #mark: Mark;
  readonly #queue = new CommandQueue();
  readonly #projections: FirmProjections;
  /** What this device sealed and has not folded yet. */
  readonly #sealed = new Map<string, Opened>();
  readonly #checkpoints: AsideCheckpoints;
  #author: EventAuthor | null = null;
  #signer: AsideSigner | null = null;
  #stopped: Refusal | null = null;
  #isClosing = false;
  readonly #access = new AccessLog((decide) => this.execute(createId(), decide));
  #appendedListeners = new Set<(workspaces: readonly Workspace[]) => void>();

  private constructor(
    options: FirmOptions,
    factory: SqliteLevelFactory,
    store: EventStore,
    roster: RosterLog,
    ring: KeyRing,
  ) {
    const { contents } = options.vault;
    this.#options = options;
    this.#factory = factory;
    this.firmId = contents.firmId;
    this.folder = options.folder;
    this.store = store;
    this.roster = roster;
    this.ring = ring;
    this.vault = options.vault;
    this.changes = options.changes;
    this.jobs = options.jobs;
    this.nowMs = options.nowMs;
    this.clock = new EventClock(options.nowMs);
    this.files = createFileStore({ folder: join(options.folder, 'files') });
    this.#mark = openMark(join(options.folder, 'mark'), Buffer.from(options.vault.keyOf('storeKey')));
    this.#checkpoints = createAsideCheckpoints(checkpointedFiles(options.folder, options.vault));
    this.#projections = new FirmProjections({
      ...options,
      store,
      roster,
      ring,
      rebuildInWorkerFrom: options.rebuildInWorkerFrom ?? 20_000,
      openedAhead: (eventId) => this.#sealed.get(eventId),
      onRoster: (current) => this.#takeKeys(current),
      onFolded: (areas) => this.changes.tell(areas as ReadonlySet<Area>),
      onProgress: () => this.changes.tell(['firm']),
    });
  }

  /** Opens the stores with the vault's keys and folds what is not folded yet. Throws a StoreError on a damaged store. */
  static async open(options: FirmOptions): Promise<Firm> {
    const { vault, folder } = options;
    const factory = createSqliteLevel({
      folder: join(folder, 'events'),
      key: Buffer.from(vault.keyOf('storeKey')),
      isCheckpointedAside: true,
      onFault: options.onFault,
    });
    let firm: Firm | undefined;
    try {
      const store = await EventStore.open(createPouch(factory), factory.fault);
      const kept = vault.contents.epochs.flatMap((epoch) =>
        epoch.workspace === 'roster' ? [] : [{ ...epoch, workspace: epoch.workspace }],
      );
      const ring = new KeyRing(Buffer.from(vault.keyOf('rosterKey')), kept);
      const opening = new Firm(options, factory, store, new RosterLog(verifyText), ring);
      firm = opening;
      await opening.#projections.prepare(() => opening.#startAuthor());
      return opening;
    } catch (error) {
      await firm?.close().catch(() => undefined);
      factory.closeAll();
      throw error;
    }
  }

  get rows(): RowReader {
    return this.#projections.rows;
  }

  /** Progress while the projections are made anew in a worker; else null. */
  get rebuild(): { done: number; total: number } | null {
    return this.#projections.rebuild;
  }

  get me(): Me {
    const { deviceId, memberId } = { deviceId: this.vault.contents.device.id, memberId: this.vault.contents.memberId };
    const member = this.roster.current.members.get(memberId);
    const role = member?.role ?? 'provider-clerk';
    return { memberId, deviceId, name: member?.name ?? '', role, outside: isOutside(role) };
  }

  readonly #dayOf = createDayOf();

  readonly today = (): string => this.#dayOf(this.nowMs(), readTimeZone(this.rows));

  /** True when this member, on this device, holds the right now. */
  holds(right: Right): boolean {
    const device = this.roster.current.devices.get(this.me.deviceId);
    const member = this.roster.current.members.get(this.me.memberId);
    return (
      device !== undefined &&
      device.cut === null &&
      member !== undefined &&
      !member.isRemoved &&
      hasRight(member.role, right)
    );
  }

  memberName(memberId: string): string {
    return this.roster.current.members.get(memberId)?.name ?? 'Former member';
  }

  noteOpened(opening: Opening): void {
    if (this.me.outside) this.#access.note(opening);
  }

  deviceName(deviceId: string): string {
    return this.roster.current.devices.get(deviceId)?.name ?? 'Unknown device';
  }

  isPassphrase(passphrase: string): Promise<boolean> {
    return this.#options.checkPassphrase(passphrase);
  }

  async renderPaper<Kind extends PaperKind>(
    kind: Kind,
    data: PaperData[Kind],
    attachments: readonly PaperAttachment[] = [],
  ): Promise<Uint8Array> {
    const input = { kind, data, attachments } as Parameters<Jobs['start']>[2] & { kind: PaperKind };
    const outcome = await this.jobs.start('pdf', `PDF: ${kind}`, input as never).finished;
    if (outcome.state === 'done') return outcome.result as Uint8Array;
    if (outcome.state === 'failed' && 'refusal' in outcome) throw new RefusalError(outcome.refusal);
    if (outcome.state === 'failed' && 'fault' in outcome) throw outcome.fault;
    throw new RefusalError(refuse('jobs.cancelled', 'The PDF was cancelled. Ask for it again.'));
  }

  /** Why this device may not add to the firm at the moment, if so: a lost tail. */
  get stopped(): Refusal | null {
    return this.#stopped;
  }

  /** Calls back after each durable append of this device; the answer ends it. */
  onAppended(listener: (workspaces: readonly Workspace[]) => void): () => void {
    this.#appendedListeners.add(listener);
    return () => this.#appendedListeners.delete(listener);
  }

  /** Decide, append, fold, answer: one turn of the firm's queue. A command that was done before answers as it did. */
  execute<Answer>(commandId: string, decide: Decide<Answer>): Promise<Answer> {
    return this.#queue.runCommand(async () => {
      const { author, events, answer } = this.#projections.rows.readTogether(() => this.#decide(commandId, decide));
      if (events.length === 0) return answer;
      const touched = await this.#append(author, events, commandId, answer);
      await this.#foldAppended(touched);
      for (const listener of this.#appendedListeners) listener(touched);
      return answer;
    });
  }

  /** What a command leads to: nothing where it was done before. */
  #decide<Answer>(commandId: string, decide: Decide<Answer>) {
    const author = this.#readyAuthor();
    const done = this.rows.get<{ answer: string }>('SELECT answer FROM command WHERE command_id = ?', [commandId]);
    if (done !== undefined) return { author, events: [], answer: JSON.parse(done.answer) as Answer };
    const decision = decide(this.#createTurn(commandId));
    if (!decision.ok) throw new RefusalError(decision.refusal);
    const withheld = refuseWithheld(this.me, decision.value.events);
    if (withheld !== null) throw new RefusalError(withheld);
    return { author, ...decision.value };
  }

  /** Lets commands wait for what the hub holds of this device: a folder put back from a backup looks well from within [ST12]. */
  holdCommands(until: Promise<void>): void {
    this.#queue.hold(until);
  }

  /** Appends the event by which this device enters the roster: founding, enrolment, recovery. Decided by nobody here. */
  introduce(event: NewEvent): Promise<void> {
    return this.#queue.run(async () => {
      if (this.#author === null) throw new Error('The projections are not ready.');
      await this.#append(this.#author, [event], createId(), undefined);
      await this.#foldAppended();
      for (const listener of this.#appendedListeners) listener(['roster']);
    });
  }

  async #append(
    author: EventAuthor,
    events: Parameters<EventAuthor['append']>[0],
    commandId: string,
    answer: unknown,
  ): Promise<Workspace[]> {
    try {
      this.#checkpoints.note();
      return await author.append(events, commandId, answer);
    } catch (error) {
      await this.#foldAppended().catch(() => undefined);
      author.readHeads();
      if (error instanceof MissingKeyError) {
        throw new RefusalError(this.me.outside && error.side === 'inside' ? withheldFromYou : keyMissing);
      }
      throw error;
    }
  }

  async #foldAppended(only?: readonly Workspace[]): Promise<void> {
    try {
      await this.#projections.catchUp(only);
    } finally {
      this.#sealed.clear();
    }
  }

  #readyAuthor(): EventAuthor {
    if (this.rebuild !== null) {
      throw new RefusalError(rebuilding);
    }
    if (this.#stopped !== null) throw new RefusalError(this.#stopped);
    if (this.#author === null)
      throw new RefusalError(refuse('firm.locked', 'Annex is locked. Unlock it and try again.'));
    const device = this.roster.current.devices.get(this.me.deviceId);
    if (device === undefined || device.cut !== null) {
      throw new RefusalError(deviceRemoved);
    }
    const fork = this.rows.get('SELECT 1 AS yes FROM fork WHERE device_id = ?', [this.me.deviceId]);
    if (fork !== undefined) {
      throw new RefusalError(forked);
    }
    return this.#author;
  }

  #createTurn(commandId: string): Turn {
    const nowMs = this.nowMs();
    return {
      rows: this.rows,
      me: this.me,
      commandId,
      nowMs,
      today: this.today(),
      newId: this.#options.newId ?? createId,
      holds: (right) => this.holds(right),
      gap: (workspace, aggregates) => readGap(this.rows, workspace, aggregates),
      heads: (workspace) => this.headsOf(workspace),
    };
  }

  /** The last event of each device's chain in a workspace, as this device knows them. */
  headsOf(workspace: Workspace): Record<string, string> {
    const rows = this.rows.all<{ device_id: string; event_id: string }>(
      'SELECT device_id, event_id FROM chain_head WHERE workspace = ?',
      [workspace],
    );
    return Object.fromEntries(rows.map((row) => [row.device_id, row.event_id]));
  }

  /** Folds what replication brought in: in turns, so that a command waits for one of them at the most. */
  async foldReplicated(only?: readonly Workspace[]): Promise<void> {
    while (!(await this.#queue.run(() => this.#foldReplicatedSome(only))));
  }

  async #foldReplicatedSome(only?: readonly Workspace[]): Promise<boolean> {
    if (this.rebuild !== null || this.#isClosing) return true;
    this.#checkpoints.note();
    const isDone = await this.#projections.catchUpReplicated(only);
    this.#observeClocks();
    this.#author?.readHeads(); // Events of this very device may have come.
    if (this.#stopped?.code === 'firm.lost-tail') this.#checkTail();
    return isDone;
  }

  /** The vault is sealed to the firm's newest kit [VK5]. */
  #followKit({ recovery }: Roster): void {
    if (recovery.signingPublic === '' || recovery.signingPublic === this.vault.contents.recoveryPublic.signing) return;
    const recoveryPublic = { exchange: recovery.exchangePublic, signing: recovery.signingPublic };
    this.vault.update((contents) => ({ ...contents, recoveryPublic }));
  }

  #takeKeys(roster: Roster): boolean {
    this.#followKit(roster);
    const { device } = this.vault.contents;
    const taken = this.ring.takeFrom(roster, device.id, keyBytesOf(device.exchangePrivate));
    if (taken.length === 0) return false;
    this.vault.update((contents) => ({ ...contents, epochs: [...contents.epochs, ...taken] }));
    return true;
  }

  #startAuthor(): void {
    const { device } = this.vault.contents;
    const signHere = (hash: Buffer) => sign(device.signingPrivate, hash).toString('base64url');
    const signer = createAsideSigner(device.signingPrivate, signHere);
    this.#signer?.close();
    this.#signer = signer;
    this.#author = new EventAuthor({
      firmId: this.firmId,
      deviceId: device.id,
      store: this.store,
      ring: this.ring,
      roster: this.roster,
      clock: this.clock,
      rows: {
        all: (sql, parameters) => this.rows.all(sql, parameters),
        get: (sql, parameters) => this.rows.get(sql, parameters),
      },
      sign: signHere,
      signAside: signer.sign,
      onSealed: (opened) => this.#sealed.set(opened.event.id, opened),
      onAppended: (workspace, lastEventId, count) => this.#mark.note(workspace, { lastEventId, count }),
    });
    this.#observeClocks();
    this.#checkTail();
    this.changes.tell([
      'firm',
      'office',
      'intake',
      'documents',
      'billing',
      'trust',
      'provider',
      'relations',
      'roster',
      'sync',
    ]);
  }

  #observeClocks(): void {
    const rows = this.rows.all<{ event_id: string }>('SELECT event_id FROM chain_head');
    for (const row of rows) this.clock.observe(row.event_id.slice(0, 16), this.nowMs() - this.hubSkewMs);
  }

  /** Compares the store with the mark outside it: a store that was cut short opens without an error [ST4]. */
  #checkTail(): void {
    const lost = Object.values(this.#mark.entries).find(
      (entry) =>
        entry !== undefined &&
        this.rows.get('SELECT 1 AS yes FROM event WHERE event_id = ?', [entry.lastEventId]) === undefined,
    );
    this.#author?.readHeads();
    this.#stopped = lost === undefined ? null : lostTail;
  }

  /** Ends reading and writing, in order; the keys are wiped. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#access.flush();
    await this.#queue.idle();
    this.#author = null;
    this.#signer?.close();
    await this.#checkpoints.close();
    await this.#projections.close();
    await this.store.close();
    this.#factory.closeAll();
    this.#mark.close();
    this.ring.wipe();
  }
}
