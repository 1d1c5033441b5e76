import { refuse } from '../../shared/domain/refusal.ts';
import { type Doors, doorsOfOne } from './doors.ts';
import type { FirmFolder } from './firm-folder.ts';
import type { SessionContext } from './procedures/implementer.ts';
import { RefusalError } from './procedures/refusal-error.ts';
import type { SessionKind } from './process/host-port.ts';

/** One connection as its procedures see it, and a way to end it. */
export interface Session extends SessionContext {
  close(): void;
}

/**
 * Binds a connection to one firm, for as long as it lasts. Windows share the app's lock; a command line unlocks for
 * itself. A plain object: the contract's server copies contexts, and a class would lose its methods.
 */
export function createSession(kind: SessionKind, folder: FirmFolder, doors: Doors = doorsOfOne(folder)): Session {
  let hasShownPassphrase = false;
  let isClosed = false;
  const isUnlocked = () =>
    !isClosed && folder.vault !== null && (kind === 'window' ? !folder.isCurtained : hasShownPassphrase);
  return {
    folder,
    changes: folder.options.changes,
    doors,
    isUnlocked,
    setUnlocked: (isNowUnlocked) => {
      hasShownPassphrase = isNowUnlocked;
    },
    during: (work) => (isUnlocked() ? folder.life.during(work) : work()),
    firm: () => {
      const { firm } = folder;
      if (firm !== null && isUnlocked()) return firm;
      throw new RefusalError(refuse('firm.locked', 'Annex is locked. Unlock it and try again.'));
    },
    close: () => {
      isClosed = true;
    },
  };
}
