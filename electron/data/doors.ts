import type { FirmFolder } from './firm-folder.ts';

/** The ways in and out of one firm for one connection. What else of the same person opens with it is not seen here. */
export interface Doors {
  unlock(passphrase: string): Promise<void>;
  unlockWithPin(pin: string): Promise<void>;
  unlockWithKeychain(): Promise<void>;
  /** The firm was created, joined or recovered under this passphrase. */
  opened(passphrase: string): Promise<void>;
  lock(): Promise<void>;
  changePassphrase(oldPassphrase: string, newPassphrase: string): Promise<void>;
  /** Null takes the PIN away. Refuses where this is not the passphrase; the PIN does not stand for it here. */
  setPin(pin: string | null, passphrase: string): Promise<void>;
  setAutoLock(minutes: number): Promise<void>;
}

/** The doors of a firm that stands alone: of a told firm, which no person sits at. */
export function doorsOfOne(folder: FirmFolder): Doors {
  return {
    unlock: (passphrase) => folder.unlock(passphrase),
    unlockWithPin: async (pin) => {
      (await folder.unlockWithPin(pin)).fill(0);
    },
    unlockWithKeychain: () => folder.unlockWithKeychain(),
    opened: async () => {},
    lock: () => folder.lock(),
    changePassphrase: (oldPassphrase, newPassphrase) => folder.changePassphrase(oldPassphrase, newPassphrase),
    setPin: async () => {},
    setAutoLock: async (minutes) => folder.keepAutoLock(minutes),
  };
}
