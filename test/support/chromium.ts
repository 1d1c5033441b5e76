import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../build/find-chromium.ts';

/**
 * Starts this machine's Chromium without a window. Throws when there is none: the test command installs one first.
 * With `asElectron` a page's message port says when its other end closed, as it does in Electron's own pages.
 */
export async function launchChromium({ asElectron = false } = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium was found. Install one, or set CHROME_PATH.');
  // Chromium's own sandbox cannot be set up by root, as in most containers; the pages under test are ours.
  const args = ['--disable-dev-shm-usage', ...(asElectron ? ['--enable-blink-features=MessagePortCloseEvent'] : [])];
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0, args });
}
