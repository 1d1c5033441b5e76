import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { keepKitBox } from '../../../electron/data/sync/kit-box.ts';
import { startHub } from '../../../electron/hub/embedded-hub.ts';
import { openTestHost, type TestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { refusalOf } from '../../support/refusal-of.ts';
import { waitUntil } from '../../support/wait-until.ts';

const opened: TestHost[] = [];
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const host of opened.splice(0)) await host.remove();
  for (const end of ends.splice(0)) await end();
});

async function openWithKit(): Promise<{ host: TestHost; kitText: string }> {
  const host = await openTestHost();
  opened.push(host);
  const { kitText } = await host.client.firm.create({
    commandId: createId(),
    firmName: 'Alder Law',
    state: 'WA',
    ownerName: 'Ada Alder',
    passphrase: testPassphrase,
  });
  return { host, kitText };
}

async function openHub() {
  const folder = mkdtempSync(join(tmpdir(), 'annex-hub-'));
  const hub = await startHub({ folder, port: 0, adminName: 'admin', adminPassword: 'a long password' });
  ends.push(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { url: hub.url, name: 'admin', password: 'a long password' };
}

async function openEmpty(): Promise<TestHost> {
  const host = await openTestHost({ machineId: 'd'.repeat(32) });
  opened.push(host);
  return host;
}

const renew = (host: TestHost, oldKitText = '') =>
  host.client.firm.renewKit({ commandId: createId(), passphrase: testPassphrase, oldKitText });

describe('the recovery kit at the hub', () => {
  it('[KY9] starts the firm on an empty machine from the hub alone, as an owner who reads everything', async () => {
    const { host, kitText } = await openWithKit();
    const hub = await openHub();
    await host.client.provider.setHub({ commandId: createId(), ...hub });
    await host.client.office.recordParty({ commandId: createId(), party: { kind: 'person', name: 'Bo Birch' } });
    const isUpToDate = async () => {
      const { state, waiting } = await host.client.provider.syncStatus({});
      return state === 'up to date' && waiting === 0;
    };
    await waitUntil(isUpToDate);
    const empty = await openEmpty();
    const recover = (kit: string) =>
      empty.client.firm.recover({ commandId: createId(), kitText: kit, ...hub, passphrase: testPassphrase });
    expect((await refusalOf(recover(kitText))).code).toBe('firm.kit-not-at-hub');
    expect(await keepKitBox(host.firm, host.host.folder.sync.remote('roster'))).toBe(true);
    expect(await keepKitBox(host.firm, host.host.folder.sync.remote('roster'))).toBe(false);
    expect((await refusalOf(recover(`${kitText.slice(0, -1)}#`))).code).toMatch(/^recovery\./);
    const wrong = { ...hub, password: 'another password' };
    const refused = empty.client.firm.recover({ commandId: createId(), kitText, ...wrong, passphrase: testPassphrase });
    expect((await refusalOf(refused)).code).toBe('firm.hub-refused');
    const badRoute = empty.client.firm.recover({
      commandId: createId(),
      kitText,
      ...hub,
      ca: 'no certificate',
      passphrase: testPassphrase,
    });
    expect((await refusalOf(badRoute)).code).toBe('hub.bad-ca');
    await recover(kitText);
    expect(empty.firm.me).toMatchObject({ name: 'Ada Alder', role: 'owner' });
    await waitUntil(async () => (await empty.client.office.listParties({})).total === 1, 20_000);
  });
});

describe('a new kit', () => {
  it('[RS9] voids the one before where that signed, and is confirmed from the paper', async () => {
    const { host, kitText } = await openWithKit();
    const { kitText: next } = await renew(host, kitText);
    expect(next).not.toBe(kitText);
    expect((await host.client.firm.status({})).kitConfirmed).toBe(false);
    const confirm = (lastGroup: string) => host.client.firm.confirmKit({ commandId: createId(), lastGroup });
    expect((await refusalOf(confirm(kitText.slice(-8)))).code).toBe('firm.kit-not-confirmed');
    await confirm(next.slice(-8));
    expect((await refusalOf(renew(host, kitText))).code).toBe('firm.kit-not-good');
    const wrong = host.client.firm.renewKit({ commandId: createId(), passphrase: 'not this one at all' });
    expect((await refusalOf(wrong)).code).toBe('firm.wrong-passphrase');
    await host.client.firm.lock({ commandId: createId() });
    const unlock = (kit: string) =>
      host.client.firm.unlockWithKit({ commandId: createId(), kitText: kit, newPassphrase: 'another passphrase' });
    await expect(unlock(kitText)).rejects.toBeDefined();
    await unlock(next);
    expect(host.firm.me.role).toBe('owner');
  });

  it('is confirmed from the paper after a restart too, and by nothing else', async () => {
    const { host, kitText } = await openWithKit();
    await host.close();
    const again = await openTestHost({ folder: host.folder });
    opened.push(again);
    await again.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });
    const confirm = (lastGroup: string) => again.client.firm.confirmKit({ commandId: createId(), lastGroup });
    expect((await refusalOf(confirm(kitText.slice(0, 8)))).code).toBe('firm.kit-not-confirmed');
    expect((await confirm(` ${kitText.slice(-8).toLowerCase()} `)).kitConfirmed).toBe(true);
  });

  it('[RS9] leaves the one before good where it was lost', async () => {
    const { host, kitText } = await openWithKit();
    await renew(host);
    expect(host.firm.roster.current.kits.length).toBe(2);
    await renew(host, kitText);
    expect(host.firm.roster.current.kits.length).toBe(1);
  });
});
