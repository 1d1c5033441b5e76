import { createHash, hkdfSync } from 'node:crypto';
import * as z from 'zod';
import { openWith, sealWith } from '../vault/sealed-box.ts';

/*
 * A bundle is a line of JSON that says whose it is, then frames: four bytes of length, and a box. The key of the boxes
 * follows from the firm's roster key and the bundle's id; a box names its place, so that none can be left out, moved or
 * put into another bundle; the last frame says how many there are. What is in the boxes is sealed and signed already:
 * the box hides who wrote when.
 */
const magic = 'annex-bundle-1';
const headBytesMax = 512;
const lengthBytes = 4;
/** Longest frame: a chunk of a file and what goes with it. */
export const frameBytesMax = 4 * 1024 * 1024;

/** What a frame holds. `head` comes first, `end` last. */
export type FrameKind = 'head' | 'events' | 'chunk' | 'end';
const kinds: readonly FrameKind[] = ['head', 'events', 'chunk', 'end'];

/** A frame, opened. */
export interface Frame {
  readonly kind: FrameKind;
  readonly bytes: Buffer;
}

const lineSchema = z.object({
  bundle: z.literal(magic),
  firm: z.string().regex(/^[0-9a-f]{16}$/),
  id: z.string().regex(/^[0-9a-f]{32}$/),
});

/** Why a file is not taken. */
export type BundleFlaw = 'not a bundle' | 'other firm' | 'tampered' | 'cut short';

/** A file that is no whole bundle of this firm. */
export class BundleError extends Error {
  readonly flaw: BundleFlaw;

  constructor(flaw: BundleFlaw) {
    super(`The bundle is not taken: ${flaw}.`);
    this.name = 'BundleError';
    this.flaw = flaw;
  }
}

/** What boxes of one bundle are sealed with. */
interface BundleSeal {
  readonly key: Buffer;
  readonly context: string;
}

function firmMark(firmId: string): string {
  return createHash('sha256').update(`annex bundle firm ${firmId}`).digest('hex').slice(0, 16);
}

function sealOf(firmId: string, bundleId: string, rosterKey: Buffer): BundleSeal {
  const key = Buffer.from(hkdfSync('sha256', rosterKey, Buffer.from(bundleId, 'hex'), 'annex bundle 1', 32));
  return { key, context: `annex/bundle/1|${firmId}|${bundleId}` };
}

/** Writes the bytes of a bundle. `bundleId` is 32 random hex digits; `rosterKey` 32 bytes. */
export class BundleWriter {
  readonly #seal: BundleSeal;
  readonly #line: string;
  #frames = 0;

  constructor(firmId: string, bundleId: string, rosterKey: Buffer) {
    this.#seal = sealOf(firmId, bundleId, rosterKey);
    this.#line = `${JSON.stringify({ bundle: magic, firm: firmMark(firmId), id: bundleId })}\n`;
  }

  /** The line before the frames. */
  begin(): Buffer {
    return Buffer.from(this.#line);
  }

  frame(kind: FrameKind, bytes: Uint8Array): Buffer {
    const plain = Buffer.concat([Buffer.of(kinds.indexOf(kind)), bytes]);
    const box = sealWith(this.#seal.key, plain, `${this.#seal.context}|${this.#frames}`);
    this.#frames += 1;
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(box.length);
    return Buffer.concat([length, box]);
  }

  /** The last frame; it is authenticated with the number of those before it by its place. */
  end(): Buffer {
    return this.frame('end', Buffer.alloc(0));
  }
}

/** Reads so many bytes from a place of a file; fewer at its end. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>;

/**
 * Opens the frames of a bundle one after the other. Throws a BundleError for what is no bundle, one of another firm, one
 * that was changed, and one that does not reach its end.
 */
export async function* readBundle(
  readAt: ReadAt,
  firmId: string,
  rosterKey: Buffer,
): AsyncGenerator<Frame, void, undefined> {
  const { bundleId, bodyOffset } = await readLine(readAt, firmId);
  const seal = sealOf(firmId, bundleId, rosterKey);
  let offset = bodyOffset;
  for (let place = 0; ; place += 1) {
    const length = await readAt(offset, lengthBytes);
    if (length.length < lengthBytes) throw new BundleError('cut short');
    const boxBytes = length.readUInt32BE();
    if (boxBytes > frameBytesMax) throw new BundleError('tampered');
    const box = await readAt(offset + lengthBytes, boxBytes);
    if (box.length < boxBytes) throw new BundleError('cut short');
    const frame = openFrame(box, seal, place);
    yield frame;
    offset += lengthBytes + boxBytes;
    if (frame.kind !== 'end') continue;
    if ((await readAt(offset, 1)).length > 0) throw new BundleError('tampered');
    return;
  }
}

async function readLine(readAt: ReadAt, firmId: string): Promise<{ bundleId: string; bodyOffset: number }> {
  const begin = await readAt(0, headBytesMax);
  const end = begin.indexOf(0x0a);
  const line = lineSchema.safeParse(parseJson(end < 0 ? '' : begin.subarray(0, end).toString('utf8')));
  if (!line.success) throw new BundleError(begin.toString('latin1').includes(magic) ? 'tampered' : 'not a bundle');
  if (line.data.firm !== firmMark(firmId)) throw new BundleError('other firm');
  return { bundleId: line.data.id, bodyOffset: end + 1 };
}

function openFrame(box: Buffer, seal: BundleSeal, place: number): Frame {
  let plain: Buffer;
  try {
    plain = openWith(seal.key, box, `${seal.context}|${place}`);
  } catch {
    throw new BundleError('tampered');
  }
  const kind = kinds[plain[0] ?? -1];
  if (kind === undefined || (kind === 'head') !== (place === 0)) throw new BundleError('tampered');
  return { kind, bytes: plain.subarray(1) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
