import { randomBytes } from 'node:crypto';

const idAlphabet = '0123456789abcdefghijklmnopqrstuv';

/** A random id of 20 characters (100 bits): digits and lower-case letters, never a name. */
export function createId(): string {
  let id = '';
  for (const byte of randomBytes(20)) id += idAlphabet[byte & 31];
  return id;
}
