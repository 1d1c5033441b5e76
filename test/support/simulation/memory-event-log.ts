import type { EventDocument } from '../../../electron/data/events/envelope.ts';
import type { EventLog, FeedPage, FollowedAlarm, FollowedEvent } from '../../../electron/data/events/event-log.ts';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';

interface Entry {
  readonly position: number;
  readonly id: string;
  readonly document: EventDocument | null;
  readonly alarm: FollowedAlarm['reason'] | null;
}

/** An event log in memory, with a disk that tests can spoil. It keeps what the real one keeps, and in the same order. */
export class MemoryEventLog implements EventLog {
  readonly #feeds = new Map<Workspace, Entry[]>();
  readonly #documents = new Map<Workspace, Map<string, EventDocument>>();
  #isClosed = false;

  constructor() {
    for (const workspace of workspaces) {
      this.#feeds.set(workspace, []);
      this.#documents.set(workspace, new Map());
    }
  }

  #feed(workspace: Workspace): Entry[] {
    if (this.#isClosed) throw new Error('The log is closed.');
    const feed = this.#feeds.get(workspace);
    if (feed === undefined) throw new Error(`There is no workspace ${workspace}.`);
    return feed;
  }

  #store(workspace: Workspace): Map<string, EventDocument> {
    return this.#documents.get(workspace) ?? new Map<string, EventDocument>();
  }

  async append(workspace: Workspace, documents: readonly EventDocument[]): Promise<void> {
    const feed = this.#feed(workspace);
    const store = this.#store(workspace);
    for (const document of documents) {
      if (store.has(document._id)) continue;
      store.set(document._id, structuredClone(document));
      feed.push({ position: (feed.at(-1)?.position ?? 0) + 1, id: document._id, document, alarm: null });
    }
  }

  async readFrom(workspace: Workspace, position: number, limit: number): Promise<FeedPage> {
    const feed = this.#feed(workspace);
    const after = feed.filter((entry) => entry.position > position);
    const page = after.slice(0, limit);
    const events: FollowedEvent[] = [];
    const alarms: FollowedAlarm[] = [];
    for (const { position: at, id, document, alarm } of page) {
      if (alarm !== null) alarms.push({ workspace, position: at, id, reason: alarm });
      else if (document !== null) events.push({ workspace, position: at, document });
    }
    return { events, alarms, position: page.at(-1)?.position ?? position, isEnd: page.length < limit };
  }

  async readMany(workspace: Workspace, ids: readonly string[]): Promise<EventDocument[]> {
    const store = this.#store(workspace);
    this.#feed(workspace);
    return ids.flatMap((id) => store.get(id) ?? []);
  }

  async measure(workspace: Workspace): Promise<{ count: number; position: number }> {
    const feed = this.#feed(workspace);
    return { count: this.#store(workspace).size, position: feed.at(-1)?.position ?? 0 };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  /** Every event of a workspace, in the order in which it came. */
  all(workspace: Workspace): EventDocument[] {
    return this.#feed(workspace).flatMap((entry) => entry.document ?? []);
  }

  /** A copy of the disk as it is now. */
  copy(): MemoryEventLog {
    const copy = new MemoryEventLog();
    for (const workspace of workspaces) {
      copy.#feeds.set(workspace, [...this.#feed(workspace)]);
      copy.#documents.set(workspace, new Map(this.#store(workspace)));
    }
    return copy;
  }

  /** The disk forgets the last `count` events of a workspace. */
  loseTail(workspace: Workspace, count: number): void {
    const feed = this.#feed(workspace);
    for (const entry of feed.splice(Math.max(0, feed.length - count))) this.#store(workspace).delete(entry.id);
  }
}
