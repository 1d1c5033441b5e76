import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runApplication } from '../../../electron/main/application.ts';
import { launchChromium } from '../../support/chromium.ts';
import { FakeElectron, type FakeElectronOptions } from '../../support/electron/fake-electron.ts';
import { fakeDataProgram, forkFakeData, waitForMessage } from '../../support/fake-host/data-child.ts';

const preloadFile = fileURLToPath(new URL('../../../dist/preload/index.cjs', import.meta.url));
const pagesFolder = fileURLToPath(new URL('../../fixtures/pages/', import.meta.url));

let browser: Browser;
let userData = '';
const fakes: FakeElectron[] = [];

beforeAll(async () => {
  browser = await launchChromium({ asElectron: true });
});

afterAll(() => browser.close());

beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'annex-main-'));
});

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.dispose();
  rmSync(userData, { recursive: true, force: true });
});

/** Runs the real main process over the fake and waits until its page is there, if it opens one. */
async function start(options: Partial<FakeElectronOptions> = {}, args: string[] = []): Promise<FakeElectron> {
  const fake = await FakeElectron.create({ browser, userData, ...options });
  fakes.push(fake);
  await runApplication(fake.parts(), {
    args,
    platform: 'linux',
    dataProgram: fakeDataProgram,
    preloadFile,
    pagesFolder,
  });
  for (const window of fake.windows) await expect.poll(() => window.isShown).toBe(true);
  return fake;
}

function pageOf(fake: FakeElectron): Page {
  const [window] = fake.windows;
  if (window === undefined) throw new Error('There is no window.');
  return window.webContents.page;
}

/** Asks for a port if the page has none, and calls a procedure over it. */
function call(page: Page, path: string, input?: unknown): Promise<unknown> {
  return page.evaluate(`(async () => {
    if (!window.annexPort) {
      const port = annexTest.nextPort();
      window.postMessage('annex:ready', location.origin);
      window.annexPort = await port;
      window.annexPort.addEventListener('close', () => { window.annexPort = undefined; });
    }
    return annexTest.call(window.annexPort, ${JSON.stringify(path)}, ${JSON.stringify(input)});
  })()`);
}

