import { createHash, randomBytes, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import {
  createKeyText,
  keyBytesOf,
  privateKeyOf,
  publicBytesOf,
  publicKeyOf,
  type RandomBytes,
  toKeyText,
} from './raw-keys.ts';

/** A signing and an exchange key pair, each key 32 raw bytes as base64url. */
export interface KeyPairs {
  signingPublic: string;
  signingPrivate: string;
  exchangePublic: string;
  exchangePrivate: string;
}

/** The keys of one member on one machine. `id` follows from the signing key, so the two cannot be parted. */
export interface DeviceKeys extends KeyPairs {
  id: string;
}

/** New keys for a device. */
export function createDeviceKeys(random: RandomBytes = randomBytes): DeviceKeys {
  const pairs = keyPairsOf(createKeyText(random), createKeyText(random));
  return { id: deviceIdOf(pairs.signingPublic), ...pairs };
}

/** Both pairs from their private halves. */
export function keyPairsOf(signingPrivate: string, exchangePrivate: string): KeyPairs {
  return {
    signingPublic: toKeyText(publicBytesOf(privateKeyOf('ed25519', signingPrivate))),
    signingPrivate,
    exchangePublic: toKeyText(publicBytesOf(privateKeyOf('x25519', exchangePrivate))),
    exchangePrivate,
  };
}

/** The id of a device: the first 16 hex characters of the SHA-256 of its signing key. Throws unless that is 32 bytes. */
export function deviceIdOf(signingPublic: string): string {
  return createHash('sha256').update(keyBytesOf(signingPublic)).digest('hex').slice(0, 16);
}

/** The Ed25519 signature (64 bytes) of `bytes`. */
export function sign(signingPrivate: string, bytes: Uint8Array): Buffer {
  return signBytes(null, bytes, privateKeyOf('ed25519', signingPrivate));
}

/** True when `signature` is that key's over `bytes`. A key or signature of the wrong form is false, not an error. */
export function verify(signingPublic: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifyBytes(null, bytes, publicKeyOf('ed25519', signingPublic), signature);
  } catch {
    return false;
  }
}
