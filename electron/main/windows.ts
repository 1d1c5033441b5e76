import type { Aim } from '../data/process/protocol.ts';
import type { ElectronParts, PortPart, WindowPart } from './electron-parts.ts';
import { describeWebPreferences, isOwnTopFrame, startPage } from './security.ts';
import { firstState, keepWindowState, readWindowState, smallestSize } from './window-state.ts';

export interface WindowsOptions {
  parts: Pick<ElectronParts, 'BrowserWindow' | 'MessageChannelMain' | 'screen'>;
  preloadFile: string;
  stateFile: string;
  /** Opens the page on the sample firm. */
  isSample: boolean;
  /** Gives one end of a new channel to the data program, bound as said; false while there is none that could take it. */
  connect(port: PortPart, aim: Aim): boolean;
}

export interface Windows {
  open(): void;
  /** Brings a window to the front, opening one if there is none. */
  focus(): void;
  /** Hands a port to every page that asked while the data program was not there. */
  serveWaiting(): void;
}

/** The windows of the application. Each page asks for its port when it is ready, and again when the old one closed. */
export function createWindows(options: WindowsOptions): Windows {
  const { parts } = options;
  const open = new Set<WindowPart>();
  const waiting = new Map<WindowPart, Set<string>>();

  function openWindow(): void {
    const areas = parts.screen.getAllDisplays().map((display) => display.workArea);
    const { isMaximized, ...bounds } = readWindowState(options.stateFile, areas) ?? firstState;
    const window = new parts.BrowserWindow({
      ...bounds,
      ...smallestSize,
      show: false,
      title: 'Annex',
      backgroundColor: '#ffffff',
      webPreferences: describeWebPreferences(options.preloadFile),
    });
    open.add(window);
    if (isMaximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', () =>
      keepWindowState(options.stateFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() }),
    );
    window.on('closed', () => {
      open.delete(window);
      waiting.delete(window);
    });
    window.webContents.ipc.on('annex:ready', (event, asked) => {
      if (!isOwnTopFrame(event.senderFrame, window.webContents)) return;
      const endings = waiting.get(window) ?? new Set();
      endings.add(typeof asked === 'string' ? asked : '');
      waiting.set(window, endings);
      serve(window);
    });
    window.webContents.on('render-process-gone', () => {
      waiting.delete(window);
      if (!window.isDestroyed()) window.webContents.reload();
    });
    void window.loadURL(options.isSample ? `${startPage}?sample=1` : startPage);
  }

  function serve(window: WindowPart): void {
    for (const ending of [...(waiting.get(window) ?? [])]) {
      const { port1, port2 } = new parts.MessageChannelMain();
      if (!options.connect(port1, readEnding(ending))) return;
      waiting.get(window)?.delete(ending);
      window.webContents.postMessage('annex:port', ending, [port2]);
    }
  }

  return {
    open: openWindow,
    focus() {
      const [window] = open;
      if (window === undefined) return openWindow();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    serveWaiting() {
      for (const window of [...waiting.keys()]) serve(window);
    },
  };
}

/** What a page's port is to be bound to: `/machine` is no firm, `/` and a place one firm, nothing the first. */
function readEnding(ending: string): Aim {
  if (ending === '/machine') return { to: 'machine' };
  return ending === '' ? {} : { place: ending.slice(1, 65) };
}
