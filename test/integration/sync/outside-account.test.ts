import { describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { hubDatabaseName } from '../../../electron/data/sync/hub-database.ts';
import { joinFirm, openFirmAtHub } from '../../support/firm-at-hub.ts';
import { adminOf, askHub, hubsFor, insideDevice, makeEvent } from '../../support/hub-world.ts';
import { waitUntil } from '../../support/wait-until.ts';

describe.each(hubsFor('accounts of people outside'))('an account at $name', ({ find }) => {
  it('is bound to the provider’s device that joined with it, and shut out when that is removed', async () => {
    const hub = await find();
    const admin = adminOf(hub);
    const owner = await openFirmAtHub(hub);
    const provider = await joinFirm(owner, 'Pat Pine', 'provider-receptionist');
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
    // CouchDB lets a feed that waits wait on: the next question is refused.
    await provider.client.provider.syncNow({ commandId: createId() });
    await waitUntil(async () => (await provider.client.provider.syncStatus({})).state === 'signed out', 30_000);
    expect((await askHub(hub, account, 'GET', `${intake}/_all_docs`)).status).toBe(403);
  }, 120_000);
});
