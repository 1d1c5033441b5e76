import type { Workspace, WorkWorkspace } from '../../../shared/domain/workspace.ts';
import type { EventDefinition, EventMeta, NewEvent } from '../../../shared/events/event.ts';
import { findEventDefinition } from '../../../shared/events/registry.ts';
import type { Opened } from '../projections/open-event.ts';
import type { RowReader } from '../projections/projection.ts';
import type { KeyRing } from '../roster/key-ring.ts';
import type { RosterLog } from '../roster/roster-log.ts';
import {
  type EpochKey,
  type EventDocument,
  isOpenableHead,
  parseEventId,
  type SealInput,
  sealEvent,
} from './envelope.ts';
import { clockMs, type EventClock } from './event-clock.ts';
import type { EventLog } from './event-log.ts';

/** What one device writes with. */
export interface AuthorOptions {
  readonly firmId: string;
  readonly deviceId: string;
  readonly store: EventLog;
  readonly ring: KeyRing;
  readonly roster: RosterLog;
  readonly clock: EventClock;
  readonly rows: RowReader;
  readonly sign: (bytes: Buffer) => string;
  /** The same for many, on another thread: batches are signed while the rest of them is sealed. */
  readonly signAside?: (hashes: readonly Buffer[]) => Promise<string[]>;
  /** Called with each event as its readers will find it, before it is written: who folds it here need not open it. */
  readonly onSealed?: (opened: Opened) => void;
  /** Called after each durable append. */
  readonly onAppended?: (workspace: Workspace, lastEventId: string, count: number) => void;
}

interface ChainHead {
  readonly id: string;
  readonly n: number;
}

/** An event names at most so many that were made apart, besides the last. */
const apartMax = 60;

/** From so many on it pays to sign on other threads. */
const manyEvents = 16;

const unsignedYet = (): string => '';

/** So many are handed to the other thread at once: waking it for each costs more than sealing the next. */
const signedTogether = 48;

/** Signs documents aside in groups while more of them are sealed. What is signed is the hash that stands in the id. */
function createGroupSigner(sign: (hashes: readonly Buffer[]) => Promise<string[]>) {
  const groups: Promise<string[]>[] = [];
  let hashes: Buffer[] = [];
  const release = (): void => {
    if (hashes.length > 0) groups.push(sign(hashes));
    hashes = [];
  };
  return {
    take: ({ _id }: EventDocument): void => {
      hashes.push(Buffer.from(parseEventId(_id).hash, 'base64url'));
      if (hashes.length === signedTogether) release();
    },
    /** All signatures, in the order in which the documents came. */
    all: async (): Promise<string[]> => {
      release();
      return (await Promise.all(groups)).flat();
    },
  };
}

/** Seals, chains, signs and appends this device's events. The one place where an event is made. */
export class EventAuthor {
  readonly #options: AuthorOptions;
  readonly #heads = new Map<Workspace, ChainHead>();

  constructor(options: AuthorOptions) {
    this.#options = options;
    this.readHeads();
  }

  /** Takes this device's chain heads from the projections: at the start, and after an append that failed. */
  readHeads(): void {
    this.#heads.clear();
    const rows = this.#options.rows.all<{ workspace: Workspace; id: string; n: number }>(
      'SELECT workspace, event_id AS id, n FROM chain_head WHERE device_id = ?',
      [this.#options.deviceId],
    );
    for (const { workspace, id, n } of rows) {
      this.#heads.set(workspace, { id, n });
      this.#options.clock.resume(id.slice(0, 16));
    }
  }

  /**
   * Appends what a command decided, workspace by workspace in the order given; resolves when all of it is on disk.
   * Throws on an event that breaks its own schema (a fault of ours), a key that is not held, or the disk.
   */
  async append(events: readonly NewEvent[], commandId: string, answer: unknown): Promise<Workspace[]> {
    const order = [...new Set(events.map((event) => event.workspace))];
    const { signAside } = this.#options;
    const group = events.length >= manyEvents && signAside !== undefined ? createGroupSigner(signAside) : null;
    const sealed = this.#sealAll(order, events, commandId, answer, group?.take);
    const signatures = group === null ? null : await group.all();
    let signed = 0;
    for (const [workspace, unsigned] of sealed) {
      const documents =
        signatures === null ? unsigned : unsigned.map((one, at) => ({ ...one, s: signatures[signed + at] ?? '' }));
      signed += unsigned.length;
      await this.#options.store.append(workspace, documents);
      const last = documents.at(-1);
      if (last === undefined) continue;
      this.#heads.set(workspace, { id: last._id, n: last.n });
      this.#options.onAppended?.(workspace, last._id, last.n + 1);
    }
    return order;
  }

