import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import {
  createPassphraseParams,
  derivePassphraseKey,
  type PassphraseCost,
  passphraseParamsSchema,
} from '../vault/passphrase.ts';
import { openWith, sealWith } from '../vault/sealed-box.ts';
import { writeAtomically } from '../vault/write-atomically.ts';

const fileSchema = z.object({ format: z.literal(1), kdf: passphraseParamsSchema, box: z.string() });
const secretsSchema = z.record(z.string(), z.string());

/** Place of a firm to the secret that opens its vault. No key of any firm is in it. */
export type KeyringSecrets = Readonly<Record<string, string>>;

/** A person's keyring: what opens all of their firms on this machine by one passphrase. */
export interface Keyring {
  readonly id: string;
  readonly secrets: KeyringSecrets;
}

const idPattern = /^[0-9a-f]{16}$/;

function fileOf(dataFolder: string, id: string): string {
  if (!idPattern.test(id)) throw new Error('This is no keyring.');
  return join(dataFolder, 'keyrings', `${id}.json`);
}

/** A name for a new keyring. */
export function createKeyringId(): string {
  return randomBytes(8).toString('hex');
}

/** Opens a keyring. Null where it is missing, damaged, or this is not its passphrase: each firm then opens by itself. */
export async function openKeyring(dataFolder: string, id: string, passphrase: string): Promise<Keyring | null> {
  try {
    const file = fileSchema.parse(JSON.parse(readFileSync(fileOf(dataFolder, id), 'utf8')));
    const key = await derivePassphraseKey(passphrase, file.kdf);
    const text = openWith(key, Buffer.from(file.box, 'base64url'), aadOf(id, file.kdf)).toString('utf8');
    key.fill(0);
    return { id, secrets: secretsSchema.parse(JSON.parse(text)) };
  } catch {
    return null;
  }
}

/** Writes a keyring under a passphrase, in the place of the one before. Durable when it resolves. */
export async function writeKeyring(
  dataFolder: string,
  keyring: Keyring,
  passphrase: string,
  cost?: PassphraseCost,
): Promise<void> {
  const kdf = createPassphraseParams(cost);
  const key = await derivePassphraseKey(passphrase, kdf);
  const text = Buffer.from(JSON.stringify(keyring.secrets), 'utf8');
  const box = sealWith(key, text, aadOf(keyring.id, kdf)).toString('base64url');
  key.fill(0);
  mkdirSync(join(dataFolder, 'keyrings'), { recursive: true, mode: 0o700 });
  writeAtomically(fileOf(dataFolder, keyring.id), JSON.stringify({ format: 1, kdf, box }));
}

function aadOf(id: string, kdf: unknown): string {
  return `annex keyring 1 ${id} ${JSON.stringify(kdf)}`;
}
