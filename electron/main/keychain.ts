import type { KeychainAction } from '../data/process/protocol.ts';
import type { SafeStoragePart } from './electron-parts.ts';

/**
 * Answers the data program's keychain words with the desktop's key store. Null where there is none, where Linux has
 * only its fixed password (which protects nothing), and where the store will not open what it is given.
 */
export async function answerKeychain(
  safeStorage: SafeStoragePart,
  platform: NodeJS.Platform,
  action: KeychainAction,
  value: string,
): Promise<string | null> {
  try {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
    if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
    switch (action) {
      case 'available':
        return 'yes';
      case 'seal':
        return (await safeStorage.encryptStringAsync(value)).toString('base64');
      case 'open':
        return (await safeStorage.decryptStringAsync(Buffer.from(value, 'base64'))).result;
    }
  } catch {
    return null;
  }
}
