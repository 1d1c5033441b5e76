import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { openTestHost, type TestHost, testPassphrase } from '../../support/open-test-firm.ts';

const opened: TestHost[] = [];

afterEach(async () => {
  for (const host of opened.splice(0)) await host.remove();
});

async function createWithKit(): Promise<{ host: TestHost; kitText: string }> {
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

const record = (host: TestHost, name: string) =>
  host.client.office.recordParty({ commandId: createId(), party: { kind: 'person', name } });

describe('the recovery kit', () => {
  it('opens the vault with a new passphrase, and the old one is void', async () => {
    const { host, kitText } = await createWithKit();
    await record(host, 'Bo Birch');
    await host.client.firm.lock({ commandId: createId() });
    const newPassphrase = 'another passphrase';
    await host.client.firm.unlockWithKit({ commandId: createId(), kitText, newPassphrase });
    expect((await host.client.office.listParties({})).total).toBe(1);
    await host.client.firm.lock({ commandId: createId() });
    await expect(host.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase })).rejects.toMatchObject({
      data: { code: 'vault.wrong-passphrase' },
    });
  });

  it('lets a copied folder go on as a new device, with everything readable and a chain of its own', async () => {
    const { host, kitText } = await createWithKit();
    await record(host, 'Bo Birch');
    const firstDevice = host.firm.me.deviceId;
    await host.close();
    const copy = mkdtempSync(join(tmpdir(), 'annex-copy-'));
    cpSync(host.folder, copy, { recursive: true });
    const other = await openTestHost({ folder: copy, machineId: 'c'.repeat(32) });
    opened.push(other);
    expect((await other.client.firm.status({})).state).toBe('other-machine');
    await expect(other.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase })).rejects.toMatchObject(
      {
        data: { code: 'vault.other-machine' },
      },
    );
    await other.client.firm.unlockWithKit({ commandId: createId(), kitText, newPassphrase: testPassphrase });
    expect(other.firm.me).toMatchObject({ name: 'Ada Alder', role: 'owner' });
    expect(other.firm.me.deviceId).not.toBe(firstDevice);
    await record(other, 'Cy Cedar');
    expect((await other.client.office.listParties({})).rows.map((row) => row.name)).toEqual(['Bo Birch', 'Cy Cedar']);
  });
});
