import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { passphraseParamsSchema } from './passphrase.ts';
import { writeAtomically } from './write-atomically.ts';

const boxSchema = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** What the vault's file says in the open, and the boxes it holds. */
const vaultRecordSchema = z.object({
  kdf: passphraseParamsSchema,
  machineId: z.string().min(1).max(64),
  /** The vault's key under the passphrase, under the keychain's secret, and sealed to the recovery key. */
  passphrase: boxSchema,
  keychain: boxSchema.nullable(),
  recovery: boxSchema,
  /** The contents under the vault's key. */
  contents: boxSchema,
  /** The vault's key under the secret that a person's keyring holds: only where somebody has several firms here. */
  keyring: boxSchema.optional(),
});

export type VaultRecord = z.infer<typeof vaultRecordSchema>;

/** What is found in a data folder. */
export type FoundRecord = { state: 'missing' | 'damaged' | 'too-new' } | { state: 'read'; record: VaultRecord };

/** Format 2 is format 1 with a keyring's box: a version that does not know it says so, and touches nothing. */
const newestFormat = 2;
const fileName = 'vault.json';
// Without the vault nothing else opens: it is written twice, and the second is read when the first is damaged.
const copyName = 'vault-copy.json';
const fileSchema = z.object({ format: z.union([z.literal(1), z.literal(2)]), check: z.string(), body: z.unknown() });

/** Reads the vault's file, or its copy when the file is damaged or gone. */
export function readRecord(folder: string): FoundRecord {
  const first = readOne(join(folder, fileName));
  if (first.state === 'read' || first.state === 'too-new') return first;
  const second = readOne(join(folder, copyName));
  if (second.state === 'read' || second.state === 'too-new') return second;
  return first.state === 'missing' && second.state === 'missing' ? first : { state: 'damaged' };
}

/** Writes the vault's file and its copy, each whole or not at all. Durable when it returns. */
export function writeRecord(folder: string, record: VaultRecord): void {
  const body = vaultRecordSchema.parse(record);
  const format = body.keyring === undefined ? 1 : newestFormat;
  const text = `${JSON.stringify({ format, check: checkOf(body), body }, null, 1)}\n`;
  writeAtomically(join(folder, fileName), text);
  writeAtomically(join(folder, copyName), text);
}

function readOne(file: string): FoundRecord {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { state: 'missing' };
    throw error;
  }
  return parseRecord(text);
}

function parseRecord(text: string): FoundRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { state: 'damaged' };
  }
  const claimed = z.object({ format: z.number().int() }).safeParse(value);
  if (claimed.success && claimed.data.format > newestFormat) return { state: 'too-new' };
  const file = fileSchema.safeParse(value);
  if (!file.success) return { state: 'damaged' };
  const body = vaultRecordSchema.safeParse(file.data.body);
  // The check tells damage from a wrong passphrase; it proves nothing against somebody who writes both.
  if (!body.success || checkOf(body.data) !== file.data.check) return { state: 'damaged' };
  return { state: 'read', record: body.data };
}

function checkOf(body: VaultRecord): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
