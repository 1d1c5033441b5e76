import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, it, onTestFinished } from 'vitest';
import { createId } from '../../../electron/data/create-id.ts';
import { readMachineId } from '../../../electron/data/vault/machine-id.ts';
import { linkOverSocket, openDataSocket } from '../../../electron/shell/data-socket.ts';
import type { Contract } from '../../../shared/contract/contract.ts';
import { waitForExit, waitForMessage } from '../../support/fake-host/data-child.ts';
import { openTestFirm, openTestHost, testPassphrase } from '../../support/open-test-firm.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

type Client = ContractRouterClient<Contract>;

const rounds = 4;
const dist = join(import.meta.dirname, '../../../dist');

interface Device {
  child: ChildProcess;
  client: Client;
  readonly folder: string;
}

async function startDevice(folder: string): Promise<Device> {
  const child = fork(join(dist, 'data/index.js'), ['--data', folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const { socketPath } = await waitForMessage(child, 'ready');
  const client: Client = createORPCClient(linkOverSocket(await openDataSocket(socketPath, { kind: 'command-line' })));
  await client.firm.unlock({ commandId: createId(), passphrase: testPassphrase });
  return { child, client, folder };
}

async function startHubProgram(folder: string, port = 0): Promise<{ child: ChildProcess; url: string }> {
  const args = ['--folder', folder, '--port', String(port)];
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../electron/hub/index.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, url: line.replace(/^.* /, '') };
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
  child.kill('SIGKILL');
  await exit;
}

/** Two devices of a firm at a hub, made in this process and left to programs of their own. */
async function makeFirm(hub: { url: string }, admin: { name: string; password: string }): Promise<[string, string]> {
  const machineId = await readMachineId();
  const ada = await openTestFirm({ machineId });
  const ben = await openTestHost({ machineId });
  onTestFinished(async () => {
    await ada.remove();
    await ben.remove();
  });
  await ada.client.provider.setHub({ commandId: createId(), url: hub.url, ...admin });
  const { code } = await ada.client.provider.invite({ commandId: createId(), name: 'Ben Birch', role: 'attorney' });
  await waitUntil(async () => (await ada.client.provider.syncStatus({})).waiting === 0, 60_000);
  await ben.client.firm.enrol({ commandId: createId(), code, passphrase: testPassphrase, deviceName: 'Office' });
  await ada.close();
  await ben.close();
  return [ada.folder, ben.folder];
}

async function titlesAt({ client }: Device): Promise<string[]> {
  const { rows } = await client.office.listTasks({ limit: 200 });
  return rows.map((row) => row.title).sort();
}

it(`devices and hub that are killed in the middle of replication lose nothing acknowledged, and agree (${rounds} rounds)`, async () => {
  const hubFolder = makeTemporaryFolder();
  let hub = await startHubProgram(hubFolder);
  const port = Number(new URL(hub.url).port);
  const admin = JSON.parse(readFileSync(join(hubFolder, 'admin.json'), 'utf8')) as { name: string; password: string };
  const folders = await makeFirm(hub, { name: admin.name, password: admin.password });
  let devices = [await startDevice(folders[0]), await startDevice(folders[1])] as [Device, Device];
  const acknowledged: string[] = [];
  const write = async (device: Device, titles: readonly string[]) => {
    for (const title of titles) {
      try {
        await device.client.office.addTask({ commandId: createId(), title });
        acknowledged.push(title);
      } catch {
        return;
      }
    }
  };
  for (let round = 0; round < rounds; round += 1) {
    const titles = (who: string) => Array.from({ length: 12 }, (_, index) => `${who} ${round} ${index}`);
    const [killed, other] = round % 2 === 0 ? [0, 1] : [1, 0];
    const writing = [write(devices[0], titles('Ada')), write(devices[1], titles('Ben'))];
    // While both still write and what they wrote is on its way: the hub, and with it one of them.
    await waitUntil(() => acknowledged.length > round * 16 + 8, 60_000);
    await kill(hub.child);
    await kill(devices[killed as 0 | 1].child);
    await writing[other as 0 | 1];
    hub = await startHubProgram(hubFolder, port);
    const restarted = await startDevice(folders[killed as 0 | 1]);
    devices = killed === 0 ? [restarted, devices[1]] : [devices[0], restarted];
    await writing[killed as 0 | 1];
  }
  const found = async () => Promise.all(devices.map(titlesAt));
  await waitUntil(async () => {
    const [left = [], right = []] = await found();
    return left.length === right.length && acknowledged.every((title) => left.includes(title));
  }, 120_000);
  const [left, right] = await found();
  expect(left).toEqual(right);
  expect(new Set(left).size).toBe(left?.length);
  for (const { client, child } of devices) {
    expect((await client.firm.setAside({})).rows).toEqual([]);
    child.kill('SIGTERM');
    await waitForExit(child);
  }
  expect(acknowledged.length).toBeGreaterThan(rounds * 12);
}, 600_000);
