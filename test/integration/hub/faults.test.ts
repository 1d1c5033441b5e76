import { describe, expect, it, onTestFinished } from 'vitest';
import { type Fault, startFaultProxy } from '../../support/fault-proxy.ts';
import { askHub, insideDevice, openTestDevice, provisionTestFirm, startTestHub } from '../../support/hub-world.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const faults: Fault[] = [
  { kind: 'drop' },
  { kind: 'lose-answer' },
  { kind: 'status', status: 500 },
  { kind: 'garbage' },
  { kind: 'captive-portal' },
  { kind: 'cut', afterBytes: 1 },
];

async function startProxied() {
  const hub = await startTestHub();
  const firm = await provisionTestFirm(hub);
  const proxy = await startFaultProxy(hub.url);
  onTestFinished(() => proxy.close());
  const device = openTestDevice();
  const store = device.open('billing');
  const path = firm.database('billing');
  const countAtHub = async () => {
    const { rows } = (await askHub(hub, firm.owner, 'GET', `${path}/_all_docs`)).json as { rows: { id: string }[] };
    return rows.filter((row) => !row.id.startsWith('_')).length;
  };
  return { hub, firm, proxy, device, store, path, countAtHub };
}

describe('replication over a bad line', () => {
  it.each(faults)('loses nothing and doubles nothing: $kind', async (fault) => {
    const { firm, proxy, device, store, path, countAtHub } = await startProxied();
    await store.bulkDocs(Array.from({ length: 60 }, (_, index) => firm.event('billing', insideDevice, index + 1)));
    proxy.setFaults({ fault, matches: (_, url) => url.endsWith('/_bulk_docs'), times: 2 });
    let attempts = 0;
    for (let isDone = false; !isDone && attempts < 10; attempts += 1) {
      const remote = device.openRemote(proxy.url, path, firm.owner);
      isDone = await store.replicate.to(remote, { batch_size: 25 }).then(
        () => true,
        () => false,
      );
    }
    expect(attempts).toBeGreaterThan(1);
    expect(await countAtHub()).toBe(60);
  });

  it('comes back by itself when the hub does', async () => {
    const { firm, proxy, device, store, path, countAtHub } = await startProxied();
    const remote = device.openRemote(proxy.url, path, firm.owner);
    const sync = store.sync(remote, { live: true, retry: true, back_off_function: () => 50 });
    onTestFinished(() => sync.cancel());
    const settled = () => new Promise<unknown>((resolve) => sync.push.once('paused', resolve));
    await store.put(firm.event('billing', insideDevice, 1));
    await settled();
    await proxy.kill();
    await store.put(firm.event('billing', insideDevice, 2));
    await proxy.revive();
    while ((await countAtHub()) < 2) await settled();
    expect(await countAtHub()).toBe(2);
  });

  it('shows a device what a lying hub makes of a document', async () => {
    const { hub, firm, proxy, device, store, path } = await startProxied();
    const event = firm.event('billing', insideDevice, 1);
    await askHub(hub, firm.owner, 'PUT', `${path}/${event._id}`, event);
    const forge = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('"sealed"', '"forged"'));
    proxy.setFaults({ fault: { kind: 'rewrite', change: forge }, matches: (_, url) => url.includes('_bulk_get') });
    await store.replicate.from(device.openRemote(proxy.url, path, firm.owner));
    expect((await store.get(event._id)).h).toBe('forged');
  });

  it('keeps what it acknowledged when it is started again in the middle', async () => {
    const folder = makeTemporaryFolder();
    const first = await startTestHub(folder);
    const firm = await provisionTestFirm(first);
    const path = firm.database('trust');
    const ids: string[] = [];
    const writing = (async () => {
      for (let clock = 1; ; clock += 1) {
        const event = firm.event('trust', insideDevice, clock);
        const { status } = await askHub(first, firm.owner, 'PUT', `${path}/${event._id}`, event);
        if (status === 201) ids.push(event._id);
        if (ids.length === 40) void first.close();
      }
    })();
    await expect(writing).rejects.toThrow();
    await first.close();
    const second = await startTestHub(folder);
    const { results } = (
      await askHub(second, firm.owner, 'POST', `${path}/_bulk_get`, { docs: ids.map((id) => ({ id })) })
    ).json as {
      results: { docs: { ok?: unknown }[] }[];
    };
    expect(results.every((result) => result.docs[0]?.ok)).toBe(true);
  });
});
