import type { Side, WorkWorkspace } from '../../../shared/domain/workspace.ts';
import { workWorkspaces } from '../../../shared/domain/workspace.ts';
import { openSealed, openWith } from '../vault/sealed-box.ts';
import { currentEpoch, epochKey, type Roster, type RosterEpoch } from './roster.ts';

/** A workspace key as the vault keeps it: base64url. */
export interface KeptKey {
  readonly workspace: WorkWorkspace;
  readonly side: Side;
  readonly epoch: number;
  readonly key: string;
}

/** The context in which an epoch's key is sealed: it opens nowhere else. */
export function epochContext(firmId: string, workspace: string, side: string, epoch: number): string {
  return `annex/epoch/1|${firmId}|${workspace}|${side}|${epoch}`;
}

/** This device does not hold a key that it needs to write. */
export class MissingKeyError extends Error {
  readonly side: Side;

  constructor(workspace: string, side: Side) {
    super(`This device holds no key of ${workspace} (${side}).`);
    this.name = 'MissingKeyError';
    this.side = side;
  }
}

/** The keys that this device holds: one for the roster, and those of the workspaces by side and epoch. */
export class KeyRing {
  readonly rosterKey: Buffer;
  readonly #keys = new Map<string, Buffer>();

  constructor(rosterKey: Buffer, kept: readonly KeptKey[]) {
    this.rosterKey = rosterKey;
    for (const { workspace, side, epoch, key } of kept) {
      this.#keys.set(epochKey(workspace, side, epoch), Buffer.from(key, 'base64url'));
    }
  }

  /** The key of an epoch, or nothing where this device does not hold it. */
  find(workspace: WorkWorkspace, side: Side, epoch: number): Buffer | undefined {
    return this.#keys.get(epochKey(workspace, side, epoch));
  }

  /** The newest key of a side that the roster knows. Throws MissingKeyError where this device does not hold it. */
  current(roster: Roster, workspace: WorkWorkspace, side: Side): { epoch: number; key: Buffer } {
    const epoch = currentEpoch(roster, workspace, side);
    const key = epoch === undefined ? undefined : this.find(workspace, side, epoch.epoch);
    if (epoch === undefined || key === undefined) throw new MissingKeyError(workspace, side);
    return { epoch: epoch.epoch, key };
  }

  /** Whether this device holds the newest key of a side. */
  holdsCurrent(roster: Roster, workspace: WorkWorkspace, side: Side): boolean {
    const epoch = currentEpoch(roster, workspace, side);
    return epoch !== undefined && this.find(workspace, side, epoch.epoch) !== undefined;
  }

  /**
   * Opens every key that the roster holds for this device, and older epochs through newer ones [KY4].
   * Returns the keys that are new, for the vault.
   */
  takeFrom(roster: Roster, deviceId: string, exchangePrivate: Buffer): KeptKey[] {
    const taken: KeptKey[] = [];
    const epochs = [...roster.epochs.values()].sort((a, b) => b.epoch - a.epoch);
    for (const epoch of epochs) {
      this.#openWrap(roster.firmId, epoch, epoch.wraps[deviceId], exchangePrivate, taken);
      this.#openPrevious(roster, epoch, taken);
    }
    return taken;
  }

  #openWrap(
    firmId: string,
    epoch: RosterEpoch,
    wrap: string | undefined,
    exchangePrivate: Buffer,
    taken: KeptKey[],
  ): void {
    if (wrap === undefined || this.find(epoch.workspace, epoch.side, epoch.epoch) !== undefined) return;
    const context = epochContext(firmId, epoch.workspace, epoch.side, epoch.epoch);
    try {
      this.#keep(
        epoch.workspace,
        epoch.side,
        epoch.epoch,
        openSealed(exchangePrivate, Buffer.from(wrap, 'base64'), context),
        taken,
      );
    } catch {
      // A wrap that does not open is a key that this device does not have: what it seals waits and is shown.
    }
  }

  /** Which epoch the key before is of is not said: its context tells. */
  #openPrevious(roster: Roster, epoch: RosterEpoch, taken: KeptKey[]): void {
    const { workspace, side, previous } = epoch;
    const key = this.find(workspace, side, epoch.epoch);
    if (key === undefined || previous === undefined) return;
    for (const before of roster.epochs.values()) {
      if (before.workspace !== workspace || before.side !== side || before.epoch >= epoch.epoch) continue;
      if (this.find(workspace, side, before.epoch) !== undefined) continue;
      try {
        const context = epochContext(roster.firmId, workspace, side, before.epoch);
        this.#keep(workspace, side, before.epoch, openWith(key, Buffer.from(previous, 'base64'), context), taken);
      } catch {
        // As above.
      }
    }
  }

  #keep(workspace: WorkWorkspace, side: Side, epoch: number, key: Buffer, taken: KeptKey[]): void {
    this.#keys.set(epochKey(workspace, side, epoch), key);
    taken.push({ workspace, side, epoch, key: key.toString('base64url') });
  }

  /**
   * Whether an epoch's key opens one before `start`, through those sealed under it: then it may not be given to somebody
   * whose share starts there [SH11]. True as well where this device cannot tell.
   */
  reachesBefore(roster: Roster, epoch: RosterEpoch, start: number): boolean {
    if (epoch.epoch < start) return true;
    if (epoch.previous === undefined) return false;
    const before = this.#epochBefore(roster, epoch);
    return before === undefined || this.reachesBefore(roster, before, start);
  }

  /** The numbers of an epoch and of those before it that its key opens, as far as this device can tell. */
  reachOf(roster: Roster, epoch: RosterEpoch): number[] {
    const before = this.#epochBefore(roster, epoch);
    return before === undefined ? [epoch.epoch] : [epoch.epoch, ...this.reachOf(roster, before)];
  }

  #epochBefore(roster: Roster, { workspace, side, epoch, previous }: RosterEpoch): RosterEpoch | undefined {
    const key = this.find(workspace, side, epoch);
    if (key === undefined || previous === undefined) return undefined;
    return [...roster.epochs.values()].find((before) => {
      if (before.workspace !== workspace || before.side !== side || before.epoch >= epoch) return false;
      try {
        openWith(key, Buffer.from(previous, 'base64'), epochContext(roster.firmId, workspace, side, before.epoch));
        return true;
      } catch {
        return false;
      }
    });
  }

  /** Every key held, for wrapping to others. */
  held(): { workspace: WorkWorkspace; side: Side; epoch: number; key: Buffer }[] {
    return [...this.#keys].map(([text, key]) => {
      const [workspace = '', side = '', epoch = ''] = text.split('/');
      const known = workWorkspaces.find((name) => name === workspace);
      if (known === undefined) throw new Error('A key belongs to no workspace.');
      return { workspace: known, side: side === 'inside' ? 'inside' : 'outside', epoch: Number(epoch), key };
    });
  }

  /** Names the keys held, without saying anything of them: changes when one is added. */
  get fingerprint(): string {
    return [...this.#keys.keys()].sort().join(' ');
  }

  /** Overwrites every key: at lock. */
  wipe(): void {
    this.rosterKey.fill(0);
    for (const key of this.#keys.values()) key.fill(0);
    this.#keys.clear();
  }
}
