import { cpSync, rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { careAtHub } from '../../../electron/data/firm-care.ts';
import { joinFirm, namesAt, openFirmAtHub, record, settle, statusOf } from '../../support/firm-at-hub.ts';
import { startTestHub } from '../../support/hub-world.ts';
import { openTestHost, type TestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

const yearMs = 365 * 24 * 60 * 60_000;
const unlock = (host: TestHost) => host.client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });

async function openMatter(host: TestHost, name: string): Promise<string> {
  const { id: clientPartyId } = await record(host, name);
  const { number } = await host.client.office.openMatter({
    commandId: createId(),
    clientPartyId,
    title: name,
    practiceArea: 'Civil',
    openedOn: '2026-03-02',
    fee: { kind: 'hourly', rateCents: 30_000 },
  });
  return number;
}

it('[ST12] a device that was put back from an old backup goes on behind what it wrote since', async () => {
  const hub = await startTestHub();
  const ada = await openFirmAtHub(hub);
  const ben = await joinFirm(ada, 'Ben Birch', 'attorney');
  const { folder } = ben;
  const backup = makeTemporaryFolder();
  await ben.close();
  rmSync(backup, { recursive: true });
  cpSync(folder, backup, { recursive: true });

  const later = await openTestHost({ folder });
  await unlock(later);
  const numbers = [await openMatter(later, 'Birch v. Cedar')];
  await settle(later);
  await later.close();
  rmSync(folder, { recursive: true });
  cpSync(backup, folder, { recursive: true });

  const restored = await openTestHost({ folder });
  onTestFinished(() => restored.remove());
  await unlock(restored);
  // At once: what it wrote after the backup is at the hub alone.
  numbers.push(await openMatter(restored, 'Birch v. Elm'));
  expect(new Set(numbers).size).toBe(2);
  await settle(restored);
  await waitUntil(async () => (await namesAt(ada)).length === 2, 30_000);
  for (const host of [ada, restored]) {
    expect((await host.client.firm.setAside({})).rows).toEqual([]);
    const ids = host.firm.rows.all<{ id: string }>('SELECT substr(event_id, 1, 33) AS id FROM event');
    expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
  }
}, 180_000);

it('a device whose clock is a year ahead is named everywhere, and moves nobody else’s clock', async () => {
  const hub = await startTestHub();
  const ada = await openFirmAtHub(hub);
  let aheadMs = 0;
  const ben = await joinFirm(ada, 'Ben Birch', 'attorney', { nowMs: () => Date.now() + aheadMs });
  aheadMs = yearMs;
  await record(ben, 'Written next year');
  await ben.client.provider.syncNow({ commandId: createId() });
  await settle(ben);
  expect((await statusOf(ben)).clockSentence).toContain('365 days ahead');
  await careAtHub(ben.firm, ben.host.folder.sync);
  const benAtAda = async () =>
    (await ada.client.provider.listMembers({})).rows.flatMap((row) => row.devices).find((device) => !device.isThis);
  await waitUntil(async () => ((await benAtAda())?.clockSkewMs ?? 0) > yearMs / 2, 30_000);
  await record(ada, 'Written now');
  const last = ada.firm.headsOf('office')[ada.firm.me.deviceId] ?? '';
  expect(Math.abs(Number.parseInt(last.slice(0, 12), 16) - Date.now())).toBeLessThan(60_000);

  aheadMs = 0;
  await record(ben, 'Set right');
  await settle(ben);
  await waitUntil(async () => (await namesAt(ada)).length === 3, 30_000);
  await ben.client.provider.syncNow({ commandId: createId() });
  await waitUntil(async () => (await statusOf(ben)).clockSentence === '', 30_000);
  await careAtHub(ben.firm, ben.host.folder.sync);
  await waitUntil(async () => (await benAtAda())?.clockSkewMs === 0, 30_000);
  expect((await ada.client.firm.setAside({})).rows).toEqual([]);
}, 180_000);
