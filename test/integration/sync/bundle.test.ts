import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { startHub } from '../../../electron/hub/embedded-hub.ts';
import { exportBundle, takeBundle } from '../../support/carry-bundle.ts';
import { makePdf } from '../../support/make-pdf.ts';
import { openTestFirm, openTestHost, type TestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

const record = (host: TestHost, name: string) =>
  host.client.office.recordParty({ commandId: createId(), party: { kind: 'person', name } });
const namesAt = async (host: TestHost) => (await host.client.office.listParties({})).rows.map((row) => row.name).sort();

async function fileOne(host: TestHost) {
  const bytes = makePdf(['The consignment of heliotrope never arrived.']);
  const { uploadId } = await host.client.documents.startUpload({
    commandId: createId(),
    fileName: 'Complaint.pdf',
    size: bytes.length,
  });
  await host.client.documents.uploadPart({
    commandId: createId(),
    uploadId,
    index: 0,
    dataBase64: bytes.toString('base64'),
  });
  return host.client.documents.fileDocument({
    commandId: createId(),
    uploadId,
    title: 'Complaint',
    receivedOn: '2026-03-02',
  });
}

it('carries changes and files both ways without a hub, and refuses what is not whole, changed or of another firm', async () => {
  const hub = await startHub({ folder: makeTemporaryFolder(), adminName: 'admin', adminPassword: 'a long password' });
  const [ada, ben, other] = [await openTestFirm(), await openTestHost(), await openTestFirm()];
  onTestFinished(async () => {
    for (const host of [ada, ben, other]) await host.remove();
    await hub.close();
  });
  await ada.client.provider.setHub({
    commandId: createId(),
    url: hub.url,
    name: 'admin',
    password: 'a long password',
  });
  const { code } = await ada.client.provider.invite({ commandId: createId(), name: 'Ben Birch', role: 'attorney' });
  await waitUntil(async () => (await ada.client.provider.syncStatus({})).waiting === 0);
  await ben.client.firm.enrol({ commandId: createId(), code, passphrase: testPassphrase, deviceName: 'Office' });
  await waitUntil(() => ada.firm.roster.current.devices.size === 2);
  for (const host of [ada, ben]) await host.client.provider.pauseSync({ commandId: createId(), paused: true });

  await record(ada, 'Cy Cedar');
  const { id: documentId } = await fileOne(ada);
  await record(ben, 'Di Dogwood');
  const first = await exportBundle(ada);
  for (const [flaw, bytes] of [
    ['bundle.cut-short', first.bytes.subarray(0, first.bytes.length - 40)],
    ['bundle.cut-short', first.bytes.subarray(0, 300)],
    ['bundle.tampered', Buffer.concat([first.bytes, Buffer.from('more')])],
    ['bundle.tampered', flip(first.bytes, first.bytes.length >> 1)],
    ['bundle.not-a-bundle', Buffer.from('<!doctype html>')],
    ['bundle.not-a-bundle', Buffer.alloc(0)],
  ] as const) {
    await expect(takeBundle(ben, bytes)).rejects.toMatchObject({ data: { code: flaw } });
  }
  await expect(takeBundle(other, first.bytes)).rejects.toMatchObject({ data: { code: 'bundle.other-firm' } });
  expect(await namesAt(ben)).toEqual(['Di Dogwood']);

  const taken = await takeBundle(ben, first.bytes);
  expect(taken).toMatchObject({ deviceName: 'Laptop', refused: 0, passedOver: 0 });
  expect(taken.events).toBeGreaterThan(1);
  expect(taken.chunks).toBeGreaterThan(0);
  expect(await namesAt(ben)).toEqual(['Cy Cedar', 'Di Dogwood']);
  expect((await ben.client.documents.readDocument({ documentId })).parts).toBe(1);
  expect(await takeBundle(ben, first.bytes)).toMatchObject({ events: 0, chunks: 0 });

  const back = await exportBundle(ben, ada.firm.me.deviceId);
  expect(back.events).toBeLessThan(first.events);
  expect(await takeBundle(ada, back.bytes)).toMatchObject({ deviceName: 'Office', events: back.events });
  expect(await namesAt(ada)).toEqual(await namesAt(ben));
  expect((await exportBundle(ada, ben.firm.me.deviceId)).events).toBe(0);
  await expect(exportBundle(ada, 'f'.repeat(16))).rejects.toMatchObject({ data: { code: 'bundle.device-unknown' } });
});

function flip(bytes: Buffer, place: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[place] = (changed[place] ?? 0) ^ 1;
  return changed;
}
