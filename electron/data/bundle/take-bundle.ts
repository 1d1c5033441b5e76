import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import * as z from 'zod';
import { type Workspace, workspaces } from '../../../shared/domain/workspace.ts';
import type { EventDatabase } from '../events/event-store.ts';
import type { Firm } from '../firm.ts';
import { BundleError, frameBytesMax, type ReadAt, readBundle } from './bundle-format.ts';
import { type BundleHead, bundleHeadSchema } from './bundle-peers.ts';

const inflate = promisify(inflateRaw);
const chunkIdBytes = 32;
const inflatedBytesMax = 16 * frameBytesMax;

const eventsSchema = z.object({
  workspace: z.enum(workspaces),
  documents: z.array(z.looseObject({ _id: z.string(), _rev: z.string().regex(/^1-/) })),
});

/** Where a bundle goes. */
export interface BundleTarget {
  readonly firm: Firm;
  /** Workspaces that this member may hold; others are passed over. */
  readonly readable: readonly Workspace[];
  /** The store behind the gate, for one workspace. */
  gated(workspace: Workspace): EventDatabase;
}

/** What a bundle brought. */
export interface TakenBundle {
  readonly head: BundleHead;
  /** Events that were not here before. */
  readonly events: number;
  readonly chunks: number;
  /** Events of workspaces that this member does not hold. */
  readonly passedOver: number;
}

/** Reads the whole bundle without taking anything: throws a BundleError unless it is whole, unchanged and this firm's. */
export async function checkBundle(readAt: ReadAt, firm: Firm): Promise<void> {
  for await (const frame of readBundle(readAt, firm.firmId, firm.ring.rosterKey)) {
    if (frame.kind === 'head') readHead(frame.bytes);
  }
}

/**
 * Takes a bundle that was checked: events pass the gate as those of a hub do, the roster first, so that the devices it
 * brings are known; chunks are taken where their bytes have their names.
 */
export async function takeBundle(readAt: ReadAt, target: BundleTarget): Promise<TakenBundle> {
  const { firm } = target;
  let head: BundleHead | null = null;
  let [chunks, passedOver] = [0, 0];
  const before = await countEvents(target);
  const touched = new Set<Workspace>();
  for await (const { kind, bytes } of readBundle(readAt, firm.firmId, firm.ring.rosterKey)) {
    if (kind === 'head') head = readHead(bytes);
    if (kind === 'chunk') chunks += (await takeChunk(firm, bytes)) ? 1 : 0;
    if (kind !== 'events') continue;
    const { workspace, documents } = await readEvents(bytes);
    if (!target.readable.includes(workspace)) passedOver += documents.length;
    else {
      await target.gated(workspace).bulkDocs(documents as never, { new_edits: false });
      touched.add(workspace);
      if (workspace === 'roster') await firm.foldReplicated(['roster']);
    }
  }
  if (head === null) throw new BundleError('tampered');
  await firm.foldReplicated([...touched]);
  return { head, events: (await countEvents(target)) - before, chunks, passedOver };
}

function readHead(bytes: Buffer): BundleHead {
  try {
    return bundleHeadSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw new BundleError('tampered');
  }
}

async function readEvents(bytes: Buffer): Promise<z.infer<typeof eventsSchema>> {
  try {
    const text = await inflate(bytes, { maxOutputLength: inflatedBytesMax });
    return eventsSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    throw new BundleError('tampered');
  }
}

async function takeChunk(firm: Firm, bytes: Buffer): Promise<boolean> {
  const id = bytes.subarray(0, chunkIdBytes).toString('hex');
  if (await firm.files.has(id)) return false;
  await firm.files.writeChunk(id, bytes.subarray(chunkIdBytes));
  return true;
}

async function countEvents({ firm, readable }: BundleTarget): Promise<number> {
  const counts = await Promise.all(readable.map((workspace) => firm.store.measure(workspace)));
  return counts.reduce((sum, { count }) => sum + count, 0);
}
