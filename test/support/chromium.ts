import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../build/find-chromium.ts';

/** Starts this machine's Chromium without a window. Throws when there is none: the test command installs one first. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium was found. Install one, or set CHROME_PATH.');
  // Chromium's own sandbox cannot be set up by root, as in most containers; the pages under test are ours.
  return chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-dev-shm-usage'],
  });
}
