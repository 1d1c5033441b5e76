import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import type { ElectronParts, SafeStoragePart, SessionPart } from '../../../electron/main/electron-parts.ts';
import { waitForExit } from '../fake-host/data-child.ts';
import { toElectronAddress } from './address.ts';
import { FakePort } from './fake-port.ts';
import { FakeUtilityProcess } from './fake-utility-process.ts';
import { FakeWindow } from './fake-window.ts';

export interface FakeElectronOptions {
  browser: Browser;
  userData: string;
  /** What Linux would say about its key store; `basic_text` is the fixed password that protects nothing. */
  keyStore?: 'gnome_libsecret' | 'basic_text' | 'none';
}

type Handler = Parameters<ElectronParts['protocol']['handle']>[1];
type BeforeRequest = Parameters<SessionPart['webRequest']['onBeforeRequest']>[0];
type PermissionAsked = NonNullable<Parameters<SessionPart['setPermissionRequestHandler']>[0]>;

/** Who holds the single instance lock of which user data folder. */
const instances = new Map<string, FakeElectron>();

/** Electron without Electron: the parts that the main process uses, over a real Chromium and real child processes. */
export class FakeElectron {
  readonly openedOutside: string[] = [];
  readonly errors: string[] = [];
  readonly notes: string[] = [];
  readonly menus: MenuItemConstructorOptions[][] = [];
  readonly windows: FakeWindow[] = [];
  readonly utilities: FakeUtilityProcess[] = [];
  readonly schemes: string[] = [];
  readonly exited: Promise<number>;
  readonly appEvents = new EventEmitter();
  readonly context: BrowserContext;
  isSandboxEnabled = false;
  beforeRequest: BeforeRequest | undefined;
  permissionRequest: PermissionAsked | undefined;
  private readonly handlers = new Map<string, Handler>();
  private readonly options: FakeElectronOptions;
  private userData: string;
  private isQuitting = false;
  private settleExit: (code: number) => void = () => {};

  private constructor(options: FakeElectronOptions, context: BrowserContext) {
    this.options = options;
    this.userData = options.userData;
    this.context = context;
    this.exited = new Promise((resolve) => {
      this.settleExit = resolve;
    });
  }

  static async create(options: FakeElectronOptions): Promise<FakeElectron> {
    const context = await options.browser.newContext();
    const fake = new FakeElectron(options, context);
    await context.route('**/*', (route) => fake.answer(route));
    context.on('page', (page) => void fake.judgePopup(page).catch(() => {}));
    return fake;
  }

  /** The parts to hand to the main process. The type is the promise that the fake has what it uses. */
  readonly parts = (): ElectronParts => {
    const fake = this;
    return {
      app: this.makeApp(),
      BrowserWindow: class extends FakeWindow {
        constructor(options: BrowserWindowConstructorOptions) {
          super(options, fake.context, (closed) => fake.windowClosed(closed));
          fake.windows.push(this);
          fake.appEvents.emit('web-contents-created', {}, this.webContents);
        }
      },
      MessageChannelMain: class {
        readonly port1: FakePort;
        readonly port2: FakePort;
        constructor() {
          [this.port1, this.port2] = FakePort.pair();
        }
      },
      Menu: {
        buildFromTemplate(template) {
          fake.menus.push(template);
          return { popup() {} };
        },
        setApplicationMenu() {},
      },
      Notification: Object.assign(
        class {
          private readonly text: string;
          constructor({ title = '', body = '' }: { title?: string; body?: string }) {
            this.text = `${title}: ${body}`;
          }
          show(): void {
            fake.notes.push(this.text);
          }
        },
        { isSupported: () => true },
      ),
      powerMonitor: { on: (event, listener) => fake.appEvents.on(event, listener) },
      dialog: { showErrorBox: (_title, content) => void fake.errors.push(content) },
      protocol: {
        registerSchemesAsPrivileged: (schemes) => void fake.schemes.push(...schemes.map(({ scheme }) => scheme)),
        handle: (scheme, handler) => void fake.handlers.set(scheme, handler),
      },
      safeStorage: makeSafeStorage(this.options.keyStore ?? 'gnome_libsecret'),
      screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
      session: { defaultSession: this.makeSession() },
      shell: {
        openExternal: async (url) => void fake.openedOutside.push(url),
      },
      utilityProcess: {
        fork(modulePath, args) {
          const utility = new FakeUtilityProcess(modulePath, args);
          fake.utilities.push(utility);
          return utility;
        },
      },
    };
  };

