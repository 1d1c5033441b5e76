import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { startHub } from '../../../electron/hub/embedded-hub.ts';
import { makePdf } from '../../support/make-pdf.ts';
import { openTestFirm, openTestHost, type TestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { waitUntil } from '../../support/wait-until.ts';

let hub: Awaited<ReturnType<typeof startHub>>;
let hubFolder: string;
const opened: TestHost[] = [];

async function startTestHub(port = 0): Promise<void> {
  hub = await startHub({ folder: hubFolder, port, adminName: 'admin', adminPassword: 'a long password' });
}

beforeEach(async () => {
  hubFolder = mkdtempSync(join(tmpdir(), 'annex-hub-'));
  await startTestHub();
});

afterEach(async () => {
  for (const host of opened.splice(0)) await host.remove();
  await hub.close();
  rmSync(hubFolder, { recursive: true, force: true });
});

async function openPair(): Promise<[TestHost, TestHost]> {
  const first = await openTestFirm();
  opened.push(first);
  await first.client.provider.setHub({
    commandId: createId(),
    url: hub.url,
    name: 'admin',
    password: 'a long password',
  });
  await waitUntil(async () => (await first.client.provider.syncStatus({})).state === 'up to date');
  const { code } = await first.client.provider.invite({ commandId: createId(), name: 'Ben Birch', role: 'attorney' });
  await waitUntil(async () => (await first.client.provider.syncStatus({})).waiting === 0);
  const second = await openTestHost();
  opened.push(second);
  await second.client.firm.enrol({ commandId: createId(), code, passphrase: testPassphrase, deviceName: 'Office' });
  return [first, second];
}

const record = (host: TestHost, name: string) =>
  host.client.office.recordParty({ commandId: createId(), party: { kind: 'person', name } });

const namesAt = async (host: TestHost) => (await host.client.office.listParties({})).rows.map((row) => row.name).sort();

describe('two devices and a hub', () => {
  it('enrols by a code once, and shows the same on both', async () => {
    const [first, second] = await openPair();
    await record(first, 'Cy Cedar');
    await record(second, 'Di Dogwood');
    await waitUntil(async () => (await namesAt(first)).length === 2 && (await namesAt(second)).length === 2);
    expect(await namesAt(second)).toEqual(await namesAt(first));
    const status = await second.client.firm.status({});
    expect(status).toMatchObject({ firm: { name: 'Alder Law' }, me: { name: 'Ben Birch', role: 'attorney' } });
  });

  it('goes on without the hub on both sides, and converges when it is back', async () => {
    const [first, second] = await openPair();
    await waitUntil(async () => (await second.client.provider.syncStatus({})).state === 'up to date');
    const { port } = hub;
    await hub.close();
    await record(first, 'Ed Elm');
    await record(second, 'Flo Fir');
    await waitUntil(async () => (await first.client.provider.syncStatus({})).state === 'offline');
    expect((await first.client.provider.syncStatus({})).sentence).toMatch(/^Offline since \d+:\d\d, 1 change waiting$/);
    await startTestHub(port);
    await waitUntil(async () => (await namesAt(first)).length === 2 && (await namesAt(second)).length === 2);
    expect(await namesAt(second)).toEqual(await namesAt(first));
  });

  it('brings a file that was filed on one machine to the other', async () => {
    const [first, second] = await openPair();
    const bytes = makePdf(['The consignment of heliotrope never arrived.']);
    const { uploadId } = await first.client.documents.startUpload({
      commandId: createId(),
      fileName: 'Complaint.pdf',
      size: bytes.length,
    });
    const dataBase64 = bytes.toString('base64');
    await first.client.documents.uploadPart({ commandId: createId(), uploadId, index: 0, dataBase64 });
    const { id: documentId } = await first.client.documents.fileDocument({
      commandId: createId(),
      uploadId,
      title: 'Complaint',
      receivedOn: '2026-03-02',
    });
    const isHere = async () => (await second.client.documents.listDocuments({})).rows[0]?.here === true;
    await waitUntil(isHere, 30_000);
    expect(await second.client.documents.readDocument({ documentId })).toMatchObject({ dataBase64 });
  });

  it('refuses a code that was used, a code that is cut short, and a hub that is gone', async () => {
    const first = await openTestFirm();
    opened.push(first);
    await first.client.provider.setHub({
      commandId: createId(),
      url: hub.url,
      name: 'admin',
      password: 'a long password',
    });
    const { code } = await first.client.provider.invite({ commandId: createId(), name: 'Ben Birch', role: 'attorney' });
    await waitUntil(async () => (await first.client.provider.syncStatus({})).state === 'up to date');
    const join = async (text: string) => {
      const host = await openTestHost();
      opened.push(host);
      return host.client.firm.enrol({
        commandId: createId(),
        code: text,
        passphrase: testPassphrase,
        deviceName: 'Office',
      });
    };
    await join(code);
    await expect(join(code)).rejects.toMatchObject({ data: { code: 'firm.code-used' } });
    await expect(join(code.slice(0, -20))).rejects.toMatchObject({ data: { code: 'firm.code-not-valid' } });
    await hub.close();
    await expect(join(code)).rejects.toMatchObject({ data: { code: 'firm.hub-unreachable' } });
    await startTestHub();
  });
});
