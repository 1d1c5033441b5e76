import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chunkIdOf, sealedBytesMax } from './chunk-seal.ts';
import { FileFault } from './file-fault.ts';

const chunkIdPattern = /^[0-9a-f]{64}$/;
const shardPattern = /^[0-9a-f]{2}$/;
const freshEnding = '.new';

/** Sealed bytes on disk, each under the hash that names it, spread over 256 folders. Knows no key. */
export interface ChunkFolder {
  has(id: string): Promise<boolean>;
  /** The sealed bytes, checked against their name. Throws FileFault when missing or damaged. */
  readChunk(id: string): Promise<Buffer>;
  /** Writes sealed bytes under their name, durable when it answers; a second time changes nothing. */
  writeChunk(id: string, sealed: Uint8Array): Promise<void>;
  /** Deletes chunks; what is not there is passed over. */
  removeChunks(ids: readonly string[]): Promise<void>;
  /** The names of all chunks here. */
  listChunkIds(): Promise<string[]>;
  /** Deletes what a crash left half written; answers how many. */
  removeLeftovers(): Promise<number>;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Opens the chunks below `folder` (made when the first one is written). */
export function openChunkFolder(folder: string): ChunkFolder {
  const shardOf = (id: string): string => {
    if (!chunkIdPattern.test(id)) throw new FileFault('files.bad-chunk-id');
    return join(folder, id.slice(0, 2));
  };
  const placeOf = (id: string): string => join(shardOf(id), id);

  const has = async (id: string): Promise<boolean> => {
    try {
      return (await stat(placeOf(id))).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  };

  const readChunk = async (id: string): Promise<Buffer> => {
    let sealed: Buffer;
    try {
      sealed = await readFile(placeOf(id));
    } catch (error) {
      if (isMissing(error)) throw new FileFault('files.chunk-missing', id);
      throw error;
    }
    if (chunkIdOf(sealed) !== id) throw new FileFault('files.chunk-damaged', id);
    return sealed;
  };

  const isWhole = async (id: string): Promise<boolean> => {
    try {
      await readChunk(id);
      return true;
    } catch (error) {
      if (error instanceof FileFault) return false;
      throw error;
    }
  };

  const writeChunk = async (id: string, sealed: Uint8Array): Promise<void> => {
    const shard = shardOf(id);
    if (sealed.length > sealedBytesMax || chunkIdOf(sealed) !== id) throw new FileFault('files.chunk-damaged', id);
    // A damaged chunk of this name is replaced, so that fetching it again heals it.
    if (await isWhole(id)) return;
    const isNewShard = (await mkdir(shard, { recursive: true, mode: 0o700 })) !== undefined;
    const fresh = join(shard, `${id}.${randomBytes(6).toString('hex')}${freshEnding}`);
    try {
      const handle = await open(fresh, 'wx', 0o600);
      try {
        await handle.writeFile(sealed);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(fresh, placeOf(id));
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
    await syncFolder(shard);
    if (isNewShard) await syncFolder(folder);
  };

  const shards = async () => (await listFolder(folder)).filter((name) => shardPattern.test(name));

  return {
    has,
    readChunk,
    writeChunk,
    removeChunks: async (ids) => {
      for (const id of ids) await rm(placeOf(id), { force: true });
    },
    listChunkIds: async () => {
      const ids: string[] = [];
      for (const shard of await shards()) {
        const names = await listFolder(join(folder, shard));
        ids.push(...names.filter((name) => chunkIdPattern.test(name)));
      }
      return ids.sort();
    },
    removeLeftovers: async () => {
      let removed = 0;
      for (const shard of await shards()) {
        for (const name of await listFolder(join(folder, shard))) {
          if (!name.endsWith(freshEnding)) continue;
          await rm(join(folder, shard, name), { force: true });
          removed += 1;
        }
      }
      return removed;
    },
  };
}
