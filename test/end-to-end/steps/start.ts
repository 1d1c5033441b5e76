import type { Page } from 'playwright-core';
import { choose, field, fillIn, see } from './form.ts';

export const passphrase = 'brass lantern quiet harbor';

/** Creates a firm from the first screen and stops at its recovery kit. */
export async function createFirm(page: Page, firmName: string, ownerName: string): Promise<void> {
  await page.getByRole('button', { name: 'Create a firm' }).click();
  await fillIn(page, { 'Firm name': firmName });
  await choose(page, field(page, 'State'), 'Illinois');
  await fillIn(page, { 'Attorney’s name': ownerName, Passphrase: passphrase, 'Passphrase again': passphrase });
  await page.getByRole('button', { name: 'Create the firm' }).click();
  await page.getByRole('heading', { name: 'Keep the recovery kit' }).waitFor();
}

/** Reads the kit from its page and confirms it by its last group. Answers the whole kit. */
export async function confirmKit(page: Page): Promise<string> {
  const paper = page.getByRole('img', { name: /Recovery kit, page 1 of 1: .*Fingerprint/ });
  await paper.waitFor();
  const groups = (await paper.getAttribute('aria-label'))?.match(/\b[0-9A-HJKMNP-TV-Z]{8}\b/g) ?? [];
  await fillIn(page, { 'Last group of the kit': groups.at(-1) ?? '' });
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  return groups.join('-');
}

/** Opens a locked firm. */
export async function unlock(page: Page, words = passphrase): Promise<void> {
  await field(page, 'Passphrase').fill(words);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
}

/** Waits until a firm is open. */
export async function seeOpen(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Areas' }).waitFor({ timeout: 30_000 });
}

/** Locks the firm from the person's menu. */
export async function lock(page: Page, ownerName: string): Promise<void> {
  await page.getByRole('button', { name: ownerName }).click();
  await page.getByRole('menuitem', { name: /^Lock/ }).click();
  await field(page, 'Passphrase').waitFor();
}

/** Joins a firm with a code from the first screen. */
export async function joinFirm(page: Page, code: string, deviceName: string): Promise<void> {
  await page.getByRole('button', { name: 'Join a firm' }).click();
  await fillIn(page, {
    'Invitation code': code,
    'Name of this machine': deviceName,
    'Passphrase for this machine': passphrase,
    'Passphrase again': passphrase,
  });
  await page.getByRole('button', { name: 'Join the firm' }).click();
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor({ timeout: 60_000 });
  await see(page, 'Today');
}
