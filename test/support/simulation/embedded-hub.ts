import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventDocument } from '../../../electron/data/events/envelope.ts';
import { EventStore } from '../../../electron/data/events/event-store.ts';
import { createPouch, type PouchDatabase } from '../../../electron/data/events/pouchdb.ts';
import { createSqliteLevel } from '../../../electron/data/events/sqlite-level.ts';
import { hubDatabaseName } from '../../../electron/data/sync/hub-database.ts';
import { openHubDatabase } from '../../../electron/data/sync/open-hub-database.ts';
import { type Hub, startHub } from '../../../electron/hub/embedded-hub.ts';
import { provisionFirm } from '../../../electron/hub/provision.ts';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import type { HubDocument, SimHub } from './hub.ts';

const admin = { adminName: 'admin', adminPassword: 'correct horse battery' };
const owner = {
  name: 'owner',
  password: 'owner of the firm',
  side: 'inside',
  workspaces: [],
  devices: [],
  isOwner: true,
} as const;

/** The embedded hub over HTTP, each generation in a folder of its own. */
export class EmbeddedHub implements SimHub {
  readonly #folders: string[] = [];
  readonly #factory = createSqliteLevel({ folder: tmpdir(), key: Buffer.alloc(32) });
  readonly #remotes = new Map<Workspace, PouchDatabase>();
  #hub: Hub | null = null;
  #firmId = '';

  async prepare(firmId: string): Promise<void> {
    this.#firmId = firmId;
    const folder = mkdtempSync(join(tmpdir(), 'annex-hub-'));
    this.#folders.push(folder);
    this.#hub = await startHub({ folder, ...admin });
    const made = await provisionFirm({ url: this.#hub.url, ...admin, firm: { id: firmId }, accounts: [owner] });
    if (!made.ok) throw new Error(made.refusal.sentence);
    const pouch = createPouch(this.#factory);
    for (const workspace of workspaces) {
      this.#remotes.set(workspace, openHubDatabase(pouch, this.#hub.url, hubDatabaseName(firmId, workspace), owner));
    }
  }

  #remote(workspace: Workspace): PouchDatabase {
    const remote = this.#remotes.get(workspace);
    if (remote === undefined) throw new Error('The hub is not prepared.');
    return remote;
  }

  async push(workspace: Workspace, documents: readonly EventDocument[]): Promise<void> {
    const remote = this.#remote(workspace);
    const list = await remote.allDocs({ keys: documents.map((document) => document._id) });
    const known = new Set(list.rows.filter((row) => row.error === undefined).map((row) => row.id));
    const missing = documents.filter((document) => !known.has(document._id));
    const written = await remote.bulkDocs(missing.map((document) => ({ ...document })));
    const refused = written.find((row) => row.ok !== true);
    if (refused !== undefined) throw new Error(`The hub refused an event: ${JSON.stringify(refused)}`);
  }

  async pull(workspace: Workspace, since: string): Promise<{ documents: HubDocument[]; position: string }> {
    const changes = await this.#remote(workspace).changes({ since, include_docs: true });
    const documents = changes.results.flatMap((change) =>
      change.id.startsWith('_design/') || change.doc === undefined ? [] : [change.doc as unknown as HubDocument],
    );
    return { documents, position: String(changes.last_seq) };
  }

  async lose(): Promise<void> {
    await this.#hub?.close();
    await this.prepare(this.#firmId);
  }

  async close(): Promise<void> {
    await this.#hub?.close();
    this.#factory.closeAll();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** A real event store in a folder of its own, which goes when the store is closed. */
export async function createDiskLog(): Promise<EventStore> {
  const folder = mkdtempSync(join(tmpdir(), 'annex-log-'));
  const factory = createSqliteLevel({ folder, key: Buffer.alloc(32, 7) });
  const store = await EventStore.open(createPouch(factory));
  const close = store.close.bind(store);
  store.close = async () => {
    await close();
    factory.closeAll();
    rmSync(folder, { recursive: true, force: true });
  };
  return store;
}
