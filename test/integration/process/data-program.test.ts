import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataSocket } from '../../../electron/shell/data-socket.ts';
import {
  createFakeClient,
  forkFakeData,
  openDataSocketSaying,
  waitForExit,
  waitForMessage,
} from '../../support/fake-host/data-child.ts';

let folder = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annex-process-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await waitForExit(child);
  }
  rmSync(folder, { recursive: true, force: true });
});

function start(env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = forkFakeData(folder, env);
  children.push(child);
  return child;
}

describe('the data program', () => {
  it('answers a window that shows the token, and a command line, each with its own session', async () => {
    const { socketPath, windowToken } = await waitForMessage(start(), 'ready');
    const window = await openDataSocket(socketPath, { kind: 'window', token: windowToken });
    const line = await openDataSocket(socketPath, { kind: 'command-line' });
    expect(await createFakeClient(window).greet({ name: 'Ann' })).toBe('Good day, Ann');
    expect((await createFakeClient(window).whoAmI()).kind).toBe('window');
    expect((await createFakeClient(line).whoAmI()).kind).toBe('command-line');
    expect(await createFakeClient(line).countSessions()).toBe(2);
    window.close();
    await expect.poll(() => createFakeClient(line).countSessions()).toBe(1);
  });

  it.each(['not json', '{"kind":"window","token":"guess"}', '{"kind":"window"}', '[]', '{"kind":"owner"}'])(
    'closes a caller whose first frame is %s',
    async (first) => {
      const { socketPath } = await waitForMessage(start(), 'ready');
      const socket = await openDataSocketSaying(socketPath, first);
      const code = await new Promise((resolve) => socket.once('close', resolve));
      expect(code).toBe(4401);
    },
  );

  it('names its socket in the data folder, for this user only', async () => {
    const { socketPath } = await waitForMessage(start(), 'ready');
    expect(readFileSync(join(folder, 'socket'), 'utf8')).toBe(socketPath);
    expect(statSync(join(folder, 'socket')).mode & 0o777).toBe(0o600);
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
    expect(statSync(join(socketPath, '..')).mode & 0o077).toBe(0);
  });

  it('refuses a folder that another data program holds', async () => {
    await waitForMessage(start(), 'ready');
    const second = start();
    expect(await waitForMessage(second, 'refused')).toMatchObject({ code: 'folder-held' });
    expect(await waitForExit(second)).toBe(69);
  });

  it('takes over a folder whose holder was killed', async () => {
    const first = start();
    await waitForMessage(first, 'ready');
    first.kill('SIGKILL');
    await waitForExit(first);
    expect(existsSync(join(folder, 'lock'))).toBe(true);
    await waitForMessage(start(), 'ready');
  });

  it('refuses a folder where it cannot write', async () => {
    // Nobody is kept out of a folder by its mode when they are root, so a file stands in the way instead.
    if (userInfo().uid === 0) {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, '');
    } else chmodSync(folder, 0o500);
    expect(await waitForMessage(start(), 'refused')).toMatchObject({ code: 'folder-unwritable' });
  });

  it('passes on why the firm does not open, and gives the folder back', async () => {
    const refused = start({ ANNEX_FAKE_REFUSAL: 'too-new' });
    expect(await waitForMessage(refused, 'refused')).toMatchObject({ code: 'too-new' });
    expect(await waitForExit(refused)).toBe(69);
    await waitForMessage(start(), 'ready');
  });

  it('ends with status 70 when the firm breaks while opening', async () => {
    expect(await waitForExit(start({ ANNEX_FAKE_REFUSAL: 'fault' }))).toBe(70);
  });

  it('closes the firm before it ends, when told so and when its shell is gone', async () => {
    const told = start({ ANNEX_FAKE_CLOSE_MS: '100' });
    const { socketPath } = await waitForMessage(told, 'ready');
    told.send({ type: 'shutdown' });
    await waitForMessage(told, 'bye');
    expect(await waitForExit(told)).toBe(0);
    expect(existsSync(join(folder, 'closed-well'))).toBe(true);
    expect(existsSync(socketPath)).toBe(false);
    expect(existsSync(join(folder, 'lock'))).toBe(false);

    rmSync(join(folder, 'closed-well'));
    const left = start();
    await waitForMessage(left, 'ready');
    left.disconnect();
    expect(await waitForExit(left)).toBe(0);
    expect(existsSync(join(folder, 'closed-well'))).toBe(true);
  });

  it('answers a fault with an incident id and keeps client data out of the log', async () => {
    const { socketPath } = await waitForMessage(start(), 'ready');
    const client = createFakeClient(await openDataSocket(socketPath, { kind: 'command-line' }));
    await expect(client.fault()).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      data: { incident: expect.stringMatching(/^[0-9a-f]{8}$/) },
    });
    const log = readFileSync(join(folder, 'faults.log'), 'utf8');
    expect(log).toContain('"during":"fault"');
    expect(log).not.toContain('Wanda');
  });

  it('ends with status 70 on an unexpected fault', async () => {
    const child = start();
    const { socketPath } = await waitForMessage(child, 'ready');
    const client = createFakeClient(await openDataSocket(socketPath, { kind: 'command-line' }));
    expect(await client.crash()).toBe('soon');
    expect(await waitForExit(child)).toBe(70);
    expect(readFileSync(join(folder, 'faults.log'), 'utf8')).toContain('"during":"process"');
  });

  it('asks the shell for its keychain', async () => {
    const child = start();
    const { socketPath } = await waitForMessage(child, 'ready');
    const client = createFakeClient(await openDataSocket(socketPath, { kind: 'command-line' }));
    child.on('message', (message: { type: string; id: string; action: string; value: string }) => {
      if (message.type !== 'keychain') return;
      child.send({ type: 'keychain-answer', id: message.id, value: `${message.action}(${message.value})` });
    });
    expect(await client.sealAndOpen('key')).toEqual({ sealed: 'seal(key)', opened: 'open(seal(key))' });
  });
});
