import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runHubCommand } from '../../../electron/hub/hub-command.ts';
import { askHub, insideDevice, makeEvent, startTestHub } from '../../support/hub-world.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const program = fileURLToPath(new URL('../../../electron/hub/index.ts', import.meta.url));
const firmId = 'aabbccddeeff0011';
const owner = {
  name: 'owner',
  password: 'password of the owner',
  side: 'inside',
  workspaces: [],
  devices: [],
  isOwner: true,
};

/** Starts the hub as people do; answers its address and its process. */
async function startProgram(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [program, '--folder', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  return { url: line.replace(/^.* /, ''), child };
}

async function run(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ status: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const signal = new AbortController().signal;
  const status = await runHubCommand(args, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env,
    signal,
  });
  return { status, out: out.join('\n'), err: err.join('\n') };
}

describe('the hub as a program', () => {
  it('keeps every acknowledged event through kills, and its administrator for its user alone', async () => {
    const folder = makeTemporaryFolder();
    let hub = await startProgram(folder);
    const file = join(folder, 'admin.json');
    expect(statSync(file).mode & 0o077).toBe(0);
    const { name, password } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; password: string };
    const accountsFile = join(folder, 'accounts.json');
    writeFileSync(accountsFile, JSON.stringify([owner]));
    const args = [
      'provision',
      '--url',
      hub.url,
      '--admin',
      name,
      '--firm',
      firmId,
      '--accounts',
      accountsFile,
      '--spares',
      '2',
    ];
    const provisioned = await run(args, { ANNEX_HUB_PASSWORD: password });
    expect(provisioned.status).toBe(0);
    expect(JSON.parse(provisioned.out)).toMatchObject({ databases: { length: 7 }, spares: [{}, {}] });
    const path = `annex-${firmId}-trust`;
    const acknowledged: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const docs = Array.from({ length: 2_000 }, (_, index) =>
        makeEvent({ firmId, workspace: 'trust' }, insideDevice, round * 10_000 + index),
      );
      const writing = (async () => {
        for (let start = 0; start < docs.length; start += 20) {
          const batch = docs.slice(start, start + 20);
          const answer = await askHub(hub, owner, 'POST', `${path}/_bulk_docs`, { docs: batch });
          if (answer.status === 201) acknowledged.push(...batch.map((document) => document._id));
          if (start === 20 * (round + 2)) hub.child.kill('SIGKILL');
        }
      })();
      await expect(writing).rejects.toThrow();
      hub = await startProgram(folder);
    }
    const { rows } = (await askHub(hub, owner, 'GET', `${path}/_all_docs`)).json as { rows: { id: string }[] };
    const found = new Set(rows.map((row) => row.id));
    expect(acknowledged.length).toBeGreaterThan(300);
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
    hub.child.kill('SIGTERM');
    expect(await once(hub.child, 'exit')).toEqual([0, null]);
  });

  it('admits and removes accounts from the command line', async () => {
    const hub = await startTestHub();
    const admin = ['--url', hub.url, '--admin', hub.adminName, '--firm', firmId];
    const env = { ANNEX_HUB_PASSWORD: hub.adminPassword, ANNEX_HUB_ACCOUNT_PASSWORD: 'password of pat' };
    expect((await run(['provision', ...admin], env)).status).toBe(0);
    const pat = { name: 'pat', password: 'password of pat' };
    const added = await run(
      ['add-account', ...admin, '--name', 'pat', '--side', 'outside', '--workspace', 'billing'],
      env,
    );
    expect([added.status, JSON.parse(added.out)]).toEqual([0, { name: 'pat' }]);
    expect((await askHub(hub, pat, 'GET', `annex-${firmId}-billing`)).status).toBe(200);
    expect((await askHub(hub, pat, 'GET', `annex-${firmId}-trust`)).status).toBe(403);
    expect((await run(['remove-account', ...admin, '--name', 'pat'], env)).status).toBe(0);
    expect((await askHub(hub, pat, 'GET', `annex-${firmId}-billing`)).status).toBe(401);
  });

  it('tells a refusal from wrong use', async () => {
    const hub = await startTestHub();
    const admin = ['--url', hub.url, '--admin', hub.adminName, '--firm', firmId];
    const refused = await run(['remove-account', ...admin, '--name', 'pat'], { ANNEX_HUB_PASSWORD: 'wrong' });
    expect([refused.status, JSON.parse(refused.out)]).toMatchObject([
      2,
      { refusal: { code: 'hub.credentials-refused' } },
    ]);
    const wrong = [
      ['provision', ...admin],
      ['provision', '--nonsense'],
      ['provision', ...admin, '--accounts', '/no/such/file'],
      ['add-account', ...admin, '--name', 'pat', '--side', 'both'],
      ['start', '--port', 'x'],
      ['dance'],
    ];
    for (const [index, args] of wrong.entries()) {
      const env = index === 0 ? {} : { ANNEX_HUB_PASSWORD: 'x', HOME: makeTemporaryFolder() };
      const answer = await run(args[0] === 'start' ? [...args, '--folder', makeTemporaryFolder()] : args, env);
      expect([args[0], answer.status, answer.err.includes('annex hub')]).toEqual([args[0], 2, true]);
    }
  });
});
