import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { createId } from '../../electron/data/create-id.ts';
import type { Firm } from '../../electron/data/firm.ts';
import { createFirmHost, type FirmHost, type HostSettings } from '../../electron/data/host.ts';
import type { createRouter } from '../../electron/data/procedures/router.ts';

export type TestClient = RouterClient<ReturnType<typeof createRouter>>;

/** A passphrase costs next to nothing in tests. */
export const cheapPassphrase = { memoryKib: 64, passes: 1, lanes: 1 };
export const testPassphrase = 'a passphrase for tests';

export interface TestHost {
  readonly folder: string;
  readonly host: FirmHost;
  readonly client: TestClient;
  /** The open firm; throws while it is locked. */
  readonly firm: Firm;
  /** Ends the host; the folder stays for `openTestHost({ folder })`. */
  close(): Promise<void>;
  /** Ends the host and deletes the folder. */
  remove(): Promise<void>;
}

/** A whole data process in this one, over a real folder: the contract as a client calls it. */
export async function openTestHost(options: { folder?: string } & HostSettings = {}): Promise<TestHost> {
  const { folder = mkdtempSync(join(tmpdir(), 'annex-test-')), ...settings } = options;
  const none = { isAvailable: async () => false, seal: async () => null, open: async () => null };
  const host = await createFirmHost(
    { dataFolder: folder, keychain: none, notify: () => undefined },
    { machineId: 'a'.repeat(32), cost: cheapPassphrase, onFault: (error) => console.error(error), ...settings },
  );
  const client = createRouterClient(host.router as ReturnType<typeof createRouter>, {
    context: host.createSession('window'),
  });
  return {
    folder,
    host,
    client,
    get firm(): Firm {
      const { firm } = host.folder;
      if (firm === null) throw new Error('The test firm is locked.');
      return firm;
    },
    close: () => host.close(),
    remove: async () => {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A firm that was just created, unlocked, with its owner "Ada Alder". */
export async function openTestFirm(settings: HostSettings = {}): Promise<TestHost> {
  const opened = await openTestHost(settings);
  await opened.client.firm.create({
    commandId: createId(),
    firmName: 'Alder Law',
    state: 'WA',
    ownerName: 'Ada Alder',
    passphrase: testPassphrase,
    deviceName: 'Laptop',
  });
  return opened;
}
