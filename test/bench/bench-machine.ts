import { cpus } from 'node:os';
import { createRouterClient } from '@orpc/server';
import { createFirmHost } from '../../electron/data/host.ts';
import type { createMachineRouter } from '../../electron/data/machine/machine-router.ts';
import type { createRouter } from '../../electron/data/procedures/router.ts';
import { startHub } from '../../electron/hub/embedded-hub.ts';
import { benchPassphrase, type FirmCache } from './bench-firm.ts';
import { atMost, type BenchRow, noted } from './bench-row.ts';
import { type DataProcess, startDataProcess } from './data-process.ts';
import { generateEvents } from './generate-events.ts';

const idleMs = 65_000;
const settleMsMax = 30 * 60_000;

/** How many firms, with how many events each, the machine of the bench has. */
export interface MachineScale {
  readonly firms: number;
  readonly events: number;
}

/**
 * A provider's machine when nobody touches it: the resident memory of its data process, and its share of a core over a
 * whole round of asking the hubs. The firms are made before, each with a hub; five are awake. The full size is
 * `--firms 50 --scale 100000000`.
 */
export async function benchMachine(cache: FirmCache, { firms, events }: MachineScale): Promise<BenchRow[]> {
  const folder = cache.folder(`machine-${firms}-${events}`);
  const hub = await startHub({
    folder: cache.folder('machine-hub'),
    adminName: 'admin',
    adminPassword: 'for the bench',
  });
  try {
    await makeFirms(folder, hub.url, { firms, events });
    const data = await startDataProcess(folder, 'window');
    try {
      await data.client.firm.unlock({ commandId: 'bench', passphrase: benchPassphrase });
      const settledMs = await untilRead(data, firms);
      const before = data.processorMs() ?? Number.NaN;
      await new Promise((resolve) => setTimeout(resolve, idleMs));
      const share = (((data.processorMs() ?? Number.NaN) - before) / idleMs) * 100;
      const what = `${firms} firms of ${events} events, five awake`;
      return [
        atMost('machine-memory', `${what}: resident`, data.residentMb() ?? Number.NaN, 'MB', 2000),
        atMost('machine-idle', `${what}: of one of ${cpus().length} cores, over a round`, share, '%', 5),
        noted('machine-settle', `${what}: from unlock until all were pulled once`, settledMs / 1000, 's'),
      ];
    } finally {
      await data.close();
    }
  } finally {
    await hub.close();
  }
}

/** Waits until every firm was read once since it was unlocked; answers after how many milliseconds. */
async function untilRead({ machine }: DataProcess, firms: number): Promise<number> {
  const startMs = performance.now();
  for (;;) {
    const { rows } = await machine.firms({});
    const read = await Promise.all(rows.map(async ({ place }) => (await machine.inbox({ place })).inbox !== null));
    if (read.filter((isRead) => isRead).length === firms) return performance.now() - startMs;
    if (performance.now() - startMs > settleMsMax) throw new Error('The firms were not all read in half an hour.');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Makes the firms of one person in one data folder, fills each, and sends it to the hub. */
async function makeFirms(folder: string, hubUrl: string, { firms, events }: MachineScale): Promise<void> {
  const keychain = { isAvailable: async () => false, seal: async () => null, open: async () => null };
  const cost = { memoryKib: 64, passes: 1, lanes: 1 };
  const host = await createFirmHost({ dataFolder: folder, keychain, notify: () => {} }, { cost });
  const machine = createRouterClient(host.machineRouter as ReturnType<typeof createMachineRouter>, {
    context: host.createMachineSession('window'),
  });
  try {
    for (let made = 0; made < firms; made += 1) {
      const { id: place } = await machine.addFirm({ commandId: `bench${made}` });
      const client = createRouterClient(host.router as ReturnType<typeof createRouter>, {
        context: host.createSession('window', place),
      });
      const profile = { firmName: `Bench ${made}`, state: 'WA', ownerName: 'Bea Bench', deviceName: 'Bench' };
      await client.firm.create({ commandId: `bench${made}`, ...profile, passphrase: benchPassphrase });
      const firm = host.firms.at(place)?.folder.firm;
      if (firm === null || firm === undefined) throw new Error('The firm of the bench is locked.');
      await generateEvents(firm, events);
      await client.provider.setHub({
        commandId: `hub${made}`,
        url: hubUrl,
        name: 'admin',
        password: 'for the bench',
      });
      while ((await client.provider.syncStatus({})).state !== 'up to date')
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } finally {
    await host.close();
  }
}
