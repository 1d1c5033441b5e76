import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { launchChromium } from '../../support/chromium.ts';
import { waitForExit } from '../../support/fake-host/data-child.ts';

const program = fileURLToPath(new URL('../../support/fake-host/fake-browser-shell.ts', import.meta.url));

let browser: Browser;
let folder = '';
const children: ChildProcess[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annex-browser-'));
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  for (const child of children.splice(0)) {
    child.kill('SIGTERM');
    await waitForExit(child);
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Shell {
  child: ChildProcess;
  link: string;
  origin: string;
  port: number;
}

/** Starts the shell and takes the link from what it prints. */
async function start(...args: string[]): Promise<Shell> {
  const child = launch('--no-open', '--print-link', ...args);
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    if (!line.startsWith('http://')) continue;
    const { origin, port } = new URL(line);
    return { child, link: line, origin, port: Number(port) };
  }
  throw new Error('The shell ended without a link.');
}

function launch(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [program, '--data', folder, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

function ask(shell: Shell, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: shell.port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end();
  });
}

const fromPage = { 'Sec-Fetch-Site': 'same-origin' };

/** Uses up the link and returns the headers that a page of this browser sends. */
async function enter(shell: Shell): Promise<Record<string, string>> {
  const answer = await ask(shell, shell.link.slice(shell.origin.length), { 'Sec-Fetch-Site': 'none' });
  expect(answer.status).toBe(200);
  const pageKey = /data-key="([^"]+)"/.exec(answer.text)?.[1] ?? '';
  return {
    ...fromPage,
    Cookie: String(answer.headers['set-cookie']?.[0]).split(';')[0] ?? '',
    'X-Annex-Page': pageKey,
  };
}

