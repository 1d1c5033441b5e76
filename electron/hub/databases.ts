import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { PouchDatabase } from '../data/events/pouchdb.ts';
import { HubError } from './hub-error.ts';
import type { HubStorage } from './hub-storage.ts';
import type { JsonObject } from './json.ts';
import { adminsOnlySecurity, type SecurityObject } from './security.ts';
import { createValidator, type Validator } from './validator.ts';

/** One PouchDB database of documents of any shape. */
export type Pouch = PouchDatabase<JsonObject>;

/** The database of accounts; it is always there. */
export const usersDatabase = '_users';

const namePattern = /^[a-z][a-z0-9_-]{0,99}$/;

/** A database of the hub while it is open. */
export interface HubDatabase {
  readonly name: string;
  /** Made at creation and part of every position, so that a position of an older database of that name is not believed. */
  readonly instance: string;
  readonly pouch: Pouch;
  readonly security: SecurityObject;
  /** The functions that judge a write; read anew after a design document was written. */
  validators(): Promise<readonly Validator[]>;
  forgetValidators(): void;
  /** Runs `work` when all earlier writes have ended: a check and its write are one. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Emits `written` after each write and `revoked` when rights changed or the database went. */
  readonly events: EventEmitter;
  /** Grows with every write. */
  writes(): number;
}

/** All databases of a hub. */
export interface Databases {
  /** Identity of this hub, told by `GET /`. */
  readonly uuid: string;
  names(): string[];
  /** The security object of a database, or null when there is none of that name. */
  securityOf(name: string): SecurityObject | null;
  /** Opens a database. Throws 404 when it is not there. */
  open(name: string): HubDatabase;
  /** Throws 400 for a bad name and 412 when it is there already. */
  create(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  setSecurity(name: string, security: SecurityObject): Promise<void>;
  /** Ends every waiting feed: an account changed. */
  revokeAll(): void;
  close(): Promise<void>;
}

interface Entry {
  instance: string;
  security: SecurityObject;
}

/** Opens the catalogue of databases in a hub's folder; a fresh one holds `_users` alone. */
export async function openDatabases(storage: HubStorage): Promise<Databases> {
  const catalog: Pouch = new storage.Pouch<JsonObject>('hub-catalog');
  const uuid = await readIdentity(catalog);
  const entries = await readEntries(catalog);
  entries.set(usersDatabase, { instance: uuid.slice(0, 8), security: adminsOnlySecurity });
  const opened = new Map<string, HubDatabase>();

  const find = (name: string): Entry => {
    const entry = entries.get(name);
    if (!entry) throw new HubError(404, 'not_found', 'Database does not exist.');
    return entry;
  };
  const open = (name: string): HubDatabase => {
    const entry = find(name);
    const database = opened.get(name) ?? openDatabase(storage, name, entry);
    opened.set(name, database);
    return database;
  };

  return {
    uuid,
    names: () => [...entries.keys()].sort(),
    securityOf: (name) => entries.get(name)?.security ?? null,
    open,
    async create(name) {
      if (entries.has(name))
        throw new HubError(412, 'file_exists', 'The database could not be created, it already exists.');
      if (!namePattern.test(name)) {
        throw new HubError(400, 'illegal_database_name', 'A name begins with a-z and has only a-z, 0-9, "_" and "-".');
      }
      const entry = { instance: randomUUID().slice(0, 8), security: adminsOnlySecurity };
      entries.set(name, entry);
      await writeEntry(catalog, name, entry);
    },
    async remove(name) {
      if (name === usersDatabase) throw new HubError(403, 'forbidden', 'The accounts cannot be deleted.');
      const database = open(name);
      entries.delete(name);
      opened.delete(name);
      database.events.emit('revoked');
      await writeEntry(catalog, name, null);
      await database.exclusively(() => database.pouch.destroy());
    },
    async setSecurity(name, security) {
      if (name === usersDatabase) {
        throw new HubError(403, 'forbidden', "You can't edit the security object of the user database.");
      }
      const entry = find(name);
      await writeEntry(catalog, name, { ...entry, security });
      entry.security = security;
      opened.get(name)?.events.emit('revoked');
    },
    revokeAll() {
      for (const database of opened.values()) database.events.emit('revoked');
    },
    async close() {
      for (const database of opened.values()) {
        database.events.emit('revoked');
        await database.exclusively(() => database.pouch.close());
      }
      opened.clear();
      await catalog.close();
    },
  };
}

function openDatabase(storage: HubStorage, name: string, entry: Entry): HubDatabase {
  const pouch: Pouch = new storage.Pouch<JsonObject>(`db-${name}`);
  const events = new EventEmitter();
  events.setMaxListeners(0);
  let writes = 0;
  events.on('written', () => {
    writes += 1;
  });
  let tail: Promise<unknown> = Promise.resolve();
  let validators: Promise<Validator[]> | null = null;
  return {
    name,
    instance: entry.instance,
    pouch,
    get security() {
      return entry.security;
    },
    validators() {
      validators ??= readValidators(pouch, name);
      return validators;
    },
    forgetValidators() {
      validators = null;
    },
    exclusively(work) {
      const turn = tail.then(work);
      tail = turn.catch(() => undefined);
      return turn;
    },
    events,
    writes: () => writes,
  };
}

async function readValidators(pouch: Pouch, name: string): Promise<Validator[]> {
  const { rows } = await pouch.allDocs({ startkey: '_design/', endkey: '_design/\uffff', include_docs: true });
  const sources = rows.map((row) => row.doc?.validate_doc_update).filter((source) => typeof source === 'string');
  return sources.map((source) => createValidator(source, name));
}

async function readIdentity(catalog: Pouch): Promise<string> {
  try {
    return String((await catalog.get('identity')).value);
  } catch (error) {
    if ((error as { status?: number }).status !== 404) throw error;
  }
  const uuid = randomUUID().replaceAll('-', '');
  await catalog.put({ _id: 'identity', value: uuid });
  return uuid;
}

async function readEntries(catalog: Pouch): Promise<Map<string, Entry>> {
  const { rows } = await catalog.allDocs({ startkey: 'database/', endkey: 'database/\uffff', include_docs: true });
  return new Map(rows.map((row) => [row.id.slice('database/'.length), row.doc?.value as Entry]));
}

async function writeEntry(catalog: Pouch, name: string, value: Entry | null): Promise<void> {
  const _id = `database/${name}`;
  const old = await catalog.get(_id).catch((error: { status?: number }) => {
    if (error.status !== 404) throw error;
    return null;
  });
  if (!value && old) await catalog.remove(_id, old._rev);
  if (value) await catalog.put(old ? { _id, _rev: old._rev, value } : { _id, value });
}
