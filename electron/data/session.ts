import { refuse } from '../../shared/domain/refusal.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { FirmFolder } from './firm-folder.ts';
import type { SessionContext } from './procedures/implementer.ts';
import { RefusalError } from './procedures/refusal-error.ts';
import type { OpenFirm } from './procedures/turn.ts';
import type { SessionKind } from './process/host-port.ts';

/** One connection: bound to one folder when it is made. Windows share the app's lock; a command line unlocks for itself. */
export class Session implements SessionContext {
  readonly folder: FirmFolder;
  readonly changes: ChangeFeed;
  readonly #kind: SessionKind;
  #hasShownPassphrase = false;
  #isClosed = false;

  constructor(kind: SessionKind, folder: FirmFolder, changes: ChangeFeed) {
    this.#kind = kind;
    this.folder = folder;
    this.changes = changes;
  }

  get isUnlocked(): boolean {
    return !this.#isClosed && this.folder.firm !== null && (this.#kind === 'window' || this.#hasShownPassphrase);
  }

  setUnlocked(isUnlocked: boolean): void {
    this.#hasShownPassphrase = isUnlocked;
  }

  firm(): OpenFirm {
    const { firm } = this.folder;
    if (firm === null || !this.isUnlocked) {
      throw new RefusalError(refuse('firm.locked', 'Annex is locked. Unlock it and try again.'));
    }
    return firm;
  }

  close(): void {
    this.#isClosed = true;
  }
}
