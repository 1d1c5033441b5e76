/// <reference path="./pouchdb-modules.d.ts" />
import http from 'pouchdb-adapter-http';
import LevelPouch from 'pouchdb-adapter-leveldb-core';
import PouchDB, { type PouchConstructor } from 'pouchdb-core';
import replication from 'pouchdb-replication';
import type { SqliteLevelFactory } from './sqlite-level.ts';

export type {
  PouchChange,
  PouchChanges,
  PouchConstructor,
  PouchDatabase,
  PouchDocument,
  PouchError,
  PouchInput,
  PouchRefused,
  PouchReplication,
  PouchSync,
  PouchWritten,
} from 'pouchdb-core';

let isRegistered = false;

/**
 * A PouchDB constructor whose local databases live in `factory`'s folder, each under the name it is given; a name that
 * is a URL is a database of a hub. Old revisions are never compacted away.
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
  const adapter = function openLevelPouch(this: unknown, options: object, callback: (error: unknown) => void) {
    LevelPouch.call(this, options, callback);
  };
  PouchDB.adapter('sqlite-level', Object.assign(adapter, { valid: () => true, use_prefix: false }), true);
}
