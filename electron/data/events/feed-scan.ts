import { join } from 'node:path';
import type Database from 'better-sqlite3-multiple-ciphers';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import { openCipheredDatabase } from './ciphered-database.ts';
import { type EventDocument, isEventShaped } from './envelope.ts';
import type { FeedPage, FollowedAlarm, FollowedEvent } from './event-log.ts';

/** A workspace's feed, read by its place in the file. */
export interface FeedScan {
  /** As `EventLog.readFrom`. */
  readFrom(position: number, limit: number): FeedPage;
  close(): void;
}

interface StoredDocument extends EventDocument {
  readonly _rev: string;
  readonly _deleted?: true;
}

/** PouchDB keeps each part of a store under a prefix of its own between two of these. */
const mark = '\u00ff';
const sequence = `${mark}by-sequence${mark}`;
const documents = `${mark}document-store${mark}`;
const digits = 16;

function keyOf(prefix: string, rest: string): Buffer {
  return Buffer.from(prefix + rest, 'utf8');
}

function countWithin(database: Database.Database, prefix: string): number {
  const row = database
    .prepare<[Buffer, Buffer], { n: number }>('SELECT count(*) AS n FROM kv WHERE k > ? AND k < ?')
    .get(keyOf(prefix, ''), keyOf(prefix, mark));
  return row?.n ?? 0;
}

/**
 * Reads a feed straight from PouchDB's table of revisions, which lies in the feed's order: a third of what asking
 * PouchDB costs, for a rebuild that reads everything. That is the feed only where each document has one revision, which
 * is so unless a store was tampered with: otherwise the answer is null, and PouchDB is to be asked.
 */
export function openFeedScan(folder: string, key: Buffer, workspace: Workspace): FeedScan | null {
  const database = openCipheredDatabase(join(folder, `${workspace}.sqlite`), key, {
    synchronous: 'FULL',
    readOnly: true,
  });
  if (countWithin(database, sequence) !== countWithin(database, documents)) {
    database.close();
    return null;
  }
  const next = database.prepare<[Buffer, Buffer, number], { k: Buffer; v: Buffer | string }>(
    'SELECT k, v FROM kv WHERE k > ? AND k < ? ORDER BY k LIMIT ?',
  );
  const end = keyOf(sequence, mark);
  return {
    readFrom: (position, limit) => {
      const rows = next.all(keyOf(sequence, String(position).padStart(digits, '0')), end, limit);
      return toPage(workspace, position, rows, limit);
    },
    close: () => database.close(),
  };
}

function toPage(
  workspace: Workspace,
  from: number,
  rows: readonly { k: Buffer; v: Buffer | string }[],
  limit: number,
): FeedPage {
  const events: FollowedEvent[] = [];
  const alarms: FollowedAlarm[] = [];
  let position = from;
  for (const { k, v } of rows) {
    position = Number(k.toString('latin1', k.length - digits));
    const { _rev, _deleted, ...document } = JSON.parse(String(v)) as StoredDocument;
    const alarm = (reason: FollowedAlarm['reason']) => alarms.push({ workspace, position, id: document._id, reason });
    if (_deleted === true) alarm('deleted');
    else if (!_rev.startsWith('1-')) alarm('second revision');
    else if (!isEventShaped(document)) alarm('not an event');
    else events.push({ workspace, position, document });
  }
  return { events, alarms, position, isEnd: rows.length < limit };
}
