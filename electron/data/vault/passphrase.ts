import { randomBytes } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import * as z from 'zod';
import type { RandomBytes } from './raw-keys.ts';

/** How a passphrase becomes a key, kept in the open beside what it opens. The bounds stop a made-up file from eating memory. */
export const passphraseParamsSchema = z.object({
  algorithm: z.literal('argon2id'),
  memoryKib: z.number().int().min(8).max(1_048_576),
  passes: z.number().int().min(1).max(20),
  lanes: z.number().int().min(1).max(8),
  salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
});

export type PassphraseParams = z.infer<typeof passphraseParamsSchema>;

/** What one try at a passphrase costs. */
export type PassphraseCost = Pick<PassphraseParams, 'memoryKib' | 'passes' | 'lanes'>;

/** 64 MiB in three passes: about a quarter of a second on a laptop. */
export const usualCost: PassphraseCost = { memoryKib: 65_536, passes: 3, lanes: 1 };

const saltBytes = 16;
const keyBytes = 32;

/** New parameters with a salt of their own. */
export function createPassphraseParams(
  cost: PassphraseCost = usualCost,
  random: RandomBytes = randomBytes,
): PassphraseParams {
  return { algorithm: 'argon2id', ...cost, salt: random(saltBytes).toString('base64url') };
}

/**
 * The 32-byte key of a passphrase (argon2id, RFC 9106). The text is taken in Unicode form NFKC, so that any keyboard's
 * form fits. Throws on an empty one.
 */
export async function derivePassphraseKey(passphrase: string, params: PassphraseParams): Promise<Buffer> {
  const hash = await argon2id({
    password: Buffer.from(passphrase.normalize('NFKC'), 'utf8'),
    salt: Buffer.from(params.salt, 'base64url'),
    parallelism: params.lanes,
    iterations: params.passes,
    memorySize: params.memoryKib,
    hashLength: keyBytes,
    outputType: 'binary',
  });
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength);
}
