import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chunkBytes } from './chunk-seal.ts';
import type { FileSource } from './file-store.ts';

/** Parts are as long as the chunks that they become, so each is sealed once more as it comes. */
export const uploadPartBytes = chunkBytes;
/** Up to this size a file is gathered in memory. */
const memoryBytesMax = 64 * 1024 * 1024;
/** An upload that nobody has touched for so long is given up. */
const idleMsMax = 60 * 60_000;
const uploadsMax = 32;
const tagBytes = 16;

interface Upload {
  readonly fileName: string;
  readonly size: number;
  received: number;
  touchedMs: number;
  readonly parts: PartStore;
}

interface PartStore {
  write(index: number, part: Buffer): Promise<void>;
  read(index: number): Promise<Buffer>;
  remove(): Promise<void>;
}

function partsInMemory(): PartStore {
  const parts: Buffer[] = [];
  return {
    write: async (index, part) => {
      parts[index] = part;
    },
    read: async (index) => parts[index] ?? Buffer.alloc(0),
    remove: async () => {
      parts.length = 0;
    },
  };
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 8);
  return nonce;
}

/** Parts in a file, each sealed under a key that lives in memory alone: what is left after a crash is noise. */
async function partsOnDisk(): Promise<PartStore> {
  const folder = await mkdtemp(join(tmpdir(), 'annex-upload-'));
  const key = randomBytes(32);
  const lengths: number[] = [];
  let handle: FileHandle | undefined = await open(join(folder, 'parts'), 'wx+', 0o600);
  const placeOf = (index: number) => index * (uploadPartBytes + tagBytes);
  return {
    write: async (index, part) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index));
      const sealed = Buffer.concat([cipher.update(part), cipher.final(), cipher.getAuthTag()]);
      await handle?.write(sealed, 0, sealed.length, placeOf(index));
      lengths[index] = part.length;
    },
    read: async (index) => {
      const length = lengths[index] ?? 0;
      const sealed = Buffer.alloc(length + tagBytes);
      await handle?.read(sealed, 0, sealed.length, placeOf(index));
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index));
      decipher.setAuthTag(sealed.subarray(length));
      return Buffer.concat([decipher.update(sealed.subarray(0, length)), decipher.final()]);
    },
    remove: async () => {
      await handle?.close();
      handle = undefined;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What came of a part. `out-of-order`: another part is awaited; `too-long` and `too-short`: it has the wrong length. */
export type PartOutcome = 'received' | 'unknown' | 'out-of-order' | 'wrong-length';

/** Files that are being taken in, part by part. They live as long as the program. */
export interface Uploads {
  /** Begins an upload of `size` bytes; false when too many are open. */
  start(uploadId: string, fileName: string, size: number, nowMs: number): Promise<boolean>;
  /** Takes the next part; the last one again is taken as done. */
  put(uploadId: string, index: number, part: Buffer, nowMs: number): Promise<PartOutcome>;
  /** The file, when every part has come. */
  get(
    uploadId: string,
  ): { fileName: string; size: number; received: number; isWhole: boolean; source: FileSource } | undefined;
  remove(uploadId: string): Promise<void>;
}

function partsOf(size: number): number {
  return Math.ceil(size / uploadPartBytes);
}

function expectedLength(size: number, index: number): number {
  return Math.min(uploadPartBytes, size - index * uploadPartBytes);
}

/** Opens an empty set of uploads; writes nothing until a large file comes. */
export function createUploads(): Uploads {
  const uploads = new Map<string, Upload>();

  const remove = async (uploadId: string): Promise<void> => {
    const upload = uploads.get(uploadId);
    uploads.delete(uploadId);
    await upload?.parts.remove();
  };

  const sourceOf = (upload: Upload): FileSource => ({
    size: upload.size,
    read: (offset, length) => {
      // The file store reads in steps of a chunk, which are our parts.
      if (offset % uploadPartBytes !== 0 || length > uploadPartBytes)
        throw new Error('An upload is read part by part.');
      return upload.parts.read(offset / uploadPartBytes);
    },
  });

  return {
    start: async (uploadId, fileName, size, nowMs) => {
      for (const [id, upload] of uploads) if (nowMs - upload.touchedMs > idleMsMax) await remove(id);
      if (uploads.has(uploadId)) return true;
      if (uploads.size >= uploadsMax) return false;
      const parts = size <= memoryBytesMax ? partsInMemory() : await partsOnDisk();
      uploads.set(uploadId, { fileName, size, received: 0, touchedMs: nowMs, parts });
      return true;
    },
    put: async (uploadId, index, part, nowMs) => {
      const upload = uploads.get(uploadId);
      if (upload === undefined) return 'unknown';
      if (index === upload.received - 1) return 'received';
      if (index !== upload.received || index >= partsOf(upload.size)) return 'out-of-order';
      if (part.length !== expectedLength(upload.size, index)) return 'wrong-length';
      await upload.parts.write(index, part);
      upload.received = index + 1;
      upload.touchedMs = nowMs;
      return 'received';
    },
    get: (uploadId) => {
      const upload = uploads.get(uploadId);
      if (upload === undefined) return undefined;
      const { fileName, size, received } = upload;
      return { fileName, size, received, isWhole: received === partsOf(size), source: sourceOf(upload) };
    },
    remove,
  };
}
