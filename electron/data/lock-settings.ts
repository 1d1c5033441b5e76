import { type Pin, pinSchema } from './vault/pin.ts';
import type { Vault } from './vault/vault-file.ts';

/** Minutes without a touch until windows lock, where nobody chose otherwise. */
const autoLockMinutesUsual = 10;

/** The PIN that a vault keeps, or null. */
export function pinOf(vault: Vault): Pin | null {
  const kept = pinSchema.safeParse(vault.contents.settings['pin']);
  return kept.success ? kept.data : null;
}

/** Minutes without a touch until windows lock; 0 is never. */
export function autoLockMinutesOf(settings: Readonly<Record<string, unknown>>): number {
  const kept = settings['autoLockMinutes'];
  return typeof kept === 'number' ? kept : autoLockMinutesUsual;
}