  /** Asks the session's permission handler as Chromium would for a page. */
  mayHave(permission: Parameters<PermissionAsked>[1]): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.permissionRequest === undefined) return resolve(true);
      const [contents, details] = [undefined as never, {} as never];
      this.permissionRequest(contents, permission, resolve, details);
    });
  }

  windowClosed(window: FakeWindow): void {
    this.windows.splice(this.windows.indexOf(window), 1);
    if (this.windows.length === 0 && !this.isQuitting) this.appEvents.emit('window-all-closed');
  }

  /** Quits as the person would from the menu. */
  quit(): void {
    void this.runQuit();
  }

  /** Ends what a failed test left. */
  async dispose(): Promise<void> {
    for (const utility of this.utilities) {
      // An application that has ended starts nothing again; what it left is gone before its folder is.
      utility.removeAllListeners('exit');
      utility.kill();
      await waitForExit(utility.child);
    }
    if (instances.get(this.userData) === this) instances.delete(this.userData);
    await this.context.close().catch(() => {});
  }

  private makeApp(): ElectronParts['app'] {
    const fake = this;
    return {
      isPackaged: false,
      enableSandbox: () => {
        this.isSandboxEnabled = true;
      },
      requestSingleInstanceLock() {
        const holder = instances.get(fake.userData);
        if (holder === undefined) instances.set(fake.userData, fake);
        else holder.appEvents.emit('second-instance');
        return holder === undefined;
      },
      whenReady: async () => {},
      getPath: (name) => (name === 'userData' ? this.userData : '/'),
      setPath: (_name, path) => {
        this.userData = path;
      },
      getAppPath: () => process.cwd(),
      quit: () => this.quit(),
      exit: (code) => void this.end(code ?? 0),
      on: (event: string, listener: (...args: never[]) => void) => this.appEvents.on(event, listener as () => void),
    };
  }

  private makeSession(): SessionPart {
    return {
      setPermissionRequestHandler: (handler) => {
        this.permissionRequest = handler ?? undefined;
      },
      setPermissionCheckHandler: () => {},
      setDevicePermissionHandler: () => {},
      webRequest: {
        onBeforeRequest: (listener) => {
          this.beforeRequest = listener;
        },
      },
    };
  }

  private async runQuit(): Promise<void> {
    if (this.isQuitting) return;
    this.isQuitting = true;
    for (const window of [...this.windows]) await window.close();
    let isPrevented = false;
    this.appEvents.emit('will-quit', {
      preventDefault() {
        isPrevented = true;
      },
    });
    if (!isPrevented) await this.end(0);
  }

  private async end(code: number): Promise<void> {
    await this.dispose();
    this.settleExit(code);
  }

  private async answer(route: Route): Promise<void> {
    const request = route.request();
    const contents = this.findContents(pageOf(route));
    const url = toElectronAddress(request.url());
    if (contents === undefined) return route.fulfill({ status: 200, body: '' });
    if (request.isNavigationRequest() && !contents.mayNavigate(route)) return route.abort('aborted');
    if (await this.isCancelled(url)) return route.abort('blockedbyclient');
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) return route.abort('failed');
    const answered = await handler(new Request(url, { method: request.method() }) as Parameters<Handler>[0]);
    await route.fulfill({
      status: answered.status,
      headers: Object.fromEntries(answered.headers),
      body: Buffer.from(await answered.arrayBuffer()),
    });
  }

  /**
   * A page that no window made was opened by a page: its opener's handler decides. Electron asks before there is a
   * window, Playwright only tells of one that is there, so it gets an empty page and is closed.
   */
  private async judgePopup(popup: Page): Promise<void> {
    const opener = this.findContents((await popup.opener()) ?? undefined);
    if (opener === undefined || opener.mayOpen(popup.url())) return;
    await popup.close();
  }

  private findContents(page: Page | undefined) {
    return this.windows.find(({ webContents }) => webContents.isOver(page))?.webContents;
  }

  private isCancelled(url: string): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.beforeRequest === undefined) return resolve(false);
      this.beforeRequest({ url }, ({ cancel }) => resolve(cancel === true));
    });
  }
}

function pageOf(route: Route): Page | undefined {
  try {
    return route.request().frame().page();
  } catch {
    return undefined;
  }
}

/** A key store that seals with a key of its own; where there is none it throws, as Electron's does. */
function makeSafeStorage(keyStore: NonNullable<FakeElectronOptions['keyStore']>): SafeStoragePart {
  const key = randomBytes(32);
  const check = (): void => {
    if (keyStore === 'none') throw new Error('Encryption is not available.');
  };
  return {
    isAsyncEncryptionAvailable: async () => keyStore !== 'none',
    getSelectedStorageBackend: () => (keyStore === 'none' ? 'unknown' : keyStore),
    async encryptStringAsync(plainText) {
      check();
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
    },
    async decryptStringAsync(encrypted) {
      check();
      const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(0, 12));
      decipher.setAuthTag(encrypted.subarray(-16));
      const opened = Buffer.concat([decipher.update(encrypted.subarray(12, -16)), decipher.final()]);
      return { result: opened.toString('utf8'), shouldReEncrypt: false };
    },
  };
}
