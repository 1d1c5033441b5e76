import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const nonceBytes = 12;
const noncesAtOnce = 256;
const tagBytes = 16;
const prefixBytes = 5;
const compressFrom = 400;
/** A body is at most this long when opened: longer text is a file. */
export const partBytesMax = 512 * 1024;

/** Sizes are rounded up so that a length says little: multiples of 64 to 1 KB, then of an eighth of the power of two. */
function paddedLength(length: number): number {
  if (length <= 1024) return Math.ceil(length / 64) * 64;
  const step = 2 ** (Math.floor(Math.log2(length)) - 3);
  return Math.ceil(length / step) * step;
}

function pack(text: string): Buffer {
  const plain = Buffer.from(text, 'utf8');
  if (plain.length > partBytesMax) throw new Error('An event is too long: put long text into a file.');
  const deflated = plain.length >= compressFrom ? deflateRawSync(plain, { level: 1 }) : plain;
  const isSmaller = deflated.length < plain.length;
  const content = isSmaller ? deflated : plain;
  const packed = Buffer.alloc(paddedLength(prefixBytes + content.length));
  packed.writeUInt8(isSmaller ? 1 : 0, 0);
  packed.writeUInt32BE(content.length, 1);
  content.copy(packed, prefixBytes);
  return packed;
}

function unpack(packed: Buffer): string {
  const length = packed.readUInt32BE(1);
  const content = packed.subarray(prefixBytes, prefixBytes + length);
  if (content.length !== length) throw new Error('A sealed part is cut short.');
  if (packed.readUInt8(0) === 0) return content.toString('utf8');
  return inflateRawSync(content, { maxOutputLength: partBytesMax }).toString('utf8');
}

let pool = Buffer.alloc(0);

/** A random nonce; the system is asked for many at once, since asking costs more than the bytes. */
function drawNonce(): Buffer {
  if (pool.length < nonceBytes) pool = randomBytes(nonceBytes * noncesAtOnce);
  const nonce = pool.subarray(0, nonceBytes);
  pool = pool.subarray(nonceBytes);
  return nonce;
}

/** Compresses, pads and seals text (AES-256-GCM, random nonce). `context` is authenticated, not stored. Base64. */
export function sealPart(key: Buffer, text: string, context: string): string {
  const nonce = drawNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const sealed = Buffer.concat([nonce, cipher.update(pack(text)), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64');
}

/** Opens what `sealPart` made. Throws on a wrong key, another context or any changed byte. */
export function openPart(key: Buffer, sealed: string, context: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < nonceBytes + tagBytes + prefixBytes) throw new Error('A sealed part is cut short.');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  const packed = decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes));
  // Throws where a byte was changed: nothing of what was deciphered is looked at before.
  decipher.final();
  return unpack(packed);
}
