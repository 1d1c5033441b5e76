import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { type EventPlace, hashEnvelope } from '../../electron/data/events/envelope.ts';
import { createPouch, type PouchDatabase } from '../../electron/data/events/pouchdb.ts';
import { createSqliteLevel } from '../../electron/data/events/sqlite-level.ts';
import { openHubDatabase } from '../../electron/data/sync/open-hub-database.ts';
import { startHub } from '../../electron/hub/embedded-hub.ts';
import { databaseName, type FirmDatabase, firmDatabases } from '../../electron/hub/firm-security.ts';
import { type HubAccount, provisionFirm } from '../../electron/hub/provision.ts';
import type { Workspace } from '../../shared/domain/workspace.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** The server under test: the embedded hub, or Apache CouchDB where `ANNEX_COUCHDB_URL` names one. */
export interface HubUnderTest {
  readonly kind: 'embedded' | 'couchdb';
  readonly url: string;
  readonly adminName: string;
  readonly adminPassword: string;
}

/** A document of any fields. */
export type Fields = Record<string, unknown>;

/** The answer of a hub to one request. */
export interface HubAnswer {
  readonly status: number;
  readonly json: Fields;
  readonly headers: Headers;
}

/** Two devices of the tests: one inside, one outside. */
export const insideDevice = '1111111111111111';
export const outsideDevice = '2222222222222222';

/** The accounts that most tests need. Their passwords serve for one test run only. */
export const accounts = {
  owner: account('owner', 'inside', ['office', 'intake', 'documents', 'billing', 'trust'], [insideDevice], true),
  clerk: account('clerk', 'inside', ['office', 'documents'], ['3333333333333333']),
  provider: account('provider', 'outside', ['intake', 'billing'], [outsideDevice]),
} as const;

/** Starts an embedded hub in a folder of its own (or in `folder`), at a free port or this one, and stops it with the test. */
export async function startTestHub(
  folder = makeTemporaryFolder(),
  port = 0,
): Promise<HubUnderTest & { close(): Promise<void> }> {
  const admin = { adminName: 'admin', adminPassword: 'correct horse battery' };
  const faults: Error[] = [];
  const hub = await startHub({ folder, port, ...admin, onFault: (error) => faults.push(error) });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await hub.close();
    isOpen = false;
  };
  onTestFinished(async () => {
    await close();
    if (faults.length > 0) throw new AggregateError(faults, `The hub met faults: ${faults.map(String).join(', ')}`);
  });
  return { kind: 'embedded', url: hub.url, ...admin, close };
}

/** Apache CouchDB from the environment (`http://admin:password@host:5984`), or null with a line that says so. */
function findCouch(what: string): HubUnderTest | null {
  const text = process.env.ANNEX_COUCHDB_URL;
  if (!text) {
    console.info(`Left out, no ANNEX_COUCHDB_URL: ${what} against Apache CouchDB.`);
    return null;
  }
  const { origin, username, password } = new URL(text);
  return {
    kind: 'couchdb',
    url: origin,
    adminName: decodeURIComponent(username),
    adminPassword: decodeURIComponent(password),
  };
}

/** The hubs that a suite runs against, to be given to `describe.each`: the embedded one, and CouchDB where there is one. */
export function hubsFor(what: string): { name: string; find: () => Promise<HubUnderTest> }[] {
  const couch = findCouch(what);
  const embedded = { name: 'the embedded hub', find: () => startTestHub() };
  return couch === null ? [embedded] : [embedded, { name: 'Apache CouchDB', find: async () => couch }];
}

/** Deletes what a firm of a test left at a CouchDB that stays; an embedded hub goes with its folder. */
export async function clearHub(hub: HubUnderTest, firmId: string): Promise<void> {
  if (hub.kind !== 'couchdb') return;
  const admin = adminOf(hub);
  for (const database of firmDatabases) await askHub(hub, admin, 'DELETE', databaseName(firmId, database));
  const { json } = await askHub(hub, admin, 'GET', '_users/_all_docs');
  const rows = json.rows as { id: string; value: { rev: string } }[];
  for (const { id, value } of rows) {
    if (!id.startsWith(`org.couchdb.user:annex-${firmId.slice(0, 8)}-`)) continue;
    await askHub(hub, admin, 'DELETE', `_users/${encodeURIComponent(id)}?rev=${value.rev}`);
  }
}

