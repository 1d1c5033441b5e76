import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { findDataProgram } from '../shell/node-child.ts';
import { runApplication } from './application.ts';

const parts = {
  app,
  BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
};

await runApplication(parts, {
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  platform: process.platform,
  dataProgram: findDataProgram(import.meta.url),
  preloadFile: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
  pagesFolder: fileURLToPath(new URL('../renderer/', import.meta.url)),
});
