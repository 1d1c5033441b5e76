import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../electron/data/firm.ts';
import { hubDatabaseName } from '../../../electron/data/sync/hub-database.ts';
import { adminOf, askHub, insideDevice, makeEvent, startTestHub } from '../../support/hub-world.ts';
import { openTestFirm, openTestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { waitUntil } from '../../support/wait-until.ts';

it('binds a provider’s account to the device that joined with it, and shuts it out when that is removed', async () => {
  const hub = await startTestHub();
  const owner = await openTestFirm();
  const provider = await openTestHost();
  onTestFinished(async () => {
    await owner.remove();
    await provider.remove();
  });
  const admin = adminOf(hub);
  await owner.client.provider.setHub({ commandId: createId(), url: hub.url, ...admin });
  const { code } = await owner.client.provider.invite({
    commandId: createId(),
    name: 'Pat Pine',
    role: 'provider-receptionist',
  });
  await waitUntil(async () => (await owner.client.provider.syncStatus({})).waiting === 0);
  await provider.client.firm.enrol({ commandId: createId(), code, passphrase: testPassphrase, deviceName: 'Desk' });
  const { deviceId } = provider.firm.me;
  const account = provider.firm.vault.contents.hub;
  if (account === undefined) throw new Error('The provider has no account.');
  const intake = hubDatabaseName(owner.firm.firmId, 'intake');
  const entry = async () => {
    const { annex } = (await askHub(hub, admin, 'GET', `${intake}/_security`)).json;
    return (annex as { accounts: Record<string, unknown> }).accounts[account.name];
  };
  await waitUntil(
    async () => JSON.stringify(await entry()) === JSON.stringify({ side: 'outside', devices: [deviceId] }),
  );

  const own = makeEvent({ firmId: owner.firm.firmId, workspace: 'intake' }, deviceId, 1);
  const foreign = makeEvent({ firmId: owner.firm.firmId, workspace: 'intake' }, insideDevice, 1);
  const written = await askHub(hub, account, 'POST', `${intake}/_bulk_docs`, { docs: [own, foreign] });
  expect(written.json).toEqual([
    expect.objectContaining({ id: own._id, ok: true }),
    expect.objectContaining({ id: foreign._id, error: 'forbidden' }),
  ]);

  await owner.client.provider.removeMember({ commandId: createId(), memberId: provider.firm.me.memberId });
  await waitUntil(async () => (await entry()) === undefined);
  await waitUntil(async () => (await provider.client.provider.syncStatus({})).state === 'signed out', 30_000);
  expect((await askHub(hub, account, 'GET', `${intake}/_all_docs`)).status).toBe(403);
});