/** A firm with a new id and the three accounts, provisioned at the hub. */
export async function provisionTestFirm(hub: HubUnderTest): Promise<TestFirm> {
  const id = randomBytes(16).toString('hex');
  const prefix = id.slice(0, 8);
  const named = (entry: HubAccount): HubAccount => ({ ...entry, name: `${prefix}-${entry.name}` });
  const owner = named(accounts.owner);
  const clerk = named(accounts.clerk);
  const provider = named(accounts.provider);
  const decision = await provisionFirm({ ...hub, firm: { id }, accounts: [owner, clerk, provider] });
  if (!decision.ok) throw new Error(decision.refusal.sentence);
  return {
    id,
    owner,
    clerk,
    provider,
    database: (name) => databaseName(id, name),
    event: (workspace, device, clockMs, content) => makeEvent({ firmId: id, workspace }, device, clockMs, content),
  };
}

/** A provisioned firm. */
export interface TestFirm {
  readonly id: string;
  readonly owner: HubAccount;
  readonly clerk: HubAccount;
  readonly provider: HubAccount;
  database(name: FirmDatabase): string;
  /** An event of this firm. */
  event(workspace: Workspace, device: string, clockMs: number, content?: string): Fields & { _id: string };
}

/** One request to a hub, as `who` or as nobody. A text body goes as it is. */
export async function askHub(
  hub: { url: string },
  who: { name: string; password: string } | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<HubAnswer> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (who) headers.Authorization = `Basic ${Buffer.from(`${who.name}:${who.password}`).toString('base64')}`;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${hub.url}/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: text }),
  });
  const answer: unknown = JSON.parse((await response.text()) || 'null');
  return { status: response.status, json: answer as Fields, headers: response.headers };
}

/** The hub's administrator as somebody to ask as. */
export function adminOf(hub: HubUnderTest): { name: string; password: string } {
  return { name: hub.adminName, password: hub.adminPassword };
}

/** A device's PouchDB in a folder of its own, closed with the test. */
export function openTestDevice(folder = makeTemporaryFolder()): TestDevice {
  const factory = createSqliteLevel({ folder, key: Buffer.alloc(32, 7) });
  const Pouch = createPouch(factory);
  const databases: PouchDatabase<Fields>[] = [];
  onTestFinished(async () => {
    await Promise.allSettled(databases.map((database) => database.close()));
    factory.closeAll();
  });
  return {
    open(name) {
      const database = new Pouch<Fields>(name);
      databases.push(database);
      return database;
    },
    openRemote: (url, database, who) => openHubDatabase(Pouch, url, database, who),
  };
}

/** The databases of one device: its own and the hub's as it sees them. */
export interface TestDevice {
  open(name: string): PouchDatabase<Fields>;
  openRemote(url: string, database: string, who: { name: string; password: string }): PouchDatabase<Fields>;
}

/** A document that the hub takes for an event: the form and hash of one, nothing sealed and nothing signed. */
export function makeEvent(
  place: EventPlace,
  device: string,
  clockMs: number,
  content = 'sealed',
): Fields & { _id: string } {
  const clock = clockMs.toString(16).padStart(16, '0');
  const unsigned = { k: [1, 'o', 1], h: content, b: content, p: '', n: clockMs, r: [] } as const;
  const hash = hashEnvelope(place, clock, device, unsigned).toString('base64url');
  return { _id: `${clock}-${device}-${hash}`, v: 1, ...unsigned, s: 'signature' };
}

function account(
  name: string,
  side: 'inside' | 'outside',
  workspaces: string[],
  devices: string[],
  isOwner = false,
): HubAccount {
  return { name, password: `${name} ${randomBytes(9).toString('base64url')}`, side, workspaces, devices, isOwner };
}
