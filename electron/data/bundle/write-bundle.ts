import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { Workspace } from '../../../shared/domain/workspace.ts';
import { isEventShaped, parseEventId } from '../events/envelope.ts';
import type { Firm } from '../firm.ts';
import { BundleWriter } from './bundle-format.ts';
import type { BundleHead, PeerKnowledge } from './bundle-peers.ts';
import { isKnown, readKnownHeads } from './known-heads.ts';

const deflate = promisify(deflateRaw);
const pageEvents = 500;
/** Events of one frame, in characters of their texts: a frame stays well below its bound. */
const frameCharactersMax = 1_500_000;
const wantsMax = 20_000;

/** What goes into a bundle. */
export interface BundleContents {
  readonly workspaces: readonly Workspace[];
  /** What the receiver is known to have; null for somebody of whom nothing is known: everything is given. */
  readonly peer: PeerKnowledge | null;
  /** Events from this instant on alone, by their clocks; null for all. */
  readonly sinceMs: number | null;
  readonly withFiles: boolean;
}

/** What was written so far. */
export interface BundleCounts {
  events: number;
  chunks: number;
}

/**
 * The bytes of a bundle, piece by piece: events of the roster first, then of the workspaces, then sealed chunks of files,
 * newest documents first. Counts grow in `counts` as it goes on.
 */
export async function* writeBundle(
  firm: Firm,
  contents: BundleContents,
  counts: BundleCounts,
): AsyncGenerator<Buffer, void, undefined> {
  const writer = new BundleWriter(firm.firmId, randomBytes(16).toString('hex'), firm.ring.rosterKey);
  const head: BundleHead = {
    deviceId: firm.me.deviceId,
    atMs: firm.nowMs(),
    heads: readKnownHeads(firm.rows),
    wants: (await missingChunks(firm)).slice(0, wantsMax),
  };
  yield writer.begin();
  yield writer.frame('head', Buffer.from(JSON.stringify(head)));
  for (const workspace of contents.workspaces) {
    for await (const documents of eventsFor(firm, workspace, contents)) {
      counts.events += documents.length;
      yield writer.frame('events', await deflate(JSON.stringify({ workspace, documents })));
    }
  }
  if (contents.withFiles && contents.workspaces.includes('documents')) {
    for await (const chunk of chunksFor(firm, contents)) {
      counts.chunks += 1;
      yield writer.frame('chunk', chunk);
    }
  }
  yield writer.end();
}

type Stored = { _id: string; _rev: string; n: number; h: string; b: string };

async function* eventsFor(
  firm: Firm,
  workspace: Workspace,
  { peer, sinceMs }: BundleContents,
): AsyncGenerator<Stored[], void, undefined> {
  const database = firm.store.database(workspace);
  const begin = sinceMs === null ? '' : Math.max(0, Math.floor(sinceMs)).toString(16).padStart(12, '0');
  let after = '';
  let frame: Stored[] = [];
  let characters = 0;
  for (;;) {
    const from = after === '' ? { startkey: begin } : { startkey: after, skip: 1 };
    const { rows } = await database.allDocs({ ...from, limit: pageEvents, include_docs: true });
    for (const { doc } of rows) {
      if (doc === undefined || doc === null || !isEventShaped(doc)) continue;
      if (peer !== null && isKnown(peer.heads, workspace, parseEventId(doc._id).deviceId, doc.n)) continue;
      if (frame.length > 0 && characters + doc.h.length + doc.b.length > frameCharactersMax) {
        yield frame;
        [frame, characters] = [[], 0];
      }
      frame.push(doc);
      characters += doc.h.length + doc.b.length;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageEvents) break;
    after = last.id;
  }
  if (frame.length > 0) yield frame;
}

/** Chunks for the receiver that are here: of documents that it does not know yet, and those that it said it lacks. */
async function* chunksFor(firm: Firm, { peer, sinceMs }: BundleContents): AsyncGenerator<Buffer, void, undefined> {
  const documents = firm.rows.all<{
    chunk_ids: string;
    event_id: string | null;
    n: number | null;
    filed_at_ms: number;
  }>(
    `SELECT d.chunk_ids, d.filed_at_ms, e.event_id, e.n FROM documents_document d
     LEFT JOIN event e ON e.event_id = (SELECT min(f.event_id) FROM event f WHERE f.aggregate = d.aggregate)
     WHERE d.removed = 0 ORDER BY d.filed_at_ms DESC`,
  );
  const isNew = (row: (typeof documents)[number]) => {
    if (sinceMs !== null && row.filed_at_ms < sinceMs) return false;
    if (peer === null || row.event_id === null || row.n === null) return true;
    return !isKnown(peer.heads, 'documents', parseEventId(row.event_id).deviceId, row.n);
  };
  const named = documents.filter(isNew).flatMap((row) => JSON.parse(row.chunk_ids) as string[]);
  for (const id of new Set([...named, ...(peer?.wants ?? [])])) {
    if (!(await firm.files.has(id))) continue;
    yield Buffer.concat([Buffer.from(id, 'hex'), await firm.files.readChunk(id)]);
  }
}

/** Ids of chunks that documents name and that are not on this device, newest documents first. */
async function missingChunks(firm: Firm): Promise<string[]> {
  const rows = firm.rows.all<{ chunk_id: string }>(
    `SELECT c.value AS chunk_id FROM documents_document d, json_each(d.chunk_ids) c WHERE d.removed = 0
     ORDER BY d.filed_at_ms DESC`,
  );
  const here = new Set(await firm.files.listChunkIds());
  return [...new Set(rows.map((row) => row.chunk_id))].filter((id) => !here.has(id));
}