  /**
   * All of a command is sealed before any of it is written: an event that cannot be made stops the whole. Where
   * `signLater` takes them, they are not signed yet.
   */
  #sealAll(
    order: readonly Workspace[],
    events: readonly NewEvent[],
    commandId: string,
    answer: unknown,
    signLater: ((document: EventDocument) => void) | undefined,
  ): Map<Workspace, EventDocument[]> {
    const lastOf = this.#lastOfAll(events);
    const sealed = new Map<Workspace, EventDocument[]>();
    for (const workspace of order) {
      const documents: EventDocument[] = [];
      for (const event of events.filter((candidate) => candidate.workspace === workspace)) {
        const isFirst = sealed.size === 0 && documents.length === 0;
        const sign = signLater === undefined ? this.#options.sign : unsignedYet;
        const document = this.#seal(event, commandId, isFirst ? answer : undefined, documents.at(-1), lastOf, sign);
        lastOf.set(event.aggregate, [document._id]);
        documents.push(document);
        signLater?.(document);
      }
      sealed.set(workspace, documents);
    }
    return sealed;
  }

  #seal(
    event: NewEvent,
    commandId: string,
    answer: unknown,
    before: EventDocument | undefined,
    lastOf: ReadonlyMap<string, readonly string[]>,
    sign: (bytes: Buffer) => string,
  ): EventDocument {
    const { firmId, deviceId, roster } = this.#options;
    const definition = findEventDefinition(event.type);
    if (definition === undefined) throw new Error(`There is no event type ${event.type}.`);
    const previous = before === undefined ? this.#heads.get(event.workspace) : { id: before._id, n: before.n };
    const meta: EventMeta = {
      type: event.type,
      version: definition.version,
      aggregate: event.aggregate,
      parents: [...(lastOf.get(event.aggregate) ?? [])],
      commandId,
      matterId: event.matterId,
      touches: event.touches,
      batchId: event.batchId,
    };
    const input: SealInput = {
      place: { firmId, workspace: event.workspace },
      clock: this.#options.clock.tick(),
      deviceId,
      previous: previous?.id ?? '',
      index: previous === undefined ? 0 : previous.n + 1,
      rosterHeads: roster.heads,
      ...this.#keysFor(event),
      meta,
      answer,
      head: definition.head.parse(event.head),
      body: definition.body.parse(event.body),
      sign,
    };
    const document = sealEvent(input);
    this.#handOver(document, input, definition);
    return document;
  }

  /** An event that its readers would not take is left for them to find: all devices then say the same of it. */
  #handOver(document: EventDocument, input: SealInput, definition: EventDefinition): void {
    const { onSealed } = this.#options;
    const { meta, answer, head, body, bodyKey, clock, deviceId, place } = input;
    const isAtHome = definition.workspace === 'any' || definition.workspace === place.workspace;
    const isOfKind = meta.aggregate.split(':')[0] === definition.aggregate;
    if (onSealed === undefined || !isAtHome || !isOfKind || !isOpenableHead(input)) return;
    const { workspace } = place;
    const id = document._id;
    const event = { ...meta, id, workspace, clock, atMs: clockMs(clock), deviceId, memberId: '', head, body };
    onSealed({ kind: 'opened', event, definition, answer, isBodiless: false, isInside: bodyKey.side === 'inside' });
  }

  #keysFor(event: NewEvent): { headKey: EpochKey; bodyKey: EpochKey & { side: 'inside' | 'outside' } } {
    const { ring, roster } = this.#options;
    if (event.workspace === 'roster') {
      const key = { epoch: 0, key: ring.rosterKey };
      return { headKey: key, bodyKey: { ...key, side: 'outside' } };
    }
    const workspace: WorkWorkspace = event.workspace;
    const headKey = ring.current(roster.current, workspace, 'outside');
    const side = event.withheld === true ? 'inside' : 'outside';
    return {
      headKey,
      bodyKey: { ...(side === 'outside' ? headKey : ring.current(roster.current, workspace, 'inside')), side },
    };
  }

  /** The parents of each aggregate's next event: its last one that was folded, and those made apart; asked for at once. */
  #lastOfAll(events: readonly NewEvent[]): Map<string, readonly string[]> {
    const aggregates = JSON.stringify([...new Set(events.map((event) => event.aggregate))]);
    const { rows } = this.#options;
    const found = rows.all<{ aggregate: string; last: string | null }>(
      `SELECT value AS aggregate, (SELECT max(event_id) FROM event WHERE aggregate = value AND state = 'folded') AS last
       FROM json_each(?)`,
      [aggregates],
    );
    const lastOf = new Map<string, readonly string[]>();
    for (const { aggregate, last } of found) if (last !== null) lastOf.set(aggregate, [last]);
    const apart = rows.all<{ aggregate: string; event_id: string }>(
      'SELECT aggregate, event_id FROM concurrent WHERE aggregate IN (SELECT value FROM json_each(?)) ORDER BY event_id',
      [aggregates],
    );
    for (const { aggregate, event_id } of apart) {
      const known = lastOf.get(aggregate);
      if (known !== undefined && known.length <= apartMax) lastOf.set(aggregate, [...known, event_id]);
    }
    return lastOf;
  }
}
