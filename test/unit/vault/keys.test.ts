import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createDeviceKeys, deviceIdOf, keyPairsOf, sign, verify } from '../../../electron/data/vault/device-keys.ts';
import { createPassphraseParams, derivePassphraseKey, usualCost } from '../../../electron/data/vault/passphrase.ts';
import { forgetPrivateKeys, keyBytesOf } from '../../../electron/data/vault/raw-keys.ts';
import { BoxError, openSealed, openWith, sealTo, sealWith } from '../../../electron/data/vault/sealed-box.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const key = (text: string) => hex(text).toString('base64url');

describe('device keys', () => {
  it('[VK10] sign as RFC 8032 does (test 2)', () => {
    const seed = key('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
    const pairs = keyPairsOf(seed, seed);
    expect(pairs.signingPublic).toBe(key('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'));
    const signature = sign(seed, hex('72'));
    expect(signature.toString('hex')).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    expect(verify(pairs.signingPublic, hex('72'), signature)).toBe(true);
    expect(verify(pairs.signingPublic, hex('73'), signature)).toBe(false);
  });

  it('[VK10] exchange as RFC 7748 does (6.1)', () => {
    const bob = key('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb');
    expect(keyPairsOf(bob, bob).exchangePublic).toBe(
      key('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'),
    );
  });

  it('have an id that follows from the signing key', () => {
    const keys = createDeviceKeys();
    const digest = createHash('sha256').update(keyBytesOf(keys.signingPublic)).digest('hex');
    expect(keys.id).toBe(digest.slice(0, 16));
    expect(deviceIdOf(createDeviceKeys().signingPublic)).not.toBe(keys.id);
  });

  it('come from the randomness they are given', () => {
    let next = 1;
    const random = (length: number) => Buffer.alloc(length, next++);
    const first = createDeviceKeys(random);
    next = 1;
    expect(createDeviceKeys(random)).toEqual(first);
    expect(first.signingPrivate).not.toBe(first.exchangePrivate);
  });

  it('refuse other lengths and count a malformed signature as false', () => {
    const keys = createDeviceKeys();
    expect(() => sign('AAAA', Buffer.from('x'))).toThrow('32 bytes');
    expect(() => deviceIdOf('AAAA')).toThrow('32 bytes');
    expect(() => keyBytesOf(`${keys.signingPublic.slice(0, 42)}!`)).toThrow('32 bytes');
    expect(verify(keys.signingPublic, Buffer.from('x'), Buffer.alloc(3))).toBe(false);
    expect(verify('AAAA', Buffer.from('x'), Buffer.alloc(64))).toBe(false);
    forgetPrivateKeys();
    expect(verify(keys.signingPublic, Buffer.from('x'), sign(keys.signingPrivate, Buffer.from('x')))).toBe(true);
  });
});

describe('sealed boxes', () => {
  it('[VK11] open for the receiver in the same context, and for nobody else', () => {
    const receiver = createDeviceKeys();
    const other = createDeviceKeys();
    const box = sealTo(keyBytesOf(receiver.exchangePublic), Buffer.from('epoch key'), 'office/inside/1');
    const own = keyBytesOf(receiver.exchangePrivate);
    expect(openSealed(own, box, 'office/inside/1').toString()).toBe('epoch key');
    expect(() => openSealed(own, box, 'office/inside/2')).toThrow(BoxError);
    expect(() => openSealed(keyBytesOf(other.exchangePrivate), box, 'office/inside/1')).toThrow(BoxError);
    expect(() => openSealed(own, box.subarray(0, 40), 'office/inside/1')).toThrow(BoxError);
    expect(() => openSealed(own, Buffer.alloc(0), 'office/inside/1')).toThrow(BoxError);
  });

  it('[VK11] refuse a public key that agrees on nothing', () => {
    const receiver = createDeviceKeys();
    expect(() => sealTo(Buffer.alloc(32), Buffer.from('x'), 'c')).toThrow();
    const box = sealTo(keyBytesOf(receiver.exchangePublic), Buffer.from('x'), 'c');
    box.fill(0, 0, 32);
    expect(() => openSealed(keyBytesOf(receiver.exchangePrivate), box, 'c')).toThrow(BoxError);
  });

  it('are never the same twice', () => {
    const secret = Buffer.alloc(32, 7);
    const receiver = keyBytesOf(createDeviceKeys().exchangePublic);
    expect(sealWith(secret, Buffer.from('a'), 'c').equals(sealWith(secret, Buffer.from('a'), 'c'))).toBe(false);
    expect(sealTo(receiver, Buffer.from('a'), 'c').equals(sealTo(receiver, Buffer.from('a'), 'c'))).toBe(false);
  });

  it('under a key need that key and the same additional data', () => {
    const box = sealWith(Buffer.alloc(32, 1), Buffer.from('text'), 'here');
    expect(openWith(Buffer.alloc(32, 1), box, Buffer.from('here')).toString()).toBe('text');
    expect(() => openWith(Buffer.alloc(32, 2), box, 'here')).toThrow(BoxError);
    expect(() => openWith(Buffer.alloc(32, 1), box, 'there')).toThrow(BoxError);
    expect(() => openWith(Buffer.alloc(32, 1), box.subarray(0, 20), 'here')).toThrow(BoxError);
  });
});

describe('the passphrase', () => {
  it('[VK12] becomes a key by argon2id, 64 MiB in three passes', async () => {
    const params = { algorithm: 'argon2id' as const, ...usualCost, salt: Buffer.alloc(16, 5).toString('base64url') };
    const derived = await derivePassphraseKey('correct horse', params);
    expect(params).toMatchObject({ memoryKib: 65_536, passes: 3, lanes: 1 });
    expect(derived.toString('hex')).toBe('3d67488a06f82d20f697226964e9b25e514903c84fc152395c10e9b87a3249e2');
    expect(createPassphraseParams().salt).not.toBe(createPassphraseParams().salt);
  });
});
