import { describe, expect, it } from 'vitest';
import {
  adminOf,
  askHub,
  hubsFor,
  insideDevice,
  makeEvent,
  provisionTestFirm,
  startTestHub,
} from '../../support/hub-world.ts';

const hubs = hubsFor('authorisation');

/** Nobody gets far enough here for its content to matter. */
const event = makeEvent({ firmId: '', workspace: 'billing' }, insideDevice, 1);
const chunk = `c-${'ef'.repeat(32)}`;

/** Every route of a database: method, path below it, body. */
const routes: [method: string, path: string, body?: unknown][] = [
  ['GET', ''],
  ['POST', '', event],
  ['GET', '/_security'],
  ['GET', '/_changes'],
  ['POST', '/_changes?filter=_doc_ids', { doc_ids: [event._id] }],
  ['GET', '/_changes?feed=longpoll&since=0'],
  ['GET', '/_all_docs?include_docs=true'],
  ['POST', '/_all_docs', { keys: [event._id] }],
  ['POST', '/_revs_diff', { [event._id]: ['1-aa'] }],
  ['POST', '/_bulk_get?revs=true', { docs: [{ id: event._id }] }],
  ['POST', '/_bulk_docs', { docs: [] }],
  ['POST', '/_bulk_docs', { docs: [{ ...event, _rev: '1-aa' }], new_edits: false }],
  ['POST', '/_ensure_full_commit', {}],
  ['GET', '/_local/checkpoint'],
  ['PUT', '/_local/checkpoint', { last_seq: 1 }],
  ['DELETE', '/_local/checkpoint'],
  ['GET', `/${event._id}`],
  ['GET', `/${event._id}?open_revs=all`],
  ['PUT', `/${event._id}`, event],
  ['DELETE', `/${event._id}?rev=1-aa`],
  ['GET', `/${chunk}/sealed`],
  ['PUT', `/${chunk}/sealed`, 'bytes'],
  ['GET', '/_design/annex'],
];

/** Routes that ask for more than membership. */
const adminRoutes: [method: string, path: string, body?: unknown][] = [
  ['PUT', '/_security', { admins: {}, members: {} }],
  ['PUT', '/_design/other', { language: 'javascript' }],
];

describe.each(hubs)('who may do what at $name', ({ find }) => {
  it('answers nobody but at its door', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    expect((await askHub(hub, null, 'GET', '')).status).toBe(200);
    expect((await askHub(hub, null, 'GET', '_up')).json.status).toBe('ok');
    for (const [method, path, body] of [...routes, ...adminRoutes]) {
      const answer = await askHub(hub, null, method, firm.database('billing') + path, body);
      expect([method, path, answer.status, answer.json.error]).toEqual([method, path, 401, 'unauthorized']);
    }
    for (const path of ['_all_dbs', '_users', '_users/_all_docs', '_users/org.couchdb.user:admin']) {
      expect([path, (await askHub(hub, null, 'GET', path)).status]).toEqual([path, 401]);
    }
    for (const method of ['PUT', 'DELETE']) expect((await askHub(hub, null, method, 'fresh')).status).toBe(401);
  });

  it('shuts every route of a database for an account that it does not list', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    for (const name of ['trust', 'office', 'documents'] as const) {
      for (const [method, path, body] of [...routes, ...adminRoutes]) {
        const answer = await askHub(hub, firm.provider, method, firm.database(name) + path, body);
        expect([name, method, path, answer.status]).toEqual([name, method, path, 403]);
      }
    }
    for (const name of ['roster', 'intake', 'billing', 'files'] as const) {
      expect((await askHub(hub, firm.provider, 'GET', firm.database(name))).status).toBe(200);
    }
  });

  it('keeps two firms apart', async () => {
    const hub = await find();
    const one = await provisionTestFirm(hub);
    const two = await provisionTestFirm(hub);
    for (const [method, path, body] of routes) {
      const answer = await askHub(hub, one.owner, method, two.database('roster') + path, body);
      expect([method, path, answer.status]).toEqual([method, path, 403]);
    }
  });

  it('lets members read and write, but not change rights or functions', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const path = firm.database('documents');
    for (const [method, below, body] of adminRoutes) {
      const { status } = await askHub(hub, firm.clerk, method, path + below, body);
      expect([method, below, status === 401 || status === 403]).toEqual([method, below, true]);
    }
    const own = firm.event('documents', insideDevice, 1);
    expect((await askHub(hub, firm.clerk, 'PUT', `${path}/${own._id}`, own)).status).toBe(201);
    expect((await askHub(hub, firm.clerk, 'DELETE', path)).status).toBe(401);
    expect((await askHub(hub, firm.owner, 'DELETE', path)).status).toBe(401);
    expect((await askHub(hub, firm.owner, 'PUT', 'another')).status).toBe(401);
    expect((await askHub(hub, firm.owner, 'GET', '_users/org.couchdb.user:anybody')).status).toBe(403);
  });

  it('believes neither a wrong password nor an unknown name', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    for (const who of [
      { ...firm.owner, password: 'wrong' },
      { name: 'nobody', password: 'wrong' },
      { ...adminOf(hub), password: '' },
    ]) {
      expect((await askHub(hub, who, 'GET', firm.database('billing'))).status).toBe(401);
    }
  });
});

