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
  /** The same on another thread: batches are signed while the rest of them is sealed. */
  readonly signAside?: (bytes: Buffer) => Promise<string>;
  /** Called with each event as its readers will find it, before it is written: who folds it here need not open it. */
  readonly onSealed?: (opened: Opened) => void;
  /** Called after each durable append. */
  readonly onAppended?: (workspace: Workspace, lastEventId: string, count: number) => void;
}

interface ChainHead {
  readonly id: string;
  readonly n: number;
}

/** From so many on it pays to sign on other threads. */
const manyEvents = 16;

const unsignedYet = (): string => '';

/** What is signed is the hash that stands in the id, so the signature can follow the sealing of the next event. */
async function signLater(document: EventDocument, sign: (bytes: Buffer) => Promise<string>): Promise<EventDocument> {
  return { ...document, s: await sign(Buffer.from(parseEventId(document._id).hash, 'base64url')) };
}

/** So many are handed to the other threads at once: waking them for each costs more than sealing the next. */
const signedTogether = 32;

/** Signs documents aside in groups; `release` lets the last ones go, which are fewer. */
function createGroupSigner(sign: (bytes: Buffer) => Promise<string>) {
  let waiting: (() => void)[] = [];
  const release = (): void => {
    const group = waiting;
    waiting = [];
    for (const begin of group) begin();
  };
  return {
    sign: (document: EventDocument): Promise<EventDocument> =>
      new Promise((resolve, reject) => {
        waiting.push(() => void signLater(document, sign).then(resolve, reject));
        if (waiting.length === signedTogether) release();
      }),
    release,
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
    const sealed = this.#sealAll(order, events, commandId, answer);
    for (const [workspace, signed] of sealed) {
      const documents = await Promise.all(signed);
      await this.#options.store.append(workspace, documents);
      const last = documents.at(-1);
      if (last === undefined) continue;
      this.#heads.set(workspace, { id: last._id, n: last.n });
      this.#options.onAppended?.(workspace, last._id, last.n + 1);
    }
    return order;
  }

  /** All of a command is sealed before any of it is written: an event that cannot be made stops the whole. */
  #sealAll(
    order: readonly Workspace[],
    events: readonly NewEvent[],
    commandId: string,
    answer: unknown,
  ): Map<Workspace, (EventDocument | Promise<EventDocument>)[]> {
    const { sign, signAside } = this.#options;
    const group = events.length >= manyEvents && signAside !== undefined ? createGroupSigner(signAside) : null;
    const lastOf = new Map<string, string>();
    const sealed = new Map<Workspace, (EventDocument | Promise<EventDocument>)[]>();
    for (const workspace of order) {
      const documents: (EventDocument | Promise<EventDocument>)[] = [];
      let before: EventDocument | undefined;
      for (const event of events.filter((candidate) => candidate.workspace === workspace)) {
        const isFirst = sealed.size === 0 && documents.length === 0;
        const unsigned = this.#seal(
          event,
          commandId,
          isFirst ? answer : undefined,
          before,
          lastOf,
          group === null ? sign : unsignedYet,
        );
        lastOf.set(event.aggregate, unsigned._id);
        documents.push(group === null ? unsigned : group.sign(unsigned));
        before = unsigned;
      }
      sealed.set(workspace, documents);
    }
    group?.release();
    return sealed;
  }

  #seal(
    event: NewEvent,
    commandId: string,
    answer: unknown,
    before: EventDocument | undefined,
    lastOf: ReadonlyMap<string, string>,
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
      parents: this.#parentsOf(event.aggregate, lastOf),
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

  #parentsOf(aggregate: string, lastOf: ReadonlyMap<string, string>): string[] {
    const own = lastOf.get(aggregate);
    if (own !== undefined) return [own];
    const row = this.#options.rows.get<{ last: string | null }>(
      "SELECT max(event_id) AS last FROM event WHERE aggregate = ? AND state = 'folded'",
      [aggregate],
    );
    if (row?.last === null || row?.last === undefined) return [];
    const apart = this.#options.rows.all<{ event_id: string }>(
      'SELECT event_id FROM concurrent WHERE aggregate = ? LIMIT 60',
      [aggregate],
    );
    return [row.last, ...apart.map((other) => other.event_id)];
  }
}
