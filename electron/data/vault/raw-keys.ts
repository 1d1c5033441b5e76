import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** The two curves in use: Ed25519 signs, X25519 agrees on keys. */
export type Curve = 'ed25519' | 'x25519';

/** Gives `length` random bytes; a parameter, so that a simulation can own it. */
export type RandomBytes = (length: number) => Buffer;

export const rawKeyBytes = 32;

const privatePrefix: Record<Curve, Buffer> = {
  ed25519: Buffer.from('302e020100300506032b657004220420', 'hex'),
  x25519: Buffer.from('302e020100300506032b656e04220420', 'hex'),
};
const publicPrefix: Record<Curve, Buffer> = {
  ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
  x25519: Buffer.from('302a300506032b656e032100', 'hex'),
};
const publicKeysMax = 1000;
const publicKeys = new Map<string, KeyObject>();
const privateKeys = new Map<string, KeyObject>();

/** 32 bytes of base64url text (43 characters). Throws on anything else. */
export function keyBytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== rawKeyBytes || bytes.toString('base64url') !== text) throw new Error('A key is 32 bytes.');
  return bytes;
}

/** Bytes as base64url text without padding. */
export function toKeyText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** A new symmetric key as text. */
export function createKeyText(random: RandomBytes): string {
  return toKeyText(random(rawKeyBytes));
}

/** The key object of 32 raw private bytes. */
export function makePrivateKey(curve: Curve, raw: Buffer): KeyObject {
  if (raw.length !== rawKeyBytes) throw new Error('A key is 32 bytes.');
  const der = Buffer.concat([privatePrefix[curve], raw]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key;
}

/** The same from text, kept until `forgetPrivateKeys`: making one costs as much as using it. */
export function privateKeyOf(curve: Curve, raw: string): KeyObject {
  const name = `${curve} ${raw}`;
  const known = privateKeys.get(name);
  if (known) return known;
  const key = makePrivateKey(curve, keyBytesOf(raw));
  privateKeys.set(name, key);
  return key;
}

/** The key object of a raw public key; the most recent are kept. Throws when it is not 32 bytes. */
export function publicKeyOf(curve: Curve, raw: string): KeyObject {
  const name = `${curve} ${raw}`;
  const known = publicKeys.get(name);
  if (known) return known;
  const der = Buffer.concat([publicPrefix[curve], keyBytesOf(raw)]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (publicKeys.size >= publicKeysMax) publicKeys.clear();
  publicKeys.set(name, key);
  return key;
}

/** The 32 raw public bytes of a key object, private or public. */
export function publicBytesOf(key: KeyObject): Buffer {
  const publicKey = key.type === 'public' ? key : createPublicKey(key);
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-rawKeyBytes);
}

/** Drops every private key object: at lock. */
export function forgetPrivateKeys(): void {
  privateKeys.clear();
}
