import type * as Electron from 'electron';

/**
 * The parts of Electron that the main process uses, no more. `index.ts` hands in the real ones and the tests a fake
 * that drives a real page; the compiler holds both to these types, and these to Electron's own.
 */
export interface ElectronParts {
  app: AppPart;
  BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => WindowPart;
  MessageChannelMain: new () => { port1: PortPart; port2: PortPart };
  Menu: {
    buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): MenuPart;
    setApplicationMenu(menu: MenuPart | null): void;
  };
  Notification: {
    new (options: Electron.NotificationConstructorOptions): Pick<Electron.Notification, 'show'>;
    isSupported(): boolean;
  };
  dialog: Pick<Electron.Dialog, 'showErrorBox'>;
  powerMonitor: { on(event: 'lock-screen' | 'suspend', listener: () => void): unknown };
  protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
  safeStorage: SafeStoragePart;
  screen: { getAllDisplays(): Pick<Electron.Display, 'workArea'>[] };
  session: { defaultSession: SessionPart };
  shell: Pick<Electron.Shell, 'openExternal'>;
  utilityProcess: { fork(modulePath: string, args?: string[], options?: Electron.ForkOptions): UtilityPart };
}

export type MenuPart = Pick<Electron.Menu, 'popup'>;

export type SafeStoragePart = Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/** An event whose default can be prevented. */
export interface PreventableEvent {
  preventDefault(): void;
}

export interface AppPart
  extends Pick<
    Electron.App,
    | 'enableSandbox'
    | 'requestSingleInstanceLock'
    | 'whenReady'
    | 'getPath'
    | 'setPath'
    | 'quit'
    | 'exit'
    | 'isPackaged'
    | 'getAppPath'
  > {
  on(event: 'second-instance' | 'activate' | 'window-all-closed', listener: () => void): unknown;
  on(event: 'will-quit', listener: (event: PreventableEvent) => void): unknown;
  on(event: 'web-contents-created', listener: (event: unknown, contents: ContentsPart) => void): unknown;
}

export interface WindowPart
  extends Pick<
    Electron.BrowserWindow,
    | 'loadURL'
    | 'show'
    | 'focus'
    | 'restore'
    | 'maximize'
    | 'isMinimized'
    | 'isMaximized'
    | 'isDestroyed'
    | 'getNormalBounds'
  > {
  readonly webContents: ContentsPart;
  on(event: 'close' | 'closed', listener: () => void): unknown;
  once(event: 'ready-to-show', listener: () => void): unknown;
}

export interface FramePart {
  readonly url: string;
}

/** A word from a page's preload. */
export interface PreloadEvent {
  readonly senderFrame: FramePart | null;
}

export interface NavigationEvent extends PreventableEvent {
  readonly url: string;
}

export interface ContentsPart extends Pick<Electron.WebContents, 'setWindowOpenHandler' | 'isDestroyed' | 'reload'> {
  readonly mainFrame: FramePart;
  readonly ipc: { on(channel: string, listener: (event: PreloadEvent, asked?: unknown) => void): unknown };
  postMessage(channel: string, message: unknown, transfer?: PortPart[]): void;
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    listener: (event: NavigationEvent) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: PreventableEvent) => void): unknown;
  on(event: 'render-process-gone', listener: () => void): unknown;
}

export interface SessionPart
  extends Pick<
    Electron.Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  > {
  readonly webRequest: {
    onBeforeRequest(
      listener: (details: { url: string }, callback: (response: Electron.CallbackResponse) => void) => void,
    ): void;
  };
}

export type PortPart = Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'>;

export interface UtilityPart {
  postMessage(message: unknown, transfer?: PortPart[]): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
}
