import { onTestFinished } from 'vitest';
import { createId } from '../../electron/data/create-id.ts';
import type { HostSettings } from '../../electron/data/host.ts';
import type { Role } from '../../shared/domain/roles/rights.ts';
import { adminOf, clearHub, type HubUnderTest } from './hub-world.ts';
import { openTestFirm, openTestHost, type TestHost, testPassphrase } from './open-test-firm.ts';
import { waitUntil } from './wait-until.ts';

/** The state of a device's sync. */
export const statusOf = (host: TestHost) => host.client.provider.syncStatus({});

/** Waits until a device has nothing to send and nothing to take. */
export async function settle(host: TestHost): Promise<void> {
  await waitUntil(async () => {
    const { state, waiting } = await statusOf(host);
    return state === 'up to date' && waiting === 0;
  }, 60_000);
}

/** A firm that was just set up at a hub by its owner's device; gone with the test. */
export async function openFirmAtHub(hub: HubUnderTest): Promise<TestHost> {
  const owner = await openTestFirm();
  const { firmId } = owner.firm;
  onTestFinished(async () => {
    await owner.remove();
    await clearHub(hub, firmId);
  });
  await setHub(owner, hub);
  await settle(owner);
  return owner;
}

/** Sets the hub up for the device's firm, with the hub's administrator. */
export async function setHub(host: TestHost, hub: HubUnderTest): Promise<void> {
  await host.client.provider.setHub({ commandId: createId(), url: hub.url, ...adminOf(hub) });
}

/** A device of a new member, invited by another and in touch with the hub; gone with the test. */
export async function joinFirm(
  inviter: TestHost,
  name: string,
  role: Role,
  settings: HostSettings = {},
): Promise<TestHost> {
  const { code } = await inviter.client.provider.invite({ commandId: createId(), name, role });
  await settle(inviter);
  const host = await openTestHost(settings);
  onTestFinished(() => host.remove());
  await host.client.firm.enrol({ commandId: createId(), code, passphrase: testPassphrase, deviceName: name });
  await settle(host);
  return host;
}

/** A change that every device of the office sees. */
export const record = (host: TestHost, name: string) =>
  host.client.office.recordParty({ commandId: createId(), party: { kind: 'person', name } });

/** What `record` left on a device. */
export const namesAt = async (host: TestHost) =>
  (await host.client.office.listParties({})).rows.map((row) => row.name).sort();
