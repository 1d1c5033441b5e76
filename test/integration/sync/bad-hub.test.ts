import { cpSync, rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { hubDatabaseName } from '../../../electron/data/sync/hub-database.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { adminOf, askHub, insideDevice, makeEvent, startTestHub } from '../../support/hub-world.ts';
import { openTestFirm, type TestHost } from '../../support/open-test-firm.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

const record = (host: TestHost, name: string) =>
  host.client.office.recordParty({ commandId: createId(), party: { kind: 'person', name } });
const statusOf = (host: TestHost) => host.client.provider.syncStatus({});

it('names what is wrong with a hub, takes nothing false from it, and gives a restored one back what it lost', async () => {
  const folder = makeTemporaryFolder();
  const old = makeTemporaryFolder();
  const first = await startTestHub(folder);
  const admin = adminOf(first);
  const host = await openTestFirm();
  onTestFinished(() => host.remove());
  await host.client.provider.setHub({ commandId: createId(), url: first.url, ...admin });
  await waitUntil(async () => (await statusOf(host)).state === 'up to date', 30_000);
  await first.close();
  rmSync(old, { recursive: true });
  cpSync(folder, old, { recursive: true });

  const second = await startTestHub(folder);
  const proxy = await startFaultProxy(second.url);
  onTestFinished(() => proxy.close());
  const { hub: own } = host.firm.vault.contents;
  if (own === undefined) throw new Error('There is no hub.');
  const connect = (url: string) =>
    host.client.provider.logInToHub({ commandId: createId(), url, name: own.name, password: own.password });
  await connect(proxy.url);
  await record(host, 'Cy Cedar');
  await waitUntil(async () => (await statusOf(host)).state === 'up to date', 30_000);

  for (const [fault, kind] of [
    [{ kind: 'captive-portal' }, 'captive portal'],
    [{ kind: 'status', status: 507 }, 'disk full'],
    [{ kind: 'status', status: 500 }, 'failing'],
  ] as const) {
    proxy.setFaults({ fault });
    await host.client.provider.syncNow({ commandId: createId() });
    await waitUntil(async () => (await statusOf(host)).trouble?.kind === kind, 30_000);
    expect((await statusOf(host)).state).toBe('trouble');
  }
  proxy.setFaults();
  await waitUntil(async () => (await statusOf(host)).trouble === null, 40_000);

  const office = hubDatabaseName(host.firm.firmId, 'office');
  const count = async () => (await host.firm.store.measure('office')).count;
  const events = await count();
  await second.close();
  const restored = await startTestHub(old);
  const countAtHub = async () => Number((await askHub(restored, admin, 'GET', office)).json.doc_count) - 1;
  expect(await countAtHub()).toBeLessThan(events);
  await connect(restored.url);
  await waitUntil(async () => (await countAtHub()) === events, 30_000);

  const forged = makeEvent({ firmId: host.firm.firmId, workspace: 'office' }, insideDevice, 1);
  await askHub(restored, admin, 'PUT', `${office}/${forged._id}`, forged);
  await waitUntil(async () => (await statusOf(host)).trouble?.kind === 'hub lies', 30_000);
  expect(await count()).toBe(events);
}, 240_000);