/** What becomes of a socket: the status that refused it, or the code that closed it after `first`. */
function tryWebSocket(shell: Shell, headers: Record<string, string>, first?: string): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${shell.port}/socket`, { headers });
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(`refused ${response.statusCode}`));
    socket.once('open', () => first !== undefined && socket.send(first));
    socket.once('close', (code) => resolve(`closed ${code}`));
    socket.on('error', () => {});
  });
}

async function callInPage(page: Page, path: string, input: unknown): Promise<unknown> {
  return page.evaluate(`(async () => {
    const socket = await annexTest.openSocket();
    const answer = await annexTest.call(socket, ${JSON.stringify(path)}, ${JSON.stringify(input)});
    socket.close();
    return answer;
  })()`);
}

describe('the browser shell', () => {
  it('opens from the link file in a real browser, answers calls, and comes back after the data program broke', async () => {
    const shell = await start();
    const linkFile = join(folder, 'open-annex.html');
    expect(statSync(linkFile).mode & 0o777).toBe(0o600);
    const page = await browser.newPage();
    await page.goto(pathToFileURL(linkFile).href);
    await page.waitForURL(`${shell.origin}/`);
    expect(await page.title()).toBe('Annex under test');
    expect(await callInPage(page, 'greet', { name: 'Ann' })).toBe('Good day, Ann');
    const { kind, pid } = (await callInPage(page, 'whoAmI', undefined)) as { kind: string; pid: number };
    expect(kind).toBe('window');

    process.kill(pid, 'SIGKILL');
    await expect
      .poll(
        async () =>
          ((await callInPage(page, 'whoAmI', undefined).catch(() => undefined)) as { pid?: number } | undefined)?.pid,
        { timeout: 20_000 },
      )
      .toSatisfy((next) => typeof next === 'number' && next !== pid);

    await page.reload();
    expect(await page.title()).toBe('Annex under test');
    await expect(page.evaluate("fetch('http://127.0.0.1:1/').then(() => 'went', () => 'refused')")).resolves.toBe(
      'refused',
    );
  });

  it('[BS1] listens on the loopback address alone', async () => {
    const shell = await start();
    await expect(fetch(`http://[::1]:${shell.port}/`)).rejects.toThrow();
  });

  it('[BS2] [BS3] refuses other hosts, other origins, and requests that do not show theirs', async () => {
    const shell = await start();
    const page = await enter(shell);
    expect((await ask(shell, '/', page)).status).toBe(200);
    expect((await ask(shell, '/', { ...page, Host: `annex.evil.example:${shell.port}` })).status).toBe(421);
    expect((await ask(shell, '/session', { ...page, Origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask(shell, '/session', { ...page, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await ask(shell, '/session', { Cookie: page.Cookie ?? '' })).status).toBe(403);
    expect((await ask(shell, '/session', page, 'POST')).status).toBe(405);
  });

  it('[BS5] [BS6] [BS8] lets in by the link once, and nobody without its cookie', async () => {
    const shell = await start();
    expect((await ask(shell, '/', fromPage)).status).toBe(401);
    expect((await ask(shell, '/session', fromPage)).status).toBe(401);
    expect((await ask(shell, '/assets/page-00000000.js', fromPage)).status).toBe(401);
    const page = await enter(shell);
    expect((await ask(shell, shell.link.slice(shell.origin.length), { 'Sec-Fetch-Site': 'none' })).status).toBe(403);
    expect((await ask(shell, '/session', page)).status).toBe(200);
    expect((await ask(shell, '/session', { ...page, 'X-Annex-Page': 'stolen' })).status).toBe(401);
    expect((await ask(shell, '/enter?token=', page)).status).toBe(403);
  });

  it('[BS4] [BS7] opens a socket for its own page only, and wants a fresh page token in the first frame', async () => {
    const shell = await start();
    const page = await enter(shell);
    const { Cookie = '' } = page;
    expect(await tryWebSocket(shell, { Cookie })).toBe('refused 403');
    expect(await tryWebSocket(shell, { Cookie, Origin: 'https://evil.example' })).toBe('refused 403');
    expect(await tryWebSocket(shell, { Origin: shell.origin })).toBe('refused 403');
    expect(await tryWebSocket(shell, { Cookie, Origin: shell.origin }, '{"token":"guess"}')).toBe('closed 4401');
    expect(await tryWebSocket(shell, { Cookie, Origin: shell.origin }, 'not json')).toBe('closed 4401');
  });

  it('keeps what a page says before the data program is reached, in order', async () => {
    const shell = await start();
    const page = await enter(shell);
    const { token } = JSON.parse((await ask(shell, '/session', page)).text) as { token: string };
    const socket = new WebSocket(`ws://127.0.0.1:${shell.port}/socket`, {
      headers: { Cookie: page.Cookie, Origin: shell.origin },
    });
    const answers: string[] = [];
    socket.on('message', (data) => answers.push((JSON.parse(data.toString()) as { i: string }).i));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ token }));
    for (let id = 1; id <= 20; id += 1) {
      socket.send(JSON.stringify({ i: String(id), p: { u: 'http://orpc/greet', b: { json: { name: 'A' } } } }));
    }
    await expect.poll(() => answers.length).toBe(20);
    socket.close();
  });

  it('serves every answer with the strict policy, and no file outside its pages', async () => {
    const shell = await start();
    const page = await enter(shell);
    const answer = await ask(shell, '/', page);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(answer.headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${shell.port};`);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    for (const path of ['/../fake-host/fake-host.ts', '/%2e%2e/%2e%2e/support/chromium.ts', '/nothing.js', '/assets']) {
      expect((await ask(shell, path, page)).status).toBe(404);
    }
  });

  it('keeps its port, and gives a second start on the folder one more way in', async () => {
    const first = await start('--sample');
    expect(first.link).toContain('&sample=1');
    const second = await start();
    expect(second.port).toBe(first.port);
    expect(await waitForExit(second.child)).toBe(0);
    await enter(second);
    first.child.kill('SIGTERM');
    expect(await waitForExit(first.child)).toBe(0);
    expect(readFileSync(join(folder, 'closed-well'), 'utf8')).toBe('yes');
    expect((await start()).port).toBe(first.port);
  });

  it('says so when another program has its port', async () => {
    const server = createServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const child = launch('--no-open', '--port', String(port));
    let said = '';
    child.stdout?.on('data', (part: Buffer) => (said += part.toString()));
    expect(await waitForExit(child)).toBe(1);
    expect(said).toContain(`Port ${port} belongs to this data folder`);
    await new Promise((resolve) => server.close(resolve));
  });
});
