import { describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { careAtHub } from '../../../electron/data/firm-care.ts';
import { unusedAccounts } from '../../../electron/data/sync/account-stock.ts';
import { hubDatabaseName } from '../../../electron/data/sync/hub-database.ts';
import { joinFirm, namesAt, openFirmAtHub, record, setHub, settle } from '../../support/firm-at-hub.ts';
import { adminOf, askHub, hubsFor, startTestHub } from '../../support/hub-world.ts';
import type { TestHost } from '../../support/open-test-firm.ts';
import { waitUntil } from '../../support/wait-until.ts';

const care = (host: TestHost) => careAtHub(host.firm, host.host.folder.sync);

async function accountsAt(hub: { url: string }, admin: { name: string; password: string }, firmId: string) {
  const { json } = await askHub(hub, admin, 'GET', `${hubDatabaseName(firmId, 'office')}/_security`);
  return Object.keys((json.annex as { accounts: object }).accounts);
}

describe.each(hubsFor('accounts that all owners share'))('accounts at $name', ({ find }) => {
  it('[KY10] are there for every owner: one who did not set the hub up admits and removes people', async () => {
    const hub = await find();
    const admin = adminOf(hub);
    const ada = await openFirmAtHub(hub);
    await care(ada);
    const ben = await joinFirm(ada, 'Ben Birch', 'owner');
    await care(ada);
    await ada.client.provider.pauseSync({ commandId: createId(), paused: true });
    await care(ben);
    expect(unusedAccounts(ben.firm).length).toBeGreaterThan(20);

    const cy = await joinFirm(ben, 'Cy Cedar', 'attorney');
    const name = cy.firm.vault.contents.hub?.name ?? '';
    expect(await accountsAt(hub, admin, ben.firm.firmId)).toContain(name);
    await ben.client.provider.removeMember({ commandId: createId(), memberId: cy.firm.me.memberId });
    await waitUntil(async () => !(await accountsAt(hub, admin, ben.firm.firmId)).includes(name), 30_000);

    // An owner who leaves knows what was not given away yet: nobody gets one of those.
    await ada.client.provider.pauseSync({ commandId: createId(), paused: false });
    await settle(ada);
    await care(ada);
    const before = unusedAccounts(ada.firm).length;
    await ada.client.provider.removeMember({ commandId: createId(), memberId: ben.firm.me.memberId });
    await settle(ada);
    await care(ada);
    expect([before > 20, unusedAccounts(ada.firm).length]).toEqual([true, 0]);
    const invite = ada.client.provider.invite({ commandId: createId(), name: 'Di Dogwood', role: 'clerk' });
    await expect(invite).rejects.toMatchObject({ data: { code: 'provider.no-account-left' } });
    await setHub(ada, hub);
    expect(unusedAccounts(ada.firm).length).toBeGreaterThan(20);
  }, 240_000);
});

it('[KY10] a hub that was lost is made again by any owner, and everybody is let in as before', async () => {
  const lost = await startTestHub();
  const ada = await openFirmAtHub(lost);
  const ben = await joinFirm(ada, 'Ben Birch', 'owner');
  await care(ada);
  await care(ben);
  const cy = await joinFirm(ben, 'Cy Cedar', 'attorney');
  await record(cy, 'Kept by Cy');
  await settle(cy);
  await care(ben);
  const { port } = new URL(lost.url);
  await lost.close();

  const made = await startTestHub(undefined, Number(port));
  await setHub(ben, made);
  await record(ada, 'Written later');
  for (const host of [ada, ben, cy]) {
    await host.client.provider.syncNow({ commandId: createId() });
    await settle(host);
    await waitUntil(async () => (await namesAt(host)).length === 2, 60_000);
  }
}, 240_000);
