/// <reference path="./pouchdb-modules.d.ts" />
import http from 'pouchdb-adapter-http';
import LevelPouch from 'pouchdb-adapter-leveldb-core';
import PouchDB, { type PouchConstructor } from 'pouchdb-core';
import replication from 'pouchdb-replication';
import type { SqliteLevelFactory } from './sqlite-level.ts';

export type {
  PouchConstructor,
  PouchDatabase,
  PouchError,
  PouchInput,
  PouchRefused,
  PouchReplication,
  PouchWritten,
} from 'pouchdb-core';

interface LevelPouchOptions {
  name: string;
  db: SqliteLevelFactory;
}

type Opened = (error: unknown, api?: unknown) => void;

let isRegistered = false;

/**
 * A PouchDB constructor whose local databases live in `factory`'s folder, each under the name it is given; a name that
 * is a URL is a database of a hub. Old revisions are never compacted away. Every call on a store that could not be opened
 * rejects with the StoreError.
 */
export function createPouch(factory: SqliteLevelFactory): PouchConstructor {
  registerAdapters();
  return PouchDB.defaults({ db: factory, auto_compaction: false });
}

function registerAdapters(): void {
  if (isRegistered) return;
  isRegistered = true;
  PouchDB.plugin(http);
  PouchDB.plugin(replication);
  const adapter = function openLevelPouch(this: unknown, options: LevelPouchOptions, callback: Opened) {
    // LevelDB's layers put an error of their own, without the code, in the place of ours.
    const answer: Opened = (error, api) => callback(error && (options.db.openErrorOf(options.name) ?? error), api);
    LevelPouch.call(this, options, answer);
  };
  PouchDB.adapter('sqlite-level', Object.assign(adapter, { valid: () => true, use_prefix: false }), true);
}
