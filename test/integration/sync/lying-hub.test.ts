import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { rotatePassword } from '../../../electron/hub/provision.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { joinFirm, namesAt, openFirmAtHub, record, settle, statusOf } from '../../support/firm-at-hub.ts';
import { startTestHub } from '../../support/hub-world.ts';
import type { TestHost } from '../../support/open-test-firm.ts';
import { waitUntil } from '../../support/wait-until.ts';

interface Got {
  id: string;
  docs: { ok?: Record<string, unknown> }[];
}

/** Changes what a device gets of events, and leaves everything else. */
function changeEvents(change: (results: Got[]) => Got[]) {
  return (value: unknown): unknown => ({ results: change((value as { results: Got[] }).results) });
}

const everyEvent = (change: (event: Record<string, unknown>) => Record<string, unknown>) =>
  changeEvents((results) =>
    results.map((got) => ({ ...got, docs: got.docs.map(({ ok }) => (ok === undefined ? {} : { ok: change(ok) })) })),
  );

const second = `2-${'b'.repeat(32)}`;
const lies: [told: string, change: (value: unknown) => unknown][] = [
  ['Deleted', everyEvent(({ _id }) => ({ _id, _rev: second, _deleted: true }))],
  ['Second revision', everyEvent((event) => ({ ...event, _rev: second }))],
  ['Wrong hash', everyEvent((event) => ({ ...event, b: event['h'] }))],
  ['Wrong signature', everyEvent((event) => ({ ...event, s: `A${String(event['s']).slice(1)}` }))],
];

const compare = (host: TestHost) => host.client.provider.compareWithHub({ commandId: createId() });

it('a hub that lies, drops, repeats or turns round is found out, and every device has the same in the end', async () => {
  const hub = await startTestHub();
  const proxy = await startFaultProxy(hub.url);
  onTestFinished(() => proxy.close());
  const ada = await openFirmAtHub(hub);
  const ben = await joinFirm(ada, 'Ben Birch', 'attorney');
  const account = ben.firm.vault.contents.hub;
  if (account === undefined) throw new Error('Ben has no account.');
  const logIn = (password: string) =>
    ben.client.provider.logInToHub({ commandId: createId(), url: proxy.url, name: account.name, password });
  await logIn(account.password);
  await settle(ben);
  const isFetch = (_method: string, path: string) => path.includes('/_bulk_get');
  const told = async () => (await ben.client.firm.setAside({})).rows.map((row) => row.detail.split(':')[0]);

  let count = 0;
  for (const [what, change] of lies) {
    proxy.setFaults({ fault: { kind: 'rewrite', change }, matches: isFetch });
    await record(ada, `While it lies: ${what}`);
    await waitUntil(async () => (await told()).includes(what), 30_000);
    expect(await namesAt(ben)).toHaveLength(count);
    expect((await statusOf(ben)).trouble).toMatchObject({
      kind: 'hub lies',
      sentence: expect.stringContaining('None was taken'),
    });
    proxy.setFaults();
    await compare(ben);
    count += 1;
    await waitUntil(async () => (await namesAt(ben)).length === count, 30_000);
  }

  const drops = changeEvents((results) => results.map((got) => ({ ...got, docs: [] })));
  const turns = changeEvents((results) => [...results, ...results].reverse());
  for (const [name, change] of [
    ['dropped', drops],
    ['repeated and turned round', turns],
  ] as const) {
    proxy.setFaults({ fault: { kind: 'rewrite', change }, matches: isFetch, times: 3 });
    await record(ada, `One ${name}`);
    await record(ada, `Two ${name}`);
    await settle(ada);
    count += 2;
    await waitUntil(async () => {
      await compare(ben);
      return (await namesAt(ben)).length === count;
    }, 30_000);
  }
  proxy.setFaults({ fault: { kind: 'garbage' }, times: 6 });
  await record(ada, 'After garbage');
  await ben.client.provider.syncNow({ commandId: createId() });
  await waitUntil(async () => (await namesAt(ben)).length === count + 1, 30_000);
  expect(await namesAt(ben)).toEqual(await namesAt(ada));

  const newPassword = 'another password of the account';
  await rotatePassword({ ...hub, name: account.name, newPassword });
  await ben.client.provider.syncNow({ commandId: createId() });
  await waitUntil(async () => (await statusOf(ben)).state === 'signed out', 30_000);
  await record(ben, 'Written while signed out');
  await logIn(newPassword);
  await waitUntil(async () => (await namesAt(ada)).length === count + 2, 30_000);
}, 240_000);