describe('the main process over a real page', () => {
  it('[EL1] [EL2] serves the page from its own scheme, sandboxed, with the strict policy, and answers its calls', async () => {
    const fake = await start();
    expect(fake.isSandboxEnabled).toBe(true);
    expect(fake.schemes).toEqual(['app']);
    expect(fake.windows[0]?.given.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    const page = pageOf(fake);
    expect(fake.windows[0]?.webContents.mainFrame.url).toBe('app://annex/index.html');
    expect(await page.title()).toBe('Annex under test');
    const policy = (await (await page.reload())?.headerValue('content-security-policy')) ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).toContain("connect-src 'none'");
    expect(await call(page, 'greet', { name: 'Ann' })).toBe('Good day, Ann');
    expect(await call(page, 'whoAmI')).toMatchObject({ kind: 'window' });
  });

  it('gives the page nothing but its port', async () => {
    const page = pageOf(await start());
    expect(await page.evaluate('typeof require + typeof process + typeof annexWorld + typeof ipcRenderer')).toBe(
      'undefined'.repeat(4),
    );
  });

  it('gives each window a port, a reload a new one, and closes those of windows that are gone', async () => {
    const fake = await start();
    fake.appEvents.emit('activate');
    const newWindow = findItem(fake, 'New Window');
    newWindow.click?.(undefined as never, undefined as never, undefined as never);
    await expect.poll(() => fake.windows.map(({ isShown }) => isShown)).toEqual([true, true]);
    const [first, second] = fake.windows;
    if (first === undefined || second === undefined) throw new Error('There are not two windows.');
    expect(await call(first.webContents.page, 'countSessions')).toBe(1);
    expect(await call(second.webContents.page, 'countSessions')).toBe(2);
    await first.webContents.page.reload();
    expect(await call(first.webContents.page, 'greet', { name: 'Ann' })).toBe('Good day, Ann');
    await expect.poll(() => call(first.webContents.page, 'countSessions')).toBe(2);
    await second.close();
    await expect.poll(() => call(first.webContents.page, 'countSessions')).toBe(1);
  });

  it('starts a killed data program again, and the page that asks gets a port to the new one', async () => {
    const fake = await start();
    const page = pageOf(fake);
    const before = (await call(page, 'whoAmI')) as { pid: number };
    process.kill(before.pid, 'SIGKILL');
    await expect.poll(() => page.evaluate('window.annexPort === undefined')).toBe(true);
    const after = (await call(page, 'whoAmI')) as { pid: number };
    expect(after.pid).not.toBe(before.pid);
    expect(fake.utilities).toHaveLength(2);
  });

  it('starts again after a fault of the data program itself', async () => {
    const fake = await start();
    expect(await call(pageOf(fake), 'crash')).toBe('soon');
    await expect.poll(() => fake.utilities.length).toBe(2);
    await expect.poll(() => pageOf(fake).evaluate('window.annexPort === undefined')).toBe(true);
    expect(await call(pageOf(fake), 'greet', { name: 'Ann' })).toBe('Good day, Ann');
  });

  it('seals and opens with the desktop keychain, and says there is none where it protects nothing', async () => {
    const sealed = (await call(pageOf(await start()), 'sealAndOpen', 'a key')) as { sealed: string; opened: string };
    expect(sealed.opened).toBe('a key');
    expect(Buffer.from(sealed.sealed, 'base64').toString('latin1')).not.toContain('a key');
    for (const keyStore of ['basic_text', 'none'] as const) {
      const folder = mkdtempSync(join(userData, 'other-'));
      const fake = await start({ keyStore, userData: folder });
      expect(await call(pageOf(fake), 'sealAndOpen', 'a key')).toEqual({ sealed: null, opened: null });
    }
  });

  it('shows notes of the data program on the desktop', async () => {
    const fake = await start();
    await call(pageOf(fake), 'notify');
    await expect.poll(() => fake.notes).toEqual(['Done: The import is finished.']);
  });

  it('gives a page the port that it asks for, and locks when the system does', async () => {
    const fake = await start();
    const page = pageOf(fake);
    expect(await call(page, 'greet', { name: 'Ann' })).toBe('Good day, Ann');
    const handed = await page.evaluate(`new Promise((resolve) => {
      const heard = [];
      window.addEventListener('message', (event) => {
        if (event.ports.length > 0 && heard.push(event.data) === 2) resolve(heard.sort());
      });
      window.postMessage('annex:ready/machine', location.origin);
      window.postMessage('annex:ready/0123456789abcdef', location.origin);
      window.postMessage('annex:readymade', location.origin);
    })`);
    expect(handed).toEqual(['annex:port/0123456789abcdef', 'annex:port/machine']);
    fake.appEvents.emit('lock-screen');
    await expect.poll(() => fake.notes).toContain('Locked: The screen was locked.');
  });

  it('[EL3] [EL4] [EL5] keeps the page where it is, and hands only https: and mailto: to the outside', async () => {
    const fake = await start();
    const page = pageOf(fake);
    const address = page.url();
    await page.evaluate("location.href = 'https://example.com/terms'");
    await expect.poll(() => fake.openedOutside).toEqual(['https://example.com/terms']);
    await page.evaluate("location.href = 'http://example.com/'");
    await page.evaluate("window.open('https://example.com/opened')");
    await expect.poll(() => fake.openedOutside.at(-1)).toBe('https://example.com/opened');
    await page.evaluate("window.open('http://example.com/plain')");
    await page.evaluate("window.open('/index.html')");
    await expect.poll(() => fake.context.pages().length).toBe(1);
    expect(fake.openedOutside).toEqual(['https://example.com/terms', 'https://example.com/opened']);
    expect(page.url()).toBe(address);
    expect(await page.title()).toBe('Annex under test');
  });

  it('[EL6] refuses permissions', async () => {
    const fake = await start();
    for (const permission of ['geolocation', 'media', 'notifications', 'openExternal', 'usb'] as const) {
      expect(await fake.mayHave(permission)).toBe(false);
    }
    expect(await fake.mayHave('clipboard-sanitized-write')).toBe(true);
  });

  it('[EL7] reaches no network', async () => {
    const page = pageOf(await start());
    const reach = (code: string) => page.evaluate(`(${code}).then(() => 'reached', () => 'refused')`);
    expect(await reach("fetch('https://example.com/')")).toBe('refused');
    expect(await reach("fetch('http://127.0.0.1:5984/')")).toBe('refused');
    expect(
      await reach(
        "new Promise((ok, no) => { const i = new Image(); i.onload = ok; i.onerror = no; i.src = 'https://example.com/a.png'; })",
      ),
    ).toBe('refused');
  });

  it('lets the data program finish before it quits', async () => {
    process.env.ANNEX_FAKE_CLOSE_MS = '300';
    const fake = await start().finally(() => delete process.env.ANNEX_FAKE_CLOSE_MS);
    await call(pageOf(fake), 'whoAmI');
    fake.quit();
    expect(await fake.exited).toBe(0);
    expect(readFileSync(join(userData, 'data', 'closed-well'), 'utf8')).toBe('yes');
  });

  it('quits with its last window and remembers where that was', async () => {
    const fake = await start();
    await fake.windows[0]?.close();
    expect(await fake.exited).toBe(0);
    expect(JSON.parse(readFileSync(join(userData, 'window.json'), 'utf8'))).toMatchObject({
      width: 1320,
      isMaximized: false,
    });
    writeFileSync(
      join(userData, 'window.json'),
      JSON.stringify({ x: 40, y: 50, width: 1000, height: 700, isMaximized: true }),
    );
    const again = await start();
    expect(again.windows[0]?.given).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 });
    expect(again.windows[0]?.isMaximized()).toBe(true);
  });

  it('starts once for each data folder; a second start brings the first to the front', async () => {
    const first = await start();
    const second = await start();
    expect(second.windows).toHaveLength(0);
    expect(await second.exited).toBe(0);
    expect(first.windows[0]?.isFocused).toBe(true);
    const sample = await start({}, ['--sample']);
    expect(sample.windows[0]?.webContents.mainFrame.url).toBe('app://annex/index.html?sample=1');
    await expect.poll(() => existsSync(join(userData, 'sample', 'socket'))).toBe(true);
  });

  it('says why and ends when another program holds the data folder', async () => {
    const folder = join(userData, 'data');
    const holder = forkFakeData(folder);
    await waitForMessage(holder, 'ready');
    const fake = await start();
    await expect.poll(() => fake.errors).toEqual([expect.stringContaining('already open in another Annex')]);
    expect(await fake.exited).toBe(0);
    holder.kill('SIGKILL');
  });
});

function findItem(fake: FakeElectron, label: string) {
  for (const menu of fake.menus.flat()) {
    const items = Array.isArray(menu.submenu) ? menu.submenu : [];
    const found = items.find((item) => item.label === label);
    if (found !== undefined) return found;
  }
  throw new Error(`There is no menu item "${label}".`);
}
