import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  adminOf,
  askHub,
  hubsFor,
  insideDevice,
  openTestDevice,
  outsideDevice,
  provisionTestFirm,
  startTestHub,
} from '../../support/hub-world.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const hubs = hubsFor('replication');

describe.each(hubs)('replication with $name', ({ find }) => {
  it('carries events from one device to another unchanged', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const one = openTestDevice();
    const two = openTestDevice();
    const [here, there] = [one.open('billing'), two.open('billing')];
    const events = Array.from({ length: 250 }, (_, index) => firm.event('billing', insideDevice, index + 1));
    await here.bulkDocs(events);
    const pushed = await here.replicate.to(one.openRemote(hub.url, firm.database('billing'), firm.owner));
    expect(pushed).toMatchObject({ ok: true, docs_written: 250, doc_write_failures: 0 });
    await there.replicate.from(two.openRemote(hub.url, firm.database('billing'), firm.provider));
    const rows = (await there.allDocs({ include_docs: true })).rows.filter((row) => !row.id.startsWith('_design/'));
    const sent = (await here.allDocs({ include_docs: true })).rows;
    expect(rows.map((row) => row.doc)).toEqual(sent.map((row) => row.doc));
  });

  it('keeps two devices alike while both are live', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const one = openTestDevice();
    const two = openTestDevice();
    const [here, there] = [one.open('billing'), two.open('billing')];
    const live = { live: true, retry: true };
    const first = here.sync(one.openRemote(hub.url, firm.database('billing'), firm.owner), live);
    const second = there.sync(two.openRemote(hub.url, firm.database('billing'), firm.provider), live);
    const waitFor = async (database: typeof here, id: string) => {
      const feed = database.changes({ live: true, since: 0, doc_ids: [id] });
      await once(feed, 'change');
      feed.cancel();
    };
    const fromOwner = firm.event('billing', insideDevice, 1);
    const fromProvider = firm.event('billing', outsideDevice, 2);
    await here.put(fromOwner);
    await waitFor(there, fromOwner._id);
    await there.put(fromProvider);
    await waitFor(here, fromProvider._id);
    first.cancel();
    second.cancel();
    expect((await there.get(fromOwner._id)).h).toBe('sealed');
    expect((await here.get(fromProvider._id)).h).toBe('sealed');
  });

  it('refuses a foreign event as denied, goes on with the rest, and takes it later from somebody who may', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const device = openTestDevice();
    const store = device.open('billing');
    const foreign = firm.event('billing', insideDevice, 1);
    const own = firm.event('billing', outsideDevice, 2);
    await store.bulkDocs([foreign, own]);
    const push = store.replicate.to(device.openRemote(hub.url, firm.database('billing'), firm.provider));
    const denied: unknown[] = [];
    push.on('denied', (error) => denied.push(error));
    const result = await push;
    expect(result).toMatchObject({ ok: true, docs_written: 1, doc_write_failures: 1 });
    expect(denied).toEqual([expect.objectContaining({ name: 'forbidden', id: foreign._id })]);
    const document = await store.get(foreign._id, { revs: true });
    const remote = device.openRemote(hub.url, firm.database('billing'), firm.owner);
    await remote.bulkDocs([document], { new_edits: false });
    expect((await remote.get(foreign._id))._rev).toBe(document._rev);
  });

  it('refuses to change or delete an event, with and without new edits', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const path = firm.database('trust');
    const event = firm.event('trust', insideDevice, 1);
    const created = await askHub(hub, firm.owner, 'PUT', `${path}/${event._id}`, event);
    const rev = String(created.json.rev);
    const [, parent = ''] = rev.split('-');
    const change = { ...event, _rev: rev, h: 'other' };
    const fork = {
      ...change,
      _rev: '2-00000000000000000000000000000000',
      _revisions: { start: 2, ids: ['0'.repeat(32), parent] },
    };
    const tombstone = { _id: event._id, _rev: fork._rev, _revisions: fork._revisions, _deleted: true };
    for (const who of [firm.owner, adminOf(hub)]) {
      expect((await askHub(hub, who, 'PUT', `${path}/${event._id}`, change)).status).toBe(403);
      expect((await askHub(hub, who, 'DELETE', `${path}/${event._id}?rev=${rev}`)).status).toBe(403);
      for (const docs of [[fork], [tombstone], [fork, tombstone]]) {
        const answer = await askHub(hub, who, 'POST', `${path}/_bulk_docs`, { docs, new_edits: false });
        expect(answer.json).toEqual(docs.map(() => expect.objectContaining({ id: event._id, error: 'forbidden' })));
      }
    }
    expect((await askHub(hub, firm.owner, 'GET', `${path}/${event._id}`)).json).toMatchObject({
      _rev: rev,
      h: 'sealed',
    });
  });

  it('refuses whatever is not an event', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const path = firm.database('office');
    const event = firm.event('office', insideDevice, 1);
    const refused = [
      { ...event, _id: 'note' },
      { ...event, extra: 1 },
      { ...event, _attachments: { a: { content_type: 'text/plain', data: 'AAAA' } } },
      { ...event, h: 'x'.repeat(1_500_001) },
    ];
    const answer = await askHub(hub, firm.owner, 'POST', `${path}/_bulk_docs`, { docs: refused });
    expect(answer.json).toEqual(refused.map(() => expect.objectContaining({ error: 'forbidden' })));
  });

  it('keeps chunks: written once by any member, deleted by the inside alone', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const device = openTestDevice();
    const path = firm.database('files');
    const id = `c-${'ab'.repeat(32)}`;
    const bytes = Buffer.alloc(1_000_000, 5);
    const outside = device.openRemote(hub.url, path, firm.provider);
    const { rev } = await outside.putAttachment(id, 'sealed', bytes, 'application/octet-stream');
    expect(Buffer.compare(await outside.getAttachment(id, 'sealed'), bytes)).toBe(0);
    await expect(
      outside.putAttachment(id, 'sealed', rev, Buffer.alloc(5), 'application/octet-stream'),
    ).rejects.toMatchObject({
      name: 'forbidden',
    });
    await expect(outside.remove(id, rev)).rejects.toMatchObject({ name: 'forbidden' });
    const large = outside.putAttachment(
      `c-${'cd'.repeat(32)}`,
      'sealed',
      Buffer.alloc(1_200_001),
      'application/octet-stream',
    );
    await expect(large).rejects.toMatchObject({ name: 'forbidden' });
    await device.openRemote(hub.url, path, firm.clerk).remove(id, rev);
    await expect(outside.get(id)).rejects.toMatchObject({ status: 404 });
  });

  it('carries chunks with their attachments by replication', async () => {
    const hub = await find();
    const firm = await provisionTestFirm(hub);
    const one = openTestDevice();
    const two = openTestDevice();
    const id = `c-${'12'.repeat(32)}`;
    const bytes = Buffer.alloc(300_000, 9);
    const files = one.open('files');
    await files.putAttachment(id, 'sealed', bytes, 'application/octet-stream');
    await files.replicate.to(one.openRemote(hub.url, firm.database('files'), firm.owner));
    const copy = two.open('files');
    await copy.replicate.from(two.openRemote(hub.url, firm.database('files'), firm.provider));
    expect(Buffer.compare(await copy.getAttachment(id, 'sealed'), bytes)).toBe(0);
  });
});

