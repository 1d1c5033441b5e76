import { createHash } from 'node:crypto';
import { keyBytesOf } from '../vault/raw-keys.ts';

/** The firm's id: the hash of its recovery key, which roots the roster [RS1]. 32 hex digits. */
export function firmIdOf(recoverySigningPublic: string): string {
  return createHash('sha256').update(keyBytesOf(recoverySigningPublic)).digest('hex').slice(0, 32);
}
