import { createRouterClient, type RouterClient } from '@orpc/server';
import { createId } from '../../electron/data/create-id.ts';
import type { HostSettings } from '../../electron/data/host.ts';
import type { createMachineRouter } from '../../electron/data/machine/machine-router.ts';
import type { createRouter } from '../../electron/data/procedures/router.ts';
import { openTestFirm, openTestHost, type TestClient, type TestHost, testPassphrase } from './open-test-firm.ts';

export type MachineClient = RouterClient<ReturnType<typeof createMachineRouter>>;

/** A data process with several firms, as windows of it see them. */
export interface MachineWorld extends TestHost {
  readonly machine: MachineClient;
  /** A window bound to the firm at a place. */
  windowOn(place?: string): TestClient;
  lineOn(place?: string): TestClient;
  /** Makes a further firm on this machine; answers its place. */
  addFirm(name: string, owner?: string, passphrase?: string): Promise<string>;
  /** Waits until the rounds over sleeping firms have ended. */
  settle(): Promise<void>;
}

function asWorld(opened: TestHost): MachineWorld {
  const { host } = opened;
  const router = host.router as ReturnType<typeof createRouter>;
  const connect = (kind: 'window' | 'command-line', place?: string): TestClient =>
    createRouterClient(router, { context: host.createSession(kind, place) });
  const machine: MachineClient = createRouterClient(host.machineRouter as ReturnType<typeof createMachineRouter>, {
    context: host.createMachineSession('window'),
  });
  return {
    folder: opened.folder,
    host,
    client: opened.client,
    get firm() {
      return opened.firm;
    },
    close: () => opened.close(),
    remove: () => opened.remove(),
    machine,
    windowOn: (place) => connect('window', place),
    lineOn: (place) => connect('command-line', place),
    addFirm: async (name, owner = 'Ada Alder', passphrase = testPassphrase) => {
      const { id: place } = await machine.addFirm({ commandId: createId() });
      await connect('window', place).firm.create({
        commandId: createId(),
        firmName: name,
        state: 'WA',
        ownerName: owner,
        passphrase,
        deviceName: 'Laptop',
      });
      return place;
    },
    settle: async () => {
      await host.rounds.idle();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** A machine on which "Alder Law" was just created, in the data folder itself. */
export async function openTestMachine(settings: HostSettings = {}): Promise<MachineWorld> {
  return asWorld(await openTestFirm(settings));
}

/** The machine of an earlier world, started again: everything is locked. */
export async function reopenTestMachine(folder: string, settings: HostSettings = {}): Promise<MachineWorld> {
  return asWorld(await openTestHost({ folder, ...settings }));
}
