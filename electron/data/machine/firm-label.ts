import { hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { openWith, sealWith } from '../vault/sealed-box.ts';
import { writeAtomically } from '../vault/write-atomically.ts';

const labelSchema = z.object({
  person: z.string(),
  firm: z.string(),
  isSample: z.boolean(),
  /** The keyring that opens this firm together with others of the same person; null where there is none. */
  keyring: z.string().nullable(),
});

/** What the lock screen and the switcher say of a locked firm: whose it is and what it is called. */
export type FirmLabel = z.infer<typeof labelSchema>;

export const labelFile = 'label';
const aad = 'annex firm label 1';

/** The label in a firm's folder; null where there is none, or it was written on another machine. */
export function readLabel(folder: string, machineId: string): FirmLabel | null {
  try {
    const box = Buffer.from(readFileSync(join(folder, labelFile), 'utf8'), 'base64url');
    return labelSchema.parse(JSON.parse(openWith(keyOf(machineId), box, aad).toString('utf8')));
  } catch {
    return null;
  }
}

/**
 * Keeps the label. It is sealed under a key of this machine: a folder that was copied away names nobody. Whoever has the
 * whole machine, and its user's rights, can read it; nothing but these two names is in it.
 */
export function writeLabel(folder: string, machineId: string, label: FirmLabel): void {
  const text = Buffer.from(JSON.stringify(labelSchema.parse(label)), 'utf8');
  writeAtomically(join(folder, labelFile), sealWith(keyOf(machineId), text, aad).toString('base64url'));
}

function keyOf(machineId: string): Buffer {
  return Buffer.from(hkdfSync('sha256', machineId, Buffer.alloc(0), aad, 32));
}