describe('the embedded hub on its own', () => {
  it('refuses a second root revision, which replicated writes can bring', async () => {
    const hub = await startTestHub();
    const firm = await provisionTestFirm(hub);
    const path = firm.database('trust');
    const event = firm.event('trust', insideDevice, 1);
    await askHub(hub, firm.owner, 'PUT', `${path}/${event._id}`, event);
    const second = { ...event, h: 'other', _rev: '1-ffffffffffffffffffffffffffffffff' };
    const answer = await askHub(hub, firm.owner, 'POST', `${path}/_bulk_docs`, { docs: [second], new_edits: false });
    expect(answer.json).toEqual([expect.objectContaining({ error: 'forbidden' })]);
    const other = firm.event('trust', insideDevice, 2);
    const twins = ['1-aa', '1-bb'].map((_rev) => ({ ...other, _rev }));
    const both = await askHub(hub, firm.owner, 'POST', `${path}/_bulk_docs`, { docs: twins, new_edits: false });
    expect(both.json).toEqual([expect.objectContaining({ error: 'forbidden', rev: '1-bb' })]);
  });

  it('goes on where it was after a restart', async () => {
    const folder = makeTemporaryFolder();
    const first = await startTestHub(folder);
    const firm = await provisionTestFirm(first);
    const device = openTestDevice();
    const store = device.open('billing');
    await store.bulkDocs([firm.event('billing', insideDevice, 1), firm.event('billing', insideDevice, 2)]);
    await store.replicate.to(device.openRemote(first.url, firm.database('billing'), firm.owner));
    const before = await askHub(first, firm.owner, 'GET', `${firm.database('billing')}/_changes`);
    await first.close();
    const second = await startTestHub(folder);
    const since = String(before.json.last_seq);
    expect(
      (await askHub(second, firm.owner, 'GET', `${firm.database('billing')}/_changes?since=${since}`)).json.results,
    ).toEqual([]);
    await store.put(firm.event('billing', insideDevice, 3));
    const result = await store.replicate.to(device.openRemote(second.url, firm.database('billing'), firm.owner));
    expect(result.docs_written).toBe(1);
    const after = await askHub(second, firm.provider, 'GET', `${firm.database('billing')}/_changes?since=${since}`);
    expect(after.json.results).toHaveLength(1);
  });

  it('lets nobody else use its folder', async () => {
    const folder = makeTemporaryFolder();
    await startTestHub(folder);
    await expect(startTestHub(folder)).rejects.toThrow('Another hub');
  });

  it('begins again for a position of a database that was made anew', async () => {
    const hub = await startTestHub();
    const admin = adminOf(hub);
    await askHub(hub, admin, 'PUT', 'ledger');
    for (const id of ['a', 'b', 'c']) await askHub(hub, admin, 'PUT', `ledger/${id}`, {});
    const { last_seq: old } = (await askHub(hub, admin, 'GET', 'ledger/_changes')).json;
    await askHub(hub, admin, 'DELETE', 'ledger');
    expect((await askHub(hub, admin, 'GET', 'ledger')).status).toBe(404);
    await askHub(hub, admin, 'PUT', 'ledger');
    await askHub(hub, admin, 'PUT', 'ledger/a', {});
    expect((await askHub(hub, admin, 'GET', `ledger/_changes?since=${String(old)}`)).json.results).toHaveLength(1);
  });
});
