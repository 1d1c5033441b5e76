import { mkdirSync } from 'node:fs';
import { ChangeFeed } from './change-feed.ts';
import { FirmFolder, type FirmFolderOptions } from './firm-folder.ts';
import { createJobs, type Jobs } from './jobs/jobs.ts';
import { createRouter } from './procedures/router.ts';
import { type Host, type HostOptions, StartRefusal } from './process/host-port.ts';
import { createSession, type Session } from './session.ts';
import { readMachineId } from './vault/machine-id.ts';

/** What tests set otherwise than the program does. */
export type HostSettings = Partial<
  Pick<FirmFolderOptions, 'machineId' | 'nowMs' | 'onFault' | 'cost' | 'newId' | 'rebuildInWorkerFrom'>
> & {
  readonly jobs?: Jobs;
};

/** A host with its folder and change feed in sight, for tests and for the sample firm. */
export interface FirmHost extends Host {
  readonly folder: FirmFolder;
  readonly changes: ChangeFeed;
  createSession(kind: 'window' | 'command-line'): Session;
}

/** Puts the data process together: one folder, one firm, the contract over it. Throws StartRefusal. */
export async function createFirmHost(options: HostOptions, settings: HostSettings = {}): Promise<FirmHost> {
  try {
    mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  } catch {
    throw new StartRefusal(
      'folder-unwritable',
      'Annex cannot write to its data folder. Choose another, or make it writable.',
    );
  }
  const changes = new ChangeFeed();
  const jobs =
    settings.jobs ??
    createJobs({
      onChange: () => changes.tell(['jobs']),
      onFault: (job, fault) => options.recordFault?.(fault, `job ${job.kind}`),
    });
  const folder = new FirmFolder({
    ...options,
    machineId: settings.machineId ?? (await readMachineId()),
    changes,
    jobs,
    nowMs: settings.nowMs ?? Date.now,
    // A store that failed is fatal: the process ends, and starts again on what is on the disk.
    onFault:
      settings.onFault ??
      ((error) =>
        setImmediate(() => {
          throw error;
        })),
    ...(settings.cost === undefined ? {} : { cost: settings.cost }),
    ...(settings.newId === undefined ? {} : { newId: settings.newId }),
    ...(settings.rebuildInWorkerFrom === undefined ? {} : { rebuildInWorkerFrom: settings.rebuildInWorkerFrom }),
  });
  return {
    router: createRouter(),
    folder,
    changes,
    createSession: (kind) => createSession(kind, folder, changes),
    close: async () => {
      await folder.lock();
      await jobs.close();
    },
  };
}
