/**
 * PouchDB as far as we use it. The declarations published for it bring the DOM along and redeclare Node's Buffer, so
 * that a Buffer is no longer bytes anywhere.
 */
declare module 'pouchdb-core' {
  import type { EventEmitter } from 'node:events';

  export interface PouchAttachment {
    content_type: string;
    data?: Buffer | string;
    stub?: boolean;
    digest?: string;
    length?: number;
    revpos?: number;
  }

  export type PouchAttachments = Record<string, PouchAttachment>;

  /** A document as it is given to the store. */
  export type PouchInput<Content extends object = object> = Content & {
    _id: string;
    _rev?: string;
    _deleted?: boolean;
    _attachments?: PouchAttachments;
    _revisions?: { start: number; ids: string[] };
  };

  /** A document as the store answers it. */
  export type PouchDocument<Content extends object = object> = Content & {
    _id: string;
    _rev: string;
    _deleted?: boolean;
    _conflicts?: string[];
    _attachments?: PouchAttachments;
    _revisions?: { start: number; ids: string[] };
  };

  export interface PouchWritten {
    ok: true;
    id: string;
    rev: string;
  }

  export interface PouchError extends Error {
    status?: number;
    name: string;
    reason?: string;
    error?: boolean | string;
    id?: string;
  }

  /** The part of a failed write in the answer of `bulkDocs`. */
  export interface PouchRefused {
    ok?: undefined;
    error: boolean | string;
    status?: number;
    name?: string;
    message?: string;
    reason?: string;
    id?: string;
    rev?: string;
  }

  export interface PouchRow<Content extends object> {
    id: string;
    key: string;
    value: { rev: string; deleted?: boolean };
    doc?: PouchDocument<Content>;
    error?: string;
  }

  export interface PouchListOptions {
    include_docs?: boolean;
    startkey?: string;
    endkey?: string;
    inclusive_end?: boolean;
    key?: string;
    keys?: string[];
    limit?: number;
    skip?: number;
    descending?: boolean;
    attachments?: boolean;
    binary?: boolean;
    conflicts?: boolean;
    update_seq?: boolean;
  }

  export interface PouchList<Content extends object> {
    total_rows: number;
    offset: number;
    rows: PouchRow<Content>[];
    update_seq?: number | string;
  }

  export interface PouchChangesOptions {
    since?: number | string;
    live?: boolean;
    include_docs?: boolean;
    limit?: number;
    descending?: boolean;
    doc_ids?: string[];
    style?: 'main_only' | 'all_docs';
    conflicts?: boolean;
    attachments?: boolean;
    binary?: boolean;
    return_docs?: boolean;
    heartbeat?: number | false;
    timeout?: number | false;
    batch_size?: number;
  }

  export interface PouchChange<Content extends object> {
    id: string;
    seq: number | string;
    changes: { rev: string }[];
    deleted?: boolean;
    doc?: PouchDocument<Content>;
  }

  export interface PouchChanges<Content extends object> {
    results: PouchChange<Content>[];
    last_seq: number | string;
  }

  export interface PouchFeed<Content extends object> extends EventEmitter, Promise<PouchChanges<Content>> {
    cancel(): void;
  }

  export interface PouchInfo {
    db_name: string;
    doc_count: number;
    update_seq: number | string;
    [more: string]: unknown;
  }

  export interface PouchReplicateOptions {
    live?: boolean;
    retry?: boolean;
    since?: number | string;
    doc_ids?: string[];
    batch_size?: number;
    batches_limit?: number;
    heartbeat?: number | false;
    timeout?: number | false;
    style?: 'main_only' | 'all_docs';
    back_off_function?: (delayMs: number) => number;
    checkpoint?: false | 'source' | 'target';
  }

  export interface PouchReplicated {
    ok: boolean;
    docs_read: number;
    docs_written: number;
    doc_write_failures: number;
    errors: unknown[];
    last_seq: number | string;
    status?: string;
  }

  export interface PouchReplication extends EventEmitter, Promise<PouchReplicated> {
    cancel(): void;
  }

