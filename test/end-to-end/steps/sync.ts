import type { Locator, Page } from 'playwright-core';
import type { HubProgram } from '../harness/hub-program.ts';
import { field, fillIn, goTo, goToTab, panel, save, see } from './form.ts';

/** Connects the firm to a hub and waits until everything is there. */
export async function connectHub(page: Page, hub: HubProgram): Promise<void> {
  await goTo(page, 'Provider');
  await goToTab(page, 'Sync');
  await page.getByRole('button', { name: 'Connect a hub' }).click();
  const form = panel(page, 'Connect a hub');
  await fillIn(form, { Address: hub.url, Account: hub.name, Password: hub.password });
  await save(form, 'Connect');
  await seeSynced(page);
}

/** Makes the code for a further device of a member. */
export async function inviteDevice(page: Page, memberName: string): Promise<string> {
  await goTo(page, 'Provider');
  await goToTab(page, 'People');
  await page.getByRole('table', { name: 'Members' }).getByText(memberName).click();
  await page.getByRole('button', { name: 'Invite a further device' }).click();
  await page.getByRole('button', { name: 'Make the invitation' }).click();
  const code = await field(page.getByRole('dialog'), 'Invitation code').inputValue();
  await page.keyboard.press('Escape');
  return code;
}

/** The line over every screen, which tells how sync stands. */
export function topLine(page: Page): Locator {
  return page.getByRole('region', { name: 'Firm and search' });
}

/** Waits until the top line says that everything is up to date. */
export async function seeSynced(page: Page): Promise<void> {
  await see(topLine(page), /^Up to date/);
}

/** What a screen (the one at `place`, or the one that is open) holds for those who hear it, once that is the same twice: its figures and words, line by line. */
export async function readScreen(page: Page, place?: string): Promise<string> {
  await page.evaluate((hash) => {
    if (hash !== undefined) location.hash = hash;
  }, place);
  await page.getByRole('heading', { level: 1 }).waitFor();
  let before = '';
  for (let tries = 0; tries < 40; tries += 1) {
    const now = await page.getByRole('main').ariaSnapshot();
    if (now === before && !now.includes('Loading')) return now;
    before = now;
    await page.waitForTimeout(150);
  }
  throw new Error(`The screen at ${place} does not come to rest.`);
}
