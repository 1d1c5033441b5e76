import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createId } from '../../electron/data/create-id.ts';
import { startHub } from '../../electron/hub/embedded-hub.ts';
import type { Role } from '../../shared/domain/roles/rights.ts';
import { openTestFirm, openTestHost, type TestHost, testPassphrase } from './open-test-firm.ts';
import { waitUntil } from './wait-until.ts';

/** A firm, a hub, and people who joined it: whole data processes over real folders. */
export interface FirmAndProvider {
  readonly firm: TestHost;
  /** Invites somebody and has them join on a machine of their own. */
  join(name: string, role: Role): Promise<TestHost>;
  /** Resolves when everybody has what the others wrote. */
  settle(): Promise<void>;
  remove(): Promise<void>;
}

export async function openFirmAndProvider(): Promise<FirmAndProvider> {
  const folder = mkdtempSync(join(tmpdir(), 'annex-hub-'));
  const hub = await startHub({ folder, port: 0, adminName: 'admin', adminPassword: 'a long password' });
  const firm = await openTestFirm();
  const hosts = [firm];
  const upToDate = async (host: TestHost) => {
    const { state, waiting } = await host.client.provider.syncStatus({});
    return state === 'up to date' && waiting === 0;
  };
  await firm.client.provider.setHub({
    commandId: createId(),
    url: hub.url,
    name: 'admin',
    password: 'a long password',
  });
  await waitUntil(() => upToDate(firm));
  const eventsOf = (host: TestHost): string =>
    JSON.stringify(
      host.firm.rows.all(
        "SELECT workspace, max(event_id) AS last, count(*) AS n FROM event WHERE workspace IN ('roster', 'office') GROUP BY workspace ORDER BY workspace",
      ),
    );
  return {
    firm,
    async join(name, role) {
      const { code } = await firm.client.provider.invite({ commandId: createId(), name, role });
      await waitUntil(() => upToDate(firm));
      const host = await openTestHost();
      hosts.push(host);
      await host.client.firm.enrol({ commandId: createId(), code, passphrase: testPassphrase, deviceName: name });
      return host;
    },
    async settle() {
      await waitUntil(async () => {
        for (const host of hosts) if (!(await upToDate(host))) return false;
        return new Set(hosts.map(eventsOf)).size === 1;
      }, 20_000);
    },
    async remove() {
      for (const host of hosts) await host.remove();
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
