import {
  createCipheriv,
  createDecipheriv,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { makePrivateKey, publicBytesOf, publicKeyOf, rawKeyBytes, toKeyText } from './raw-keys.ts';

/** A box that does not open: broken, not meant for this key, or sealed in another context. */
export class BoxError extends Error {
  constructor(cause?: unknown) {
    super('The sealed box does not open.', cause === undefined ? undefined : { cause });
    this.name = 'BoxError';
  }
}

const cipherName = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** Seals bytes under a 32-byte key: IV, tag, ciphertext. `aad` is not in the box; opening needs the same. */
export function sealWith(key: Buffer, plaintext: Uint8Array, aad: Uint8Array | string): Buffer {
  const iv = randomBytes(ivBytes);
  return Buffer.concat([iv, encrypt(key, iv, plaintext, aad)]);
}

/** The bytes of a box of `sealWith`. Throws BoxError. */
export function openWith(key: Buffer, box: Buffer, aad: Uint8Array | string): Buffer {
  if (box.length < ivBytes + tagBytes) throw new BoxError();
  return decrypt(key, box.subarray(0, ivBytes), box.subarray(ivBytes), aad);
}

/**
 * Seals bytes to a public X25519 key (32 bytes): a fresh key pair, then AES-256-GCM under HKDF-SHA256 of the agreement,
 * both public keys and `context`. Box: the fresh public key, tag, ciphertext. Throws on a key that agrees on nothing.
 */
export function sealTo(publicKey: Buffer, plaintext: Uint8Array, context: string): Buffer {
  const fresh = generateKeyPairSync('x25519').privateKey;
  const freshPublic = publicBytesOf(fresh);
  const secret = agree(fresh, publicKey, freshPublic, publicKey, context);
  return Buffer.concat([freshPublic, encrypt(secret.key, secret.iv, plaintext, context)]);
}

/** The bytes of a box of `sealTo`, by the private X25519 key (32 bytes). Throws BoxError. */
export function openSealed(privateKey: Buffer, box: Buffer, context: string): Buffer {
  if (box.length < rawKeyBytes + tagBytes) throw new BoxError();
  const own = makePrivateKey('x25519', privateKey);
  const freshPublic = box.subarray(0, rawKeyBytes);
  let secret: Agreed;
  try {
    secret = agree(own, freshPublic, freshPublic, publicBytesOf(own), context);
  } catch (error) {
    throw new BoxError(error);
  }
  return decrypt(secret.key, secret.iv, box.subarray(rawKeyBytes), context);
}

interface Agreed {
  key: Buffer;
  iv: Buffer;
}

function agree(own: KeyObject, other: Buffer, fresh: Buffer, receiver: Buffer, context: string): Agreed {
  const shared = diffieHellman({ privateKey: own, publicKey: publicKeyOf('x25519', toKeyText(other)) });
  const info = Buffer.concat([Buffer.from(`annex box 1 ${context}`, 'utf8'), Buffer.of(0), fresh, receiver]);
  const derived = Buffer.from(hkdfSync('sha256', shared, Buffer.alloc(0), info, rawKeyBytes + ivBytes));
  shared.fill(0);
  return { key: derived.subarray(0, rawKeyBytes), iv: derived.subarray(rawKeyBytes) };
}

function encrypt(key: Buffer, iv: Buffer, plaintext: Uint8Array, aad: Uint8Array | string): Buffer {
  const cipher = createCipheriv(cipherName, key, iv, { authTagLength: tagBytes });
  cipher.setAAD(toBytes(aad));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([cipher.getAuthTag(), ciphertext]);
}

function decrypt(key: Buffer, iv: Buffer, sealed: Buffer, aad: Uint8Array | string): Buffer {
  const decipher = createDecipheriv(cipherName, key, iv, { authTagLength: tagBytes });
  decipher.setAAD(toBytes(aad));
  decipher.setAuthTag(sealed.subarray(0, tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(tagBytes)), decipher.final()]);
  } catch (error) {
    throw new BoxError(error);
  }
}

function toBytes(aad: Uint8Array | string): Uint8Array {
  return typeof aad === 'string' ? Buffer.from(aad, 'utf8') : aad;
}
