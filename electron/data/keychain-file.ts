import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../../shared/domain/refusal.ts';
import { RefusalError } from './procedures/refusal-error.ts';
import type { Keychain } from './process/host-port.ts';
import type { Vault } from './vault/vault-file.ts';
import { writeAtomically } from './vault/write-atomically.ts';

const fileName = 'keychain-secret';

/** The secret that the system's keychain keeps for a folder's vault; empty where it keeps none. Refuses a missing file. */
export async function readKeychainSecret(folder: string, keychain: Keychain): Promise<string> {
  let sealed = '';
  try {
    sealed = readFileSync(join(folder, fileName), 'utf8');
  } catch {
    throw new RefusalError(
      refuse('vault.wrong-keychain', 'The keychain does not open this vault. Use your passphrase.'),
    );
  }
  return (await keychain.open(sealed)) ?? '';
}

/** Keeps the vault's secret in the keychain, or makes it void. Refuses where the system has none. */
export async function keepInKeychain(vault: Vault, folder: string, keychain: Keychain, on: boolean): Promise<void> {
  const file = join(folder, fileName);
  if (!on) {
    vault.forgetKeychain();
    rmSync(file, { force: true });
    return;
  }
  const sealed = (await keychain.isAvailable()) ? await keychain.seal(vault.keychainSecret()) : null;
  if (sealed === null) {
    vault.forgetKeychain();
    throw new RefusalError(
      refuse('vault.no-keychain', 'This system has no keychain that Annex can use. Keep typing the passphrase.'),
    );
  }
  writeAtomically(file, sealed);
}
