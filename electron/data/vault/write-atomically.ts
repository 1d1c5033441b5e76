import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Puts `text` in the place of `file` so that after any crash the file is the old one or the new one, whole. Durable when
 * it returns; readable by its user alone. Throws when the disk does not take it, and leaves the old file.
 */
export function writeAtomically(file: string, text: string): void {
  const fresh = `${file}.new`;
  const bytes = Buffer.from(text, 'utf8');
  const handle = openSync(fresh, 'w', 0o600);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(fresh, file);
  if (process.platform !== 'win32') syncFolder(dirname(file));
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
