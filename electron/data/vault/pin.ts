import * as z from 'zod';
import {
  createPassphraseParams,
  derivePassphraseKey,
  type PassphraseCost,
  passphraseParamsSchema,
} from './passphrase.ts';
import { makePrivateKey, publicBytesOf, toKeyText } from './raw-keys.ts';

/** What is kept of a PIN, inside the sealed vault: the public half of the key pair that follows from it. */
export const pinSchema = z.object({ kdf: passphraseParamsSchema, public: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export type Pin = z.infer<typeof pinSchema>;

/** Whether a text can be a PIN: four to eight digits. A passphrase is longer, so one is never taken for the other. */
export function isPinShaped(text: string): boolean {
  return /^[0-9]{4,8}$/.test(text);
}

/** Makes what is kept of a new PIN, at the cost of a passphrase. */
export async function createPin(pin: string, cost?: PassphraseCost): Promise<Pin> {
  const kdf = createPassphraseParams(cost);
  const privateKey = await derivePassphraseKey(pin, kdf);
  const kept = { kdf, public: publicTextOf(privateKey) };
  privateKey.fill(0);
  return kept;
}

/** The private X25519 key (32 bytes) that follows from a typed PIN, or null where it is not this PIN. */
export async function derivePinKey(typed: string, kept: Pin): Promise<Buffer | null> {
  if (!isPinShaped(typed)) return null;
  const privateKey = await derivePassphraseKey(typed, kept.kdf);
  if (publicTextOf(privateKey) === kept.public) return privateKey;
  privateKey.fill(0);
  return null;
}

function publicTextOf(privateKey: Buffer): string {
  return toKeyText(publicBytesOf(makePrivateKey('x25519', privateKey)));
}
