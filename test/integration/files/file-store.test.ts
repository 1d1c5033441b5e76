import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chunkBytes, paddedSize, sealedBytesMax } from '../../../electron/data/files/chunk-seal.ts';
import { FileFault, type FileFaultCode } from '../../../electron/data/files/file-fault.ts';
import { createFileStore, type FileStore } from '../../../electron/data/files/file-store.ts';
import { fileReferenceSchema } from '../../../shared/events/documents.ts';

let home: string;
let folder: string;
let store: FileStore;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'annex-files-'));
  folder = join(home, 'files');
  store = createFileStore({ folder });
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const placeOf = (id: string) => join(folder, id.slice(0, 2), id);
const text = (bytes: string) => ({ bytes: Buffer.from(bytes, 'utf8') });
const options = { mediaType: 'application/pdf' };

async function faultOf(work: Promise<unknown>): Promise<FileFaultCode | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof FileFault) return error.code;
    throw error;
  }
}

function listFiles(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('what is stored', () => {
  it('comes back as it was, and its reference fits the event', async () => {
    const reference = await store.put(text('Retainer agreement of Ines Alder'), options);
    expect(fileReferenceSchema.parse(reference)).toEqual(reference);
    expect((await store.read(reference)).toString('utf8')).toBe('Retainer agreement of Ines Alder');
  });

  it('is nowhere readable on the disk, neither its words nor its key nor its hash', async () => {
    const secret = 'Ines Alder, 88 Alder Way. '.repeat(60_000);
    const reference = await store.put(text(secret), options);
    const files = listFiles();
    expect(files).toHaveLength(reference.chunks.length);
    for (const file of files) {
      const bytes = readFileSync(file);
      for (const word of ['Alder', reference.key, reference.sha256]) expect(bytes.includes(word)).toBe(false);
      expect(bytes.includes(Buffer.from(reference.key, 'base64url'))).toBe(false);
      expect(file.includes(reference.sha256)).toBe(false);
    }
  });

  it('may be empty, and then looks like any small file', async () => {
    const empty = await store.put({ bytes: new Uint8Array() }, options);
    const small = await store.put(text('x'), options);
    expect(empty.size).toBe(0);
    expect(empty.chunks).toHaveLength(1);
    expect(empty.chunks[0]?.size).toBe(small.chunks[0]?.size);
    expect(await store.read(empty)).toHaveLength(0);
  });

  it('may be 50 MB read from a path, in chunks of at most one mebibyte', async () => {
    const bytes = Buffer.concat(Array.from({ length: 50 }, () => randomBytes(1_000_003)));
    const path = join(home, 'scan.pdf');
    writeFileSync(path, bytes);
    const seen: number[] = [];
    const reference = await store.put({ path }, { ...options, onProgress: (done) => seen.push(done) });
    expect(reference.chunks).toHaveLength(Math.ceil(bytes.length / chunkBytes));
    expect(reference.chunks.every((chunk) => chunk.size <= sealedBytesMax)).toBe(true);
    expect(seen.at(-1)).toBe(bytes.length);
    let offset = 0;
    for await (const piece of store.readParts(reference)) {
      expect(piece.equals(bytes.subarray(offset, offset + piece.length))).toBe(true);
      offset += piece.length;
    }
    expect(offset).toBe(bytes.length);
  });

  it('comes back at every length around the edges of a chunk', async () => {
    for (const length of [1, 4096, 4097, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes]) {
      const bytes = randomBytes(length);
      const reference = await store.put({ bytes }, options);
      expect((await store.read(reference)).equals(bytes)).toBe(true);
    }
  });

  it('is sealed anew each time: the same bytes twice share no chunk', async () => {
    const first = await store.put(text('the same'), options);
    const second = await store.put(text('the same'), options);
    expect(second.chunks[0]?.id).not.toBe(first.chunks[0]?.id);
  });

  it('stops between chunks when it is no longer wanted, and leaves nothing behind', async () => {
    const control = new AbortController();
    const work = store.put(
      { bytes: randomBytes(3 * chunkBytes) },
      { ...options, signal: control.signal, onProgress: () => control.abort() },
    );
    await expect(work).rejects.toThrow(/abort/i);
    expect(await store.listChunkIds()).toEqual([]);
  });
});

describe('what went wrong with it', () => {
  it('is told: a chunk cut short, a changed byte, a missing chunk', async () => {
    const reference = await store.put({ bytes: randomBytes(2 * chunkBytes + 5) }, options);
    const [first, second, third] = reference.chunks.map((chunk) => chunk.id);
    if (first === undefined || second === undefined || third === undefined) throw new Error('Three chunks expected.');
    const whole = readFileSync(placeOf(second));

    truncateSync(placeOf(second), 1000);
    expect(await faultOf(store.read(reference))).toBe('files.chunk-damaged');

    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(77) ^ 1, 77);
    writeFileSync(placeOf(second), changed);
    expect(await faultOf(store.read(reference))).toBe('files.chunk-damaged');

    await store.removeChunks([second, third]);
    expect(await faultOf(store.read(reference))).toBe('files.chunk-missing');
    expect(await store.listMissing(reference.chunks)).toEqual([second, third]);
    expect(await store.listMissing([first, second, second])).toEqual([second]);
  });

  it('is told: another key, chunks in another order, a last chunk left out, another hash or size', async () => {
    const reference = await store.put({ bytes: randomBytes(2 * chunkBytes + 5) }, options);
    const other = await store.put(text('other'), options);
    const [first, second, third] = reference.chunks;
    if (first === undefined || second === undefined || third === undefined) throw new Error('Three chunks expected.');
    const faults = [
      await faultOf(store.read({ ...reference, key: other.key })),
      await faultOf(store.read({ ...reference, chunks: [second, first, third] })),
      await faultOf(store.read({ ...reference, chunks: [first, second], size: 2 * chunkBytes })),
      await faultOf(store.read({ ...reference, chunks: [first, second] })),
      await faultOf(store.read({ ...reference, sha256: other.sha256 })),
      await faultOf(store.read({ ...reference, size: reference.size - 1 })),
    ];
    expect(faults).toEqual([
      'files.not-opened',
      'files.not-opened',
      'files.not-opened',
      'files.contents-differ',
      'files.contents-differ',
      'files.contents-differ',
    ]);
  });

  it('is refused: a path outside the store, more than a reference can name', async () => {
    for (const id of ['', '../../etc/passwd', `${'a'.repeat(63)}/`, 'A'.repeat(64)]) {
      expect(await faultOf(store.readChunk(id))).toBe('files.bad-chunk-id');
      expect(await faultOf(store.writeChunk(id, Buffer.from('x')))).toBe('files.bad-chunk-id');
      expect(await faultOf(store.removeChunks([id]))).toBe('files.bad-chunk-id');
    }
    const path = join(home, 'sparse.bin');
    writeFileSync(path, '');
    truncateSync(path, 2001 * chunkBytes);
    expect(await faultOf(store.put({ path }, options))).toBe('files.too-large');
  });

  it('is swept away after a crash: what was half written', async () => {
    const reference = await store.put(text('kept'), options);
    const id = reference.chunks[0]?.id ?? '';
    writeFileSync(`${placeOf(id)}.0123456789ab.new`, 'half');
    expect(await store.listChunkIds()).toEqual([id]);
    expect(await store.removeLeftovers()).toBe(1);
    expect((await store.read(reference)).toString('utf8')).toBe('kept');
  });
});

