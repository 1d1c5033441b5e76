import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDeviceKeys, keyPairsOf, sign, verify } from '../../../electron/data/vault/device-keys.ts';
import { keyBytesOf } from '../../../electron/data/vault/raw-keys.ts';
import { formatRecoveryKit, parseRecoveryKit } from '../../../electron/data/vault/recovery-kit.ts';
import { BoxError, openSealed, openWith, sealTo, sealWith } from '../../../electron/data/vault/sealed-box.ts';
import { delayMsAfter } from '../../../electron/data/vault/unlock-throttle.ts';

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));
const text = fc.uint8Array({ maxLength: 300 });
const firmId = bytes(16).map((buffer) => buffer.toString('hex'));

it('[VK11] what is sealed opens to the same bytes, and not after any one bit was changed', () => {
  const receiver = createDeviceKeys();
  const ownKey = keyBytesOf(receiver.exchangePrivate);
  fc.assert(
    fc.property(bytes(32), text, fc.string(), fc.nat(), fc.nat(7), (key, plaintext, context, at, bit) => {
      const wanted = Buffer.from(plaintext);
      const under = sealWith(key, plaintext, context);
      expect(openWith(key, under, context).equals(wanted)).toBe(true);
      const to = sealTo(keyBytesOf(receiver.exchangePublic), plaintext, context);
      expect(openSealed(ownKey, to, context).equals(wanted)).toBe(true);
      under[at % under.length] = (under[at % under.length] ?? 0) ^ (1 << bit);
      expect(() => openWith(key, under, context)).toThrow(BoxError);
      // X25519 ignores the top bit of a public key, but the box is bound to the bytes as they were sent.
      to[at % to.length] = (to[at % to.length] ?? 0) ^ (1 << bit);
      expect(() => openSealed(ownKey, to, context)).toThrow(BoxError);
    }),
    { numRuns: 300 },
  );
});

it('[VK10] a signature holds for its bytes and its key alone', () => {
  fc.assert(
    fc.property(bytes(32), bytes(32), text, text, (first, second, message, other) => {
      fc.pre(!first.equals(second) && !Buffer.from(message).equals(Buffer.from(other)));
      const seed = first.toString('base64url');
      const signature = sign(seed, message);
      const { signingPublic } = keyPairsOf(seed, seed);
      const stranger = keyPairsOf(second.toString('base64url'), seed).signingPublic;
      expect(verify(signingPublic, message, signature)).toBe(true);
      expect(verify(signingPublic, other, signature)).toBe(false);
      expect(verify(stranger, message, signature)).toBe(false);
    }),
    { numRuns: 100 },
  );
});

it('[VK13] a kit reads back as it was, from any firm and secret', () => {
  fc.assert(
    fc.property(firmId, bytes(32), (firm, secret) => {
      const parsed = parseRecoveryKit(formatRecoveryKit({ firmId: firm, secret }));
      expect(parsed).toEqual({ ok: true, value: { firmId: firm, secret } });
    }),
  );
});

it('[VK14] a kit with one wrong character is always refused, and the group is named', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  fc.assert(
    fc.property(firmId, bytes(32), fc.nat(95), fc.nat(31), (firm, secret, at, letter) => {
      const kit = formatRecoveryKit({ firmId: firm, secret }).replaceAll('-', '');
      const wrong = alphabet.charAt(letter);
      fc.pre(kit[at] !== wrong);
      const parsed = parseRecoveryKit(kit.slice(0, at) + wrong + kit.slice(at + 1));
      expect(parsed.ok ? '' : parsed.refusal.sentence).toContain(`Group ${Math.floor(at / 8) + 1} does`);
    }),
    { numRuns: 500 },
  );
});

it('[VK14] any text is answered, never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (typed) => {
      expect(parseRecoveryKit(typed).ok).toBe(false);
    }),
    { numRuns: 500 },
  );
});

it('[VK9] the delay never shrinks and never passes half a minute', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (failures) => {
      expect(delayMsAfter(failures + 1)).toBeGreaterThanOrEqual(delayMsAfter(failures));
      expect(delayMsAfter(failures)).toBeLessThanOrEqual(30_000);
    }),
  );
});
