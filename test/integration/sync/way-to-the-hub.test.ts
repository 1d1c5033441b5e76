import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { startHub } from '../../../electron/hub/embedded-hub.ts';
import { runHubCommand } from '../../../electron/hub/hub-command.ts';
import { record, settle, statusOf } from '../../support/firm-at-hub.ts';
import { openTestFirm } from '../../support/open-test-firm.ts';
import { makeAuthority } from '../../support/self-made-authority.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { startTunnelProxy } from '../../support/tunnel-proxy.ts';
import { waitUntil } from '../../support/wait-until.ts';

const admin = { name: 'admin', password: 'correct horse battery' };

async function startTlsHub() {
  const authority = makeAuthority('Alder Law');
  const hub = await startHub({
    folder: makeTemporaryFolder(),
    adminName: admin.name,
    adminPassword: admin.password,
    tls: authority,
  });
  onTestFinished(() => hub.close());
  return { hub, authority };
}

it('goes by way of a proxy with a login to a hub whose authority is pinned, and trusts no other', async () => {
  const { hub, authority } = await startTlsHub();
  const proxy = await startTunnelProxy({ name: 'alder', password: 'through' });
  const host = await openTestFirm();
  onTestFinished(() => host.remove());
  const { provider } = host.client;
  const place = new URL(hub.url).host;
  const set = (route: { ca?: string; proxy?: string }) =>
    provider.setHub({ commandId: createId(), url: hub.url, ...admin, ...route });

  await expect(set({})).rejects.toMatchObject({ data: { code: 'hub.unreachable' } });
  await expect(set({ ca: authority.ca, proxy: proxy.url.replace('through', 'wrong') })).rejects.toMatchObject({
    data: { code: 'hub.unreachable' },
  });
  await expect(set({ ca: 'not a certificate' })).rejects.toMatchObject({ data: { code: 'hub.bad-ca' } });
  await expect(set({ proxy: 'proxy' })).rejects.toMatchObject({ data: { code: 'hub.bad-proxy' } });

  await set({ ca: authority.ca, proxy: proxy.url });
  await record(host, 'Cy Cedar');
  await settle(host);
  expect(new Set(proxy.opened)).toEqual(new Set([place]));
  const status = await statusOf(host);
  expect(status).toMatchObject({ proxy: `http://${new URL(proxy.url).host}`, pinnedCa: { subject: 'Alder Law' } });

  await provider.setHubRoute({ commandId: createId(), proxy: '' });
  await settle(host);
  const asked = proxy.opened.length;
  await record(host, 'Di Dogwood');
  await settle(host);
  expect([proxy.opened.length, (await statusOf(host)).proxy]).toEqual([asked, '']);

  await provider.setHubRoute({ commandId: createId(), ca: makeAuthority('Somebody else').ca });
  await waitUntil(async () => (await statusOf(host)).trouble?.kind === 'certificate', 30_000);
  expect((await statusOf(host)).trouble?.sentence).toContain(place);
  await record(host, 'Written meanwhile');

  await provider.setHubRoute({ commandId: createId(), ca: authority.ca, proxy: proxy.url.replace('through', 'wrong') });
  await waitUntil(async () => (await statusOf(host)).trouble?.kind === 'proxy', 30_000);
  expect(proxy.refused()).toBeGreaterThan(1);

  await provider.setHubRoute({ commandId: createId(), proxy: proxy.url });
  await settle(host);
}, 180_000);

it('is taken by the commands of the hub too', async () => {
  const { hub, authority } = await startTlsHub();
  const proxy = await startTunnelProxy();
  const file = join(makeTemporaryFolder(), 'ca.pem');
  writeFileSync(file, authority.ca);
  const run = async (...route: string[]) => {
    const lines: string[] = [];
    const out = (line: string) => lines.push(line);
    const args = ['provision', '--url', hub.url, '--admin', admin.name, '--firm', 'aabbccddeeff0011', ...route];
    const io = { out, err: out, env: { ANNEX_HUB_PASSWORD: admin.password }, signal: new AbortController().signal };
    return { status: await runHubCommand(args, io), text: lines.join('\n') };
  };
  expect(await run()).toMatchObject({ status: 2, text: expect.stringContaining('hub.unreachable') });
  expect(await run('--ca', file, '--proxy', proxy.url)).toMatchObject({ status: 0 });
  expect(proxy.opened).not.toEqual([]);
  expect(await run('--ca', '/no/such/file')).toMatchObject({
    status: 2,
    text: expect.stringContaining('cannot be read'),
  });
  expect(await run('--proxy', 'proxy')).toMatchObject({ status: 2, text: expect.stringContaining('http://') });
});
