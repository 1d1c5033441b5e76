import { describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { hubDatabaseName } from '../../../electron/data/sync/hub-database.ts';
import { joinFirm, namesAt, openFirmAtHub, record, settle, statusOf } from '../../support/firm-at-hub.ts';
import { adminOf, askHub, hubsFor } from '../../support/hub-world.ts';
import { waitUntil } from '../../support/wait-until.ts';

interface Security {
  annex: { accounts: Record<string, { side: string; devices: string[] }> };
}

describe.each(hubsFor('a refused event'))('what $name refuses', ({ find }) => {
  it('is kept and named, and arrives as the same revision once it may', async () => {
    const hub = await find();
    const owner = await openFirmAtHub(hub);
    const clerk = await joinFirm(owner, 'Pat Pine', 'provider-manager');
    const { deviceId } = clerk.firm.me;
    const account = clerk.firm.vault.contents.hub?.name ?? '';
    const office = hubDatabaseName(owner.firm.firmId, 'office');
    const security = async () =>
      (await askHub(hub, adminOf(hub), 'GET', `${office}/_security`)).json as unknown as Security;
    const bind = async (devices: string[]) => {
      const old = await security();
      old.annex.accounts[account] = { side: 'outside', devices };
      await askHub(hub, adminOf(hub), 'PUT', `${office}/_security`, old);
    };
    await waitUntil(async () => (await security()).annex.accounts[account]?.devices[0] === deviceId, 30_000);

    await bind(['f'.repeat(16)]);
    await record(clerk, 'Refused at first');
    await waitUntil(async () => (await statusOf(clerk)).refused === 1, 30_000);
    expect(await statusOf(clerk)).toMatchObject({ state: 'refused', sentence: 'Hub refused 1 change' });
    const { rows } = await clerk.client.provider.listRefused({});
    expect(rows).toMatchObject([{ workspace: 'office', reason: expect.stringContaining('own devices only') }]);
    expect(await clerk.client.provider.retryRefused({ commandId: createId() })).toEqual({ accepted: 0, refused: 1 });
    expect(await namesAt(owner)).toEqual([]);

    await bind([deviceId]);
    await clerk.client.provider.retryRefused({ commandId: createId() });
    await waitUntil(async () => (await statusOf(clerk)).refused === 0, 30_000);
    await waitUntil(async () => (await namesAt(owner)).length === 1, 30_000);
    const id = rows[0]?.eventId ?? '';
    const [here, there] = await Promise.all(
      [clerk, owner].map(async ({ firm }) => (await firm.store.database('office').get(id))._rev),
    );
    expect(here).toBe(there);
    await settle(clerk);
  }, 180_000);
});
