import type { EventDocument } from '../../../electron/data/events/envelope.ts';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';

/** A document as a hub gives it: with its revision, and whatever else somebody put there. */
export type HubDocument = Record<string, unknown> & { readonly _id: string; readonly _rev: string };

/** What devices ask of a hub. The real one is reached over PouchDB, the one in memory at once. */
export interface SimHub {
  /** Makes the firm's place there. */
  prepare(firmId: string): Promise<void>;
  /** Puts events there; those that are there already change nothing. */
  push(workspace: Workspace, documents: readonly EventDocument[]): Promise<void>;
  /** Documents after a position, oldest first, and the position reached. */
  pull(workspace: Workspace, since: string): Promise<{ documents: HubDocument[]; position: string }>;
  /** Loses everything: a new disk. */
  lose(): Promise<void>;
  close(): Promise<void>;
}

/** A hub in memory. */
export class MemoryHub implements SimHub {
  readonly #feeds = new Map<Workspace, HubDocument[]>(workspaces.map((workspace) => [workspace, []]));

  async prepare(): Promise<void> {
    await this.lose();
  }

  #feed(workspace: Workspace): HubDocument[] {
    return this.#feeds.get(workspace) ?? [];
  }

  async push(workspace: Workspace, documents: readonly EventDocument[]): Promise<void> {
    const feed = this.#feed(workspace);
    const known = new Set(feed.map((document) => document._id));
    for (const document of documents) {
      if (!known.has(document._id)) feed.push({ ...structuredClone(document), _rev: '1-a' });
      known.add(document._id);
    }
  }

  async pull(workspace: Workspace, since: string): Promise<{ documents: HubDocument[]; position: string }> {
    const feed = this.#feed(workspace);
    return { documents: structuredClone(feed.slice(Number(since))), position: String(feed.length) };
  }

  async lose(): Promise<void> {
    for (const feed of this.#feeds.values()) feed.length = 0;
  }

  async close(): Promise<void> {
    await this.lose();
  }
}
