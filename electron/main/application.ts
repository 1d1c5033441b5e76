import { join } from 'node:path';
import { superviseData } from '../shell/data-supervisor.ts';
import { chooseDataFolder } from '../shell/default-folder.ts';
import { startUtilityChild } from './data-child.ts';
import type { ElectronParts, PortPart } from './electron-parts.ts';
import { answerKeychain } from './keychain.ts';
import { describeMenu } from './menu.ts';
import { guardContents, guardSession, registerPageScheme, servePageScheme } from './security.ts';
import { createWindows } from './windows.ts';

export interface ApplicationOptions {
  /** The command line after the program: `--data FOLDER`, `--sample`. */
  args: readonly string[];
  platform: NodeJS.Platform;
  dataProgram: string;
  preloadFile: string;
  pagesFolder: string;
}

const stopMs = 10_000;

/**
 * Electron's main process: one instance, its windows and its data program. It touches no data: what it knows of the
 * data program is how to start it, how to hand a port on, and how to let it end. Resolves when the first window is open.
 */
export async function runApplication(parts: ElectronParts, options: ApplicationOptions): Promise<void> {
  const { app } = parts;
  app.enableSandbox();
  const base = app.getPath('userData');
  const dataFolder = chooseDataFolder(options.args, base);
  // Another data folder is another firm: its drafts, its window and its single instance are its own.
  if (dataFolder !== join(base, 'data')) app.setPath('userData', join(dataFolder, 'window'));
  if (!app.requestSingleInstanceLock()) return app.quit();

  registerPageScheme(parts.protocol);
  app.on('web-contents-created', (_event, contents) => guardContents(contents, parts.shell));
  await app.whenReady();
  guardSession(parts.session.defaultSession);
  servePageScheme(parts.protocol, options.pagesFolder);

  const supervisor = startData(parts, options, dataFolder, () => windows.serveWaiting());
  const windows = createWindows({
    parts,
    preloadFile: options.preloadFile,
    stateFile: join(app.getPath('userData'), 'window.json'),
    isSample: options.args.includes('--sample'),
    connect(port, aim) {
      if (supervisor.ready === undefined) return false;
      supervisor.send({ type: 'connect', ...aim }, [port]);
      return true;
    },
  });
  setMenu(parts, options, () => windows.open());
  for (const event of ['lock-screen', 'suspend'] as const) {
    parts.powerMonitor.on(event, () => supervisor.send({ type: 'lock' }));
  }
  app.on('second-instance', () => windows.focus());
  app.on('activate', () => windows.focus());
  app.on('window-all-closed', () => {
    if (options.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    void supervisor.stop(stopMs).then(() => app.exit(0));
  });
  windows.open();
}

function startData(parts: ElectronParts, options: ApplicationOptions, dataFolder: string, onReady: () => void) {
  const fail = (sentence: string): void => {
    parts.dialog.showErrorBox('Annex', sentence);
    parts.app.quit();
  };
  return superviseData<PortPart>({
    startChild: () => startUtilityChild(parts.utilityProcess, options.dataProgram, dataFolder),
    answerKeychain: (action, value) => answerKeychain(parts.safeStorage, options.platform, action, value),
    onReady,
    onRefused: (refused) => fail(refused.sentence),
    onGivenUp: () => fail('Annex broke several times in a row and stopped. What was saved is safe.'),
    onNotify(title, body) {
      if (parts.Notification.isSupported()) new parts.Notification({ title, body }).show();
    },
  });
}

function setMenu(parts: ElectronParts, options: ApplicationOptions, openWindow: () => void): void {
  const template = describeMenu({ platform: options.platform, isPackaged: parts.app.isPackaged, openWindow });
  parts.Menu.setApplicationMenu(parts.Menu.buildFromTemplate(template));
}