describe('the embedded hub on its own', () => {
  it('gives a new database to the administrator alone, and never to everybody', async () => {
    const hub = await startTestHub();
    const firm = await provisionTestFirm(hub);
    const admin = adminOf(hub);
    await askHub(hub, admin, 'PUT', 'fresh');
    expect((await askHub(hub, firm.owner, 'GET', 'fresh')).status).toBe(403);
    await askHub(hub, admin, 'PUT', 'fresh/_security', {});
    expect((await askHub(hub, firm.owner, 'GET', 'fresh')).status).toBe(403);
  });

  it('keeps no password and gives nobody a system role', async () => {
    const hub = await startTestHub();
    const admin = adminOf(hub);
    const user = { _id: 'org.couchdb.user:ann', type: 'user', name: 'ann', roles: [], password: 'a long password' };
    expect((await askHub(hub, admin, 'PUT', `_users/${user._id}`, user)).status).toBe(201);
    const stored = (await askHub(hub, admin, 'GET', `_users/${user._id}`)).json;
    expect(stored).not.toHaveProperty('password');
    expect(stored.iterations).toBeGreaterThanOrEqual(100_000);
    for (const wrong of [
      { ...user, roles: ['_admin'] },
      { ...user, name: 'bob' },
      { ...user, type: 'x' },
      { ...user, roles: 'inside' },
    ]) {
      const answer = await askHub(hub, admin, 'PUT', `_users/${user._id}`, { ...wrong, _rev: stored._rev });
      expect(answer.status).toBe(403);
    }
    expect((await askHub(hub, user, 'GET', '_session')).json.userCtx).toEqual({ name: 'ann', roles: [] });
    await askHub(hub, admin, 'PUT', `_users/${user._id}`, { ...user, _rev: stored._rev, password: 'another password' });
    expect((await askHub(hub, user, 'GET', '_session')).status).toBe(401);
    const next = { ...user, password: 'another password' };
    expect((await askHub(hub, next, 'GET', '_session')).status).toBe(200);
    const { _rev: rev } = (await askHub(hub, admin, 'GET', `_users/${user._id}`)).json;
    await askHub(hub, admin, 'DELETE', `_users/${user._id}?rev=${String(rev)}`);
    expect((await askHub(hub, next, 'GET', '_session')).status).toBe(401);
  });

  it('ends a waiting feed when the account is shut out', async () => {
    const hub = await startTestHub();
    const firm = await provisionTestFirm(hub);
    const path = firm.database('billing');
    const { last_seq: since } = (await askHub(hub, firm.provider, 'GET', `${path}/_changes`)).json;
    const waiting = askHub(
      hub,
      firm.provider,
      'GET',
      `${path}/_changes?feed=longpoll&heartbeat=10000&since=${String(since)}`,
    );
    const security = (await askHub(hub, firm.owner, 'GET', `${path}/_security`)).json;
    await askHub(hub, firm.owner, 'PUT', `${path}/_security`, {
      ...security,
      members: { names: [], roles: ['_admin'] },
    });
    expect((await waiting).json.results).toEqual([]);
    expect((await askHub(hub, firm.provider, 'GET', `${path}/_changes?since=${String(since)}`)).status).toBe(403);
  });
});
