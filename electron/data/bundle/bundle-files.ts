import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadAt } from './bundle-format.ts';

/** Bundles come and go in parts of this size. */
export const bundlePartBytes = 1024 * 1024;
const openMax = 4;

/** Cuts a stream of pieces into parts of the same size; the last is shorter. The last part given may be asked for again. */
export class BundleParts {
  readonly #pieces: AsyncIterator<Buffer, void, undefined>;
  #rest: Buffer[] = [];
  #restBytes = 0;
  #isEnd = false;
  #last: { index: number; bytes: Buffer; isLast: boolean } | null = null;

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]() as AsyncIterator<Buffer, void, undefined>;
  }

  /** Part `index`, the next one or the last one again; null for any other. */
  async read(index: number): Promise<{ bytes: Buffer; isLast: boolean } | null> {
    if (this.#last?.index === index) return this.#last;
    if (index !== (this.#last?.index ?? -1) + 1 || this.#last?.isLast === true) return null;
    while (!this.#isEnd && this.#restBytes <= bundlePartBytes) {
      const next = await this.#pieces.next();
      if (next.done === true) this.#isEnd = true;
      else {
        this.#rest.push(next.value);
        this.#restBytes += next.value.length;
      }
    }
    const all = Buffer.concat(this.#rest);
    const bytes = all.subarray(0, bundlePartBytes);
    this.#rest = [all.subarray(bundlePartBytes)];
    this.#restBytes = all.length - bytes.length;
    this.#last = { index, bytes, isLast: this.#isEnd && this.#restBytes === 0 };
    return this.#last;
  }

  /** Lets go of what is not read. */
  async close(): Promise<void> {
    await this.#pieces.return?.(undefined);
  }
}

/** A bundle that is being taken in: its parts in a file, sealed as they are. */
export interface ReceivedBundle {
  readonly readAt: ReadAt;
  /** Appends part `index`; false when another one is awaited. The last one again is taken as done. */
  append(index: number, part: Buffer): Promise<boolean>;
  remove(): Promise<void>;
}

/** The folder in which bundles are received. What a crash left there is removed when the first one comes. */
export class ReceivedBundles {
  readonly #folder: string;
  readonly #open = new Map<string, ReceivedBundle>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Begins to receive; the same id again begins anew. False when too many are open. */
  async start(id: string): Promise<boolean> {
    await this.remove(id);
    if (this.#open.size >= openMax) return false;
    if (this.#open.size === 0) await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = join(this.#folder, `${id}.bundle`);
    this.#open.set(id, receive(await open(file, 'w+', 0o600), file));
    return true;
  }

  find(id: string): ReceivedBundle | undefined {
    return this.#open.get(id);
  }

  async remove(id: string): Promise<void> {
    const bundle = this.#open.get(id);
    this.#open.delete(id);
    await bundle?.remove();
  }

  async close(): Promise<void> {
    for (const id of [...this.#open.keys()]) await this.remove(id);
  }
}

function receive(handle: FileHandle, file: string): ReceivedBundle {
  let size = 0;
  let parts = 0;
  return {
    readAt: async (offset, length) => {
      const piece = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < piece.length) {
        const { bytesRead } = await handle.read(piece, filled, piece.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return piece.subarray(0, filled);
    },
    append: async (index, part) => {
      if (index === parts - 1) return true;
      if (index !== parts) return false;
      await handle.write(part, 0, part.length, size);
      size += part.length;
      parts += 1;
      return true;
    },
    remove: async () => {
      await handle.close();
      await rm(file, { force: true });
    },
  };
}
