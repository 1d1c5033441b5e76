import { mkdirSync } from 'node:fs';
import type { ChangeFeed } from './change-feed.ts';
import type { Doors } from './doors.ts';
import type { FirmFolder, FirmFolderOptions } from './firm-folder.ts';
import type { Jobs } from './jobs/jobs.ts';
import { Firms } from './machine/firms.ts';
import { type HubRounds, startHubRounds } from './machine/hub-rounds.ts';
import { createMachineRouter, type MachineContext } from './machine/machine-router.ts';
import { createMachineSession } from './machine/machine-session.ts';
import { People } from './machine/people.ts';
import { startPresence } from './machine/presence.ts';
import type { Seat } from './machine/seat.ts';
import { createRouter } from './procedures/router.ts';
import { type Host, type HostOptions, type SessionKind, StartRefusal } from './process/host-port.ts';
import { createSession, type Session } from './session.ts';
import { readMachineId } from './vault/machine-id.ts';

/** What tests set otherwise than the program does. */
export type HostSettings = Partial<
  Pick<FirmFolderOptions, 'machineId' | 'nowMs' | 'onFault' | 'cost' | 'newId' | 'rebuildInWorkerFrom'>
> & {
  readonly jobs?: Jobs;
  /** Milliseconds between two rounds over the sleeping firms. */
  readonly roundMs?: number;
};

/** A host with its first firm's folder and change feed, and all firms, in sight: for tests and for the bench. */
export interface FirmHost extends Host {
  readonly folder: FirmFolder;
  readonly changes: ChangeFeed;
  readonly firms: Firms;
  readonly rounds: HubRounds;
  createSession(kind: SessionKind, place?: string): Session;
  createMachineSession(kind: SessionKind): MachineContext;
  /** Looks whether the person has been away for too long. */
  lookAtPresence(): Promise<void>;
}

/** Puts the data process together: the firms of one data folder, the contract over each of them. Throws StartRefusal. */
export async function createFirmHost(options: HostOptions, settings: HostSettings = {}): Promise<FirmHost> {
  try {
    mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  } catch {
    throw new StartRefusal(
      'folder-unwritable',
      'Annex cannot write to its data folder. Choose another, or make it writable.',
    );
  }
  const { roundMs, ...chosen } = settings;
  const nowMs = settings.nowMs ?? Date.now;
  const firms = new Firms({
    ...options,
    // A store that failed is fatal: the process ends, and starts again on what is on the disk.
    onFault: (error) =>
      setImmediate(() => {
        throw error;
      }),
    ...chosen,
    nowMs,
    machineId: settings.machineId ?? (await readMachineId()),
  });
  const onFault = (error: unknown) => options.recordFault?.(error, 'machine');
  const rounds = startHubRounds({ firms, onFault, everyMs: roundMs });
  const people = new People({
    firms,
    dataFolder: options.dataFolder,
    cost: settings.cost,
    onUnlocked: () => {
      presence.noteActive();
      rounds.begin();
    },
  });
  const presence = startPresence({ people, nowMs, onFault });
  return {
    router: createRouter(),
    machineRouter: createMachineRouter(),
    folder: firms.first.folder,
    changes: firms.first.changes,
    firms,
    rounds,
    lookAtPresence: () => presence.look(),
    createSession: (kind, place) => {
      const seat = firms.choose(place);
      return createSession(kind, seat.folder, doorsOf(people, seat, kind));
    },
    createMachineSession: (kind) => {
      const machine = createMachineSession(kind, { firms, people, presence });
      return { machine, close: () => machine.close() };
    },
    lock: () => people.lockPresent(),
    close: async () => {
      presence.close();
      rounds.close();
      await rounds.idle();
      await firms.close();
    },
  };
}

function doorsOf(people: People, seat: Seat, kind: SessionKind): Doors {
  return {
    unlock: (passphrase) => people.unlock(seat, passphrase, kind),
    unlockWithPin: (pin) => people.unlockWithPin(seat, pin),
    unlockWithKeychain: () => people.unlockWithKeychain(seat),
    opened: (passphrase) => people.opened(seat, passphrase, kind),
    lock: () => people.lock(seat, kind),
    changePassphrase: (oldPassphrase, newPassphrase) => people.changePassphrase(seat, oldPassphrase, newPassphrase),
    setPin: (pin, passphrase) => people.setPin(seat, pin, passphrase),
    setAutoLock: async (minutes) => people.setAutoLock(seat, minutes),
  };
}
