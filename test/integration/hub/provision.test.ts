import { describe, expect, it } from 'vitest';
import { firmDatabases } from '../../../electron/hub/firm-security.ts';
import {
  addAccount,
  makeSpareAccounts,
  provisionFirm,
  removeAccount,
  rotatePassword,
} from '../../../electron/hub/provision.ts';
import { adminOf, askHub, hubsFor, outsideDevice, provisionTestFirm, startTestHub } from '../../support/hub-world.ts';

const hubs = hubsFor('provisioning');

describe.each(hubs)('provisioning of $name', ({ find }) => {
  it('makes the seven databases and can be repeated without undoing anything', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const spare = makeSpareAccounts(firm.id, 1)[0];
    if (!spare) throw new Error('There is no spare account.');
    const again = { ...hub, firm: { id: firm.id }, accounts: [firm.owner], spares: [spare] };
    const decision = await provisionFirm(again);
    expect(decision).toEqual({ ok: true, value: { databases: firmDatabases.map((name) => firm.database(name)) } });
    expect(await provisionFirm(again)).toEqual(decision);
    expect((await askHub(hub, firm.provider, 'GET', firm.database('billing'))).status).toBe(200);
    expect((await askHub(hub, spare, 'GET', firm.database('roster'))).status).toBe(403);
    const security = (await askHub(hub, firm.owner, 'GET', `${firm.database('billing')}/_security`)).json;
    expect(security.members).toEqual({ names: [firm.owner.name, firm.provider.name].sort(), roles: ['_admin'] });
    expect(security.admins).toEqual({ names: [firm.owner.name], roles: ['_admin'] });
  });

  it('leaves an owner able to admit, change and remove a spare account', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const [spare] = makeSpareAccounts(firm.id, 1);
    if (!spare) throw new Error('There is no spare account.');
    await provisionFirm({ ...hub, firm: { id: firm.id }, accounts: [], spares: [spare] });
    const owner = {
      url: hub.url,
      adminName: firm.owner.name,
      adminPassword: firm.owner.password,
      firm: { id: firm.id },
    };
    const account = { ...spare, side: 'outside' as const, workspaces: ['billing'], devices: [outsideDevice] };
    expect(await addAccount({ ...owner, account })).toEqual({ ok: true, value: { name: spare.name } });
    const path = firm.database('billing');
    const write = (clock: number) => {
      const event = firm.event('billing', outsideDevice, clock);
      return askHub(hub, spare, 'PUT', `${path}/${event._id}`, event);
    };
    expect((await write(1)).status).toBe(201);
    await addAccount({ ...owner, account: { ...account, devices: ['4444444444444444'] } });
    expect((await write(2)).status).toBe(403);
    await addAccount({ ...owner, account: { ...account, workspaces: ['intake'] } });
    expect((await askHub(hub, spare, 'GET', path)).status).toBe(403);
    expect((await askHub(hub, spare, 'GET', firm.database('intake'))).status).toBe(200);
    const removed = await removeAccount({ ...owner, name: spare.name });
    expect(removed).toEqual({ ok: true, value: { name: spare.name, isDeleted: false } });
    for (const name of firmDatabases) expect((await askHub(hub, spare, 'GET', firm.database(name))).status).toBe(403);
  });

  it('makes, changes and deletes an account for the administrator', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const name = `${firm.id.slice(0, 8)}-late`;
    const account = { name, password: 'first password', side: 'inside' as const, workspaces: ['trust'], devices: [] };
    const admin = { ...hub, firm: { id: firm.id } };
    expect((await addAccount({ ...admin, account })).ok).toBe(true);
    expect((await askHub(hub, account, 'GET', firm.database('trust'))).status).toBe(200);
    expect((await rotatePassword({ ...hub, name, newPassword: 'second password' })).ok).toBe(true);
    expect((await askHub(hub, account, 'GET', firm.database('trust'))).status).toBe(401);
    expect((await askHub(hub, { name, password: 'second password' }, 'GET', firm.database('trust'))).status).toBe(200);
    const removed = await removeAccount({ ...admin, name });
    expect(removed).toEqual({ ok: true, value: { name, isDeleted: true } });
    expect((await askHub(hub, { name, password: 'second password' }, 'GET', firm.database('trust'))).status).toBe(401);
  });

  it('says what is wrong', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const request = { ...hub, firm: { id: firm.id }, accounts: [] };
    const owner = { ...request, adminName: firm.owner.name, adminPassword: firm.owner.password };
    const account = {
      name: 'unknown',
      password: 'no such account',
      side: 'outside' as const,
      workspaces: [],
      devices: [],
    };
    const clerk = { ...request, adminName: firm.clerk.name, adminPassword: firm.clerk.password };
    const codes = [
      await provisionFirm({ ...request, adminPassword: 'wrong' }),
      await provisionFirm(owner),
      await provisionFirm({ ...request, firm: { id: 'Smith' } }),
      await provisionFirm({ ...request, url: 'ftp://x' }),
      await provisionFirm({ ...request, url: 'http://127.0.0.1:9' }),
      await addAccount({ ...owner, account }),
      await addAccount({ ...clerk, account: firm.provider }),
      await addAccount({ ...request, firm: { id: '00000000000000000000000000000000' }, account: firm.provider }),
      await addAccount({ ...request, account: { ...account, devices: ['x'] } }),
      await addAccount({ ...request, account: { ...account, workspaces: ['cellar'] } }),
      await addAccount({ ...request, account: { ...account, name: 'Ann Smith' } }),
      await addAccount({ ...request, account: { ...account, password: 'short' } }),
      await rotatePassword({ ...owner, name: firm.clerk.name, newPassword: 'a new password' }),
    ].map((decision) => (decision.ok ? 'ok' : decision.refusal.code));
    expect(codes).toEqual([
      'hub.credentials-refused',
      'hub.not-allowed',
      'hub.bad-firm',
      'hub.bad-url',
      'hub.unreachable',
      'hub.account-unknown',
      'hub.not-allowed',
      'hub.firm-unknown',
      'hub.bad-account',
      'hub.bad-account',
      'hub.bad-name',
      'hub.bad-password',
      'hub.not-allowed',
    ]);
  });
});

describe('the embedded hub on its own', () => {
  it('takes side and devices from the roles of an account that the security object does not know', async () => {
    const hub = await startTestHub();
    const firm = await provisionTestFirm(hub);
    const path = firm.database('billing');
    const user = {
      name: 'guest',
      password: 'guest password',
      type: 'user',
      roles: ['outside', `device:${outsideDevice}`],
    };
    await askHub(hub, adminOf(hub), 'PUT', '_users/org.couchdb.user:guest', { _id: 'org.couchdb.user:guest', ...user });
    const security = (await askHub(hub, firm.owner, 'GET', `${path}/_security`)).json;
    const members = { names: ['guest'], roles: ['_admin'] };
    await askHub(hub, firm.owner, 'PUT', `${path}/_security`, { ...security, members });
    const own = firm.event('billing', outsideDevice, 1);
    const foreign = firm.event('billing', '5555555555555555', 1);
    expect((await askHub(hub, user, 'PUT', `${path}/${own._id}`, own)).status).toBe(201);
    expect((await askHub(hub, user, 'PUT', `${path}/${foreign._id}`, foreign)).status).toBe(403);
  });
});