describe('replication of chunks', () => {
  it('carries sealed bytes to another store, which checks them by their name', async () => {
    const reference = await store.put({ bytes: randomBytes(chunkBytes + 9) }, options);
    const there = createFileStore({ folder: join(home, 'there') });
    for (const id of await there.listMissing(reference.chunks)) await there.writeChunk(id, await store.readChunk(id));
    expect((await there.read(reference)).equals(await store.read(reference))).toBe(true);

    const id = reference.chunks[0]?.id ?? '';
    const sealed = await store.readChunk(id);
    sealed.writeUInt8(sealed.readUInt8(0) ^ 1, 0);
    expect(await faultOf(there.writeChunk(id, sealed))).toBe('files.chunk-damaged');
    expect(await faultOf(there.writeChunk('0'.repeat(64), Buffer.from('x')))).toBe('files.chunk-damaged');
  });

  it('heals a damaged chunk by writing it again', async () => {
    const reference = await store.put(text('healed'), options);
    const id = reference.chunks[0]?.id ?? '';
    const sealed = await store.readChunk(id);
    writeFileSync(placeOf(id), sealed.subarray(0, 10));
    await store.writeChunk(id, sealed);
    expect((await store.read(reference)).toString('utf8')).toBe('healed');
  });

  it('ends with the file: removed chunks are gone, others stay', async () => {
    const reference = await store.put({ bytes: randomBytes(chunkBytes + 9) }, options);
    const kept = await store.put(text('kept'), options);
    await store.remove(reference);
    await store.remove(reference);
    expect(await store.listChunkIds()).toEqual(kept.chunks.map((chunk) => chunk.id));
  });
});

describe('padding', () => {
  it('never shortens, never passes a chunk, adds at most an eighth above 4 KiB, and never falls', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: chunkBytes }), fc.integer({ min: 0, max: 5000 }), (size, more) => {
        const padded = paddedSize(size);
        expect(padded).toBeGreaterThanOrEqual(size);
        expect(padded).toBeLessThanOrEqual(chunkBytes);
        expect(padded).toBeLessThanOrEqual(Math.max(4096, Math.ceil(size * 1.125)));
        expect(paddedSize(Math.min(chunkBytes, size + more))).toBeGreaterThanOrEqual(padded);
      }),
    );
  });
});
