import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type ChunkFolder, openChunkFolder } from './chunk-folder.ts';
import { chunkBytes, chunkIdOf, openChunk, sealChunk } from './chunk-seal.ts';
import { FileFault } from './file-fault.ts';
import type { ChunkReference, FileReference } from './file-reference.ts';

/** As many as an event may name. */
const chunksMax = 2000;

/**
 * What is to be stored: bytes in memory, a file somewhere on this machine that is read piece by piece, or anything else
 * that answers pieces, each asked for once and in order (`offset` is a multiple of the chunk's length).
 */
export type FileSource =
  | { readonly bytes: Uint8Array }
  | { readonly path: string }
  | { readonly size: number; readonly read: (offset: number, length: number) => Promise<Uint8Array> };

export interface PutOptions {
  readonly mediaType: string;
  readonly signal?: AbortSignal;
  /** Called after each chunk with the bytes sealed so far and the size of the whole. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/**
 * The firm's files as sealed chunks beside the event store. Nothing readable is ever written: a file's key is in its
 * reference alone, and the reference belongs into the body of the event that names the file, appended after `put`.
 */
export interface FileStore extends ChunkFolder {
  /** Seals and writes a file; every chunk is durable when it answers. Throws FileFault, or what the disk says. */
  put(source: FileSource, options: PutOptions): Promise<FileReference>;
  /** The whole file, checked against size and hash. Throws FileFault. For large files rather `readParts`. */
  read(reference: FileReference): Promise<Buffer>;
  /** The file piece by piece; the last piece comes only when the hash of the whole is right. Throws FileFault. */
  readParts(reference: FileReference): AsyncGenerator<Buffer, void, undefined>;
  /** One piece of the file, from 0 on. The hash of the whole is not looked at; the chunk's own seal is. Throws FileFault. */
  readPart(reference: FileReference, index: number): Promise<Buffer>;
  /** Which of these chunks are not on this machine, in the same order, each once. */
  listMissing(chunks: readonly (ChunkReference | string)[]): Promise<string[]>;
  /** Deletes a file's chunks from this machine. */
  remove(reference: FileReference): Promise<void>;
}

interface PlainSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

async function openSource(source: FileSource): Promise<PlainSource> {
  if ('bytes' in source) {
    const { bytes } = source;
    return {
      size: bytes.length,
      read: async (offset, length) => bytes.subarray(offset, offset + length),
      close: async () => {},
    };
  }
  if ('read' in source) return { size: source.size, read: source.read, close: async () => {} };
  const handle = await open(source.path, 'r');
  const { size } = await handle.stat();
  return {
    size,
    read: async (offset, length) => {
      const piece = Buffer.alloc(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(piece, filled, length - filled, offset + filled);
        if (bytesRead === 0) throw new FileFault('files.changed-meanwhile');
        filled += bytesRead;
      }
      return piece;
    },
    close: async () => {
      const { size: sizeAfter } = await handle.stat();
      await handle.close();
      if (sizeAfter !== size) throw new FileFault('files.changed-meanwhile');
    },
  };
}

function decodeKey(reference: FileReference): Buffer {
  const key = Buffer.from(reference.key, 'base64url');
  if (key.length !== 32) throw new FileFault('files.not-opened');
  return key;
}

type WrittenChunks = { id: string; size: number }[];

async function sealInto(
  folder: ChunkFolder,
  plain: PlainSource,
  options: PutOptions,
  chunks: WrittenChunks,
): Promise<FileReference> {
  const key = randomBytes(32);
  const whole = createHash('sha256');
  const count = Math.max(1, Math.ceil(plain.size / chunkBytes));
  if (count > chunksMax) throw new FileFault('files.too-large');
  for (let index = 0; index < count; index += 1) {
    options.signal?.throwIfAborted();
    const offset = index * chunkBytes;
    const piece = await plain.read(offset, Math.min(chunkBytes, plain.size - offset));
    whole.update(piece);
    const sealed = sealChunk(key, index, index === count - 1, piece);
    const id = chunkIdOf(sealed);
    await folder.writeChunk(id, sealed);
    chunks.push({ id, size: sealed.length });
    options.onProgress?.(offset + piece.length, plain.size);
  }
  return {
    size: plain.size,
    sha256: whole.digest('hex'),
    mediaType: options.mediaType,
    chunks,
    key: key.toString('base64url'),
  };
}

async function* openFrom(folder: ChunkFolder, reference: FileReference): AsyncGenerator<Buffer, void, undefined> {
  const key = decodeKey(reference);
  const whole = createHash('sha256');
  const count = reference.chunks.length;
  if (count !== Math.max(1, Math.ceil(reference.size / chunkBytes))) throw new FileFault('files.contents-differ');
  for (const [index, chunk] of reference.chunks.entries()) {
    const isLast = index === count - 1;
    const sealed = await folder.readChunk(chunk.id);
    const opened = openChunk(key, index, isLast, sealed);
    if (opened === undefined) throw new FileFault('files.not-opened', chunk.id);
    const length = isLast ? reference.size - index * chunkBytes : chunkBytes;
    if (opened.length < length) throw new FileFault('files.contents-differ', chunk.id);
    const piece = opened.subarray(0, length);
    whole.update(piece);
    if (isLast && whole.digest('hex') !== reference.sha256) throw new FileFault('files.contents-differ', chunk.id);
    yield piece;
  }
}

async function openOne(folder: ChunkFolder, reference: FileReference, index: number): Promise<Buffer> {
  const chunk = reference.chunks[index];
  if (chunk === undefined) throw new FileFault('files.contents-differ');
  const isLast = index === reference.chunks.length - 1;
  const opened = openChunk(decodeKey(reference), index, isLast, await folder.readChunk(chunk.id));
  if (opened === undefined) throw new FileFault('files.not-opened', chunk.id);
  return opened.subarray(0, isLast ? reference.size - index * chunkBytes : chunkBytes);
}

/** Opens the file store in `folder`, which is made with the first file. Call `removeLeftovers` once after the start. */
export function createFileStore({ folder }: { readonly folder: string }): FileStore {
  const chunkFolder = openChunkFolder(folder);
  return {
    ...chunkFolder,
    put: async (source, options) => {
      const plain = await openSource(source);
      const written: WrittenChunks = [];
      let isClosed = false;
      try {
        const reference = await sealInto(chunkFolder, plain, options, written);
        isClosed = true;
        await plain.close();
        return reference;
      } catch (error) {
        if (!isClosed) await plain.close().catch(() => {});
        // Nobody knows these chunks yet: what failed leaves nothing behind.
        await chunkFolder.removeChunks(written.map((chunk) => chunk.id));
        throw error;
      }
    },
    read: async (reference) => {
      const pieces: Buffer[] = [];
      for await (const piece of openFrom(chunkFolder, reference)) pieces.push(piece);
      return Buffer.concat(pieces);
    },
    readPart: (reference, index) => openOne(chunkFolder, reference, index),
    readParts: (reference) => openFrom(chunkFolder, reference),
    listMissing: async (chunks) => {
      const ids = new Set(chunks.map((chunk) => (typeof chunk === 'string' ? chunk : chunk.id)));
      const missing: string[] = [];
      for (const id of ids) if (!(await chunkFolder.has(id))) missing.push(id);
      return missing;
    },
    remove: (reference) => chunkFolder.removeChunks(reference.chunks.map((chunk) => chunk.id)),
  };
}
