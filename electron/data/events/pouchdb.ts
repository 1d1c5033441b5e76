/// <reference path="./pouchdb-modules.d.ts" />
import { EventEmitter } from 'node:events';
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

const feedsMax = 100;
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
  // The feeds of every firm that is awake hang on one emitter of PouchDB's: more than ten is no leak there.
  EventEmitter.defaultMaxListeners = Math.max(EventEmitter.defaultMaxListeners, feedsMax);
  PouchDB.plugin(http);
  PouchDB.plugin(replication);
  const adapter = function openLevelPouch(this: unknown, options: LevelPouchOptions, callback: Opened) {
    // LevelDB's layers put an error of their own, without the code, in the place of ours.
    const answer: Opened = (error, api) => callback(error && (options.db.openErrorOf(options.name) ?? error), api);
    LevelPouch.call(this, options, answer);
  };
  PouchDB.adapter('sqlite-level', Object.assign(adapter, { valid: () => true, use_prefix: false }), true);
}
