import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/**
 * How a file becomes chunks. Every file has a random key of its own, used for nothing else, so a chunk's place can be
 * its nonce. Place and "last" stand in the authenticated data: chunks that are swapped, left out or taken from another
 * file do not open. The last chunk is padded, so that sizes on disk and at the hub tell little of the file.
 */
const sealBytes = 16;
const padFloorBytes = 4096;

/** A sealed chunk is at most one mebibyte, its seal included. */
export const sealedBytesMax = 1024 * 1024;
export const chunkBytes = sealedBytesMax - sealBytes;

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 8);
  return nonce;
}

function contextOf(index: number, isLast: boolean): Buffer {
  return Buffer.from(`annex file chunk 1 ${index} ${isLast ? 'last' : 'more'}`, 'utf8');
}

/**
 * The padded length of a last chunk of `size` bytes: at least 4 KiB, and above it rounded up so that a length shows
 * only its highest bits (at most 12 % are added), never beyond a whole chunk.
 */
export function paddedSize(size: number): number {
  if (size <= padFloorBytes) return padFloorBytes;
  const exponent = Math.floor(Math.log2(size));
  const step = 2 ** (exponent - Math.floor(Math.log2(exponent)) - 1);
  return Math.min(chunkBytes, Math.ceil(size / step) * step);
}

/** The name of sealed bytes: their SHA-256 in hex. */
export function chunkIdOf(sealed: Uint8Array): string {
  return createHash('sha256').update(sealed).digest('hex');
}

/** Seals one chunk of a file. `key` is the file's 32 bytes; `plain` at most `chunkBytes`. */
export function sealChunk(key: Uint8Array, index: number, isLast: boolean, plain: Uint8Array): Buffer {
  if (plain.length > chunkBytes) throw new Error('A chunk is longer than a chunk may be.');
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: sealBytes });
  cipher.setAAD(contextOf(index, isLast));
  const parts = [cipher.update(plain)];
  if (isLast) parts.push(cipher.update(Buffer.alloc(paddedSize(plain.length) - plain.length)));
  parts.push(cipher.final(), cipher.getAuthTag());
  return Buffer.concat(parts);
}

/** Opens one chunk, padding included. Answers `undefined` when key, place or bytes are not the ones it was sealed with. */
export function openChunk(key: Uint8Array, index: number, isLast: boolean, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < sealBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: sealBytes });
  decipher.setAAD(contextOf(index, isLast));
  decipher.setAuthTag(sealed.subarray(sealed.length - sealBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - sealBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}
