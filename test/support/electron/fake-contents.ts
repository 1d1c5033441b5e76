import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { HandlerDetails, WindowOpenHandlerResponse } from 'electron';
import type { CDPSession, Page, Route } from 'playwright-core';
import type { ContentsPart, FramePart, PortPart } from '../../../electron/main/electron-parts.ts';
import { toElectronAddress } from './address.ts';
import { FakePort } from './fake-port.ts';
import { type WireData, type WorldWord, wrapPreload } from './preload-world.ts';

const worldName = 'annex-preload';
const binding = 'annexTellMain';

/** A `webContents` over a real Chromium page, with the preload in an isolated world as context isolation has it. */
export class FakeContents extends EventEmitter implements ContentsPart {
  readonly ipc = new EventEmitter();
  readonly mainFrame: FramePart;
  private attached: { page: Page; session: CDPSession } | undefined;
  private readonly ports = new Map<number, FakePort>();
  private worldId: number | undefined;
  private nextPort = 1;
  private openHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | undefined;
  private isOwnNavigation = false;

  constructor() {
    super();
    const contents = this;
    this.mainFrame = {
      get url() {
        return contents.attached === undefined ? '' : toElectronAddress(contents.attached.page.url());
      },
    };
  }

  /** The Chromium page; it is there once the window has loaded something. */
  get page(): Page {
    if (this.attached === undefined) throw new Error('The window has no page yet.');
    return this.attached.page;
  }

  isOver(page: Page | undefined): boolean {
    return page !== undefined && this.attached?.page === page;
  }

  /** Takes a fresh page and puts the preload into a world of its own in it. */
  async attach(page: Page, preloadFile: string): Promise<void> {
    const session = await page.context().newCDPSession(page);
    this.attached = { page, session };
    const { frameTree } = await session.send('Page.getFrameTree');
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName && context.auxData?.frameId === frameTree.frame.id) this.worldId = context.id;
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.loseWorld(executionContextId));
    session.on('Runtime.executionContextsCleared', () => this.loseWorld(this.worldId));
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === binding) this.hear(JSON.parse(payload) as WorldWord);
    });
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: binding, executionContextName: worldName });
    await session.send('Page.enable');
    const source = wrapPreload(readFileSync(preloadFile, 'utf8'), binding);
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName });
    page.on('close', () => this.closePorts());
    page.on('crash', () => this.emit('render-process-gone'));
  }

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.openHandler = handler;
  }

  isDestroyed(): boolean {
    return this.attached?.page.isClosed() === true;
  }

  reload(): void {
    void this.navigate(() => this.page.reload());
  }

  postMessage(channel: string, message: unknown, transfer: PortPart[] = []): void {
    const ids = transfer.map((port) => this.takePort(port));
    this.inWorld(`emit(${JSON.stringify(channel)}, ${JSON.stringify(message)}, ${JSON.stringify(ids)})`);
    for (const id of ids) {
      this.ports.get(id)?.handTo({
        deliver: (data) => this.inWorld(`deliver(${id}, ${JSON.stringify(toWire(data))})`),
        close: () => {
          this.ports.delete(id);
          this.inWorld(`closePort(${id})`);
        },
      });
    }
  }

  /** Navigates as the application itself does, past the guards. */
  async navigate(go: () => Promise<unknown>): Promise<void> {
    this.isOwnNavigation = true;
    await go().catch(() => {});
    this.isOwnNavigation = false;
  }

  /** Asks the guards about a navigation of the page itself; true when it may go on. */
  mayNavigate(route: Route): boolean {
    if (this.isOwnNavigation) return true;
    const request = route.request();
    const isMainFrame = request.frame() === this.page.mainFrame();
    const url = toElectronAddress(request.url());
    if (request.redirectedFrom() !== null) return this.ask('will-redirect', url);
    if (!this.ask('will-frame-navigate', url)) {
      // Electron asks both for the main frame, whatever the first one said.
      if (isMainFrame) this.ask('will-navigate', url);
      return false;
    }
    return !isMainFrame || this.ask('will-navigate', url);
  }

  /** Asks what to do about a window that the page opened; true when it may stay. */
  mayOpen(url: string): boolean {
    const details = {
      url: toElectronAddress(url),
      frameName: '',
      features: '',
      disposition: 'new-window',
    } as HandlerDetails;
    return this.openHandler?.(details).action !== 'deny';
  }

  private ask(name: string, url: string): boolean {
    let isPrevented = false;
    this.emit(name, {
      url,
      preventDefault() {
        isPrevented = true;
      },
    });
    return !isPrevented;
  }

  private hear(word: WorldWord): void {
    switch (word.kind) {
      case 'send':
        this.ipc.emit(word.channel, { senderFrame: this.mainFrame }, word.asked);
        return;
      case 'port-data':
        this.ports.get(word.port)?.postMessage(fromWire(word.data));
        return;
      case 'port-closed':
        this.ports.get(word.port)?.close();
        this.ports.delete(word.port);
    }
  }

  private takePort(port: PortPart): number {
    if (!(port instanceof FakePort)) throw new Error('Only a port of a MessageChannelMain can be handed over.');
    const id = this.nextPort++;
    this.ports.set(id, port);
    return id;
  }

  private inWorld(call: string): void {
    if (this.worldId === undefined || this.attached === undefined) return;
    const expression = `annexWorld.${call}`;
    void this.attached.session.send('Runtime.evaluate', { expression, contextId: this.worldId }).catch(() => {});
  }

  private loseWorld(id: number | undefined): void {
    if (id === undefined || id !== this.worldId) return;
    this.worldId = undefined;
    this.closePorts();
  }

  private closePorts(): void {
    for (const port of this.ports.values()) port.close();
    this.ports.clear();
  }
}

function toWire(data: unknown): WireData {
  return typeof data === 'string' ? { text: data } : { base64: Buffer.from(data as Uint8Array).toString('base64') };
}

function fromWire(data: WireData): string | Uint8Array {
  return 'text' in data ? data.text : new Uint8Array(Buffer.from(data.base64, 'base64'));
}
