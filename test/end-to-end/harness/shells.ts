import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { _electron, type Browser, type Page } from 'playwright-core';
import { explainNoWindow, findElectron } from '../../../build/find-electron.ts';
import { runApplication } from '../../../electron/main/application.ts';
import { launchChromium } from '../../support/chromium.ts';
import { FakeElectron } from '../../support/electron/fake-electron.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const dist = (path: string): string => join(root, 'dist', path);

/** Annex, running in one of its shells. */
export interface RunningShell {
  readonly page: Page;
  /** Ends it as a person would, waiting until everything is closed. */
  close(): Promise<void>;
}

/** One way to run Annex on this machine. */
export interface Shell {
  readonly name: string;
  /** Why it cannot be run here; undefined where it can. */
  readonly skip: string | undefined;
  /** Starts it on a data folder; `--sample` and the like may follow. */
  start(dataFolder: string, ...args: string[]): Promise<RunningShell>;
}

/** Every shell, each to be named in the title of its tests: `test('… [' + shell.name + ']', { skip: shell.skip ?? false }, …)`. */
export const shells: readonly Shell[] = [
  { name: 'browser shell', skip: undefined, start: startBrowserShell },
  { name: 'Electron main process over Chromium', skip: undefined, start: startOverFake },
  { name: 'Electron', skip: explainNoElectron(), start: startElectron },
];

/** The browser shell alone, for what needs to be tried only once. */
export function startInBrowser(dataFolder: string, ...args: string[]): Promise<RunningShell> {
  return startBrowserShell(dataFolder, ...args);
}

/** A second machine: the browser shell on a folder of its own, shown by the browser that shows the first where there is one. */
export async function startBeside(running: RunningShell, dataFolder: string): Promise<RunningShell> {
  const browser = running.page.context().browser();
  if (browser === null) return startBrowserShell(dataFolder);
  const shell = await startProgram(dataFolder, []);
  const page = await enter(browser, shell.link);
  return {
    page,
    async close() {
      await page.context().close();
      await shell.stop();
    },
  };
}

function explainNoElectron(): string | undefined {
  return findElectron(root) === undefined ? 'there is no Electron binary on this machine' : explainNoWindow();
}

async function startBrowserShell(dataFolder: string, ...args: string[]): Promise<RunningShell> {
  const shell = await startProgram(dataFolder, args);
  const browser = await launchChromium();
  const page = await enter(browser, shell.link);
  return {
    page,
    async close() {
      await browser.close();
      await shell.stop();
    },
  };
}

async function startProgram(dataFolder: string, args: string[]): Promise<{ link: string; stop(): Promise<void> }> {
  const options = ['--data', dataFolder, '--no-open', '--print-link', ...args];
  const child = spawn(process.execPath, [dist('browser/index.js'), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const link = await readLink(child);
  return {
    link,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function enter(browser: Browser, link: string): Promise<Page> {
  const page = await newPage(browser);
  await page.goto(link);
  await page.waitForURL((url) => !url.pathname.startsWith('/enter'));
  return page;
}

async function readLink(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The shell has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('http://')) return line;
  }
  throw new Error('The shell ended without a link.');
}

async function startOverFake(dataFolder: string, ...args: string[]): Promise<RunningShell> {
  const browser = await launchChromium({ asElectron: true });
  const fake = await FakeElectron.create({ browser, userData: join(dataFolder, 'window') });
  await runApplication(fake.parts(), {
    args: ['--data', dataFolder, ...args],
    platform: process.platform,
    dataProgram: dist('data/index.js'),
    preloadFile: dist('preload/index.cjs'),
    pagesFolder: dist('renderer'),
  });
  const [window] = fake.windows;
  if (window === undefined) throw new Error('No window was opened.');
  await window.whenLoaded;
  const { page } = window.webContents;
  return {
    page,
    async close() {
      fake.quit();
      await fake.exited;
      await browser.close();
    },
  };
}

async function startElectron(dataFolder: string, ...args: string[]): Promise<RunningShell> {
  const executablePath = findElectron(root) ?? '';
  const application = await _electron.launch({ executablePath, args: [root, '--data', dataFolder, ...args] });
  const page = await application.firstWindow();
  return { page, close: () => application.close() };
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1320, height: 860 } });
  return context.newPage();
}
