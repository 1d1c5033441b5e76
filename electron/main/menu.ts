import type { MenuItemConstructorOptions } from 'electron';

interface MenuOptions {
  platform: NodeJS.Platform;
  /** Developer tools are for those who build Annex. */
  isPackaged: boolean;
  openWindow(): void;
}

/** The application menu: the standard parts of each system, and one more window. The pages have their own keys. */
export function describeMenu({ platform, isPackaged, openWindow }: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const newWindow: MenuItemConstructorOptions = {
    label: 'New Window',
    accelerator: 'CmdOrCtrl+Shift+N',
    click: () => openWindow(),
  };
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  if (!isPackaged) view.push({ type: 'separator' }, { role: 'toggleDevTools' });
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    { label: 'File', submenu: [newWindow, { type: 'separator' }, isMac ? { role: 'close' } : { role: 'quit' }] },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
  ];
}
