import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { BrowserContext } from 'playwright-core';
import type { WindowPart } from '../../../electron/main/electron-parts.ts';
import { toChromiumAddress } from './address.ts';
import { FakeContents } from './fake-contents.ts';

/** A window over a page of the context. The window is there at once, as Electron's is; its page with the first load. */
export class FakeWindow extends EventEmitter implements WindowPart {
  readonly given: BrowserWindowConstructorOptions;
  readonly webContents = new FakeContents();
  /** Settles when the first load is done. */
  readonly whenLoaded: Promise<void>;
  private settleLoaded: () => void = () => {};
  isShown = false;
  isFocused = false;
  isMinimizedNow = false;
  private isMaximizedNow = false;
  private isClosed = false;
  private readonly context: BrowserContext;
  private readonly onClosed: (window: FakeWindow) => void;

  constructor(given: BrowserWindowConstructorOptions, context: BrowserContext, onClosed: (window: FakeWindow) => void) {
    super();
    this.given = given;
    this.context = context;
    this.onClosed = onClosed;
    this.whenLoaded = new Promise((resolve) => {
      this.settleLoaded = resolve;
    });
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.context.newPage();
    await page.setViewportSize({ width: this.given.width ?? 800, height: this.given.height ?? 600 });
    await this.webContents.attach(page, this.given.webPreferences?.preload ?? '');
    await this.webContents.navigate(() => page.goto(toChromiumAddress(url)));
    this.emit('ready-to-show');
    this.settleLoaded();
  }

  /** Closes the window as the person would. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.emit('close');
    this.isClosed = true;
    await this.webContents.page.close({ runBeforeUnload: false });
    this.emit('closed');
    this.onClosed(this);
  }

  show(): void {
    this.isShown = true;
  }

  focus(): void {
    this.isFocused = true;
  }

  restore(): void {
    this.isMinimizedNow = false;
  }

  maximize(): void {
    this.isMaximizedNow = true;
  }

  isMinimized(): boolean {
    return this.isMinimizedNow;
  }

  isMaximized(): boolean {
    return this.isMaximizedNow;
  }

  isDestroyed(): boolean {
    return this.isClosed;
  }

  getNormalBounds(): Rectangle {
    const { x = 10, y = 10, width = 800, height = 600 } = this.given;
    return { x, y, width, height };
  }
}