  export interface PouchSync extends EventEmitter, Promise<{ push?: PouchReplicated; pull?: PouchReplicated }> {
    push: PouchReplication;
    pull: PouchReplication;
    cancel(): void;
  }

  export interface PouchGetOptions {
    rev?: string;
    revs?: boolean;
    conflicts?: boolean;
    attachments?: boolean;
    binary?: boolean;
    latest?: boolean;
  }

  export interface PouchOpened<Content extends object> {
    ok?: PouchDocument<Content>;
    missing?: string;
  }

  /** One database, local or at a hub. */
  export interface PouchDatabase<Content extends object = Record<string, unknown>> extends EventEmitter {
    readonly name: string;
    readonly adapter: string;
    put(doc: PouchInput<Content>, options?: { force?: boolean; new_edits?: boolean }): Promise<PouchWritten>;
    bulkDocs(docs: PouchInput<Content>[], options?: { new_edits?: boolean }): Promise<(PouchWritten | PouchRefused)[]>;
    get(id: string, options?: PouchGetOptions): Promise<PouchDocument<Content>>;
    get(id: string, options: PouchGetOptions & { open_revs: 'all' | string[] }): Promise<PouchOpened<Content>[]>;
    remove(id: string, rev: string): Promise<PouchWritten>;
    allDocs(options?: PouchListOptions): Promise<PouchList<Content>>;
    changes(options?: PouchChangesOptions): PouchFeed<Content>;
    bulkGet(options: {
      docs: { id: string; rev?: string }[];
      revs?: boolean;
      latest?: boolean;
      attachments?: boolean;
      binary?: boolean;
    }): Promise<{ results: { id: string; docs: ({ ok: PouchDocument<Content> } | { error: PouchError })[] }[] }>;
    revsDiff(
      revisions: Record<string, string[]>,
    ): Promise<Record<string, { missing?: string[]; possible_ancestors?: string[] }>>;
    putAttachment(id: string, name: string, rev: string, data: Buffer, type: string): Promise<PouchWritten>;
    putAttachment(id: string, name: string, data: Buffer, type: string): Promise<PouchWritten>;
    getAttachment(id: string, name: string, options?: { rev?: string }): Promise<Buffer>;
    info(): Promise<PouchInfo>;
    id(): Promise<string>;
    close(): Promise<void>;
    destroy(): Promise<{ ok: boolean }>;
    replicate: {
      to(target: PouchDatabase<Content> | string, options?: PouchReplicateOptions): PouchReplication;
      from(source: PouchDatabase<Content> | string, options?: PouchReplicateOptions): PouchReplication;
    };
    sync(
      remote: PouchDatabase<Content> | string,
      options?: PouchReplicateOptions & { push?: PouchReplicateOptions; pull?: PouchReplicateOptions },
    ): PouchSync;
  }

  export interface PouchOptions {
    db?: object;
    adapter?: string;
    auto_compaction?: boolean;
    revs_limit?: number;
    skip_setup?: boolean;
    auth?: { username: string; password: string };
    fetch?: (url: string, options?: RequestInit) => Promise<Response>;
  }

  /** Opens a database by name (local) or URL (hub). */
  export interface PouchConstructor {
    new <Content extends object = Record<string, unknown>>(
      name: string,
      options?: PouchOptions,
    ): PouchDatabase<Content>;
    defaults(options: PouchOptions): PouchConstructor;
    plugin(plugin: object): PouchConstructor;
    adapter(name: string, adapter: object, isPreferred?: boolean): void;
    fetch: typeof fetch;
  }

  const PouchDB: PouchConstructor;
  export default PouchDB;
}

declare module 'pouchdb-adapter-http' {
  const plugin: object;
  export default plugin;
}

declare module 'pouchdb-replication' {
  const plugin: object;
  export default plugin;
}

/** The adapter beneath PouchDB's LevelDB flavours: a constructor that PouchDB calls with itself as `this`. */
declare module 'pouchdb-adapter-leveldb-core' {
  export default function LevelPouch(
    this: unknown,
    options: object,
    callback: (error: unknown, api?: unknown) => void,
  ): void;
}
